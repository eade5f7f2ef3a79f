/* Makes calls over more than 2^32 elements, from sample numbers about 2^31, 2^32, 2^53 and up to
 * the last one, and compares them with small calls of the scalar row. make check-huge runs it.
 *
 *   huge [WORD...]    every call, or those whose name contains one of the words
 *
 * It needs little memory: the addresses of the output are pages of one small file, mapped again and
 * again. What is written there survives only at the end, where nothing comes after it, and in
 * windows about element 0 and powers of two, which have memory of their own. These places are
 * compared. Calls run in as many processes as there are cores. */
#define _GNU_SOURCE
#include <config.h>

#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/unit/test.h"

#define N ((UINT64_C(1) << 32) + 9)

enum {
    FILE_BYTES = 64 << 20, /* past the caches of most machines, as an output of that size is */
    HALF_WINDOW = 1 << 16, /* bytes */
    SMALL = 999,           /* elements of the calls that are compared with */
    LARGEST = 64,          /* bytes of an element: a row of eight columns */
    LIMIT = 600, /* seconds of a core; a counter that never reaches the end is a failure */
    SKIPPED = 77
};

/* ---- outcomes: a failure or a skip ends its process, and the next call has another ---- */

static struct {
    atomic_size_t next, passed, compared, page_tables;
} * counts;           /* of all processes */
static char now[128]; /* what runs */

_Noreturn void test_fail(const char *file, int line, const char *condition, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    printf("not ok: %s: %s:%d: %s: ", now, file, line, condition);
    vprintf(format, list);
    puts("");
    va_end(list);
    exit(1);
}

_Noreturn void test_skip(const char *format, ...)
{
    va_list list;
    va_start(list, format);
    printf("SKIP: %s: ", now);
    vprintf(format, list);
    puts("");
    va_end(list);
    exit(SKIPPED);
}

/* The signal is of this process's own making, in a kernel that holds no lock. */
static void ended(int number) { test_fail(__FILE__, __LINE__, "signal", "%s", strsignal(number)); }

/* ---- memory: the addresses of N doubles ---- */

static const uint64_t middles[] = {0,
                                   UINT64_C(1) << 31,
                                   UINT64_C(1) << 32,
                                   UINT64_C(1) << 33,
                                   UINT64_C(1) << 34,
                                   UINT64_C(3) << 33,
                                   UINT64_C(1) << 35}; /* of windows, in bytes */
enum { WINDOWS = sizeof middles / sizeof *middles };

struct part {
    uint64_t from, to;
}; /* bytes */

static struct part window_of(size_t w)
{
    return (struct part){middles[w] ? middles[w] - HALF_WINDOW : 0, middles[w] + HALF_WINDOW};
}

static void map_at(unsigned char *at, struct part part, int flags, int file)
{
    CHECK(mmap(at + part.from, part.to - part.from, PROT_READ | PROT_WRITE,
               MAP_FIXED | MAP_POPULATE | flags, file, 0) == at + part.from,
          "mmap");
}

static void *huge_memory(void)
{
    const uint64_t bytes = window_of(WINDOWS - 1).to;
    const int file = memfd_create("hyspace", 0);
    unsigned char *base =
        mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    CHECK(base != MAP_FAILED, "no room for %llu GiB of addresses", (unsigned long long)bytes >> 30);
    CHECK(file >= 0 && !ftruncate(file, FILE_BYTES), "memfd");
    for (uint64_t at = 0; at < bytes; at += FILE_BYTES)
        map_at(base, (struct part){at, bytes - at < FILE_BYTES ? bytes : at + FILE_BYTES},
               MAP_SHARED, file);
    for (size_t w = 0; w < WINDOWS; w++)
        map_at(base, window_of(w), MAP_PRIVATE | MAP_ANONYMOUS, -1);
    close(file);
    return base;
}

/* The parts of an output that survive: the windows that it reaches, and the last contents of the
 * file, before the last window. In the last window the bytes behind the output must be untouched.
 */
static size_t windows_in(uint64_t bytes)
{
    size_t count = 0;
    for (size_t w = 0; w < WINDOWS; w++)
        count += window_of(w).from < bytes;
    return count;
}

static size_t parts_in(uint64_t bytes) { return windows_in(bytes) + 1; }

