/* Nearest value: how many thresholds are <= v; src/reference/values.c is the definition. A few
 * thresholds are compared one by one. Up to 31 are looked up in registers, as one table, up to 63
 * as two tables; more are gathered from memory. The rank is found in the bucket of v by one to
 * three probes, or by halving. Bounded by permutes, or by gathers.
 *
 * A template over two widths, included with SNAP_BITS 32 and 64. */

/* Names that end in the type of a float, words of floats, and words of integers as wide. */
#if SNAP_BITS == 32
#define SNAP(name) name##_f32
#define FLOAT(op) v_##op##_f32
#define WORD(op) v_##op##_u32
#else
#define SNAP(name) name##_f64
#define FLOAT(op) v_##op##_f64
#define WORD(op) v_##op##_u64
#endif

#ifndef SNAP_FORMS
#define SNAP_FORMS
enum { SNAP_COUNTED = 4 };
enum snap_form { SNAP_COUNTING, SNAP_BUCKETS, SNAP_HALVES };

typedef float snap_float_f32;
typedef double snap_float_f64;
typedef v_f32 snap_floats_f32;
typedef v_f64 snap_floats_f64;
typedef v_u32 snap_words_f32;
typedef v_u64 snap_words_f64;
typedef v_table_u32 snap_table_f32;
typedef v_table_u64 snap_table_f64;

/* The position of v in the order of all floats. */
static inline v_f32 snap_place_f32(v_f32 v)
{
    const v_u32 b = v_as_u32(v);
    return v_cvt_i32_f32(v_xor_and_u32(b, V_SAR_u32(b, 31), v_set_u32(0x7fffffffu)));
}

static inline v_f64 snap_place_f64(v_f64 v)
{
    const v_u64 b = v_as_u64(v), sign = v_set_u64(0x8000000000000000u);
    return v_cvt_u64_f64(V_SHR_u64(
        v_select_u64(v_no_bit_u64(b, sign), v_or_u64(b, sign), v_xor_u64(b, v_set_u64(UINT64_MAX))),
        11));
}

/* Rounded half to even; v is in [0, 2^16). */
static inline v_u32 snap_rint_f32(v_f32 v) { return v_rint_i32(v); }

static inline v_u64 snap_rint_f64(v_f64 v)
{
    return v_and_u64(v_as_u64(v_add_f64(v, v_set_f64(0x1p52))), v_set_u64(0xfffff));
}

static inline v_f32 snap_number_f32(v_u32 i) { return v_cvt_i32_f32(i); }
static inline v_f64 snap_number_f64(v_u64 i) { return v_cvt_u64_f64(i); }

static inline void snap_store_ranks_f32(uint32_t *p, v_u32 ranks) { v_store_u32(p, ranks); }
static inline void snap_store_ranks_f64(uint32_t *p, v_u64 ranks) { v_store_u64_u32(p, ranks); }
#endif

/* The bucket of v. NaN may fall into any bucket. */
static inline SNAP(snap_words)
    SNAP(snap_bucket)(const struct hysi_params_snap *snap, SNAP(snap_floats) v)
{
    const SNAP(snap_floats) zero = FLOAT(set)(0),
                            top = FLOAT(set)((SNAP(snap_float))(snap->buckets - 1));
    if (snap->by_float_order)
        v = SNAP(snap_place)(v);
    v = FLOAT(fma)(v, FLOAT(set)((SNAP(snap_float))snap->scale),
                   FLOAT(set)((SNAP(snap_float))snap->offset));
    return SNAP(snap_rint)(FLOAT(min)(FLOAT(max)(v, zero), top));
}

/* rank, or rank + by in the lanes where threshold t is <= v. */
static inline SNAP(snap_words)
    SNAP(snap_probe)(SNAP(snap_words) t, SNAP(snap_floats) v, SNAP(snap_words) rank, uint32_t by)
{
    return WORD(add_where)(FLOAT(le)(FLOAT(as)(t), v), rank, WORD(set)(by));
}

/* A table of 32 or 64 entries in registers or, with size 0, of any number in memory. */
struct SNAP(snap_entries) {
    SNAP(snap_table) low, high;
    const void *memory;
};

static inline struct SNAP(snap_entries) SNAP(snap_entries)(const void *memory, int size)
{
    const SNAP(snap_table) low = WORD(load_table)(size ? memory : NULL);
    return (struct SNAP(snap_entries)){
        low, size == 64 ? WORD(load_table)((const SNAP(snap_float) *)memory + 32) : low, memory};
}

static inline __attribute__((always_inline)) SNAP(snap_words)
    SNAP(snap_look)(const struct SNAP(snap_entries) * e, SNAP(snap_words) i, int size)
{
    if (size == 0)
        return WORD(gather)(e->memory, i);
    if (size == 32)
        return WORD(lookup)(e->low, i);
    const SNAP(snap_words) low5 = WORD(and)(i, WORD(set)(31));
    return WORD(select)(FLOAT(lt)(FLOAT(set)((SNAP(snap_float))31.5), SNAP(snap_number)(i)),
                        WORD(lookup)(e->high, low5), WORD(lookup)(e->low, low5));
}

