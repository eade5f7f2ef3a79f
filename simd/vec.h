/* The contract of the vector words: what a vec_<isa>.h must define, and what is made of it for all.
 *
 * V32 lanes of 32 bits or V64 = V32 / 2 lanes of 64 bits fill a word. Loads and stores are
 * unaligned. Names end in the type T of the lanes, so that a template over two widths makes them
 * by one macro for floats and one for integers. */

/* clang-format off */
/*   v_u32 v_f32 v_u64 v_f64          words; signed integers live in the unsigned ones
 *   v_m32 v_m64                      masks, one truth a lane
 *   v_aes, V_BLOCKS                  that many 16-byte AES blocks
 *
 *   v_set_T(s)                       every lane s; v_iota_u32(): 0, 1, 2, ...
 *   v_load_T(p)  v_store_T(p, x)     V32 or V64 elements
 *   v_load_A_B(p)                    V64 elements of type A, widened to B: f32_f64, i32_i64,
 *                                    u32_u64, i8_f64, u8_f64, i16_f64, u16_f64, i32_f64
 *   v_store_f64_f32                  rounded to nearest
 *   v_store_A_B(p, x)                the low bits of each lane: u32_u8, u32_u16, u64_u8, u64_u16,
 *                                    u64_u32
 *   v_two_rows_u64(p, q, step, row)  elements 0 and 1 of V64 columns as two words; half of the
 *                                    columns begin at p, the others at q, step elements apart
 *   v_two_of_rows_f64(row, c, two)   row[i][c] and row[i][c + 1] of the lanes i as two words
 *   v_nontemporal_T(p, x)            past the caches, p aligned to a word; the caller fences:
 *                                    u32 u64 f32 f64
 *   v_top_bits(x)                    the top bits of x[0] to x[3], u32, as 4 V32 bytes in order
 *   v_store_u32_pair(p, hi, lo)      V32 64-bit words hi << 32 | lo
 *   v_spread_u32(x, pair)            the lanes of x in order as lower halves of two u64 words,
 *                                    whose upper halves are any number
 *   v_add_T v_sub_T                  floats and integers
 *   v_mul_T v_div_T v_rint_T         floats;  v_sqrt_f32 v_sqrt_f64
 *   v_fma_T(a, b, c)                 a * b + c, rounded once: floats
 *   v_and_T v_or_T v_xor_T           integers
 *   V_SHL_T(x, n) V_SHR_T(x, n)      integers, n a constant; V_SAR_u32(x, n)
 *   V_ROTL(x, n)                     u32, n a constant
 *   v_shift_T(x, n)                  x >> n: integers, n any number below their width
 *   v_mullo_u32, v_mulhi_u32         halves of the 32 x 32 bit product
 *   v_mullo_u64                      low half of the 64 x 64 bit product
 *   v_mul32_u64(a, b)                product of the lanes' low halves
 *   v_reverse_T(x)                   the bits of each lane in the opposite order: u32 u64
 *   v_lt_T v_le_T v_eq_T             masks of comparisons: f32 f64, and le of u32 u64, unsigned
 *   v_min_u32, v_max_u32, v_min_u64  unsigned
 *   v_min_T(a, b), v_max_T(a, b)     a < b ? a : b and a > b ? a : b, of floats: b where one is NaN
 *                                    or both are zero
 *   v_no_bit_T(x, bits)              masks of the words that have none of the bits: u64
 *   v_and_or_T(x, and, or)           (x & and) | or;  v_xor_and_T(x, a, b): x ^ (a & b)
 *   v_odd_T(x, top)                  2 x + 1, where top has the top bit alone: u32 u64
 *   v_scale_f64(x, n)                x * 2^n, n an integer in f64 with |n| < 2048, rounded once
 *   v_select_T(m, a, b)              a where m, else b
 *   v_if_top_T(s, a, b)              a where the top bit of the integer word s is set, else b
 *   v_count_T(m)                     lanes set of a v_m32 (T is f32) or v_m64 (f64)
 *   v_and_m32, v_and_m64 v_not_m64   and of masks
 *   v_add_where_T(m, a, b)           a + b where m, else a: u32 u64
 *   v_as_T_U(x)                      reinterpretation
 *   v_cvt_i32_f32, v_rint_i32        f32 to nearest i32
 *   v_cvt_u64_f64, v_cvt_i64_f64     rounded once
 *   v_cvt_f64_i64, v_cvt_f64_u64     integers that are in range
 *   v_gather_u32(table, i32), v_gather_u64(table, i64)
 *   v_table_T v_load_table_T(p)      32 elements, u32 or u64, in registers where that is faster; p
 *                                    may be NULL, and then they are unspecified
 *   v_lookup_T(t, i)                 the elements of the table that the lanes number
 *   v_entries v_load_entries(p)      a table of 32 elements of 64 bits
 *   v_find_entries(&t, i, e)         e[0], e[1]: those that the low 5 bits of i[0], i[1] number
 *   v_find_values(&t, i, e)          e[0], e[1]: those that the lanes of the u32 word i number
 *   V_PERMUTES                       1: short columns are looked up in registers, with
 *   v_near_T(column, i)                column[i % 32] of f32, aligned, column[i % 16] of f64
 *                                    0: rows are loaded lane by lane, with
 *   v_rows_f32(row, i, c)              c[k] = row[i][k], k < 8
 *   v_rows_f64(row, i, c)              c[k] = row[i][k], k < 14, of rows of 16
 *   v_of_8_f64(column, i)            column[i % 8], which is aligned
 *   V_HOLD(x)                        keeps gcc from making an integer constant anew for each word
 *   v_log_f32 v_log_f64 v_log2_f64   SLEEF's deterministic functions, and v_log1p_f64 v_exp_f64
 *                                    v_erf_f64 v_erfc_f64
 *   v_aes_set(lo, hi)                V_BLOCKS equal blocks; v_aes_load, v_aes_store, v_aes_xor
 *   v_aes_counter(b, dim)            blocks (b, dim), (b + 1, dim), ...; v_aes_next(x, n): n later
 *   v_aes_round(x, key)              one round of AES; v_aes_last(x, key): the last one
 *   v_aes_u32(x, j) v_aes_u64(x, j)  word j of the blocks x[0], x[1], ... as draws
 */
