/* Maps of the cells of a normal law over vector words; src/reference/normal.c is the definition.
 * Bounded by SLEEF's erfc and erf, of which each end of an interval takes one: in stretches, those
 * that take the same are put together, and fill words of their own. */

/* A place on the axis: its value, where it is, and that in sigmas. */
struct place {
    v_f64 value, at, z;
};

static inline struct place place_of(const struct hysi_normal_cells *c, v_f64 value)
{
    const v_f64 at = c->is_log ? v_log2_f64(value) : value;
    return (struct place){value, at,
                          v_div_f64(v_sub_f64(at, v_set_f64(c->mu)), v_set_f64(c->sigma))};
}

/* One of the law's own ends, which every word has in common: the mass beyond it, away from the
 * middle, and erf of its distance from the middle, outwards. */
struct end {
    struct place place;
    v_f64 beyond, erf;
};

struct cells {
    const struct hysi_normal_cells *of;
    struct end lower, upper; /* where the law is truncated */
};

static inline struct cells load_cells(const struct hysi_normal_cells *c)
{
    struct cells l = {.of = c};
    if (c->truncated) {
        l.lower.place = place_of(c, v_set_f64(c->lo));
        l.upper.place = place_of(c, v_set_f64(c->hi));
        l.lower.beyond = above_f64(abs_f64(l.lower.place.z));
        l.upper.beyond = above_f64(abs_f64(l.upper.place.z));
        l.lower.erf = normal_erf_f64(minus_f64(l.lower.place.z));
        l.upper.erf = normal_erf_f64(l.upper.place.z);
    }
    return l;
}

static inline v_f64 edge_of_f64(const struct hysi_normal_cells *c, v_f64 k)
{
    v_f64 edge = v_fma_f64(k, v_set_f64(c->width), v_set_f64(c->offset));
    if (isfinite(c->hi))
        edge = v_select_f64(v_lt_f64(v_set_f64(c->last), k), v_set_f64(c->hi), edge);
    if (isfinite(c->lo))
        edge = v_select_f64(v_le_f64(k, v_set_f64(c->first)), v_set_f64(c->lo), edge);
    return edge;
}

/* The distance in sigmas; where no lane's is short, any other one. On a log axis it is that of the
 * values, and is far from short where they lie far apart: a ratio's logarithm is at least
 * 1 - 1 / ratio. */
static inline v_f64 distance_f64(const struct hysi_normal_cells *c, struct place a, struct place b)
{
    v_f64 by = v_sub_f64(b.at, a.at);
    if (c->is_log) {
        const v_f64 least = v_mul_f64(b.value, v_set_f64(0x1p-8 * c->sigma));
        if (v_count_f64(v_lt_f64(least, v_sub_f64(b.value, a.value))) == V64)
            return v_set_f64((double)INFINITY);
        by = v_select_f64(v_lt_f64(v_set_f64(0), a.value), log2_ratio_f64(b.value, a.value), by);
    }
    return v_div_f64(by, v_set_f64(c->sigma));
}

/* ---- masses between places, in stretches ---- */

enum { CELLS = 64 };

/* What the mass of an interval takes: the series of a short one, or for each of its ends erf, where
 * it lies across the middle, or erfc beside it. */
enum { SHORT = 0, ACROSS = 1, BESIDE = 2, RIGHT = 4 };

/* Those intervals of a stretch that take the same function; the last one fills the last word. */
struct chosen {
    size_t count;
    uint64_t at[CELLS + V64];
};

static inline void choose(size_t n, const uint64_t *kind, uint64_t bit, struct chosen *chosen)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        chosen->at[count] = i;
        count += (kind[i] & bit) != 0;
    }
    chosen->count = count;
    for (size_t i = 0; count > 0 && i < V64; i++)
        chosen->at[count + i] = chosen->at[count - 1];
}

