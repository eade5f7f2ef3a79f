/* verify: the pinned digests of SLEEF's functions, and of every kind, stream and type, computed
 * again; or the samples of an HDF5 file. */
#include <config.h>

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "cli/cli.h"

/* Of samples 2^32 - 5000 to 2^32 + 5006 under a key of the digits of pi. tests/build/pins.sh made
 * pins.h.
 */
enum { COUNT = 10007 };
static const uint64_t first = UINT64_C(4294962296);
static const hys_key key = {{0x243f6a88, 0x85a308d3}};

static const struct pin {
    const char *space;
    hys_type type;
    int32_t stream;
    uint32_t flags;
    uint64_t digest;
} pins[] = {
#include "cli/pins.h"
};
enum { PINS = sizeof pins / sizeof *pins };

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
};
enum { ENGINES = sizeof engines / sizeof *engines, NATIVE_U64 = 1 };

/* SLEEF's functions, each where the public API shows its bits: a space [2^e, 2^(e+1)] encodes x as
 * log2(x) - e and decodes u as exp2(e + u), both exact apart from the function itself, where log2
 * of the bounds is; log_transform divides log(x) by a constant. The arguments are native draws. */
static const int exponents[] = {-100, -1, 0, 1, 100};
enum { BLOCKS = sizeof exponents / sizeof *exponents, BLOCK = 2000 };
enum function { EXP2_F64, LOG2_F64, LOG_F64, LOG_F32, FUNCTIONS };
static const struct {
    const char *name, *map;
    hys_type type;
    uint64_t digest;
} sleef[FUNCTIONS] = {
    [EXP2_F64] = {"exp2", "decode", HYS_F64, 0xc60868b9d9b1ddfb},
    [LOG2_F64] = {"log2", "encode", HYS_F64, 0x3d5e7e7e6733e24d},
    [LOG_F64] = {"log", "log_transform", HYS_F64, 0x53bec9ba59f9e3d2},
    [LOG_F32] = {"log", "log_transform", HYS_F32, 0xb8ef9ea10e36f910},
};

/* What is at fault where digests differ. Each layer is judged where those above it are right:
 *
 *   digest   XXH3 of known words is another one, so that no other digest says anything
 *   engine   the raw words of a stream differ
 *   SLEEF    a function's arguments are right, and its values differ by roundings
 *   map      the words of the stream and what the law takes from SLEEF are right, and the samples
 *            differ; or the values of a SLEEF function differ by more than roundings */
enum layer { ENGINE, SLEEF, MAP, LAYERS };
struct fault {
    char names[1024]; /* "native u32, jax_keys u64"; there is room for all */
    char isas[64];
};
struct tally {
    size_t agree, differ, refused;
    uint64_t known; /* the digest of known words */
    struct fault fault[LAYERS];
    bool engine_differs[ENGINES]; /* under the instruction set in use */
    bool sleef_differs[FUNCTIONS];
};

/* Every digest here: of the elements' little-endian bytes, to which they are turned. */
static uint64_t digest_of(void *elements, size_t n, size_t size)
{
    file_order(elements, n, size);
    return XXH3_64bits(elements, n * size);
}

/* The digest of the words below as little-endian bytes, and as big-endian ones (xxhsum -H3). */
static const uint64_t known_little = 0x8f0d019895dfa731, known_big = 0xa7162fc821c0cee7;

static uint64_t known_digest(void)
{
    uint64_t words[64];
    for (size_t k = 0; k < 64; k++)
        words[k] = UINT64_C(0x0123456789abcdef) + k;
    return digest_of(words, 64, sizeof *words);
}

/* Adds a word to a list of words, once. */
static void add_word(char *list, size_t size, const char *word)
{
    const size_t used = strlen(list), length = strlen(word);

    for (const char *at = list; (at = strstr(at, word)); at += length)
        if ((at == list || at[-1] == ' ') && (at[length] == 0 || at[length] == ','))
            return;
    snprintf(list + used, size - used, "%s%s", used ? ", " : "", word);
}

static void add_fault(struct tally *tally, enum layer layer, const char *name, const char *type)
{
    struct fault *fault = &tally->fault[layer];
    char word[64];

    snprintf(word, sizeof word, "%s %s", name, type);
    add_word(fault->names, sizeof fault->names, word);
    add_word(fault->isas, sizeof fault->isas, hys_isa_current());
}