static struct part part_of(size_t p, uint64_t bytes)
{
    const size_t windows = windows_in(bytes);
    if (p == windows) {
        const uint64_t to = window_of(windows - 1).from;
        return (struct part){to - (FILE_BYTES - 2 * HALF_WINDOW), to};
    }
    const struct part window = window_of(p);
    return (struct part){window.from, window.to < bytes ? window.to : bytes};
}

/* ---- calls: n elements from k on of the call that begins at sample number first ---- */

enum input { NONE, UNITS, NUMBERS };
struct huge;
typedef hys_status call(const struct huge *c, const hys_source *source, uint64_t first, uint64_t k,
                        size_t n, void *to);

struct huge {
    const char *name, *word;
    call *call;
    hys_type type;
    unsigned bytes;   /* from an element to the next */
    enum input input; /* NONE: of a range of numbers */
    int32_t stream;
    uint32_t flags;
    size_t of_firsts; /* that many, from the last back */
};

static unsigned char *in, *out;
static hys_space *space;
static hys_domain *one, *eight; /* columns of that space */

static uint64_t elements(const struct huge *c) { return c->bytes > 8 ? N * 8 / c->bytes : N; }

static const double *units_at(uint64_t k) { return (const double *)(void *)in + k; }

static hys_status sample(const struct huge *c, const hys_source *source, uint64_t first, uint64_t k,
                         size_t n, void *to)
{
    return hys_sample(space, source, first + k, n, c->type, to);
}

static hys_status bits(const struct huge *c, const hys_source *source, uint64_t first, uint64_t k,
                       size_t n, void *to)
{
    return c->type == HYS_U64 ? hys_bits_u64(source, first + k, n, to)
                              : hys_bits_u32(source, first + k, n, to);
}

static hys_status sample_indices(const struct huge *c, const hys_source *source, uint64_t first,
                                 uint64_t k, size_t n, void *to)
{
    (void)first;
    return hys_sample_indices(space, source, (const uint64_t *)(void *)in + k, n, c->type, to);
}

static hys_status transform(const struct huge *c, const hys_source *source, uint64_t first,
                            uint64_t k, size_t n, void *to)
{
    (void)source, (void)first;
    return hys_transform(space, units_at(k), n, c->type, to, NULL);
}

static hys_status encode(const struct huge *c, const hys_source *source, uint64_t first, uint64_t k,
                         size_t n, void *to)
{
    (void)source, (void)first;
    return hys_encode(space, units_at(k), n, c->type, to, NULL);
}

static hys_status decode(const struct huge *c, const hys_source *source, uint64_t first, uint64_t k,
                         size_t n, void *to)
{
    (void)source, (void)first;
    return hys_decode(space, units_at(k), n, c->type, to, NULL);
}

static hys_column column_at(const struct huge *c, const void *data)
{
    return (hys_column){.data = (void *)(uintptr_t)data, .stride = c->bytes, .type = c->type};
}

static hys_status table(const struct huge *c, const hys_source *source, uint64_t first, uint64_t k,
                        size_t n, void *to)
{
    const hys_column column = column_at(c, to);
    return hys_domain_sample(one, source, first + k, n, &column, 1);
}

static hys_status table_of_eight(const struct huge *c, const hys_source *source, uint64_t first,
                                 uint64_t k, size_t n, void *to)
{
    hys_column columns[8];
    for (size_t i = 0; i < 8; i++)
        columns[i] = column_at(c, (double *)to + i);
    return hys_domain_sample(eight, source, first + k, n, columns, 8);
}

static hys_status table_indices(const struct huge *c, const hys_source *source, uint64_t first,
                                uint64_t k, size_t n, void *to)
{
    const hys_column column = column_at(c, to);
    (void)first;
    return hys_domain_sample_indices(one, source, (const uint64_t *)(void *)in + k, n, &column, 1);
}

static hys_status matrix(const struct huge *c, const hys_source *source, uint64_t first, uint64_t k,
                         size_t n, void *to)
{
    (void)c;
    return hys_domain_sample_matrix_f64(one, source, first + k, n, HYS_COLUMN_MAJOR, to, n);
}

static hys_status encode_table(const struct huge *c, const hys_source *source, uint64_t first,
                               uint64_t k, size_t n, void *to)
{
    const hys_column column = column_at(c, units_at(k));
    (void)source, (void)first;
    return hys_domain_encode(one, n, &column, 1, HYS_ROW_MAJOR, to, 1, NULL);
}