/* of[i] = law(x[i]) for the chosen i. */
ALWAYS_INLINE void apply(v_f64 law(v_f64), const struct chosen *chosen, size_t n, const double *x,
                         double *of)
{
    if (chosen->count == n) {
        for (size_t i = 0; i < n; i += V64)
            v_store_f64(of + i, law(v_load_f64(x + i)));
        return;
    }
    for (size_t i = 0; i < chosen->count; i += V64) {
        double y[V64];
        v_store_f64(y, law(v_as_f64(v_gather_u64(x, v_load_u64(chosen->at + i)))));
        UNROLL
        for (int k = 0; k < V64; k++)
            of[chosen->at[i + (size_t)k]] = y[k];
    }
}

/* The masses between lower[i] and upper[i], i < n. NULL is the law's own end. */
static void masses_between(const struct cells *l, size_t n, const double *lower,
                           const double *upper, double *mass)
{
    const struct hysi_normal_cells *c = l->of;
    const v_f64 half = v_set_f64(0.5), mu = v_set_f64(c->mu), sigma = v_set_f64(c->sigma);
    double x[2][CELLS], of[2][CELLS] = {{0}}, h[CELLS], m[CELLS];
    uint64_t kind[CELLS];
    struct chosen beside, across;

    for (size_t i = 0; i < n; i += V64) {
        const struct place a = lower ? place_of(c, v_load_f64(lower + i)) : l->lower.place,
                           b = upper ? place_of(c, v_load_f64(upper + i)) : l->upper.place;
        const v_f64 zero = v_set_f64(0), wide = distance_f64(c, a, b),
                    middle =
                        v_div_f64(v_sub_f64(v_mul_f64(half, v_add_f64(a.at, b.at)), mu), sigma);
        const v_m64 right = v_le_f64(zero, a.z), left = v_le_f64(b.z, zero);
        const v_m64 is_across = v_and_m64(v_not_m64(right), v_not_m64(left));
        v_u64 k = v_select_u64(right, v_set_u64(BESIDE | RIGHT), v_set_u64(BESIDE));
        k = v_select_u64(is_across, v_set_u64(ACROSS), k);
        k = v_select_u64(is_short_f64(wide, middle), v_set_u64(SHORT), k);
        v_store_u64(kind + i, k);
        v_store_f64(h + i, wide);
        v_store_f64(m + i, middle);
        v_store_f64(x[0] + i, v_select_f64(is_across, minus_f64(a.z), abs_f64(a.z)));
        v_store_f64(x[1] + i, v_select_f64(is_across, b.z, abs_f64(b.z)));
    }
    choose(n, kind, BESIDE, &beside);
    choose(n, kind, ACROSS, &across);
    for (int end = lower ? 0 : 1; end < (upper ? 2 : 1); end++) {
        apply(above_f64, &beside, n, x[end], of[end]);
        apply(normal_erf_f64, &across, n, x[end], of[end]);
    }
    for (size_t i = 0; i < n; i += V64) {
        const v_u64 k = v_load_u64(kind + i);
        const v_m64 other_than_across = v_no_bit_u64(k, v_set_u64(ACROSS)),
                    left = v_no_bit_u64(k, v_set_u64(RIGHT)),
                    is_short = v_no_bit_u64(k, v_set_u64(ACROSS | BESIDE));
        const v_f64 a = lower ? v_load_f64(of[0] + i)
                              : v_select_f64(other_than_across, l->lower.beyond, l->lower.erf);
        const v_f64 b = upper ? v_load_f64(of[1] + i)
                              : v_select_f64(other_than_across, l->upper.beyond, l->upper.erf);
        v_f64 y = v_select_f64(left, v_sub_f64(b, a), v_sub_f64(a, b));
        y = v_select_f64(other_than_across, y, v_mul_f64(half, v_add_f64(b, a)));
        if (v_count_f64(is_short) > 0)
            y = v_select_f64(is_short, short_mass_f64(v_load_f64(h + i), v_load_f64(m + i)), y);
        v_store_f64(mass + i, v_div_f64(y, v_set_f64(c->mass)));
    }
}

