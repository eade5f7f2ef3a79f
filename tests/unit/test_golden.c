/* Every line of tests/data/vectors/ that comes from the real JAX and hyperoptax, bit for bit, under
 * each instruction set. */
#include <config.h>

#include "tests/unit/test.h"

static int32_t stream_named(const char *name)
{
    return !strcmp(name, "jax_array")  ? HYS_JAX_ARRAY
           : !strcmp(name, "jax_keys") ? HYS_JAX_KEYS
                                       : HYS_JAX_SEARCH;
}

static int is_wide(hys_type type) { return type == HYS_F64 || type == HYS_I64 || type == HYS_U64; }

static uint64_t element(const void *data, size_t i, size_t size)
{
    return test_word((const char *)data + i * size, size);
}

/* Compares the words of a comma-separated list; returns how many there were. */
static size_t check_words(const char *list, int base, const void *data, size_t n, size_t size,
                          const char *file, int number)
{
    const uint64_t mask = size == 8 ? UINT64_MAX : (UINT64_C(1) << 8 * size) - 1;
    size_t i = 0;
    for (const char *at = list; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL, i++) {
        const uint64_t expected =
            (*at == '-' ? (uint64_t)strtoll(at, NULL, base) : strtoull(at, NULL, base)) & mask;
        CHECK(i < n && element(data, i, size) == expected,
              "%s line %d, element %zu: %llx, not %llx", file, number, i,
              (unsigned long long)element(data, i, size), (unsigned long long)expected);
    }
    return i;
}

static size_t count_words(const char *list)
{
    size_t count = 1;
    for (const char *at = list; (at = strchr(at, ',')); at++)
        count++;
    return count;
}

static void check_digest(const char *expected, const void *data, size_t n, size_t size,
                         const char *file, int number)
{
    CHECK(test_digest_elements(data, n, size) == strtoull(expected, NULL, 16),
          "%s line %d: the digest", file, number);
}

/* ---- keys.tsv, bits.tsv ---- */

static void keys_line(int number, int fields, char **f)
{
    CHECK(fields == 5, "keys.tsv line %d", number);
    const hys_key key = hys_key_from_seed(strtoull(f[2], NULL, 10));
    size_t i = 0;
    for (char *at = f[4]; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL, i++) {
        const hys_key got = !strcmp(f[0], "from_seed") ? key
                            : !strcmp(f[0], "split")
                                ? hys_key_split(key, i)
                                : hys_key_fold_in(key, (uint32_t)strtoul(f[3], NULL, 10));
        CHECK(got.w[0] == strtoul(at, NULL, 16) && got.w[1] == strtoul(at + 9, NULL, 16),
              "keys.tsv line %d, key %zu", number, i);
    }
    CHECK(i == (!strcmp(f[0], "split") ? strtoul(f[3], NULL, 10) : 1), "keys.tsv line %d: %zu keys",
          number, i);
}

static void keys_body(void)
{
    test_note("golden: %s: keys.tsv: %zu lines agree", hys_isa_current(),
              test_each_line("vectors/keys.tsv", keys_line));
}

TEST(golden, keys) { test_each_isa(keys_body); }

static void bits_line(int number, int fields, char **f)
{
    CHECK(fields == 5, "bits.tsv line %d", number);
    const int wide = !strcmp(f[0], "bits64");
    const size_t n = strtoul(f[2], NULL, 10), size = wide ? 8 : 4;
    const hys_source source = hys_source_jax(
        HYS_JAX_ARRAY, hys_key_from_seed(strtoull(f[1], NULL, 10)), wide ? HYS_X64 : 0);
    void *out = test_memory(n * size);
    if (wide)
        OK(hys_bits_u64(&source, 0, n, out));
    else
        OK(hys_bits_u32(&source, 0, n, out));
    check_digest(f[3], out, n, size, "bits.tsv", number);
    check_words(f[4], 16, out, n, size, "bits.tsv", number);
    free(out);
}

static void bits_body(void)
{
    test_note("golden: %s: bits.tsv: %zu lines agree", hys_isa_current(),
              test_each_line("vectors/bits.tsv", bits_line));
}

TEST(golden, bits) { test_each_isa(bits_body); }

/* ---- sample.tsv, log_bases.tsv, datatype.tsv ---- */

static void check_sample(const char *file, int number, const hys_space *space,
                         const hys_source *source, hys_type type, uint64_t first, size_t n,
                         const char *digest, const char *words, int base)
{
    const size_t size = hys_type_size(type);
    void *out = test_memory(n * size);
    CHECK(hys_sample(space, source, first, n, type, out) == HYS_OK, "%s line %d: %s", file, number,
          hys_strerror(hys_sample(space, source, first, n, type, out)));
    check_words(words, base, out, n, size, file, number);
    if (digest)
        check_digest(digest, out, n, size, file, number);
    free(out);
}