/* clang-format on */

#ifndef SIMD_VEC_H
#define SIMD_VEC_H

#include <stdbool.h>

#include "src/kernels.h"
#include "src/sleef_name.h"
#include "src/unroll.h"

#define HYSI_PASTE_(a, b, c) hysi_##a##_##b
#define HYSI_PASTE(name, isa) HYSI_PASTE_(name, isa, )

/* The name of a kernel of this ISA path. */
#define KERNEL(name) HYSI_PASTE(name, ISA)

/* MAP(name) { TYPED(name); ... } defines the map of this ISA path. TYPED gives p, the map's
 * parameters, x, its n elements in, and y, its elements out, the types of the map's row in
 * HYSI_MAPS. SCALAR(m) applies the scalar definition to m elements from element i on, SCALAR_TAIL
 * to all that are left; both give the number of flagged elements. */
#define MAP(name) MAP_(name)
#define MAP_(name) \
    size_t KERNEL(name)(const union hysi_params *name##_union, size_t n, const void *in, void *out)
#define TYPED(name) TYPED_(name)
#define TYPED_(name)                                           \
    hysi_map *const scalar = hysi_##name##_scalar;             \
    const void *const scalar_params = name##_union;            \
    const hysi_##name##_params *const p = &name##_union->name; \
    const hysi_##name##_in *const x = in;                      \
    hysi_##name##_out *const y = out;                          \
    (void)p, (void)scalar, (void)scalar_params
#define SCALAR(m) scalar(scalar_params, m, x + i, y + i)
#define SCALAR_TAIL SCALAR(n - i)

/* Lanes, loads and stores by the type that a pointer points to. */
#define LANES(pointer) ((int)(sizeof(v_u32) / sizeof *(pointer)))
#define LOAD(pointer) \
    _Generic((pointer), const float *: v_load_f32, const double *: v_load_f64, \
             const int32_t *: v_load_u32, const uint32_t *: v_load_u32, \
             const int64_t *: v_load_u64, const uint64_t *: v_load_u64)(pointer)
#define STORE(pointer, word) BY_TARGET(v_store, pointer)(pointer, word)
#define NONTEMPORAL(pointer, word) BY_TARGET(v_nontemporal, pointer)(pointer, word)
#define BY_TARGET(op, pointer) \
    _Generic((pointer), float *: op##_f32, double *: op##_f64, int32_t *: op##_u32, \
             uint32_t *: op##_u32, int64_t *: op##_u64, uint64_t *: op##_u64)

/* Loops over the words in flight stay unrolled whatever the optimisation level. */
#define UNROLL HYSI_UNROLL(16)

/* For functions of several words, which arrays pass. */
#define ALWAYS_INLINE static inline __attribute__((always_inline))

#endif
