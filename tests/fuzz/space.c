/* Spaces of any doubles: a constructor makes one or says why not. A space gives the same bytes and
 * the same status under scalar and another instruction set, in memory that is exactly as long as it
 * must be. */
#include <math.h>

#include "tests/fuzz/fuzz.h"

enum { MOST = 56 };

static hys_status build(hys_space **space, struct bytes *input)
{
    const unsigned kind = take_byte(input) % 6;
    double values[MOST];
    char text[MOST][4];
    const char *labels[MOST];

    if (kind >= 4) {
        const unsigned form = take_byte(input),
                       count = form < 240 ? form & 7 : form - 200; /* long lists take their time */
        for (unsigned i = 0; i < count; i++) {
            if (kind == 4) {
                values[i] = take_f64(input);
            } else {
                take(input, text[i], sizeof text[i] - 1);
                text[i][sizeof text[i] - 1] = 0;
                labels[i] = text[i];
            }
        }
        return kind == 4 ? hys_space_discrete(space, values, count)
                         : hys_space_labels(space, labels, count);
    }
    const double lower = take_f64(input), upper = take_f64(input),
                 base = kind & 1 ? take_f64(input) : 0;
    return kind == 0   ? hys_space_linear(space, lower, upper)
           : kind == 1 ? hys_space_log(space, lower, upper, base)
           : kind == 2 ? hys_space_qlinear(space, lower, upper)
                       : hys_space_qlog(space, lower, upper, base);
}

enum call { SAMPLE, TRANSFORM, ENCODE, DECODE, DENSITY, DENSITY_I64, CALLS };

struct work {
    const hys_space *space;
    hys_source source;
    uint64_t first;
    size_t n, shift; /* elements before the output's first */
    hys_type type;
    const void *in;
};

/* Which density is asked for is chosen by the type, as nothing else depends on it. */
static hys_status density(const struct work *w, double *out)
{
    hys_status (*const calls[])(const hys_space *, const double *, size_t, double *, size_t *) = {
        hys_cdf_f64, hys_sf_f64, hys_quantile_f64, hys_logpdf_f64, hys_pdf_f64, hys_pmf_f64};
    return calls[w->type % 6](w->space, w->in, w->n, out, NULL);
}

static hys_status density_i64(const struct work *w, void *out)
{
    hys_status (*const calls[])(const hys_space *, const int64_t *, size_t, double *,
                                size_t *) = {hys_cdf_i64, hys_sf_i64, hys_logpdf_i64, hys_pmf_i64};
    return w->type % 5 < 4 ? calls[w->type % 5](w->space, w->in, w->n, out, NULL)
                           : hys_quantile_i64(w->space, w->in, w->n, out, NULL);
}

/* One call into new memory, which is the result: `shift` elements that stay as they were, and n. */
static unsigned char *run(enum call call, const struct work *w, hys_status *status, size_t *bytes)
{
    const size_t size = call == ENCODE || call >= DENSITY ? 8
                        : hys_type_size(w->type)          ? hys_type_size(w->type)
                                                          : 1;
    *bytes = (w->shift + w->n) * size;
    unsigned char *out = malloc(*bytes + !*bytes);
    memset(out, 0x5A, *bytes + !*bytes);
    void *at = out + w->shift * size;
    *status = call == SAMPLE
    ? hys_sample(w->space, &w->source, w->first, w->n, w->type, at)
    : call == TRANSFORM   ? hys_transform(w->space, w->in, w->n, w->type, at, NULL)
    : call == ENCODE      ? hys_encode(w->space, w->in, w->n, w->type, at, NULL)
    : call == DENSITY     ? density(w, at)
    : call == DENSITY_I64 ? density_i64(w, at)
                          : hys_decode(w->space, w->in, w->n, w->type, at, NULL);
    for (size_t i = 0; i < (*status < 0 ? *bytes : w->shift * size); i++)
        REQUIRE(out[i] == 0x5A);
    return out;
}

/* The laws' promise on the native stream: within [lower, upper), every zero +0. */
static void check_samples(const struct work *w, const unsigned char *out)
{
    const hys_kind kind = hys_space_kind(w->space);
    const double lower = hys_space_lower(w->space), upper = hys_space_upper(w->space);
    if (w->source.stream != HYS_NATIVE || (kind != HYS_LINEAR && kind != HYS_LOG))
        return;
    for (size_t k = w->shift; k < w->shift + w->n; k++) {
        float narrow;
        double value;
        memcpy(&narrow, out + k * (w->type == HYS_F32 ? 4 : 8), sizeof narrow);
        memcpy(&value, out + k * (w->type == HYS_F32 ? 4 : 8), w->type == HYS_F32 ? 4 : 8);
        value = w->type == HYS_F32 ? (double)narrow : value;
        REQUIRE(value >= lower && value < upper && !(value == 0 && signbit(value)));
    }
}

static void compare(enum call call, const struct work *w, const char *isa)
{
    hys_status status[2];
    size_t bytes;
    REQUIRE(hys_isa_select("scalar") == HYS_OK);
    unsigned char *scalar = run(call, w, &status[0], &bytes);
    REQUIRE(hys_isa_select(isa) == HYS_OK);
    unsigned char *vector = run(call, w, &status[1], &bytes);
    REQUIRE(status[0] == status[1]);
    REQUIRE(!memcmp(scalar, vector, bytes));
    if (call == SAMPLE && status[0] == HYS_OK)
        check_samples(w, scalar);
    free(scalar);
    free(vector);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes input = {data, size};
    hys_space *space;
    const hys_status status = build(&space, &input);
    REQUIRE(status <= HYS_OK && (status == HYS_OK) == (space != NULL));
    if (!space)
        return 0;
    struct work w = {.space = space, .source = take_source(&input), .first = take_first(&input)};
    const char *isa = take_isa(&input);
    const unsigned form = take_byte(&input);
    w.n = take_length(&input);
    w.shift = form & 7;
    w.type = take_byte(&input) % 13;
    REQUIRE(!(hys_space_types(space, w.source.stream, w.source.flags) & ~0xffeu));

    double *in =
        malloc(w.n * sizeof *in +
               1); /* what is left, over and over; of f32 the same bytes are twice as many */
    uint8_t *bytes = (uint8_t *)in;
    for (size_t i = 0; i < w.n * sizeof *in; i++)
        bytes[i] = input.left ? input.at[i % input.left] : (uint8_t)(i * 37);
    if (form & 8) /* units and small numbers */
        for (size_t k = 0; k < w.n; k++)
            in[k] = bytes[8 * k] / 200.0 * (form & 16 ? hys_space_upper(space) : 1);
    w.in = in;
    for (enum call call = SAMPLE; call < CALLS; call++)
        compare(call, &w, isa);
    free(in);
    hys_space_free(space);
    return 0;
}
