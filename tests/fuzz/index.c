/* Keys and indices: every part of a stream is what the whole has there, up to the last sample, and
 * a range beyond it is refused. */
#include "tests/fuzz/fuzz.h"

enum { COLUMNS = 3 };

/* What is drawn: words, units, a space's samples or a table's rows, of `size` bytes an element. */
enum what { BITS_U32, BITS_U64, UNIT_F32, UNIT_F64, SPACE, TABLE, WHATS };
static const size_t sizes[WHATS] = {4, 8, 4, 8, 8, 8 * COLUMNS};

static hys_space *space[COLUMNS];
static hys_domain *domain;

static void start(void)
{
    static const char *const names[COLUMNS] = {"b", "a", "c"};
    REQUIRE(hys_space_log(&space[0], 1e-5, 0.1, 10) == HYS_OK);
    REQUIRE(hys_space_qlinear(&space[1], 1, 1e6) == HYS_OK);
    REQUIRE(hys_space_discrete(&space[2], (const double[]){3, 1, 4, 1.5}, 4) == HYS_OK);
    REQUIRE(hys_domain_new(&domain, names, space, COLUMNS, NULL) == HYS_OK);
}

static hys_column *columns_at(double *out)
{
    static hys_column column[COLUMNS];
    for (size_t c = 0; c < COLUMNS; c++)
        column[c] = (hys_column){
            .data = out ? out + c : NULL, .stride = COLUMNS * sizeof *out, .type = HYS_F64};
    return column;
}

static hys_status draw(enum what what, const hys_source *source, uint64_t first, size_t n,
                       void *out)
{
    switch (what) {
    case BITS_U32: return hys_bits_u32(source, first, n, out);
    case BITS_U64: return hys_bits_u64(source, first, n, out);
    case UNIT_F32: return hys_unit_f32(source, first, n, out);
    case UNIT_F64: return hys_unit_f64(source, first, n, out);
    case SPACE:
        return hys_sample(space[source->key.w[0] % COLUMNS], source, first, n, HYS_F64, out);
    default: return hys_domain_sample(domain, source, first, n, columns_at(out), COLUMNS);
    }
}

/* The number of rows that there are; 0: all 2^64. */
static uint64_t rows_of(enum what what, const hys_source *source)
{
    uint64_t rows = source->rows;
    if (what == SPACE)
        REQUIRE(hys_space_rows(space[source->key.w[0] % COLUMNS], source, &rows) == HYS_OK);
    if (what == TABLE)
        REQUIRE(hys_domain_rows(domain, source, &rows) == HYS_OK);
    return rows;
}

/* Whether n rows from first on are among them. */
static int exist(uint64_t rows, uint64_t first, size_t n)
{
    return n == 0 || (first <= rows - 1 && n - 1 <= rows - 1 - first);
}

static void check_list(enum what what, const hys_source *source, uint64_t first, size_t n,
                       const unsigned char *whole, struct bytes *input)
{
    const size_t size = sizes[what];
    uint64_t index[32];
    unsigned char out[32 * 8 * COLUMNS];
    for (size_t k = 0; k < 32; k++)
        index[k] =
            k % 4 ? index[k - 1] + (index[k - 1] - first + 1 < n) : first + take_byte(input) % n;
    const hys_status status =
        what == SPACE
            ? hys_sample_indices(space[source->key.w[0] % COLUMNS], source, index, 32, HYS_F64, out)
            : hys_domain_sample_indices(domain, source, index, 32,
                                        columns_at((double *)(void *)out), COLUMNS);
    REQUIRE(status == HYS_OK);
    for (size_t k = 0; k < 32; k++)
        REQUIRE(!memcmp(out + k * size, whole + (index[k] - first) * size, size));
}

/* The JAX words are the keys' own: T(K, i), the two words in one, or side by side. */
static void check_keys(enum what what, const hys_source *source, uint64_t first, size_t n,
                       const unsigned char *whole)
{
    for (size_t k = 0; k < n; k++) {
        const hys_key key = hys_key_split(source->key, first + k);
        const uint64_t word =
            what == BITS_U32 ? key.w[0] ^ key.w[1] : (uint64_t)key.w[0] << 32 | key.w[1];
        uint64_t drawn = 0;
        if (what == BITS_U32)
            drawn = *(const uint32_t *)(const void *)(whole + 4 * k);
        else
            memcpy(&drawn, whole + 8 * k, 8);
        REQUIRE(drawn == word);
        if (first + k <= UINT32_MAX) {
            const hys_key folded = hys_key_fold_in(source->key, (uint32_t)(first + k));
            REQUIRE(folded.w[0] == key.w[0] && folded.w[1] == key.w[1]);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes input = {data, size};
    if (!domain)
        start();
    const enum what what = take_byte(&input) % WHATS;
    hys_source source = take_source(&input);
    const uint64_t first = take_first(&input);
    const size_t n = take_length(&input), cut = n ? take_byte(&input) * 5u % (n + 1) : 0;
    if (what == TABLE && hys_stream_traits(source.stream) & HYS_STREAM_DIM)
        source.dim = 0;
    REQUIRE(hys_isa_select(take_isa(&input)) == HYS_OK);

    unsigned char *whole = malloc(n * sizes[what] + 1), *parts = malloc(n * sizes[what] + 1);
    memset(whole, 0x5A, n * sizes[what] + 1);
    const hys_status status = draw(what, &source, first, n, whole);
    if (status != HYS_OK) {
        REQUIRE(status < 0 && (status != HYS_E_INDEX || !exist(rows_of(what, &source), first, n)));
        for (size_t i = 0; i <= n * sizes[what]; i++)
            REQUIRE(whole[i] == 0x5A);
    } else {
        REQUIRE(exist(rows_of(what, &source), first, n));
        REQUIRE(draw(what, &source, first, cut, parts) == HYS_OK);
        REQUIRE(cut == n ||
                draw(what, &source, first + cut, n - cut, parts + cut * sizes[what]) == HYS_OK);
        REQUIRE(!memcmp(whole, parts, n * sizes[what]));
        if (what >= SPACE && n > 0)
            check_list(what, &source, first, n, whole, &input);
        if (what <= BITS_U64 && source.stream == HYS_JAX_ARRAY)
            check_keys(what, &source, first, n, whole);
    }
    free(whole);
    free(parts);
    return 0;
}