static hys_status decode_table(const struct huge *c, const hys_source *source, uint64_t first,
                               uint64_t k, size_t n, void *to)
{
    const hys_column column = column_at(c, to);
    (void)source, (void)first;
    return hys_domain_decode(one, n, HYS_COLUMN_MAJOR, units_at(k), n, &column, 1, NULL);
}

static hys_status onehot(const struct huge *c, const hys_source *source, uint64_t first, uint64_t k,
                         size_t n, void *to)
{
    const hys_column column = column_at(c, units_at(k));
    (void)source, (void)first;
    return hys_domain_onehot_f64(one, n, &column, 1, to, 1, NULL);
}

static hys_status fingerprint_rows(const struct huge *c, const hys_source *source, uint64_t first,
                                   uint64_t k, size_t n, void *to)
{
    const hys_column column = column_at(c, units_at(k));
    (void)source, (void)first;
    return hys_domain_fingerprint_rows(one, n, &column, 1, to);
}

/* The sample numbers that a call begins at; the last stands for 2^64 - n. */
static const uint64_t firsts[] = {0, (UINT64_C(1) << 31) - 5, (UINT64_C(1) << 32) - 5,
                                  (UINT64_C(1) << 53) - 5, UINT64_MAX};
enum { FIRSTS = sizeof firsts / sizeof *firsts };

static uint64_t first_of(const struct huge *c, size_t f)
{
    return f < FIRSTS - 1 ? firsts[f] : UINT64_MAX - elements(c) + 1;
}

/* Those that take longest stand first, so that no core waits for another at the end. */
static const struct huge calls[] = {
    {"JAX linear", "linear:-1:2", sample, HYS_F64, 8, NONE, HYS_JAX_ARRAY, HYS_X64, 1},
    {"JAX bits", "linear:0:1", bits, HYS_U64, 8, NONE, HYS_JAX_ARRAY, HYS_X64, 1},
    {"JAX linear f32", "linear:-1:2", sample, HYS_F32, 4, NONE, HYS_JAX_ARRAY, 0, 1},
    {"fingerprints of rows", "linear:0:10", fingerprint_rows, HYS_F64, 8, UNITS, HYS_NATIVE, 0, 1},
    {"sample indices", "linear:-1:2", sample_indices, HYS_F64, 8, NUMBERS, HYS_NATIVE, 0, 1},
    {"table by indices", "linear:-1:2", table_indices, HYS_F64, 8, NUMBERS, HYS_NATIVE, 0, 1},
    {"sample linear", "linear:-1:2", sample, HYS_F64, 8, NONE, HYS_NATIVE, 0, FIRSTS},
    {"sample linear f32", "linear:-1:2", sample, HYS_F32, 4, NONE, HYS_NATIVE, 0, 1},
    {"sample log", "log:1e-5:0.1:10", sample, HYS_F64, 8, NONE, HYS_NATIVE, 0, 1},
    {"sample log f32", "log:1e-5:0.1:10", sample, HYS_F32, 4, NONE, HYS_NATIVE, 0, 1},
    {"sample qlinear", "qlinear:-5:1e6", sample, HYS_I64, 8, NONE, HYS_NATIVE, 0, 1},
    {"sample qlinear i8", "qlinear:-5:100", sample, HYS_I8, 1, NONE, HYS_NATIVE, 0, 1},
    {"sample qlog", "qlog:1:1e6:10", sample, HYS_I32, 4, NONE, HYS_NATIVE, 0, 1},
    {"sample discrete", "discrete:1,2,5,9", sample, HYS_F64, 8, NONE, HYS_NATIVE, 0, 1},
    {"sample labels", "labels:a,b,c", sample, HYS_INDEX, 4, NONE, HYS_NATIVE, 0, 1},
    {"bits", "linear:0:1", bits, HYS_U64, 8, NONE, HYS_NATIVE, 0, FIRSTS},
    {"bits u32", "linear:0:1", bits, HYS_U32, 4, NONE, HYS_NATIVE, 0, 1},
    {"table", "linear:-1:2", table, HYS_F64, 8, NONE, HYS_NATIVE, 0, FIRSTS},
    {"table, elements apart", "linear:-1:2", table, HYS_F32, 8, NONE, HYS_NATIVE, 0, 1},
    {"table of eight", "linear:-1:2", table_of_eight, HYS_F64, 64, NONE, HYS_NATIVE, 0, 1},
    {"matrix", "linear:-1:2", matrix, HYS_F64, 8, NONE, HYS_NATIVE, 0, 1},
    {"transform", "discrete:0,0.2,0.5,0.9", transform, HYS_F64, 8, UNITS, HYS_NATIVE, 0, 1},
    {"encode", "linear:0:10", encode, HYS_F64, 8, UNITS, HYS_NATIVE, 0, 1},
    {"decode", "linear:-1:2", decode, HYS_F64, 8, UNITS, HYS_NATIVE, 0, 1},
    {"encode a table", "linear:0:10", encode_table, HYS_F64, 8, UNITS, HYS_NATIVE, 0, 1},
    {"decode a table", "linear:-1:2", decode_table, HYS_F64, 8, UNITS, HYS_NATIVE, 0, 1},
    {"one-hot", "linear:0:10", onehot, HYS_F64, 8, UNITS, HYS_NATIVE, 0, 1},
};
enum { CALLS = sizeof calls / sizeof *calls };