/* The edge on the axis of the untruncated law, in sigmas. */
static inline v_f64 natural_f64(const struct hysi_normal_cells *c, v_f64 edge)
{
    const v_f64 x = c->is_log ? v_log_f64(edge) : edge;
    return v_div_f64(v_sub_f64(x, v_set_f64(c->natural_mu)), v_set_f64(c->natural_sigma));
}

/* inside, or at the ends of the law one of two others. */
static inline v_f64 within_law_f64(const struct hysi_normal_cells *c, v_f64 edge, v_f64 inside,
                                   double at_lo, double at_hi)
{
    inside = v_select_f64(v_le_f64(v_set_f64(c->hi), edge), v_set_f64(at_hi), inside);
    return v_select_f64(v_le_f64(edge, v_set_f64(c->lo)), v_set_f64(at_lo), inside);
}

/* Masses below n edges, and above them. */
static void masses_below(const struct cells *l, size_t n, const double *edge, double *mass)
{
    const struct hysi_normal_cells *c = l->of;
    if (c->truncated)
        masses_between(l, n, NULL, edge, mass);
    for (size_t i = 0; i < n; i += V64) {
        const v_f64 e = v_load_f64(edge + i), zero = v_set_f64(0), one = v_set_f64(1);
        const v_f64 y = c->truncated ? clamp_f64(v_load_f64(mass + i), zero, one)
                                     : above_f64(minus_f64(natural_f64(c, e)));
        v_store_f64(mass + i, within_law_f64(c, e, y, 0, 1));
    }
}

static void masses_above(const struct cells *l, size_t n, const double *edge, double *mass)
{
    const struct hysi_normal_cells *c = l->of;
    if (c->truncated)
        masses_between(l, n, edge, NULL, mass);
    for (size_t i = 0; i < n; i += V64) {
        const v_f64 e = v_load_f64(edge + i), zero = v_set_f64(0), one = v_set_f64(1);
        const v_f64 y = c->truncated ? clamp_f64(v_load_f64(mass + i), zero, one)
                                     : above_f64(natural_f64(c, e));
        v_store_f64(mass + i, within_law_f64(c, e, y, 1, 0));
    }
}

/* ---- of n numbers k, at most CELLS ---- */

/* share, or what those below the first number and not below the last have. */
static inline v_f64 within_numbers_f64(const struct hysi_normal_cells *c, v_f64 k, v_f64 share,
                                       double before, double behind)
{
    share = v_select_f64(v_lt_f64(k, v_set_f64(c->last)), share, v_set_f64(behind));
    return v_select_f64(v_lt_f64(k, v_set_f64(c->first)), v_set_f64(before), share);
}

/* The edges at which the numbers begin, and those behind them. */
static inline void edges_of(const struct hysi_normal_cells *c, size_t n, const double *k,
                            double *begin, double *end)
{
    for (size_t i = 0; i < n; i += V64) {
        const v_f64 v = v_load_f64(k + i);
        v_store_f64(begin + i, edge_of_f64(c, v));
        v_store_f64(end + i, edge_of_f64(c, v_add_f64(v, v_set_f64(1))));
    }
}

/* Those behind the numbers, which need be no integers. */
static inline void next_edges(const struct hysi_normal_cells *c, size_t n, const double *k,
                              double *edge)
{
    for (size_t i = 0; i < n; i += V64) {
        const v_f64 v = v_add_f64(floor_f64(v_load_f64(k + i)), v_set_f64(1));
        v_store_f64(edge + i, edge_of_f64(c, v));
    }
}

static inline void cdf_of_cells(const struct cells *l, size_t n, const double *k, double *y)
{
    double edge[CELLS];
    next_edges(l->of, n, k, edge);
    masses_below(l, n, edge, y);
    for (size_t i = 0; i < n; i += V64)
        v_store_f64(y + i, within_numbers_f64(l->of, v_load_f64(k + i), v_load_f64(y + i), 0, 1));
}

