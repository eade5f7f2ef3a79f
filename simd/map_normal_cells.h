/* Maps of the cells of a normal law over vector words; src/reference/normal.c is the definition.
 * Bounded by SLEEF's erfc and erf, of which a word takes only those that one of its lanes needs. */

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

/* The mass between two places; lower or upper is the law's end that one of them is, or NULL. */
ALWAYS_INLINE v_f64 mass_between_f64(const struct hysi_normal_cells *c, struct place a,
                                     struct place b, const struct end *lower,
                                     const struct end *upper)
{
    const v_f64 zero = v_set_f64(0), half = v_set_f64(0.5);
    const v_f64 h = distance_f64(c, a, b), m = v_mul_f64(half, v_add_f64(a.z, b.z));
    const v_m64 is_short = is_short_f64(h, m), right = v_le_f64(zero, a.z);
    const v_m64 across =
        v_and_m64(v_not_m64(is_short), v_and_m64(v_not_m64(right), v_not_m64(v_le_f64(b.z, zero))));
    const size_t shorts = v_count_f64(is_short), acrosses = v_count_f64(across);
    v_f64 mass = zero;

    if (shorts + acrosses < V64) {
        const v_f64 beyond_a = lower ? lower->beyond : above_f64(abs_f64(a.z));
        const v_f64 beyond_b = upper ? upper->beyond : above_f64(abs_f64(b.z));
        mass = v_select_f64(right, v_sub_f64(beyond_a, beyond_b), v_sub_f64(beyond_b, beyond_a));
    }
    if (acrosses > 0) {
        const v_f64 erf_b = upper ? upper->erf : normal_erf_f64(b.z);
        const v_f64 erf_a = lower ? lower->erf : normal_erf_f64(minus_f64(a.z));
        mass = v_select_f64(across, v_mul_f64(half, v_add_f64(erf_b, erf_a)), mass);
    }
    if (shorts > 0)
        mass = v_select_f64(is_short, short_mass_f64(h, m), mass);
    return v_div_f64(mass, v_set_f64(c->mass));
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

static v_f64 mass_below_f64(const struct cells *l, v_f64 edge)
{
    const struct hysi_normal_cells *c = l->of;
    const v_f64 mass =
        c->truncated
            ? clamp_f64(mass_between_f64(c, l->lower.place, place_of(c, edge), &l->lower, NULL),
                        v_set_f64(0), v_set_f64(1))
            : above_f64(minus_f64(natural_f64(c, edge)));
    return within_law_f64(c, edge, mass, 0, 1);
}

static v_f64 mass_above_f64(const struct cells *l, v_f64 edge)
{
    const struct hysi_normal_cells *c = l->of;
    const v_f64 mass =
        c->truncated
            ? clamp_f64(mass_between_f64(c, place_of(c, edge), l->upper.place, NULL, &l->upper),
                        v_set_f64(0), v_set_f64(1))
            : above_f64(natural_f64(c, edge));
    return within_law_f64(c, edge, mass, 1, 0);
}

/* share, or what those below the first number and not below the last have. */
static inline v_f64 within_numbers_f64(const struct hysi_normal_cells *c, v_f64 k, v_f64 share,
                                       double before, double behind)
{
    share = v_select_f64(v_lt_f64(k, v_set_f64(c->last)), share, v_set_f64(behind));
    return v_select_f64(v_lt_f64(k, v_set_f64(c->first)), v_set_f64(before), share);
}

static inline v_f64 next_edge_f64(const struct hysi_normal_cells *c, v_f64 k)
{
    return edge_of_f64(c, v_add_f64(floor_f64(k), v_set_f64(1)));
}

static inline v_f64 cells_cdf_f64(const struct cells *l, v_f64 k)
{
    return within_numbers_f64(l->of, k, mass_below_f64(l, next_edge_f64(l->of, k)), 0, 1);
}

static inline v_f64 cells_sf_f64(const struct cells *l, v_f64 k)
{
    return within_numbers_f64(l->of, k, mass_above_f64(l, next_edge_f64(l->of, k)), 1, 0);
}

static inline v_f64 cells_pmf_f64(const struct cells *l, v_f64 k)
{
    const struct hysi_normal_cells *c = l->of;
    const v_m64 is_number = v_and_m64(v_eq_f64(k, v_rint_f64(k)),
                                      within_f64(k, v_set_f64(c->first), v_set_f64(c->last)));
    const struct place a = place_of(c, edge_of_f64(c, k)),
                       b = place_of(c, edge_of_f64(c, v_add_f64(k, v_set_f64(1))));
    return v_select_f64(is_number, mass_between_f64(c, a, b, NULL, NULL), v_set_f64(0));
}

static inline v_f64 cells_unit_f64(const struct cells *l, v_f64 k)
{
    const v_f64 below = mass_below_f64(l, edge_of_f64(l->of, k));
    const v_f64 up_to = mass_below_f64(l, edge_of_f64(l->of, v_add_f64(k, v_set_f64(1))));
    return v_add_f64(below, v_mul_f64(v_sub_f64(up_to, below), v_set_f64(0.5)));
}

MAP(encode_normal_cells)
{
    TYPED(encode_normal_cells);
    const struct cells l = load_cells(p->cells);
    size_t i = 0;
    for (; i + V64 <= n; i += V64) {
        const v_f64 k = v_load_f64(x + i);
        v_store_f64(y + i, unless_nan_f64(k, cells_unit_f64(&l, k)));
    }
    return SCALAR_TAIL;
}

#define OF_CELLS(name, law)                                    \
    MAP(name)                                                  \
    {                                                          \
        TYPED(name);                                           \
        const struct cells l = load_cells(p->cells);           \
        size_t i = 0, flagged = 0;                             \
        for (; i + V64 <= n; i += V64) {                       \
            const v_f64 k = v_load_f64(x + i);                 \
            flagged += V64 - v_count_f64(v_eq_f64(k, k));      \
            v_store_f64(y + i, unless_nan_f64(k, law(&l, k))); \
        }                                                      \
        return flagged + SCALAR_TAIL;                          \
    }
OF_CELLS(cdf_normal_cells, cells_cdf_f64)
OF_CELLS(sf_normal_cells, cells_sf_f64)
OF_CELLS(pmf_normal_cells, cells_pmf_f64)
#undef OF_CELLS

/* The law itself, without limits. */
static inline struct truncated cells_law(const struct hysi_normal_cells *c)
{
    return truncated_law(&(const struct hysi_params_truncated){.mass = c->mass,
                                                               .below = c->below,
                                                               .above = c->above,
                                                               .least = c->least,
                                                               .mu = c->mu,
                                                               .sigma = c->sigma,
                                                               .lo = -(double)INFINITY,
                                                               .largest = (double)INFINITY});
}

/* The number of the least value whose cdf reaches u, from the law's quantile x. Where no lane has
 * gone on, none will. */
static inline v_f64 least_number_f64(const struct cells *l, v_f64 x, v_f64 u)
{
    const struct hysi_normal_cells *c = l->of;
    const v_f64 one = v_set_f64(1), first = v_set_f64(c->first), last = v_set_f64(c->last);
    const v_f64 v = c->is_log ? exp2_f64(x) : x;
    const v_f64 cell = v_div_f64(v_sub_f64(v, v_set_f64(c->offset)), v_set_f64(c->width));
    v_f64 k = clamp_f64(v_sub_f64(floor_f64(cell), one), first, last);
    for (int step = 0; step < 3; step++) {
        const v_m64 on = v_and_m64(v_lt_f64(k, last), v_lt_f64(cells_cdf_f64(l, k), u));
        if (v_count_f64(on) == 0)
            break;
        k = v_select_f64(on, v_add_f64(k, one), k);
    }
    return k;
}

MAP(quantile_normal_cells)
{
    TYPED(quantile_normal_cells);
    const struct cells l = load_cells(p->cells);
    const struct truncated law = cells_law(p->cells);
    const v_f64 zero = v_set_f64(0), one = v_set_f64(1), nan = v_set_f64((double)NAN);
    size_t i = 0, flagged = 0;
    for (; i + NORMAL_64 <= n; i += NORMAL_64) {
        v_f64 u[NORMAL_WORDS], v[NORMAL_WORDS], at[NORMAL_WORDS];
        UNROLL
        for (int j = 0; j < NORMAL_WORDS; j++) {
            u[j] = clamp_f64(v_load_f64(x + i + j * V64), zero, one);
            v[j] = v_sub_f64(one, u[j]);
        }
        truncated_words(&law, u, v, at);
        for (int j = 0; j < NORMAL_WORDS; j++) {
            const v_f64 unit = v_load_f64(x + i + j * V64);
            const v_m64 inside = within_f64(unit, zero, one);
            flagged += V64 - v_count_f64(inside);
            v_store_f64(y + i + j * V64,
                        v_select_f64(inside, least_number_f64(&l, at[j], u[j]), nan));
        }
    }
    return flagged + SCALAR_TAIL;
}