static void sample_line_of(const char *file, int number, int fields, char **f)
{
    CHECK(fields == 12, "%s line %d", file, number);
    const hys_type type = hys_type_from_name(f[2]);
    const hys_source source =
        hys_source_jax(stream_named(f[0]), hys_key_from_seed(strtoull(f[3], NULL, 10)),
                       is_wide(type) ? HYS_X64 : 0);
    hys_space *space = test_space(f[1], f[4], f[5], f[6], f[7]);
    check_sample(file, number, space, &source, type, strtoull(f[8], NULL, 10),
                 strtoul(f[9], NULL, 10), f[10], f[11], 16);
    hys_space_free(space);
}

static void sample_line(int number, int fields, char **f)
{
    sample_line_of("sample.tsv", number, fields, f);
}

static void log_bases_line(int number, int fields, char **f)
{
    sample_line_of("log_bases.tsv", number, fields, f);
}

static void sample_body(void)
{
    test_note("golden: %s: sample.tsv: %zu lines agree", hys_isa_current(),
              test_each_line("vectors/sample.tsv", sample_line));
}

TEST(golden, sample) { test_each_isa(sample_body); }

static void log_bases_body(void)
{
    test_note("golden: %s: log_bases.tsv: %zu lines agree", hys_isa_current(),
              test_each_line("vectors/log_bases.tsv", log_bases_line));
}

TEST(golden, log_bases) { test_each_isa(log_bases_body); }

static void random_line(int number, int fields, char **f)
{
    CHECK(fields == 9, "random.tsv line %d", number);
    const hys_source source =
        hys_source_jax(stream_named(f[0]), hys_key_from_seed(strtoull(f[4], NULL, 10)),
                       f[3][0] == '1' ? HYS_X64 : 0);
    hys_space *space = test_space_word(f[1]);
    check_sample("random.tsv", number, space, &source, hys_type_from_name(f[2]),
                 strtoull(f[5], NULL, 10), strtoul(f[6], NULL, 10), f[7], f[8], 16);
    hys_space_free(space);
}

static void random_body(void)
{
    test_note("golden: %s: random.tsv: %zu lines agree", hys_isa_current(),
              test_each_line("vectors/random.tsv", random_line));
}

TEST(golden, random) { test_each_isa(random_body); }

static void datatype_line(int number, int fields, char **f)
{
    CHECK(fields == 11, "datatype.tsv line %d", number);
    const hys_source source =
        hys_source_jax(stream_named(f[0]), hys_key_from_seed(strtoull(f[4], NULL, 10)),
                       f[3][0] == '1' ? HYS_X64 : 0);
    hys_space *space = test_space(f[1], f[5], f[6], f[7], "-");
    check_sample("datatype.tsv", number, space, &source, hys_type_from_name(f[2]), 0,
                 strtoul(f[8], NULL, 10), f[9], f[10], 10);
    hys_space_free(space);
}

static void datatype_body(void)
{
    test_note("golden: %s: datatype.tsv: %zu lines agree", hys_isa_current(),
              test_each_line("vectors/datatype.tsv", datatype_line));
}

TEST(golden, datatype) { test_each_isa(datatype_body); }

/* ---- transform.tsv, log_transform.tsv ---- */

static size_t values_seen;

/* The input words of a line as elements of a type. */
static void *read_words(const char *list, size_t n, hys_type type)
{
    const size_t size = hys_type_size(type);
    char *data = test_memory(n * size);
    size_t i = 0;
    for (const char *at = list; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL, i++) {
        CHECK(i < n, "%zu words", n);
        test_put_word(data + i * size, size, strtoull(at, NULL, 16));
    }
    CHECK(i == n, "%zu words", i);
    return data;
}

static void transform_line(int number, int fields, char **f)
{
    CHECK(fields == 7, "transform.tsv line %d", number);
    const hys_type in_type = hys_type_from_name(f[1]), type = hys_type_from_name(f[2]);
    const size_t n = strtoul(f[4], NULL, 10), size = hys_type_size(type);
    const int discrete = !strcmp(f[0], "discrete");
    hys_space *space = test_space(f[0], "1", "100", "10", f[3]);
    void *in = read_words(f[5], n, in_type), *out = test_memory(n * size);
    const hys_status status = hys_transform(space, in, n, type, out, NULL);

    CHECK(hys_transform_input(type) == in_type, "transform.tsv line %d", number);
    CHECK(status == (discrete ? HYS_OK : HYS_W_DATA), "transform.tsv line %d: %s", number,
          hys_strerror(status));
    values_seen += check_words(f[6], 16, out, n, size, "transform.tsv", number);
    free(in);
    free(out);
    hys_space_free(space);
}

