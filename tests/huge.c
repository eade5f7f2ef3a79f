/* Calls over more than 2^32 elements, from sample numbers about 2^31, 2^32, 2^53 and up to the last one, in little memory: the
 * addresses of the output are pages of one small file, mapped again and again. What was written survives at the end, where nothing
 * comes after it, and in windows about element 0 and the powers of two, which are memory of their own; there it is compared with
 * small calls.
 *
 *   huge [WORD]    every call, or those whose name contains WORD */
#define _GNU_SOURCE
#include <config.h>

#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "tests/test.h"

#define N ((UINT64_C(1) << 32) + 9)

enum {
    FILE_BYTES = 64 << 20, /* past the caches of most machines, as an output of that size is */
    HALF_WINDOW = 1 << 16, /* bytes */
    SMALL = 999            /* elements of the calls that are compared with */
};

/* ---- memory: N doubles' worth of addresses ---- */

static const uint64_t windows[] = {0, 1 << 28, 1 << 29, 1 << 30, UINT64_C(1) << 31, UINT64_C(3) << 30, UINT64_C(1) << 32}; /* elements */
enum { WINDOWS = sizeof windows / sizeof *windows };

struct part { uint64_t from, to; }; /* elements that survive */

static struct part window_of(size_t w)
{
    const uint64_t half = HALF_WINDOW / 8;
    return (struct part){windows[w] < half ? 0 : windows[w] - half, windows[w] + half < N ? windows[w] + half : N};
}

static void map_at(unsigned char *at, size_t bytes, int flags, int file)
{
    CHECK(mmap(at, bytes, PROT_READ | PROT_WRITE, MAP_FIXED | flags, file, 0) == at, "mmap of %zu bytes", bytes);
}

static double *huge_memory(void)
{
    const size_t bytes = (size_t)(N * 8 + 4096) / 4096 * 4096;
    const int file = memfd_create("hyspace", 0);
    unsigned char *base = mmap(NULL, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED)
        test_skip("no room for %zu GiB of addresses", bytes >> 30);
    CHECK(file >= 0 && !ftruncate(file, FILE_BYTES), "memfd");
    for (size_t at = 0; at < bytes; at += FILE_BYTES)
        map_at(base + at, bytes - at < FILE_BYTES ? bytes - at : FILE_BYTES, MAP_SHARED, file);
    for (size_t w = 0; w < WINDOWS; w++) {
        const struct part part = window_of(w);
        map_at(base + part.from * 8, (size_t)((part.to - part.from) * 8 + 4095) / 4096 * 4096, MAP_PRIVATE | MAP_ANONYMOUS, -1);
    }
    close(file);
    return (double *)(void *)base;
}

/* What survives of each array: the windows, and the file's last contents, which lie before the last window. */
enum { PARTS = WINDOWS + 1 };
static struct part part_of(size_t p)
{
    const struct part last = window_of(WINDOWS - 1);
    return p < WINDOWS ? window_of(p) : (struct part){last.from - (FILE_BYTES - 2 * HALF_WINDOW) / 8, last.from};
}

/* ---- calls ---- */

static double *in, *out; /* N elements each */
static hys_space *space;

typedef hys_status call(const hys_source *source, uint64_t first, uint64_t k, size_t n, void *to);

static hys_status sample_f64(const hys_source *source, uint64_t first, uint64_t k, size_t n, void *to)
{
    return hys_sample_f64(space, source, first + k, n, to);
}

static hys_status sample_i64(const hys_source *source, uint64_t first, uint64_t k, size_t n, void *to)
{
    return hys_sample_i64(space, source, first + k, n, to);
}

static hys_status bits_u64(const hys_source *source, uint64_t first, uint64_t k, size_t n, void *to)
{
    return hys_bits_u64(source, first + k, n, to);
}

static hys_status sample_indices(const hys_source *source, uint64_t first, uint64_t k, size_t n, void *to)
{
    (void)first;
    return hys_sample_indices(space, source, (const uint64_t *)(void *)in + k, n, HYS_F64, to);
}