/* The main loop, inlined once for each form and size; members of s that are constants at the call
 * are folded, too. Writes ranks or, if values is given, values[rank]. Returns the number of
 * elements done. */
static inline __attribute__((always_inline)) size_t
SNAP(snap_loop)(const struct hysi_params_snap s, const void *values, size_t n,
                const SNAP(snap_float) * x, void *y, size_t *flagged, enum snap_form form, int size)
{
    const SNAP(snap_float) *threshold = s.thresholds;
    const struct SNAP(snap_entries) t = SNAP(snap_entries)(threshold, size);
    const struct SNAP(snap_entries) bases =
        form == SNAP_BUCKETS ? SNAP(snap_entries)(s.bases, size) : t;
    const SNAP(snap_table) of_rank = WORD(load_table)(values);
    size_t i = 0;

    for (; i + LANES(x) <= n; i += LANES(x)) {
        const SNAP(snap_floats) v = FLOAT(load)(x + i);
        SNAP(snap_words) rank = WORD(set)(0);
        if (form == SNAP_COUNTING) {
            for (uint32_t j = 0; j < s.count; j++)
                rank = WORD(add_where)(FLOAT(le)(FLOAT(set)(threshold[j]), v), rank, WORD(set)(1));
        } else if (form == SNAP_BUCKETS) {
            const SNAP(snap_words) from = rank =
                SNAP(snap_look)(&bases, SNAP(snap_bucket)(&s, v), size);
            for (uint32_t j = 0; j < s.probes; j++)
                rank = SNAP(snap_probe)(SNAP(snap_look)(&t, WORD(add)(from, WORD(set)(j)), size), v,
                                        rank, 1);
        } else {
            for (uint32_t length = s.count; length > 0; length /= 2) {
                const uint32_t half = length - length / 2;
                rank = SNAP(snap_probe)(
                    SNAP(snap_look)(&t, WORD(add)(rank, WORD(set)(half - 1)), size), v, rank, half);
            }
        }
        if (FLOAT(count)(FLOAT(eq)(v, v)) < LANES(x)) { /* NaN */
            *flagged += LANES(x) - FLOAT(count)(FLOAT(eq)(v, v));
            rank = WORD(select)(FLOAT(eq)(v, v), rank, WORD(set)(s.count + 1));
        }
        if (values)
            WORD(store)((SNAP(snap_float) *)y + i, WORD(lookup)(of_rank, rank));
        else
            SNAP(snap_store_ranks)((uint32_t *)y + i, rank);
    }
    return i;
}

/* Runs the loop that serves the buckets of s. */
static inline __attribute__((always_inline)) size_t SNAP(snap_by_plan)(struct hysi_params_snap s,
                                                                       const void *values, size_t n,
                                                                       const SNAP(snap_float) * x,
                                                                       void *y, size_t *flagged)
{
    if (s.count <= SNAP_COUNTED)
        return SNAP(snap_loop)(s, values, n, x, y, flagged, SNAP_COUNTING, 0);
    if (s.probes == 1 && s.buckets == 32) {
        /* The common case has two copies of its own. The assignments let the compiler fold probes
         * and by_float_order in them. */
        s.probes = 1;
        if (s.by_float_order)
            return SNAP(snap_loop)(s, values, n, x, y, flagged, SNAP_BUCKETS, 32);
        s.by_float_order = 0;
        return SNAP(snap_loop)(s, values, n, x, y, flagged, SNAP_BUCKETS, 32);
    }
    if (s.probes && s.buckets == 32)
        return SNAP(snap_loop)(s, values, n, x, y, flagged, SNAP_BUCKETS, 32);
    if (s.count < 32 && !s.probes)
        return SNAP(snap_loop)(s, values, n, x, y, flagged, SNAP_HALVES, 32);
    /* A table of values has at most 32 entries, so that one of the loops above has run. */
    if (values)
        return 0;
    if (s.probes && s.buckets == 64 && s.count < 64)
        return SNAP(snap_loop)(s, values, n, x, y, flagged, SNAP_BUCKETS, 64);
    if (s.probes)
        return SNAP(snap_loop)(s, values, n, x, y, flagged, SNAP_BUCKETS, 0);
    return SNAP(snap_loop)(s, values, n, x, y, flagged, SNAP_HALVES, 0);
}

MAP(SNAP(snap))
{
    TYPED(SNAP(snap));
    size_t flagged = 0;
    const size_t i = SNAP(snap_by_plan)(*p, NULL, n, x, y, &flagged);
    return flagged + SCALAR_TAIL;
}

MAP(SNAP(nearest))
{
    TYPED(SNAP(nearest));
    size_t flagged = 0;
    const size_t i = SNAP(snap_by_plan)(p->snap, p->values, n, x, y, &flagged);
    return flagged + SCALAR_TAIL;
}

#undef SNAP
#undef FLOAT
#undef WORD
#undef SNAP_BITS
