/* verify: the pinned digests of every kind, stream and type, computed again. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "cli/cli.h"

/* Of samples 2^32 - 5000 to 2^32 + 5006 under a key of the digits of pi. tests/pins.sh made pins.h. */
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

struct tally { size_t agree, differ, refused, log_differ; };

/* One pin under the instruction set in use. space NULL: this CPU cannot build it. */
static void check(const struct pin *pin, const hys_space *space, struct tally *tally)
{
    static uint64_t data[COUNT];
    const hys_source source = {.stream = pin->stream, .flags = pin->flags, .key = key};
    const hys_status status = space ? hys_sample(space, &source, first, COUNT, pin->type, data) : HYS_E_ISA;
    const uint64_t digest = XXH3_64bits(data, COUNT * hys_type_size(pin->type));
    const char *word = !space ? "refuse" : status == HYS_OK && digest == pin->digest ? "ok" : "DIFFER";

    printf("%-6s %-9s %-10s %-3s %-5s %-26s ", word, hys_isa_current(), stream_names[pin->stream], pin->flags ? "x64" : "",
           hys_type_name(pin->type), pin->space);
    if (!space)
        printf("log kinds need FMA\n");
    else if (status != HYS_OK)
        printf("%s\n", hys_strerror(status));
    else if (digest != pin->digest)
        printf("%016" PRIx64 ", not %016" PRIx64 "\n", digest, pin->digest);
    else
        printf("%016" PRIx64 "\n", digest);
    tally->refused += *word == 'r';
    tally->agree += *word == 'o';
    tally->differ += *word == 'D';
    tally->log_differ += *word == 'D' && pin->stream == HYS_NATIVE && strstr(pin->space, "log");
}

int command_verify(const struct options *options)
{
    static const hys_space *space[PINS];
    const char *chosen = hys_isa_current();
    struct tally tally = {0};
    hys_space *log;

    const hys_status status = hys_space_log(&log, 1, 2, 2);
    const bool has_fma = status != HYS_E_ISA;
    if (has_fma && status != HYS_OK)
        fail(EXIT_RUN, "verify", "%s", hys_strerror(status));
    hys_space_free(log);
    for (size_t p = 0; p < PINS; p++)
        if (has_fma || !strstr(pins[p].space, "log"))
            space[p] = table_read(pins[p].space).space[0];
    for (size_t i = 0; i < hys_isa_count(); i++) {
        if (options->all_isas ? !hys_isa_available(i) : strcmp(hys_isa_name(i), chosen) != 0)
            continue;
        if (hys_isa_select(hys_isa_name(i)) != HYS_OK)
            fail(EXIT_RUN, hys_isa_name(i), "cannot be selected");
        for (size_t p = 0; p < PINS; p++)
            check(&pins[p], space[p], &tally);
    }
    printf("%zu agree, %zu differ, %zu refused\n", tally.agree, tally.differ, tally.refused);
    output_close(stdout);
    if (tally.differ > 0 && tally.log_differ == tally.differ)
        fail(EXIT_RUN, "verify", "only log kinds of the native stream differ: this SLEEF (%s at build time) computes other bits than the one that defines them",
             hys_build_sleef());
    if (tally.differ > 0 || tally.agree == 0)
        fail(EXIT_RUN, "verify", "%zu of %zu digests differ", tally.differ, tally.differ + tally.agree);
    return 0;
}