static hys_status transform_f64(const hys_source *source, uint64_t first, uint64_t k, size_t n, void *to)
{
    (void)source, (void)first;
    return hys_transform_f64(space, in + k, n, to);
}

static hys_status encode_f64(const hys_source *source, uint64_t first, uint64_t k, size_t n, void *to)
{
    (void)source, (void)first;
    return hys_encode_f64(space, in + k, n, to);
}

static hys_status decode_f64(const hys_source *source, uint64_t first, uint64_t k, size_t n, void *to)
{
    (void)source, (void)first;
    return hys_decode_f64(space, in + k, n, to);
}

static hys_domain *table_of_one(void)
{
    static const char *const name[] = {"x"};
    hys_domain *domain;
    OK(hys_domain_new(&domain, name, &space, 1, NULL));
    return domain;
}

static hys_status table(const hys_source *source, uint64_t first, uint64_t k, size_t n, void *to)
{
    const hys_column column = {.data = to, .stride = 8, .type = HYS_F64};
    hys_domain *domain = table_of_one();
    const hys_status status = hys_domain_sample(domain, source, first + k, n, &column, 1);
    hys_domain_free(domain);
    return status;
}

static hys_status matrix(const hys_source *source, uint64_t first, uint64_t k, size_t n, void *to)
{
    hys_domain *domain = table_of_one();
    const hys_status status = hys_domain_sample_matrix_f64(domain, source, first + k, n, HYS_COLUMN_MAJOR, to, n);
    hys_domain_free(domain);
    return status;
}

static hys_status fingerprint_rows(const hys_source *source, uint64_t first, uint64_t k, size_t n, void *to)
{
    const hys_column column = {.data = in + k, .stride = 8, .type = HYS_F64};
    hys_domain *domain = table_of_one();
    const hys_status status = hys_domain_fingerprint_rows(domain, n, &column, 1, to);
    (void)source, (void)first;
    hys_domain_free(domain);
    return status;
}

#define LAST (UINT64_MAX - N + 1) /* first + N = 2^64 */
static const uint64_t firsts[] = {0, (UINT64_C(1) << 31) - 5, (UINT64_C(1) << 32) - 5, (UINT64_C(1) << 53) - 5, LAST};
enum { FIRSTS = sizeof firsts / sizeof *firsts };

static const struct huge {
    const char *name, *word;
    call *call;
    int32_t stream;
    size_t of_firsts; /* that many, from the last back */
} calls[] = {
    {"sample linear", "linear:-1:2", sample_f64, HYS_NATIVE, FIRSTS},
    {"sample log", "log:1e-5:0.1:10", sample_f64, HYS_NATIVE, 1},
    {"sample qlinear", "qlinear:-5:1e6", sample_i64, HYS_NATIVE, 1},
    {"sample discrete", "discrete:1,2,5,9", sample_f64, HYS_NATIVE, 1},
    {"bits", "linear:0:1", bits_u64, HYS_NATIVE, FIRSTS},
    {"JAX linear", "linear:-1:2", sample_f64, HYS_JAX_ARRAY, 3},
    {"JAX bits of keys", "linear:0:1", bits_u64, HYS_JAX_KEYS, 1},
    {"sample indices", "linear:-1:2", sample_indices, HYS_NATIVE, 1},
    {"table", "linear:-1:2", table, HYS_NATIVE, FIRSTS},
    {"matrix", "linear:-1:2", matrix, HYS_NATIVE, 1},
    {"transform", "discrete:1,2,5,9", transform_f64, HYS_NATIVE, 1},
    {"encode", "linear:0:10", encode_f64, HYS_NATIVE, 1},
    {"decode", "linear:-1:2", decode_f64, HYS_NATIVE, 1},
    {"fingerprints of rows", "linear:0:10", fingerprint_rows, HYS_NATIVE, 1},
};

static size_t compared, passed;

