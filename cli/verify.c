/* verify: the pinned digests of SLEEF's functions, and of every kind, stream and type, computed again; or the samples of an HDF5 file. */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

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

/* SLEEF's functions, each where the public API shows its bits: a space [2^e, 2^(e+1)] encodes x as log2(x) - e and decodes u as
 * exp2(e + u), both exact but for the function itself, where log2 of the bounds is; log_transform divides log(x) by a constant. */
static const int exponents[] = {-100, -1, 0, 1, 100};
enum { BLOCKS = sizeof exponents / sizeof *exponents, BLOCK = 2000 };
enum function { EXP2_F64, LOG2_F64, LOG_F64, LOG_F32, FUNCTIONS };
static const struct {
    const char *name;
    hys_type type;
    uint64_t digest;
} sleef[FUNCTIONS] = {
    [EXP2_F64] = {"exp2", HYS_F64, 0xc60868b9d9b1ddfb},
    [LOG2_F64] = {"log2", HYS_F64, 0x3d5e7e7e6733e24d},
    [LOG_F64] = {"log", HYS_F64, 0x53bec9ba59f9e3d2},
    [LOG_F32] = {"log", HYS_F32, 0xb8ef9ea10e36f910},
};

struct tally { size_t agree, differ, refused; bool sleef_differs[FUNCTIONS]; };

/* One line under the instruction set in use; whether there is a digest, and it differs. HYS_E_ISA: this CPU cannot have it. */
static bool report(const char *stream, const char *x64, hys_type type, const char *what, hys_status status, uint64_t digest,
                   uint64_t pinned, struct tally *tally)
{
    const bool refused = status == HYS_E_ISA, agrees = status == HYS_OK && digest == pinned;

    if (status == HYS_E_MEMORY)
        fail(EXIT_RUN, "verify", "%s", hys_strerror(status)); /* no answer */
    printf("%-6s %-9s %-10s %-3s %-5s %-26s ", refused ? "refuse" : agrees ? "ok" : "DIFFER", hys_isa_current(), stream, x64,
           hys_type_name(type), what);
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
    return status == HYS_OK && !agrees;
}

/* space NULL: this CPU cannot build it. */
static void check(const struct pin *pin, const hys_space *space, struct tally *tally)
{
    static uint64_t data[COUNT];
    const hys_source source = {.stream = pin->stream, .flags = pin->flags, .key = key};
    const hys_status status = space ? hys_sample(space, &source, first, COUNT, pin->type, data) : HYS_E_ISA;

    file_order(data, COUNT, hys_type_size(pin->type));
    report(stream_names[pin->stream], pin->flags ? "x64" : "", pin->type, pin->space, status,
           XXH3_64bits(data, COUNT * hys_type_size(pin->type)), pin->digest, tally);
}

/* One block of a function's values; u in [0, 1). */
static hys_status sleef_values(enum function function, int exponent, const double *u, void *out)
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
    return status;
}

static void check_sleef(enum function function, struct tally *tally)
{
    static double u[BLOCKS * BLOCK], out[BLOCKS * BLOCK];
    const hys_source source = hys_source_native(key);
    const size_t size = hys_type_size(sleef[function].type);

    hys_status status = hys_unit_f64(&source, first, BLOCKS * BLOCK, u);
    for (size_t b = 0; b < BLOCKS && status == HYS_OK; b++)
        status = sleef_values(function, exponents[b], u + b * BLOCK, (char *)out + b * BLOCK * size);
    file_order(out, BLOCKS * BLOCK, size);
    tally->sleef_differs[function] |= report("SLEEF", "", sleef[function].type, sleef[function].name, status,
                                             XXH3_64bits(out, BLOCKS * BLOCK * size), sleef[function].digest, tally);
}

/* The functions that differ, as "log2 f64, log f32"; empty where none does. */
static void name_functions(const struct tally *tally, char *text, size_t size)
{
    size_t used = 0;

    *text = 0;
    for (size_t f = 0; f < FUNCTIONS; f++)
        if (tally->sleef_differs[f])
            used += (size_t)snprintf(text + used, size - used, "%s%s %s", used ? ", " : "", sleef[f].name, hys_type_name(sleef[f].type));
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

static void check_file(void *context)
{
    hdf5_verify(context);
}

/* libhdf5 reads the file in a process of its own: files that were made to do so bring it down (of 1.10 many are known). */
static int verify_file(const struct options *options)
{
    int status;

    hdf5_require();
    const pid_t parent = getpid(), child = fork();
    if (child < 0)
        fail(EXIT_RUN, options->input, "%s", strerror(errno));
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
        if (getppid() == parent)
            each_isa(options, check_file, (void *)(uintptr_t)options);
        output_close(stdout);
        exit(0);
    }
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            fail(EXIT_RUN, options->input, "%s", strerror(errno));
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    const int number = WTERMSIG(status);
    if (number == SIGSEGV || number == SIGBUS || number == SIGABRT || number == SIGFPE || number == SIGILL)
        fail(EXIT_RUN, options->input, "HDF5: no sound file: its library broke off, %s", strsignal(number));
    signal(number, SIG_DFL);
    raise(number); /* as if it had been this process */
    return EXIT_RUN;
}

/* ---- the pins ---- */

struct pins { const hys_space *space[PINS]; struct tally tally; };

static void check_pins(void *context)
{
    struct pins *checked = context;
    for (size_t f = 0; f < FUNCTIONS; f++)
        check_sleef((enum function)f, &checked->tally);
    for (size_t p = 0; p < PINS; p++)
        check(&pins[p], checked->space[p], &checked->tally);
}

int command_verify(const struct options *options)
{
    static struct pins checked;
    char functions[64];
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
    each_isa(options, check_pins, &checked);
    const struct tally tally = checked.tally;
    printf("%zu agree, %zu differ, %zu refused\n", tally.agree, tally.differ, tally.refused);
    output_close(stdout);
    name_functions(&tally, functions, sizeof functions);
    if (*functions)
        fail(EXIT_RUN, "verify", "this SLEEF (%s at build time) computes other bits of %s than SLEEF 3.5.1, which defines the log kinds; %zu of %zu digests differ",
             hys_build_sleef(), functions, tally.differ, tally.differ + tally.agree);
    if (tally.differ > 0 || tally.agree == 0)
        fail(EXIT_RUN, "verify", "%zu of %zu digests differ", tally.differ, tally.differ + tally.agree);
    return 0;
}
