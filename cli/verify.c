/* verify: the pinned digests of SLEEF's functions, and of every kind, stream and type, computed
 * again; or the samples of an HDF5 file. */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/child.h"
#include "cli/command.h"
#include "cli/fail.h"
#include "cli/formats/hdf5.h"
#include "cli/output.h"
#include "cli/sleef_check.h"
#include "cli/table.h"
#include "cli/tally.h"
#include "json/words.h"

enum { COUNT = 10007 };

/* Samples of spaces. tests/build/pins.sh made pins.h. */
static const struct pin {
    const char *space;
    hys_type type;
    int32_t stream;
    uint32_t flags;
    uint64_t digest;
} list[] = {
#include "cli/pins.h"
};
enum { PINS = sizeof list / sizeof *list };

/* The engines' raw words. */
static const struct engine {
    int32_t stream;
    uint32_t flags;
    hys_type type;
    uint64_t digest;
} engines[] = {
    {HYS_NATIVE, 0, HYS_U32, 0x54df37c7b03d5292},
    {HYS_NATIVE, 0, HYS_U64, 0xa1289e12787988f6},
    {HYS_JAX_ARRAY, 0, HYS_U32, 0x00a063d490dbb420},
    {HYS_JAX_ARRAY, HYS_X64, HYS_U64, 0x7ca17eb50b78e6f1},
    {HYS_JAX_KEYS, 0, HYS_U32, 0x8da6f1078227f807},
    {HYS_JAX_KEYS, HYS_X64, HYS_U64, 0xd737a999bc5e8ef3},
    {HYS_JAX_SEARCH, 0, HYS_U32, 0x0d8450fe04b4ee17},
    {HYS_JAX_SEARCH, HYS_X64, HYS_U64, 0x3719634a9c6b906b},
    {HYS_SOBOL, 0, HYS_U32, 0x48541ad31406baa1},
    {HYS_SOBOL, 0, HYS_U64, 0x04903c1cb53ae0f8},
    {HYS_SOBOL_OWEN, 0, HYS_U32, 0x4f5b1d62e2060108},
    {HYS_SOBOL_OWEN, 0, HYS_U64, 0x27404b7d68192ea5},
    {HYS_SOBOL_SHIFT, 0, HYS_U32, 0xc80374fe0e086ad2},
    {HYS_SOBOL_SHIFT, 0, HYS_U64, 0xd15a61bdca7b6e03},
    {HYS_SOBOL_PLAIN, 0, HYS_U32, 0x3a8f79fba18dcf56},
    {HYS_SOBOL_PLAIN, 0, HYS_U64, 0x6de9c31d1fe71da2},
    {HYS_LHS, 0, HYS_U32, 0x52c4c5757956c3a7},
    {HYS_LHS, 0, HYS_U64, 0xaa88352bcbf40387},
};
enum { ENGINES = sizeof engines / sizeof *engines, NATIVE_U64 = 1 };

struct pins {
    const hys_space *space[PINS];
    struct tally tally;
    bool engine_differs[ENGINES]; /* under the instruction set in use */
    bool sleef_differs;
};

/* ---- the pins ---- */

/* COUNT samples of a stream, or the COUNT rows of a design that has so many. */
struct drawing {
    hys_source source;
    uint64_t first;
    size_t n;
};

static struct drawing drawing_of(int32_t stream, uint32_t flags)
{
    const uint32_t traits = hys_stream_traits(stream);
    struct drawing drawing = {{.stream = stream, .flags = flags}, verified_first, COUNT};

    if (traits & HYS_STREAM_KEYED)
        drawing.source.key = verified_key;
    if (traits & HYS_STREAM_ROWS)
        drawing.source.rows = COUNT;
    if (traits & HYS_STREAM_POINTS)
        drawing.source.points = COUNT;
    if (traits & (HYS_STREAM_ROWS | HYS_STREAM_POINTS))
        drawing.first = 0;
    return drawing;
}

/* That of a space; of a grid with fewer rows all of them. */
static struct drawing drawing_for(const struct pin *pin, const hys_space *space)
{
    struct drawing drawing = drawing_of(pin->stream, pin->flags);
    uint64_t rows;

    if (space && hys_space_rows(space, &drawing.source, &rows) == HYS_OK && rows && rows < COUNT)
        drawing.n = (size_t)rows;
    return drawing;
}

