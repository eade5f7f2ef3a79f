/* Nearest value: how many thresholds are <= v (src/reference/values.c is the definition, and serves
 * what is left over). A few thresholds are compared one by one; up to 31, or 63, lie in registers,
 * as one table or two; more are gathered. Among them the rank is found in the bucket of v by one to
 * three probes, or by halving. Bounded by permutes, or by gathers.
 *
 * A template: included with SNAP_BITS 32 for f32, 64 for f64. */

#if SNAP_BITS == 32
#define SNAP(name) name##_f32
typedef float snap_float_f32;
typedef v_f32 snap_floats_f32;
typedef v_u32 snap_words_f32;
typedef v_table32 snap_table_f32;
#define W(op) v_##op##_u32
#define LANES V32
#define COUNT v_count32
#define AS_FLOATS v_as_f32
#define AS_NUMBERS v_cvt_i32_f32
#define LOAD_TABLE v_load_table32
#define LOOKUP v_lookup32
#define STORE v_store_u32
#define STORE_RANKS v_store_u32
#else
#define SNAP(name) name##_f64
typedef double snap_float_f64;
typedef v_f64 snap_floats_f64;
typedef v_u64 snap_words_f64;
typedef v_table64 snap_table_f64;
#define W(op) v_##op##_u64
#define LANES V64
#define COUNT v_count64
#define AS_FLOATS v_as_f64
#define AS_NUMBERS v_cvt_u53_f64
#define LOAD_TABLE v_load_table64
#define LOOKUP v_lookup64
#define STORE v_store_u64
#define STORE_RANKS v_store_u64_u32
#endif
#define F(op) SNAP(v_##op)

#ifndef SNAP_FORMS
#define SNAP_FORMS
enum { SNAP_COUNTED = 4 };
enum snap_form { SNAP_COUNTING, SNAP_BUCKETS, SNAP_HALVES };

/* The place of v among all floats. */
static inline v_f32 snap_place_f32(v_f32 v)
{
    const v_u32 b = v_as_u32(v);
    return v_cvt_i32_f32(v_xor_and_u32(b, V_SAR_u32(b, 31), v_set_u32(0x7fffffffu)));
}

static inline v_f64 snap_place_f64(v_f64 v)
{
    const v_u64 b = v_as_u64(v), sign = v_set_u64(0x8000000000000000u);
    return v_cvt_u53_f64(V_SHR_u64(
        v_select_u64(v_no_bit_u64(b, sign), v_or_u64(b, sign), v_xor_u64(b, v_set_u64(UINT64_MAX))),
        11));
}

/* Rounded half to even; v lies in [0, 2^16). */
static inline v_u32 snap_rint_f32(v_f32 v) { return v_rint_i32(v); }

static inline v_u64 snap_rint_f64(v_f64 v)
{
    return v_and_u64(v_as_u64(v_add_f64(v, v_set_f64(0x1p52))), v_set_u64(0xfffff));
}
#endif

/* The bucket of v; NaN may fall into any. */
static inline SNAP(snap_words) SNAP(snap_bucket)(const struct hysi_snap *snap, SNAP(snap_floats) v)
{
    const SNAP(snap_floats) zero = F(set)(0), top = F(set)((SNAP(snap_float))(snap->buckets - 1));
    if (snap->keyed)
        v = SNAP(snap_place)(v);
    v = F(fma)(v, F(set)((SNAP(snap_float))snap->scale), F(set)((SNAP(snap_float))snap->offset));
    return SNAP(snap_rint)(F(min)(F(max)(v, zero), top));
}

/* rank + by where threshold t is <= v. */
static inline SNAP(snap_words)
    SNAP(snap_probe)(SNAP(snap_words) t, SNAP(snap_floats) v, SNAP(snap_words) rank, uint32_t by)
{
    return W(add_where)(F(le)(AS_FLOATS(t), v), rank, W(set)(by));
}

/* Entries of 32, 64, or (0) any number. */
struct SNAP(snap_entries) {
    SNAP(snap_table) low, high;
    const void *memory;
};

static inline struct SNAP(snap_entries) SNAP(snap_entries)(const void *memory, int size)
{
    const SNAP(snap_table) low = LOAD_TABLE(size ? memory : NULL);
    return (struct SNAP(snap_entries)){
        low, size == 64 ? LOAD_TABLE((const SNAP(snap_float) *)memory + 32) : low, memory};
}

static inline __attribute__((always_inline)) SNAP(snap_words)
    SNAP(snap_look)(const struct SNAP(snap_entries) * e, SNAP(snap_words) i, int size)
{
    if (size == 0)
        return W(gather)(e->memory, i);
    if (size == 32)
        return LOOKUP(e->low, i);
    const SNAP(snap_words) low5 = W(and)(i, W(set)(31));
    return W(select)(F(lt)(F(set)((SNAP(snap_float))31.5), AS_NUMBERS(i)), LOOKUP(e->high, low5),
                     LOOKUP(e->low, low5));
}

