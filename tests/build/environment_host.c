/* A host program for tests/build/environment.sh. It makes every call that computes, and turns the
 * results into one number.
 *
 *   host digest [LOCALE]   prints the digest; 77: no such locale, or one with a decimal point
 *   host runs              does nothing: the program can be run
 *   host state             says whether the program was started with subnormals flushed to zero
 *   host fork              children of a fork draw what their parent draws; 77: the digest needs
 *                          log kinds, which need a CPU with FMA
 *   host trace             prints the words main, begin and end to standard error, around the
 *                          constructors and around the computing calls
 */
#define _GNU_SOURCE
#include <hyspace-json.h>

#include <locale.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

#define COUNT(array) (sizeof(array) / sizeof *(array))
enum { SPACES = 10, N = 2500 };

struct result {
    uint64_t digest;
    size_t calls, good;
    double out[N], unit[N], table[SPACES * 64];
};

static void keep(struct result *result, hys_status status, const void *data, size_t bytes)
{
    const unsigned char *at = data;
    result->calls++;
    result->good += status >= 0;
    result->digest = (result->digest ^ (uint64_t)status) * UINT64_C(0x100000001b3);
    for (size_t i = 0; i < bytes; i++)
        result->digest = (result->digest ^ at[i]) * UINT64_C(0x100000001b3);
}

static hys_domain *build(void)
{
    static const double whole[] = {5, -3, 100, 0, -128},
                        hard[] = {0.1, 1e-40, 7.2999999999999998, 5e-324};
    static const char *const words[] = {"adam", "sgd", "rmsprop"};
    static const char *const names[SPACES] = {"a", "b", "c", "d", "e",
                                              "f", "g", "h", "i", "\xc4\xb1"};
    hys_space *space[SPACES];
    hys_domain *domain;
    if (hys_space_log(&space[0], 1e-5, 0.1, 10) == HYS_E_ISA)
        exit(77);
    if (hys_space_log(&space[1], 1e-310, 1e300, 2.718281828459045) ||
        hys_space_linear(&space[2], 0.1, 0.7) || hys_space_linear(&space[3], 1e-310, 1) ||
        hys_space_qlinear(&space[4], 1, 100) || hys_space_qlinear(&space[5], -0.7, 127.3) ||
        hys_space_qlog(&space[6], 1, 4000, 10) ||
        hys_space_discrete(&space[7], whole, COUNT(whole)) ||
        hys_space_discrete(&space[8], hard, COUNT(hard)) ||
        hys_space_labels(&space[9], words, COUNT(words)) ||
        hys_domain_new(&domain, names, space, SPACES, NULL))
        exit(1);
    for (size_t i = 0; i < SPACES; i++)
        hys_space_free(space[i]);
    return domain;
}

static void use_space(const hys_space *space, struct result *result)
{
    static const uint64_t numbers[] = {UINT64_MAX, 0, 1, 2, 77, UINT32_MAX};
    for (int32_t stream = HYS_NATIVE; stream <= HYS_JAX_SEARCH; stream++)
        for (uint32_t flags = 0; flags <= HYS_X64; flags++)
            for (hys_type type = HYS_F32; type <= HYS_INDEX; type++) {
                const hys_source source = {.stream = stream, .flags = flags, .key = {{3, 4}}};
                const size_t size = hys_type_size(type), n = stream == HYS_NATIVE ? N : 70;
                hys_status status = hys_sample(space, &source, 1000, n, type, result->out);
                keep(result, status, result->out, status < 0 ? 0 : n * size);
                if (status < 0)
                    continue;
                status =
                    hys_sample_indices(space, &source, numbers, COUNT(numbers), type, result->out);
                keep(result, status, result->out, COUNT(numbers) * size);
                status = hys_encode(space, result->out, COUNT(numbers), type, result->unit, NULL);
                keep(result, status, result->unit,
                     status < 0 ? 0 : COUNT(numbers) * sizeof *result->unit);
                status = hys_decode(space, result->unit, COUNT(numbers), type, result->out, NULL);
                keep(result, status, result->out, status < 0 ? 0 : COUNT(numbers) * size);
                status =
                    hys_transform(space, result->unit, COUNT(numbers), type, result->out, NULL);
                keep(result, status, result->out, status < 0 ? 0 : COUNT(numbers) * size);
            }
}