static void open_tables(void)
{
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    hys_space *const spaces[] = {space, space, space, space, space, space, space, space};
    OK(hys_domain_new(&one, names, spaces, 1, NULL));
    OK(hys_domain_new(&eight, names, spaces, 8, NULL));
}

/* Units in [0, 1), or sample numbers in runs of 1 000: none repeats among what is compared. */
static void fill_input(enum input input)
{
    for (size_t p = 0; p < parts_in(N * 8); p++)
        for (uint64_t at = part_of(p, N * 8).from; at < part_of(p, N * 8).to; at += 8) {
            const uint64_t k = at / 8;
            uint64_t run = k / 1000;
            const uint64_t number = test_random(&run) + k % 1000;
            const double unit = (double)(k * 2654435761u % 4294967291u) * 0x1p-32;
            memcpy(in + at, input == NUMBERS ? (const void *)&number : &unit, 8);
        }
}

/* ---- one call ---- */

static void poison(uint64_t bytes)
{
    for (size_t w = 0; w < WINDOWS; w++)
        memset(out + window_of(w).from, 0xA5, window_of(w).to - window_of(w).from);
    const struct part contents = part_of(windows_in(bytes), bytes);
    memset(out + contents.from, 0xA5, contents.to - contents.from);
}

static void check_untouched(struct part part, const char *where)
{
    for (uint64_t at = part.from; at < part.to; at++)
        CHECK(out[at] == 0xA5, "byte %llu %s was written", (unsigned long long)at, where);
}