static void check_engine(size_t e, struct pins *pins)
{
    static uint64_t data[COUNT];
    const struct engine *engine = &engines[e];
    const struct drawing drawn = drawing_of(engine->stream, engine->flags);
    const struct subject subject = {hys_stream_name(engine->stream), engine->flags ? "x64" : "",
                                    "bits", engine->type};
    const hys_status status =
        engine->type == HYS_U32
            ? hys_bits_u32(&drawn.source, drawn.first, COUNT, (uint32_t *)(void *)data)
            : hys_bits_u64(&drawn.source, drawn.first, COUNT, data);
    const uint64_t digest = digest_of(data, COUNT, hys_type_size(engine->type));

    pins->engine_differs[e] = report(&pins->tally, &subject, status, digest, engine->digest);
    if (pins->engine_differs[e])
        add_fault(&pins->tally, ENGINE, subject.stream, engine->type);
}

/* Whether a pin's samples differ because what is below them does. */
static bool is_explained(const struct pin *pin, const hys_space *space, const struct pins *pins)
{
    for (size_t e = 0; e < ENGINES; e++)
        if (engines[e].stream == pin->stream && pins->engine_differs[e])
            return true;
    /* The JAX streams take nothing from SLEEF. */
    return hys_stream_traits(pin->stream) & HYS_STREAM_NATIVE && pins->sleef_differs &&
           (hys_kind_traits(hys_space_kind(space)) & HYS_KIND_FMA);
}

/* Checks the samples of a space; NULL: this CPU cannot build it. */
static void check_pin(const struct pin *pin, const hys_space *space, struct pins *pins)
{
    static uint64_t data[COUNT];
    const struct drawing drawn = drawing_for(pin, space);
    const struct subject subject = {hys_stream_name(pin->stream), pin->flags ? "x64" : "",
                                    pin->space, pin->type};
    const hys_status status =
        space ? hys_sample(space, &drawn.source, drawn.first, drawn.n, pin->type, data) : HYS_E_ISA;
    const uint64_t digest = digest_of(data, drawn.n, hys_type_size(pin->type));

    if (report(&pins->tally, &subject, status, digest, pin->digest) &&
        !is_explained(pin, space, pins))
        add_fault(&pins->tally, MAP, hys_kind_name(hys_space_kind(space)), pin->type);
}

static void check_pins(void *context)
{
    struct pins *pins = context;
    for (size_t e = 0; e < ENGINES; e++)
        check_engine(e, pins);
    pins->sleef_differs |= check_sleef(&pins->tally, pins->engine_differs[NATIVE_U64]);
    for (size_t p = 0; p < PINS; p++)
        check_pin(&list[p], pins->space[p], pins);
}

/* The space of a pin; NULL where this CPU cannot build it, for want of FMA. */
static hys_space *space_of(const char *word)
{
    hys_space *space;
    char *message;
    const hys_status status = hysi_space_from_word(&space, word, &message);
    if (status != HYS_OK && status != HYS_E_ISA)
        fail(EXIT_RUN, word, "%s", message ? message : hys_strerror(status));
    return space;
}

/* ---- the command ---- */

/* Calls run under the instruction set in use, or under all available ones. */
static void each_isa(const struct options *options, void (*run)(void *context), void *context)
{
    const char *chosen = hys_isa_current();
    for (size_t i = 0; i < hys_isa_count(); i++) {
        if (options->all_isas ? !hys_isa_available(i) : strcmp(hys_isa_name(i), chosen) != 0)
            continue;
        if (hys_isa_select(hys_isa_name(i)) != HYS_OK)
            fail(EXIT_RUN, hys_isa_name(i), "cannot be selected");
        run(context);
    }
}

static void check_file(void *context) { hdf5_verify(context); }

/* libhdf5 reads the file in a second process, since a malicious file can crash it (for 1.10 many
 * such files are known). */
static int verify_file(const struct options *options)
{
    hdf5_require();
    const pid_t child = child_start(options->input);
    if (child == 0) {
        each_isa(options, check_file, (void *)(uintptr_t)options);
        output_close(stdout);
        exit(0);
    }
    return child_end(child, options->input, "HDF5");
}

int command_verify(const struct options *options)
{
    static struct pins pins;

    if (options->input)
        return verify_file(options);
    for (size_t p = 0; p < PINS; p++)
        pins.space[p] = space_of(list[p].space);
    each_isa(options, check_pins, &pins);
    const struct tally *tally = &pins.tally;
    printf("%zu agree, %zu differ, %zu refused\n", tally->agree, tally->differ, tally->refused);
    output_close(stdout);
    if (tally->differ > 0 || tally->agree == 0)
        fail_by_layer(tally);
    return 0;
}