static void transform_body(void)
{
    values_seen = 0;
    const size_t lines = test_each_line("vectors/transform.tsv", transform_line);
    test_note("golden: %s: transform.tsv: %zu lines, %zu values agree", hys_isa_current(), lines,
              values_seen);
}

TEST(golden, transform) { test_each_isa(transform_body); }

static void log_transform_line(int number, int fields, char **f)
{
    CHECK(fields == 5, "log_transform.tsv line %d", number);
    const hys_type type = hys_type_from_name(f[0]);
    const double base = strtod(f[1], NULL);
    const size_t n = strtoul(f[2], NULL, 10), size = hys_type_size(type);
    void *x = read_words(f[3], n, type), *out = test_memory(n * size);
    if (type == HYS_F32)
        OK(hys_jax_log_transform_f32(x, n, base, out));
    else
        OK(hys_jax_log_transform_f64(x, n, base, out));
    values_seen += check_words(f[4], 16, out, n, size, "log_transform.tsv", number);
    free(x);
    free(out);
}

static void log_transform_body(void)
{
    values_seen = 0;
    const size_t lines = test_each_line("vectors/log_transform.tsv", log_transform_line);
    test_note("golden: %s: log_transform.tsv: %zu lines, %zu values agree", hys_isa_current(),
              lines, values_seen);
}

TEST(golden, log_transform)
{
    test_needs_fma();
    test_each_isa(log_transform_body);
}

/* ---- domain.tsv ---- */

/* {"name": ["kind", lower, upper, base], "name": ["discrete", [v, ...]]}: as plain as the vectors
 * have it. */
static hys_domain *read_domain(const char *spec)
{
    char *names[32];
    hys_space *spaces[32];
    hys_domain *domain;
    size_t columns = 0, bad;
    const char *at = spec;

    while ((at = strchr(at, '"'))) {
        char name[64], kind[16], bounds[3][64] = {"0", "0", "10"}, values[4096] = "-";
        int used = 0;
        CHECK(sscanf(at, "\"%63[^\"]\": [\"%15[^\"]\", %n", name, kind, &used) == 2, "%s", at);
        at += used;
        if (*at == '[')
            CHECK(sscanf(at, "[%4095[^]]]", values) == 1, "%s", at);
        else
            CHECK(sscanf(at, "%63[^],], %63[^],], %63[^]]", bounds[0], bounds[1], bounds[2]) >= 2,
                  "%s", at);
        for (char *blank; (blank = strchr(values, ' '));)
            memmove(blank, blank + 1, strlen(blank));
        at = strchr(at, ']') + (*at == '[' ? 2 : 1);
        names[columns] = strdup(name);
        spaces[columns++] = test_space(kind, bounds[0], bounds[1], bounds[2], values);
    }
    OK(hys_domain_new(&domain, (const char *const *)names, spaces, columns, &bad));
    while (columns-- > 0) {
        free(names[columns]);
        hys_space_free(spaces[columns]);
    }
    return domain;
}

static void domain_line(int number, int fields, char **f)
{
    CHECK(fields == 7, "domain.tsv line %d", number);
    hys_domain *domain = read_domain(f[2]);
    const hys_type type = hys_type_from_name(f[5]);
    const size_t n = strtoul(f[3], NULL, 10), size = hys_type_size(type),
                 columns = hys_domain_columns(domain);
    const hys_source source =
        hys_source_jax(stream_named(f[0]), hys_key_from_seed(strtoull(f[1], NULL, 10)),
                       is_wide(type) ? HYS_X64 : 0);
    hys_column *column = calloc(columns, sizeof *column);
    void *out = test_memory(n * size);
    size_t c;

    OK(hys_domain_find(domain, f[4], &c));
    column[c] = (hys_column){.data = out, .stride = (ptrdiff_t)size, .type = type};
    OK(hys_domain_sample(domain, &source, 0, n, column, columns));
    CHECK(count_words(f[6]) == n, "domain.tsv line %d", number);
    check_words(f[6], 16, out, n, size, "domain.tsv", number);
    if (columns == 1 && !strcmp(f[0], "jax_search"))
        check_sample("domain.tsv", number, hys_domain_space(domain, 0), &source, type, 0, n, NULL,
                     f[6], 16);
    free(out);
    free(column);
    hys_domain_free(domain);
}

static void domain_body(void)
{
    test_note("golden: %s: domain.tsv: %zu lines agree", hys_isa_current(),
              test_each_line("vectors/domain.tsv", domain_line));
}

TEST(golden, domain) { test_each_isa(domain_body); }
