/* Spaces of every kind: hys_space_new makes one of any arguments or says why not. A space is the
 * one that its own arguments make, its samples and what it decodes are values that it has, and it
 * gives the same bytes and the same status under scalar and another instruction set, in memory that
 * is exactly as long as it must be. */
#include <math.h>
#include <stdbool.h>

#include "json/words.h"
#include "tests/fuzz/fuzz.h"

/* ---- a space ---- */

enum { MOST = 56, A_WORD = 0xff };

/* The arguments of a kind, and what their pointers point to. */
struct arguments {
    hys_argument argument[HYS_KIND_PARAMS_MAX];
    double reals[HYS_KIND_PARAMS_MAX][MOST];
    char text[MOST][4];
    const char *names[MOST];
    hys_scalar scalars[MOST];
};

static int64_t take_i64(struct bytes *input)
{
    static const int64_t common[] = {0, 1, 2, 10, 100, 4096, 65536, INT64_C(1) << 53, INT64_MAX};
    const unsigned form = take_byte(input);
    if (form & 0x80)
        return form & 0x40 ? -common[form % 9] - (form >> 4 & 1) : common[form % 9];
    return form & 0x40 ? (int8_t)take_byte(input) : (int64_t)take_u64(input);
}

/* How many entries a list has; another list is as long, most of the time. */
static size_t take_count(struct bytes *input, size_t before)
{
    const unsigned form = take_byte(input);
    if (before > 0 && form < 224)
        return before;
    return form < 240 ? form & 7 : form - 200; /* long lists take their time */
}

static size_t take_names(struct bytes *input, struct arguments *to, hys_argument *argument)
{
    static const char *const scalars[] = {NULL, "5", "true", "null"};
    const size_t count = take_count(input, 0);
    for (size_t i = 0; i < count; i++) {
        const unsigned form = take_byte(input);
        to->scalars[i] = form & 0x80 ? form & 7 : HYS_SCALAR_STRING;
        to->names[i] = form & 0x40 ? scalars[form & 3] : to->text[i];
        take(input, to->text[i], sizeof to->text[i] - 1);
    }
    *argument = (hys_argument){.names = to->names, .count = count, .scalars = to->scalars};
    return count;
}

/* A value for a parameter: one of its type, or now and then of another, or left out. */
static hys_argument take_argument(struct bytes *input, const hys_param *param, size_t p,
                                  struct arguments *to, size_t *list)
{
    const unsigned form = take_byte(input);
    hys_argument argument = {0};
    size_t words = 0;
    if (param->optional == HYS_PARAM_REQUIRED ? form == 1 : !(form & 3))
        return argument;
    switch (param->type) {
    case HYS_PARAM_REAL: argument.real = take_f64(input); break;
    case HYS_PARAM_INTEGER: argument.integer = take_i64(input); break;
    case HYS_PARAM_SWITCH: argument.on = form >> 2 & 1; break;
    case HYS_PARAM_WORD:
        while (param->words[words])
            words++;
        argument.word = form == 0xff ? "none" : param->words[(form >> 2) % words];
        break;
    case HYS_PARAM_REALS:
        *list = argument.count = take_count(input, *list);
        argument.reals = to->reals[p];
        for (size_t i = 0; i < argument.count; i++)
            to->reals[p][i] = take_f64(input);
        break;
    default: *list = take_names(input, to, &argument);
    }
    argument.type = form == 2 ? (hys_param_type)(take_byte(input) % 8) : param->type;
    return argument;
}

/* The space of a word, which the seeds are. */
static hys_status build_from_word(hys_space **space, struct bytes *input)
{
    char word[256], *message;
    size_t n = 0;
    while (n + 1 < sizeof word && (word[n] = (char)take_byte(input)))
        n++;
    word[n] = 0;
    const hys_status status = hysi_space_from_word(space, word, &message);
    free(message);
    return status;
}

static hys_status build(hys_space **space, struct bytes *input)
{
    struct arguments arguments = {0};
    const unsigned form = take_byte(input);
    if (form == A_WORD)
        return build_from_word(space, input);
    const hys_kind kind = hys_kind_at(form % hys_kind_count());
    const size_t params = hys_kind_params(kind);
    size_t list = 0, bad = 99;
    for (size_t p = 0; p < params; p++)
        arguments.argument[p] = take_argument(input, hys_kind_param(kind, p), p, &arguments, &list);
    const size_t count = form < 240 ? params : form % (params + 2);
    const hys_status status = hys_space_new(space, kind, arguments.argument, count, &bad);
    REQUIRE(bad <= params &&
            (status == HYS_OK || status == HYS_E_KIND_ARGUMENT || count <= params));
    return status;
}