static inline void sf_of_cells(const struct cells *l, size_t n, const double *k, double *y)
{
    double edge[CELLS];
    next_edges(l->of, n, k, edge);
    masses_above(l, n, edge, y);
    for (size_t i = 0; i < n; i += V64)
        v_store_f64(y + i, within_numbers_f64(l->of, v_load_f64(k + i), v_load_f64(y + i), 1, 0));
}

static inline void pmf_of_cells(const struct cells *l, size_t n, const double *k, double *y)
{
    const v_f64 first = v_set_f64(l->of->first), last = v_set_f64(l->of->last);
    double begin[CELLS], end[CELLS];
    edges_of(l->of, n, k, begin, end);
    masses_between(l, n, begin, end, y);
    for (size_t i = 0; i < n; i += V64) {
        const v_f64 v = v_load_f64(k + i);
        const v_m64 number = v_and_m64(v_eq_f64(v, v_rint_f64(v)), within_f64(v, first, last));
        v_store_f64(y + i, v_select_f64(number, v_load_f64(y + i), v_set_f64(0)));
    }
}

/* A word of which some lane has too little mass for a double, or none, is the definition's. */
static inline void logpdf_of_cells(const struct cells *l, size_t n, const double *k, double *y)
{
    const union hysi_params params = {.logpdf_normal_cells = {l->of}};
    const v_f64 least = v_set_f64(0x1p-900);
    pmf_of_cells(l, n, k, y);
    for (size_t i = 0; i < n; i += V64) {
        const v_f64 mass = v_load_f64(y + i);
        if (v_count_f64(v_lt_f64(least, mass)) == V64)
            v_store_f64(y + i, v_log_f64(mass));
        else
            (void)hysi_logpdf_normal_cells_scalar(&params, V64, k + i, y + i);
    }
}

static inline void units_of_cells(const struct cells *l, size_t n, const double *k, double *y)
{
    double begin[CELLS], end[CELLS], below[CELLS];
    edges_of(l->of, n, k, begin, end);
    masses_below(l, n, begin, below);
    masses_below(l, n, end, y);
    for (size_t i = 0; i < n; i += V64) {
        const v_f64 from = v_load_f64(below + i), to = v_load_f64(y + i);
        v_store_f64(y + i, v_add_f64(from, v_mul_f64(v_sub_f64(to, from), v_set_f64(0.5))));
    }
}

/* The elements of the next stretch: whole words. */
static inline size_t stretch_of(size_t left) { return left < CELLS ? left / V64 * V64 : CELLS; }

/* counted: whether NaN is. */
#define OF_CELLS(name, law, counted)                                               \
    MAP(name)                                                                      \
    {                                                                              \
        TYPED(name);                                                               \
        const struct cells l = load_cells(p->cells);                               \
        size_t i = 0, flagged = 0;                                                 \
        for (size_t m; (m = stretch_of(n - i)) > 0; i += m) {                      \
            double result[CELLS];                                                  \
            law(&l, m, x + i, result);                                             \
            for (size_t j = 0; j < m; j += V64) {                                  \
                const v_f64 k = v_load_f64(x + i + j);                             \
                flagged += V64 - v_count_f64(v_eq_f64(k, k));                      \
                v_store_f64(y + i + j, unless_nan_f64(k, v_load_f64(result + j))); \
            }                                                                      \
        }                                                                          \
        return ((counted) ? flagged : 0) + SCALAR_TAIL;                            \
    }
OF_CELLS(encode_normal_cells, units_of_cells, false)
OF_CELLS(cdf_normal_cells, cdf_of_cells, true)
OF_CELLS(sf_normal_cells, sf_of_cells, true)
OF_CELLS(pmf_normal_cells, pmf_of_cells, true)
OF_CELLS(logpdf_normal_cells, logpdf_of_cells, true)
#undef OF_CELLS