/* Every stream, kind and type; no call of the C library in here. */
static void use(const hys_domain *domain, struct result *result)
{
    enum { ROWS = 64 };
    const hys_source source = hys_source_native(hys_key_from_seed(9));
    const size_t columns = hys_domain_columns(domain);
    hys_column column[SPACES] = {{0}};
    uint64_t number[ROWS];
    hys_status status;

    for (size_t c = 0; c < columns; c++) {
        use_space(hys_domain_space(domain, c), result);
        column[c] = (hys_column){.data = result->out + ROWS * c,
                                 .stride = 8,
                                 .type = c == SPACES - 1 ? HYS_INDEX : HYS_F64};
    }
    for (size_t i = 0; i < COUNT(result->out); i++)
        result->out[i] = 0;
    status = hys_domain_sample(domain, &source, 5, ROWS, column, columns);
    keep(result, status, result->out, sizeof result->out);
    status = hys_domain_encode(domain, ROWS, column, columns, HYS_ROW_MAJOR, result->table, columns,
                               NULL);
    keep(result, status, result->table, ROWS * columns * sizeof *result->table);
    status = hys_domain_decode(domain, ROWS, HYS_ROW_MAJOR, result->table, columns, column, columns,
                               NULL);
    keep(result, status, result->out, sizeof result->out);
    status = hys_domain_fingerprint_rows(domain, ROWS, column, columns, number);
    keep(result, status, number, sizeof number);
    status = hys_log_transform_f64(result->table, ROWS, 10, result->unit);
    keep(result, status, result->unit, ROWS * sizeof *result->unit);
    status = hys_unit_f64(&source, 3, N, result->unit);
    keep(result, status, result->unit, sizeof result->unit);
}

static struct result digest_of(const hys_domain *domain)
{
    static _Thread_local struct result result;
    result.digest = UINT64_C(0xcbf29ce484222325);
    result.calls = result.good = 0;
    use(domain, &result);
    return result;
}

/* ---- files of spaces, numbers written and read ---- */

static int with_files(const hys_domain *domain, struct result *result)
{
    hys_json_error error;
    hys_domain *again;
    char *text;
    if (hys_json_write_domain(domain, &text, &error) ||
        hys_json_parse_domain(text, strlen(text), &again, &error)) {
        fprintf(stderr, "%s: %s\n", error.path, error.text);
        return 1;
    }
    *result = digest_of(again);
    keep(result, HYS_OK, text, strlen(text));
    free(text);
    hys_domain_free(again);
    return 0;
}

/* ---- forks ---- */

static uint64_t of_child(const hys_domain *domain)
{
    uint64_t digest = 0;
    int ends[2], code;
    if (pipe(ends))
        return 0;
    const pid_t child = fork();
    if (child == 0) {
        digest = digest_of(domain).digest;
        _exit(write(ends[1], &digest, sizeof digest) != sizeof digest);
    }
    close(ends[1]);
    if (child < 0 || read(ends[0], &digest, sizeof digest) != sizeof digest ||
        waitpid(child, &code, 0) != child || code)
        digest = 0;
    close(ends[0]);
    return digest;
}

static atomic_int stop, started;

static void *draw(void *domain)
{
    while (!atomic_load(&stop)) {
        digest_of(domain);
        atomic_store(&started, 1);
    }
    return NULL;
}

static int forks(hys_domain *domain)
{
    pthread_t thread;
    const uint64_t first = of_child(domain),
                   own =
                       digest_of(domain).digest; /* the child chose an instruction set of its own */
    if (pthread_create(&thread, NULL, draw, domain))
        return 1;
    while (!atomic_load(&started))
        continue;
    int differ = first != own;
    for (int i = 0; i < 5; i++) /* in the middle of another thread's draws */
        differ |= of_child(domain) != own;
    atomic_store(&stop, 1);
    pthread_join(thread, NULL);
    return differ | (digest_of(domain).digest != own);
}

static void say(const char *word)
{
    if (write(2, word, strlen(word)) < 0)
        _exit(1);
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    struct result result;

    if (!strcmp(what, "runs"))
        return 0;
    if (!strcmp(what, "state")) {
#if defined(__x86_64__)
        return (_mm_getcsr() & 0x8040) != 0x8040;
#else
        return 77;
#endif
    }
    if (argc > 2 && (!setlocale(LC_ALL, argv[2]) || strcmp(localeconv()->decimal_point, ",")))
        return 77;
    if (!strcmp(what, "trace")) {
        static struct result traced;
        say("main\n");
        hys_domain *domain = build();
        say("begin\n");
        use(domain, &traced);
        say("end\n");
        hys_domain_free(domain);
        return !traced.good;
    }
    hys_domain *domain = build();
    if (!strcmp(what, "fork")) {
        const int differ = forks(domain);
        hys_domain_free(domain);
        return differ;
    }
    if (with_files(domain, &result))
        return 1;
    printf("%016llx, %zu of %zu calls did\n", (unsigned long long)result.digest, result.good,
           result.calls);
    hys_domain_free(domain);
    return 0;
}