/* One loop for each form and size of tables, and whatever else of s is a constant where this is
 * inlined: ranks to y or, given values, those. Returns how far it came. */
static inline __attribute__((always_inline)) size_t
SNAP(snap_loop)(const struct hysi_snap s, const void *values, size_t n, const SNAP(snap_float) * x,
                void *y, size_t *flagged, enum snap_form form, int size)
{
    const SNAP(snap_float) *threshold = s.thresholds;
    const struct SNAP(snap_entries) t = SNAP(snap_entries)(threshold, size);
    const struct SNAP(snap_entries) bases =
        form == SNAP_BUCKETS ? SNAP(snap_entries)(s.bases, size) : t;
    const SNAP(snap_table) of_rank = LOAD_TABLE(values);
    size_t i = 0;

    for (; i + LANES <= n; i += LANES) {
        const SNAP(snap_floats) v = F(load)(x + i);
        SNAP(snap_words) rank = W(set)(0);
        if (form == SNAP_COUNTING) {
            for (uint32_t j = 0; j < s.count; j++)
                rank = W(add_where)(F(le)(F(set)(threshold[j]), v), rank, W(set)(1));
        } else if (form == SNAP_BUCKETS) {
            const SNAP(snap_words) from = rank =
                SNAP(snap_look)(&bases, SNAP(snap_bucket)(&s, v), size);
            for (uint32_t j = 0; j < s.probes; j++)
                rank = SNAP(snap_probe)(SNAP(snap_look)(&t, W(add)(from, W(set)(j)), size), v, rank,
                                        1);
        } else {
            for (uint32_t length = s.count; length > 0; length /= 2) {
                const uint32_t half = length - length / 2;
                rank = SNAP(snap_probe)(SNAP(snap_look)(&t, W(add)(rank, W(set)(half - 1)), size),
                                        v, rank, half);
            }
        }
        if (COUNT(F(eq)(v, v)) < LANES) { /* NaN */
            *flagged += LANES - COUNT(F(eq)(v, v));
            rank = W(select)(F(eq)(v, v), rank, W(set)(s.count + 1));
        }
        if (values)
            STORE((SNAP(snap_float) *)y + i, LOOKUP(of_rank, rank));
        else
            STORE_RANKS((uint32_t *)y + i, rank);
    }
    return i;
}

/* The loop that the plan of s asks for. */
static inline __attribute__((always_inline)) size_t SNAP(snap_by_plan)(struct hysi_snap s,
                                                                       const void *values, size_t n,
                                                                       const SNAP(snap_float) * x,
                                                                       void *y, size_t *flagged)
{
    if (s.count <= SNAP_COUNTED)
        return SNAP(snap_loop)(s, values, n, x, y, flagged, SNAP_COUNTING, 0);
    if (s.probes == 1 &&
        s.buckets == 32) { /* the common case: a loop of its own for either order */
        s.probes = 1;
        if (s.keyed)
            return SNAP(snap_loop)(s, values, n, x, y, flagged, SNAP_BUCKETS, 32);
        s.keyed = 0;
        return SNAP(snap_loop)(s, values, n, x, y, flagged, SNAP_BUCKETS, 32);
    }
    if (s.probes && s.buckets == 32)
        return SNAP(snap_loop)(s, values, n, x, y, flagged, SNAP_BUCKETS, 32);
    if (s.count < 32 && !s.probes)
        return SNAP(snap_loop)(s, values, n, x, y, flagged, SNAP_HALVES, 32);
    if (values) /* of at most 32 ranks */
        return 0;
    if (s.probes && s.buckets == 64 && s.count < 64)
        return SNAP(snap_loop)(s, values, n, x, y, flagged, SNAP_BUCKETS, 64);
    if (s.probes)
        return SNAP(snap_loop)(s, values, n, x, y, flagged, SNAP_BUCKETS, 0);
    return SNAP(snap_loop)(s, values, n, x, y, flagged, SNAP_HALVES, 0);
}

size_t KERNEL(SNAP(snap))(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const SNAP(snap_float) *x = in;
    uint32_t *y = out;
    size_t flagged = 0;
    const size_t i = SNAP(snap_by_plan)(p->snap, NULL, n, x, y, &flagged);
    return flagged + REST(SNAP(snap));
}

size_t KERNEL(SNAP(nearest))(const union hysi_params *p, size_t n, const void *in, void *out)
{
    const SNAP(snap_float) *x = in;
    SNAP(snap_float) *y = out;
    size_t flagged = 0;
    const size_t i = SNAP(snap_by_plan)(p->nearest.snap, p->nearest.values, n, x, y, &flagged);
    return flagged + REST(SNAP(nearest));
}

#undef SNAP
#undef W
#undef F
#undef LANES
#undef COUNT
#undef AS_FLOATS
#undef AS_NUMBERS
#undef LOAD_TABLE
#undef LOOKUP
#undef STORE
#undef STORE_RANKS
#undef SNAP_BITS