/* The law itself, without limits but for those of exp2_f64. */
static inline struct truncated cells_law(const struct hysi_normal_cells *c)
{
    const double most = c->is_log ? 1100 : (double)INFINITY;
    return truncated_law(&(const struct hysi_params_truncated){.mass = c->mass,
                                                               .below = c->below,
                                                               .above = c->above,
                                                               .least = c->least,
                                                               .mu = c->mu,
                                                               .sigma = c->sigma,
                                                               .lo = -most,
                                                               .largest = most});
}

/* The numbers of the least values whose cdf reaches u, from the law's quantiles. Where none has
 * gone on, none will. */
static inline void least_numbers(const struct cells *l, size_t n, const double *quantile,
                                 const double *u, double *k)
{
    const struct hysi_normal_cells *c = l->of;
    const v_f64 one = v_set_f64(1), first = v_set_f64(c->first), last = v_set_f64(c->last);
    const v_f64 offset = v_set_f64(c->offset), width = v_set_f64(c->width);
    double cdf[CELLS];
    size_t on = n;

    for (size_t i = 0; i < n; i += V64) {
        const v_f64 x = v_load_f64(quantile + i), v = c->is_log ? exp2_f64(x) : x;
        const v_f64 cell = floor_f64(v_div_f64(v_sub_f64(v, offset), width));
        v_store_f64(k + i, clamp_f64(v_sub_f64(cell, one), first, last));
    }
    for (int step = 0; step < 3 && on > 0; step++) {
        on = 0;
        cdf_of_cells(l, n, k, cdf);
        for (size_t i = 0; i < n; i += V64) {
            const v_f64 v = v_load_f64(k + i);
            const v_m64 goes_on =
                v_and_m64(v_lt_f64(v, last), v_lt_f64(v_load_f64(cdf + i), v_load_f64(u + i)));
            v_store_f64(k + i, v_select_f64(goes_on, v_add_f64(v, one), v));
            on += v_count_f64(goes_on);
        }
    }
}

_Static_assert(CELLS % NORMAL_64 == 0, "whole groups");

MAP(quantile_normal_cells)
{
    TYPED(quantile_normal_cells);
    const struct cells l = load_cells(p->cells);
    const struct truncated law = cells_law(p->cells);
    const v_f64 zero = v_set_f64(0), one = v_set_f64(1), nan = v_set_f64((double)NAN);
    double unit[CELLS], quantile[CELLS], k[CELLS];
    size_t i = 0, flagged = 0;
    while (n - i >= NORMAL_64) {
        const size_t m = n - i < CELLS ? (n - i) / NORMAL_64 * NORMAL_64 : CELLS;
        for (size_t j = 0; j < m; j += NORMAL_64) {
            v_f64 u[NORMAL_WORDS], v[NORMAL_WORDS], at[NORMAL_WORDS];
            UNROLL
            for (int w = 0; w < NORMAL_WORDS; w++) {
                u[w] = clamp_f64(v_load_f64(x + i + j + w * V64), zero, one);
                v[w] = v_sub_f64(one, u[w]);
                v_store_f64(unit + j + w * V64, u[w]);
            }
            truncated_words(&law, u, v, at);
            UNROLL
            for (int w = 0; w < NORMAL_WORDS; w++)
                v_store_f64(quantile + j + w * V64, at[w]);
        }
        least_numbers(&l, m, quantile, unit, k);
        for (size_t j = 0; j < m; j += V64) {
            const v_m64 inside = within_f64(v_load_f64(x + i + j), zero, one);
            const v_f64 number = v_select_f64(v_lt_f64(v_load_f64(unit + j), one),
                                              v_load_f64(k + j), v_set_f64(p->cells->last));
            flagged += V64 - v_count_f64(inside);
            v_store_f64(y + i + j, v_select_f64(inside, number, nan));
        }
        i += m;
    }
    return flagged + SCALAR_TAIL;
}