/* One line under the instruction set in use; whether it differs. HYS_E_ISA: not on this CPU. */
static bool report(const char *stream, const char *x64, hys_type type, const char *what,
                   hys_status status, uint64_t digest, uint64_t pinned, struct tally *tally)
{
    const bool refused = status == HYS_E_ISA, agrees = status == HYS_OK && digest == pinned;

    if (status == HYS_E_MEMORY)
        fail(EXIT_RUN, "verify", "%s", hys_strerror(status)); /* no answer */
    printf("%-6s %-9s %-10s %-3s %-5s %-26s ",
           refused  ? "refuse"
           : agrees ? "ok"
                    : "DIFFER",
           hys_isa_current(), stream, x64, hys_type_name(type), what);
    if (refused)
        printf("log kinds need FMA\n");
    else if (status != HYS_OK)
        printf("%s\n", hys_strerror(status));
    else if (!agrees)
        printf("%016" PRIx64 ", not %016" PRIx64 "\n", digest, pinned);
    else
        printf("%016" PRIx64 "\n", digest);
    tally->refused += refused;
    tally->agree += agrees;
    tally->differ += !refused && !agrees;
    return !refused && !agrees;
}

static void check_engine(size_t e, struct tally *tally)
{
    static uint64_t data[COUNT];
    const struct engine *engine = &engines[e];
    const hys_source source = {.stream = engine->stream, .flags = engine->flags, .key = key};
    const hys_type type = engine->type;
    const char *stream = stream_names[engine->stream];
    const hys_status status = type == HYS_U32
                                  ? hys_bits_u32(&source, first, COUNT, (uint32_t *)(void *)data)
                                  : hys_bits_u64(&source, first, COUNT, data);
    const uint64_t digest = digest_of(data, COUNT, hys_type_size(type));

    tally->engine_differs[e] = report(stream, engine->flags ? "x64" : "", type, "bits", status,
                                      digest, engine->digest, tally);
    if (tally->engine_differs[e])
        add_fault(tally, ENGINE, stream, hys_type_name(type));
}

/* space NULL: this CPU cannot build it. */
static void check(const struct pin *pin, const hys_space *space, struct tally *tally)
{
    static uint64_t data[COUNT];
    const hys_source source = {.stream = pin->stream, .flags = pin->flags, .key = key};
    const hys_status status =
        space ? hys_sample(space, &source, first, COUNT, pin->type, data) : HYS_E_ISA;
    const uint64_t digest = digest_of(data, COUNT, hys_type_size(pin->type));
    const char *x64 = pin->flags ? "x64" : "";

    if (!report(stream_names[pin->stream], x64, pin->type, pin->space, status, digest, pin->digest,
                tally))
        return;
    for (size_t e = 0; e < ENGINES; e++)
        if (engines[e].stream == pin->stream && tally->engine_differs[e])
            return;
    /* The JAX streams take nothing from SLEEF. */
    if (pin->stream == HYS_NATIVE && strstr(pin->space, "log") &&
        (tally->sleef_differs[EXP2_F64] || tally->sleef_differs[LOG2_F64]))
        return;
    add_fault(tally, MAP, hys_kind_name(hys_space_kind(space)), hys_type_name(pin->type));
}

/* One block of a function's values; u in [0, 1). *near becomes false where one differs from the C
 * library's by more than roundings. */
static hys_status sleef_values(enum function function, int exponent, const double *u, void *out,
                               bool *near)
{
    static const double e = 2.718281828459045;
    double x[BLOCK];
    float x32[BLOCK];
    hys_space *space;

    hys_status status = hys_space_log(&space, ldexp(1, exponent), ldexp(1, exponent + 1), 2);
    if (status != HYS_OK)
        return status;
    for (size_t k = 0; k < BLOCK; k++)
        x32[k] = (float)(x[k] = ldexp(1 + u[k], exponent));
    switch (function) {
    case EXP2_F64: status = hys_decode_f64(space, u, BLOCK, out); break;
    case LOG2_F64: status = hys_encode_f64(space, x, BLOCK, out); break;
    case LOG_F64: status = hys_log_transform_f64(x, BLOCK, e, out); break;
    default: status = hys_log_transform_f32(x32, BLOCK, e, out); break;
    }
    hys_space_free(space);
    for (size_t k = 0; k < BLOCK && status == HYS_OK; k++) {
        const bool f32 = function == LOG_F32;
        const double value = f32 ? ((const float *)out)[k] : ((const double *)out)[k];
        const double expected = function == EXP2_F64   ? exp2(exponent + u[k])
                                : function == LOG2_F64 ? log2(x[k]) - exponent
                                : function == LOG_F64  ? log(x[k])
                                                       : log(x32[k]);
        const double scale = (function == EXP2_F64 ? expected : 1) * fmax(1, abs(exponent));
        *near = *near && fabs(value - expected) <= scale * (f32 ? 0x1p-20 : 0x1p-48);
    }
    return status;
}