/* A space is what its arguments make, and knows it. */
static void check_described(const hys_space *space)
{
    const hys_kind kind = hys_space_kind(space);
    const size_t params = hys_kind_params(kind);
    hys_argument argument[HYS_KIND_PARAMS_MAX];
    hys_extent extent, other;
    hys_space *again;
    uint64_t print[2], same[2];

    for (size_t p = 0; p < params; p++) {
        argument[p] = *hys_space_argument(space, p);
        if (hys_space_is_preset(space, p))
            argument[p].type = 0;
    }
    REQUIRE(hys_space_new(&again, kind, argument, params, NULL) == HYS_OK);
    hys_space_fingerprint(space, print);
    hys_space_fingerprint(again, same);
    hys_space_extent(space, &extent);
    hys_space_extent(again, &other);
    REQUIRE(print[0] == same[0] && print[1] == same[1]);
    REQUIRE(!memcmp(&extent.lower, &other.lower, sizeof extent.lower) &&
            !memcmp(&extent.upper, &other.upper, sizeof extent.upper) &&
            extent.first == other.first && extent.last == other.last &&
            extent.distinct == other.distinct);
    hys_space_free(again);
}

/* ---- calls ---- */

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

/* Element k of an output, as hys_space_has takes it; names are given by their index. */
static hys_value value_at(const struct work *w, const unsigned char *out, size_t k)
{
    const bool names = hys_kind_traits(hys_space_kind(w->space)) & HYS_KIND_NAMES;
    const unsigned char *at = out + (w->shift + k) * hys_type_size(w->type);
    hys_value value = {.type = w->type};
    float narrow;
    switch (w->type) {
    case HYS_F32:
        memcpy(&narrow, at, sizeof narrow);
        value.real = (double)narrow;
        break;
    case HYS_F64: memcpy(&value.real, at, sizeof value.real); break;
    case HYS_I64: memcpy(&value.integer, at, sizeof value.integer); break;
    case HYS_INDEX: memcpy(&value.index, at, sizeof value.index); break;
    default: value.type = 0;
    }
    if (names && (value.type == HYS_F64 || value.type == HYS_I64))
        value =
            (hys_value){.type = HYS_INDEX, .index = (uint32_t)value.integer + (uint32_t)value.real};
    return value;
}

/* Whether a space has reals below its upper bound alone: digits and steps reach it. */
static bool ends_below_upper(const hys_space *space)
{
    const hys_kind kind = hys_space_kind(space);
    for (size_t p = 0; p < hys_kind_params(kind); p++) {
        const char *name = hys_kind_param(kind, p)->name;
        if ((!strcmp(name, "step") || !strcmp(name, "digits")) &&
            hys_space_argument(space, p)->type)
            return false;
    }
    return kind == HYS_LINEAR || kind == HYS_LOG || kind == HYS_REVERSE_LOG || kind == HYS_LOGIT;
}

/* Samples of the native stream and what is decoded are values of the space, every zero +0 unless a
 * list has another. An f32 may stand for a value that it is not. */
static void check_values(enum call call, const struct work *w, const unsigned char *out)
{
    const bool below = ends_below_upper(w->space),
               is_list = hys_kind_traits(hys_space_kind(w->space)) & HYS_KIND_LIST;
    const double *unit = w->in;
    if (call == SAMPLE && !(hys_stream_traits(w->source.stream) & HYS_STREAM_NATIVE))
        return;
    for (size_t k = 0; k < w->n; k++) {
        if (call == DECODE && isnan(unit[k]))
            continue;
        const hys_value value = value_at(w, out, k);
        if (!value.type)
            continue;
        REQUIRE(is_list || value.real != 0 || !signbit(value.real));
        REQUIRE(value.type == HYS_F32 || hys_space_has(w->space, &value));
        REQUIRE(!below || (value.real >= hys_space_lower(w->space) &&
                           value.real < hys_space_upper(w->space)));
    }
}

/* Units, and densities that are probabilities, are from 0 to 1, and no pdf is negative. */
static void check_range(enum call call, const struct work *w, const unsigned char *out)
{
    enum what { PROBABILITY, PDF, OTHER };
    static const enum what f64[] = {PROBABILITY, PROBABILITY, OTHER, OTHER, PDF, PROBABILITY},
                           i64[] = {PROBABILITY, PROBABILITY, OTHER, PROBABILITY, OTHER};
    const enum what what = call == ENCODE    ? PROBABILITY
                           : call == DENSITY ? f64[w->type % 6]
                                             : i64[w->type % 5];
    for (size_t k = 0; what != OTHER && k < w->n; k++) {
        double y;
        memcpy(&y, out + 8 * (w->shift + k), sizeof y);
        REQUIRE(isnan(y) || (y >= 0 && (what == PDF || y <= 1)));
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
    if ((call == SAMPLE || call == DECODE) && status[0] >= HYS_OK)
        check_values(call, w, scalar);
    if ((call == ENCODE || call >= DENSITY) && status[0] >= HYS_OK)
        check_range(call, w, scalar);
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
    check_described(space);
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