static void check_part(const struct huge *c, const hys_source *source, uint64_t first,
                       struct part part)
{
    static _Alignas(64) unsigned char small[SMALL * LARGEST];
    const uint64_t end = part.to / c->bytes;
    for (uint64_t k = part.from / c->bytes, m; k < end; k += m) {
        m = end - k < SMALL ? end - k : SMALL;
        memset(small, 0xA5, sizeof small);
        OK(c->call(c, source, first, k, (size_t)m, small));
        CHECK(!memcmp(small, out + k * c->bytes, (size_t)m * c->bytes),
              "elements %llu to %llu differ", (unsigned long long)k,
              (unsigned long long)(k + m - 1));
        counts->compared += m;
    }
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void check_call(const struct huge *c, size_t f)
{
    const hys_source source = {.stream = c->stream, .flags = c->flags, .key = hys_key_from_seed(7)};
    const uint64_t n = elements(c), bytes = n * c->bytes, first = first_of(c, f);
    const struct itimerval limit = {.it_value.tv_sec = LIMIT};

    snprintf(now, sizeof now, "%s from %llu on", c->name, (unsigned long long)first);
    space = test_space_word(c->word);
    open_tables();
    if (!out)
        out = huge_memory();
    if (c->input != NONE) {
        if (!in)
            in = huge_memory();
        fill_input(c->input);
    }
    poison(bytes);
    setitimer(ITIMER_PROF, &limit, NULL);
    const double start = seconds();
    OK(c->call(c, &source, first, 0, (size_t)n, out));
    const double took = seconds() - start;
    setitimer(ITIMER_PROF, &(struct itimerval){0}, NULL);
    OK(hys_isa_select("scalar"));
    for (size_t p = 0; p < parts_in(bytes); p++)
        check_part(c, &source, first, part_of(p, bytes));
    OK(hys_isa_select(getenv("HYSPACE_ISA")));
    check_untouched((struct part){bytes, window_of(windows_in(bytes) - 1).to}, "behind the output");
    if (c->input == NONE && f == FIRSTS - 1) {
        poison(bytes);
        CHECK(c->call(c, &source, first + 1, 0, (size_t)n, out) == HYS_E_INDEX,
              "one sample beyond 2^64 is not refused");
        for (size_t p = 0; p < parts_in(bytes); p++)
            check_untouched(part_of(p, bytes), "of a call that is refused");
    }
    hys_domain_free(one);
    hys_domain_free(eight);
    hys_space_free(space);
    printf("ok: %-21s from %20llu on, %5.1f s\n", c->name, (unsigned long long)first, took);
    counts->passed++;
}

/* ---- all of them ---- */

/* Kibibytes of this process's page tables, as Linux counts them; 0: it does not say. */
static size_t page_tables(void)
{
    FILE *status = fopen("/proc/self/status", "r");
    char line[256];
    size_t kib = 0;
    while (status && fgets(line, sizeof line, status))
        sscanf(line, "VmPTE: %zu kB", &kib);
    if (status)
        fclose(status);
    return kib;
}

static struct job {
    const struct huge *call;
    size_t first;
} jobs[CALLS * FIRSTS];
static size_t job_count;

static _Noreturn void work(void)
{
    static const int signals[] = {SIGPROF, SIGSEGV, SIGBUS};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], ended);
    for (size_t j; (j = counts->next++) < job_count;)
        check_call(jobs[j].call, jobs[j].first);
    const size_t kib = page_tables();
    if (kib > counts->page_tables) /* of the largest process, nearly */
        counts->page_tables = kib;
    exit(0);
}

/* Keeps as many processes at work as there are cores; returns how many failed. */
static size_t run_jobs(size_t *skipped)
{
    const long cores = sysconf(_SC_NPROCESSORS_ONLN);
    size_t failed = 0;
    for (long running = 0; running > 0 || counts->next < job_count;) {
        if (running < cores && counts->next < job_count) {
            const pid_t child = fork();
            if (child == 0)
                work();
            CHECK(child > 0, "fork");
            running++;
            continue;
        }
        int status;
        CHECK(wait(&status) > 0, "wait");
        running--;
        if (WIFEXITED(status) && WEXITSTATUS(status) == SKIPPED)
            ++*skipped;
        else if (status != 0)
            failed++;
        if (WIFSIGNALED(status))
            printf("not ok: a process: %s\n", strsignal(WTERMSIG(status)));
    }
    return failed;
}

static int is_chosen(const char *name, int words, char **word)
{
    int chosen = words == 0;
    for (int w = 0; w < words; w++)
        chosen |= strstr(name, word[w]) != NULL;
    return chosen;
}

int main(int argc, char **argv)
{
    const double start = seconds();
    size_t skipped = 0;

    setvbuf(stdout, NULL, _IOLBF, 0); /* lines of several processes */
    snprintf(now, sizeof now, "start");
    counts = mmap(NULL, sizeof *counts, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    CHECK(counts != MAP_FAILED, "mmap");
    for (size_t c = 0; c < CALLS; c++)
        for (size_t f = FIRSTS - calls[c].of_firsts; f < FIRSTS; f++)
            if (is_chosen(calls[c].name, argc - 1, argv + 1))
                jobs[job_count++] = (struct job){&calls[c], f};
    const size_t failed = run_jobs(&skipped);
    printf("%zu elements of calls over up to %llu, by %s, are those of calls of %d by scalar\n",
           (size_t)counts->compared, (unsigned long long)N, hys_isa_current(), SMALL);
    printf("%.0f s; a process: %d MiB of memory and %zu MiB of page tables\n", seconds() - start,
           2 * FILE_BYTES >> 20, counts->page_tables >> 10);
    printf("%zu passed, %zu failed, %zu skipped\n", (size_t)counts->passed, failed, skipped);
    return failed > 0 || counts->passed == 0;
}