static void check_sleef(enum function function, struct tally *tally)
{
    static double u[BLOCKS * BLOCK], out[BLOCKS * BLOCK];
    const hys_source source = hys_source_native(key);
    const size_t size = hys_type_size(sleef[function].type);
    bool near = true;

    hys_status status = hys_unit_f64(&source, first, BLOCKS * BLOCK, u);
    for (size_t b = 0; b < BLOCKS && status == HYS_OK; b++)
        status = sleef_values(function, exponents[b], u + b * BLOCK, (char *)out + b * BLOCK * size,
                              &near);
    const uint64_t digest = digest_of(out, BLOCKS * BLOCK, size);
    if (!report("SLEEF", "", sleef[function].type, sleef[function].name, status, digest,
                sleef[function].digest, tally) ||
        tally->engine_differs[NATIVE_U64])
        return;
    tally->sleef_differs[function] |= near;
    add_fault(tally, near ? SLEEF : MAP, near ? sleef[function].name : sleef[function].map,
              hys_type_name(sleef[function].type));
}

/* Calls run under the instruction set in use, or under each there is. */
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

/* ---- an HDF5 file ---- */

static void check_file(void *context) { hdf5_verify(context); }

/* libhdf5 reads the file in a process of its own: files that were made to do so bring it down
 * (of 1.10 many are known). */
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

/* ---- the pins ---- */

struct pins {
    const hys_space *space[PINS];
    struct tally tally;
};

static void check_pins(void *context)
{
    struct pins *checked = context;
    for (size_t e = 0; e < ENGINES; e++)
        check_engine(e, &checked->tally);
    for (size_t f = 0; f < FUNCTIONS; f++)
        check_sleef((enum function)f, &checked->tally);
    for (size_t p = 0; p < PINS; p++)
        check(&pins[p], checked->space[p], &checked->tally);
}

/* Ends with what is at fault, a line for each layer. */
static _Noreturn void fail_by_layer(const struct tally *tally)
{
    const struct fault *engine = &tally->fault[ENGINE], *function = &tally->fault[SLEEF];
    const struct fault *map = &tally->fault[MAP];
    static const char in[] = "hyspace: verify: ";

    if (tally->known == known_big)
        fprintf(stderr,
                "%sdigest: these digests are of big-endian bytes, and the pins are of "
                "little-endian ones; the samples may be right\n",
                in);
    else if (tally->known != known_little)
        fprintf(stderr,
                "%sdigest: XXH3 of known words is %016" PRIx64 ", not %016" PRIx64
                ": the fault is in libxxhash (%s at build time); the samples may be right\n",
                in, tally->known, known_little, hys_build_xxhash());
    else {
        if (*engine->names)
            fprintf(stderr,
                    "%sengine: the raw words of %s are wrong (%s); nothing can be said of what "
                    "is made of them\n",
                    in, engine->names, engine->isas);
        if (*function->names)
            fprintf(stderr,
                    "%sSLEEF: this SLEEF (%s at build time) computes other bits of %s than "
                    "SLEEF 3.5.1, which defines the log kinds (%s)\n",
                    in, hys_build_sleef(), function->names, function->isas);
        if (*map->names)
            fprintf(stderr,
                    "%smap: the values of %s are wrong, though the raw words are right and "
                    "SLEEF is not the reason (%s)\n",
                    in, map->names, map->isas);
    }
    fail(EXIT_RUN, "verify", "%zu of %zu digests differ", tally->differ,
         tally->differ + tally->agree);
}

int command_verify(const struct options *options)
{
    static struct pins checked;
    hys_space *log;

    if (options->input)
        return verify_file(options);
    const hys_status status = hys_space_log(&log, 1, 2, 2);
    const bool has_fma = status != HYS_E_ISA;
    if (has_fma && status != HYS_OK)
        fail(EXIT_RUN, "verify", "%s", hys_strerror(status));
    hys_space_free(log);
    for (size_t p = 0; p < PINS; p++)
        if (has_fma || !strstr(pins[p].space, "log"))
            checked.space[p] = table_read(pins[p].space).space[0];
    checked.tally.known = known_digest();
    each_isa(options, check_pins, &checked);
    const struct tally *tally = &checked.tally;
    printf("%zu agree, %zu differ, %zu refused\n", tally->agree, tally->differ, tally->refused);
    output_close(stdout);
    if (tally->differ > 0 || tally->agree == 0)
        fail_by_layer(tally);
    return 0;
}