/* Inputs: numbers in [0, 1); as sample numbers, runs of 64. They repeat nowhere among what is compared. */
static void fill_input(int indices)
{
    for (size_t p = 0; p < PARTS; p++)
        for (uint64_t k = part_of(p).from; k < part_of(p).to; k++) {
            uint64_t run = k / 64;
            const uint64_t index = test_random(&run) + k % 64;
            const double number = (double)(k * 2654435761u % 4294967291u) * 0x1p-32;
            memcpy(&in[k], indices ? (const void *)&index : (const void *)&number, 8);
        }
}

static void poison(void)
{
    for (size_t p = 0; p < PARTS; p++)
        memset(out + part_of(p).from, 0xA5, (size_t)(part_of(p).to - part_of(p).from) * 8);
}

static void check_parts(const struct huge *c, const hys_source *source, uint64_t first)
{
    static double small[SMALL];
    for (size_t p = 0; p < PARTS; p++) {
        const struct part part = part_of(p);
        for (uint64_t k = part.from, m; k < part.to; k += m) {
            m = part.to - k < SMALL ? part.to - k : SMALL;
            OK(c->call(source, first, k, (size_t)m, small));
            CHECK(!memcmp(small, out + k, (size_t)m * 8), "%s from %llu on: elements %llu to %llu", c->name, (unsigned long long)first,
                  (unsigned long long)k, (unsigned long long)(k + m - 1));
            compared += m;
        }
    }
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void check_call(const struct huge *c, uint64_t first)
{
    const hys_source source = {.stream = c->stream, .flags = c->stream == HYS_NATIVE ? 0 : HYS_X64, .key = hys_key_from_seed(7)};
    poison();
    const double start = seconds();
    OK(c->call(&source, first, 0, N, out));
    const double took = seconds() - start;
    check_parts(c, &source, first);
    printf("ok: %-20s from %20llu on, %5.1f s\n", c->name, (unsigned long long)first, took);
    fflush(stdout);
    passed++;
    if (first != LAST || (c->call != sample_f64 && c->call != bits_u64))
        return;
    /* One too many: nothing is written. */
    poison();
    CHECK(c->call(&source, LAST + 1, 0, N, out) == HYS_E_INDEX, "%s beyond 2^64", c->name);
    for (size_t p = 0; p < PARTS; p++)
        for (const unsigned char *b = (void *)(out + part_of(p).from); b < (unsigned char *)(out + part_of(p).to); b++)
            CHECK(*b == 0xA5, "%s beyond 2^64 wrote", c->name);
}

/* Kibibytes of page tables, as Linux counts them; 0: it does not say. */
static long page_tables(void)
{
    FILE *status = fopen("/proc/self/status", "r");
    char line[256];
    long kib = 0;
    while (status && fgets(line, sizeof line, status))
        sscanf(line, "VmPTE: %ld kB", &kib);
    if (status)
        fclose(status);
    return kib;
}

int main(int argc, char **argv)
{
    const double start = seconds();
    size_t skipped = 0;
    in = huge_memory();
    out = huge_memory();
    for (size_t c = 0; c < sizeof calls / sizeof *calls; c++) {
        if (argc > 1 && !strstr(calls[c].name, argv[1]))
            continue;
        if (strstr(calls[c].word, "log") && !test_has_fma()) {
            printf("SKIP: %s: log kinds need FMA\n", calls[c].name);
            skipped++;
            continue;
        }
        space = test_space_word(calls[c].word);
        fill_input(calls[c].call == sample_indices);
        for (size_t f = FIRSTS - calls[c].of_firsts; f < FIRSTS; f++)
            check_call(&calls[c], firsts[f]);
        hys_space_free(space);
    }
    printf("%llu elements a call, %s: %zu of them compared with calls of %d; %.0f s, %d MiB of memory and %ld MiB of page tables\n", (unsigned long long)N,
           hys_isa_current(), compared, SMALL, seconds() - start, 2 * FILE_BYTES >> 20, page_tables() >> 10);
    printf("%zu passed, 0 failed, %zu skipped\n", passed, skipped);
    return passed == 0;
}
