/* Vector words of 512 bits: AVX-512 F, DQ, VL, BW, VBMI2 and VAES (Ice Lake, Zen 4 and later). */
#ifndef SIMD_VEC_AVX512_H
#define SIMD_VEC_AVX512_H

#if !defined(__AVX512F__) || !defined(__AVX512DQ__) || !defined(__AVX512VL__) || \
    !defined(__AVX512BW__) || !defined(__VAES__)
#error "compile with the flags of the ISA path avx512"
#endif

#include <immintrin.h>
#include <sleef.h>

#include "simd/vec.h"

#ifndef __OPTIMIZE__ /* without optimisation gcc has macros for these, which convert signs */
#pragma GCC diagnostic ignored "-Wsign-conversion"
#endif

enum { V32 = 16, V64 = 8, V_BLOCKS = 4 };

typedef __m512i v_u32;
typedef __m512i v_u64;
typedef __m512 v_f32;
typedef __m512d v_f64;
typedef __mmask16 v_m32;
typedef __mmask8 v_m64;
typedef __m512i v_aes;

#define INLINE static inline

INLINE v_u32 v_set_u32(uint32_t s) { return _mm512_set1_epi32((int)s); }
INLINE v_u64 v_set_u64(uint64_t s) { return _mm512_set1_epi64((long long)s); }
INLINE v_f32 v_set_f32(float s) { return _mm512_set1_ps(s); }
INLINE v_f64 v_set_f64(double s) { return _mm512_set1_pd(s); }
INLINE v_u32 v_iota_u32(void)
{
    return _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}

INLINE v_u32 v_load_u32(const void *p) { return _mm512_loadu_si512(p); }
INLINE v_u64 v_load_u64(const void *p) { return _mm512_loadu_si512(p); }
INLINE v_f32 v_load_f32(const float *p) { return _mm512_loadu_ps(p); }
INLINE v_f64 v_load_f64(const double *p) { return _mm512_loadu_pd(p); }
INLINE v_f64 v_load_f32_f64(const float *p) { return _mm512_cvtps_pd(_mm256_loadu_ps(p)); }
INLINE v_u64 v_load_i32_i64(const int32_t *p)
{
    return _mm512_cvtepi32_epi64(_mm256_loadu_si256((const void *)p));
}
INLINE v_u64 v_load_u32_u64(const uint32_t *p)
{
    return _mm512_cvtepu32_epi64(_mm256_loadu_si256((const void *)p));
}
INLINE v_f64 v_load_i32_f64(const int32_t *p)
{
    return _mm512_cvtepi32_pd(_mm256_loadu_si256((const void *)p));
}
INLINE v_f64 v_load_i8_f64(const int8_t *p)
{
    return _mm512_cvtepi32_pd(_mm256_cvtepi8_epi32(_mm_loadl_epi64((const void *)p)));
}
INLINE v_f64 v_load_u8_f64(const uint8_t *p)
{
    return _mm512_cvtepi32_pd(_mm256_cvtepu8_epi32(_mm_loadl_epi64((const void *)p)));
}
INLINE v_f64 v_load_i16_f64(const int16_t *p)
{
    return _mm512_cvtepi32_pd(_mm256_cvtepi16_epi32(_mm_loadu_si128((const void *)p)));
}
INLINE v_f64 v_load_u16_f64(const uint16_t *p)
{
    return _mm512_cvtepi32_pd(_mm256_cvtepu16_epi32(_mm_loadu_si128((const void *)p)));
}
INLINE void v_store_u32(void *p, v_u32 x) { _mm512_storeu_si512(p, x); }
INLINE void v_store_u64(void *p, v_u64 x) { _mm512_storeu_si512(p, x); }
INLINE void v_store_f32(float *p, v_f32 x) { _mm512_storeu_ps(p, x); }
INLINE void v_store_f64(double *p, v_f64 x) { _mm512_storeu_pd(p, x); }
INLINE void v_nontemporal_u32(void *p, v_u32 x) { _mm512_stream_si512(p, x); }
INLINE void v_nontemporal_u64(void *p, v_u64 x) { _mm512_stream_si512(p, x); }
INLINE void v_nontemporal_f32(float *p, v_f32 x) { _mm512_stream_ps(p, x); }
INLINE void v_nontemporal_f64(double *p, v_f64 x) { _mm512_stream_pd(p, x); }
INLINE void v_store_f64_f32(float *p, v_f64 x) { _mm256_storeu_ps(p, _mm512_cvtpd_ps(x)); }
INLINE void v_store_u32_u8(void *p, v_u32 x) { _mm_storeu_si128(p, _mm512_cvtepi32_epi8(x)); }
INLINE void v_store_u32_u16(void *p, v_u32 x) { _mm256_storeu_si256(p, _mm512_cvtepi32_epi16(x)); }
INLINE void v_store_u64_u8(void *p, v_u64 x) { _mm_storel_epi64(p, _mm512_cvtepi64_epi8(x)); }
INLINE void v_store_u64_u16(void *p, v_u64 x) { _mm_storeu_si128(p, _mm512_cvtepi64_epi16(x)); }
INLINE void v_store_u64_u32(void *p, v_u64 x) { _mm256_storeu_si256(p, _mm512_cvtepi64_epi32(x)); }

/* Saturation keeps the signs; packing is within quarters. */
INLINE v_u32 v_top_bits(const v_u32 x[4])
{
    const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    const __m512i signs =
        _mm512_packs_epi16(_mm512_packs_epi32(x[0], x[1]), _mm512_packs_epi32(x[2], x[3]));
    return _mm512_and_si512(_mm512_srli_epi16(_mm512_permutexvar_epi32(order, signs), 7),
                            _mm512_set1_epi8(1));
}
INLINE void v_store_u32_pair(uint64_t *p, v_u32 hi, v_u32 lo)
{
    const __m512i first = _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const __m512i second = _mm512_add_epi32(first, _mm512_set1_epi32(8));
    _mm512_storeu_si512(p, _mm512_permutex2var_epi32(lo, first, hi));
    _mm512_storeu_si512(p + 8, _mm512_permutex2var_epi32(lo, second, hi));
}
INLINE void v_spread_u32(v_u32 x, v_u64 pair[2])
{
    const __m512i order = _mm512_setr_epi32(0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15);
    pair[0] = _mm512_permutexvar_epi32(order, x);
    pair[1] = _mm512_srli_epi64(pair[0], 32);
}

/* Loads into quarters of a word put pairs of rows together, which costs less than shuffles. */
INLINE void v_two_rows_u64(const uint64_t *low, const uint64_t *high, size_t step, v_u64 row[2])
{
#define PAIR(c) _mm_loadu_si128((const void *)(((c) < 4 ? low : high) + step * (size_t)((c) % 4)))
#define PAIRS(c)                                                                                  \
    _mm512_inserti64x2(                                                                           \
        _mm512_inserti64x2(_mm512_inserti64x2(_mm512_castsi128_si512(PAIR(c)), PAIR((c) + 2), 1), \
                           PAIR((c) + 4), 2),                                                     \
        PAIR((c) + 6), 3)
    const v_u64 even = PAIRS(0), odd = PAIRS(1);
#undef PAIR
#undef PAIRS
    row[0] = _mm512_unpacklo_epi64(even, odd);
    row[1] = _mm512_unpackhi_epi64(even, odd);
}

INLINE void v_two_of_rows_f64(const double *const *row, size_t c, v_f64 two[2])
{
#define PAIR(i) _mm_loadu_pd(row[i] + c)
#define PAIRS(i)                                                                                  \
    _mm512_insertf64x2(                                                                           \
        _mm512_insertf64x2(_mm512_insertf64x2(_mm512_castpd128_pd512(PAIR(i)), PAIR((i) + 2), 1), \
                           PAIR((i) + 4), 2),                                                     \
        PAIR((i) + 6), 3)
    const v_f64 even = PAIRS(0), odd = PAIRS(1);
#undef PAIR
#undef PAIRS
    two[0] = _mm512_unpacklo_pd(even, odd);
    two[1] = _mm512_unpackhi_pd(even, odd);
}

INLINE v_u32 v_add_u32(v_u32 a, v_u32 b) { return _mm512_add_epi32(a, b); }
INLINE v_u32 v_sub_u32(v_u32 a, v_u32 b) { return _mm512_sub_epi32(a, b); }
INLINE v_u64 v_add_u64(v_u64 a, v_u64 b) { return _mm512_add_epi64(a, b); }
INLINE v_u64 v_sub_u64(v_u64 a, v_u64 b) { return _mm512_sub_epi64(a, b); }
INLINE v_u32 v_and_u32(v_u32 a, v_u32 b) { return _mm512_and_si512(a, b); }
INLINE v_u32 v_or_u32(v_u32 a, v_u32 b) { return _mm512_or_si512(a, b); }
INLINE v_u32 v_xor_u32(v_u32 a, v_u32 b) { return _mm512_xor_si512(a, b); }
INLINE v_u64 v_and_u64(v_u64 a, v_u64 b) { return _mm512_and_si512(a, b); }
INLINE v_u64 v_or_u64(v_u64 a, v_u64 b) { return _mm512_or_si512(a, b); }
INLINE v_u64 v_xor_u64(v_u64 a, v_u64 b) { return _mm512_xor_si512(a, b); }
#define V_SHL_u32(x, n) _mm512_slli_epi32(x, n)
#define V_SHR_u32(x, n) _mm512_srli_epi32(x, n)
#define V_SAR_u32(x, n) _mm512_srai_epi32(x, n)
#define V_SHL_u64(x, n) _mm512_slli_epi64(x, n)
#define V_SHR_u64(x, n) _mm512_srli_epi64(x, n)
INLINE v_u32 v_shift_u32(v_u32 x, uint32_t n)
{
    return _mm512_srl_epi32(x, _mm_cvtsi32_si128((int)n));
}
INLINE v_u64 v_shift_u64(v_u64 x, uint32_t n)
{
    return _mm512_srl_epi64(x, _mm_cvtsi32_si128((int)n));
}
#define V_ROTL(x, n) _mm512_rol_epi32(x, n)

INLINE v_u32 v_mullo_u32(v_u32 a, v_u32 b) { return _mm512_mullo_epi32(a, b); }
INLINE v_u64 v_mullo_u64(v_u64 a, v_u64 b) { return _mm512_mullo_epi64(a, b); }
INLINE v_u64 v_mul32_u64(v_u64 a, v_u64 b) { return _mm512_mul_epu32(a, b); }
INLINE v_u32 v_mulhi_u32(v_u32 a, v_u32 b)
{
    const __m512i even = _mm512_mul_epu32(a, b);
    const __m512i odd = _mm512_mul_epu32(_mm512_srli_epi64(a, 32), _mm512_srli_epi64(b, 32));
    return _mm512_mask_shuffle_epi32(odd, 0x5555, even, _MM_PERM_DDBB);
}

/* Each half of a byte is looked up. */
INLINE __m512i v_reverse_in_bytes(__m512i x)
{
    const __m512i half = _mm512_set1_epi8(15);
    const __m512i upper = _mm512_broadcast_i32x4(
        _mm_setr_epi8(0, -128, 64, -64, 32, -96, 96, -32, 16, -112, 80, -48, 48, -80, 112, -16));
    const __m512i lower =
        _mm512_broadcast_i32x4(_mm_setr_epi8(0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15));
    return _mm512_or_si512(
        _mm512_shuffle_epi8(upper, _mm512_and_si512(x, half)),
        _mm512_shuffle_epi8(lower, _mm512_and_si512(_mm512_srli_epi16(x, 4), half)));
}
INLINE v_u32 v_reverse_u32(v_u32 x)
{
    const __m128i order = _mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
    return _mm512_shuffle_epi8(v_reverse_in_bytes(x), _mm512_broadcast_i32x4(order));
}
INLINE v_u64 v_reverse_u64(v_u64 x)
{
    const __m128i order = _mm_setr_epi8(7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8);
    return _mm512_shuffle_epi8(v_reverse_in_bytes(x), _mm512_broadcast_i32x4(order));
}

INLINE v_f32 v_add_f32(v_f32 a, v_f32 b) { return _mm512_add_ps(a, b); }
INLINE v_f32 v_sub_f32(v_f32 a, v_f32 b) { return _mm512_sub_ps(a, b); }
INLINE v_f32 v_mul_f32(v_f32 a, v_f32 b) { return _mm512_mul_ps(a, b); }
INLINE v_f32 v_div_f32(v_f32 a, v_f32 b) { return _mm512_div_ps(a, b); }
INLINE v_f32 v_fma_f32(v_f32 a, v_f32 b, v_f32 c) { return _mm512_fmadd_ps(a, b, c); }
INLINE v_f32 v_rint_f32(v_f32 a)
{
    return _mm512_roundscale_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}
INLINE v_f64 v_add_f64(v_f64 a, v_f64 b) { return _mm512_add_pd(a, b); }
INLINE v_f64 v_sub_f64(v_f64 a, v_f64 b) { return _mm512_sub_pd(a, b); }
INLINE v_f64 v_mul_f64(v_f64 a, v_f64 b) { return _mm512_mul_pd(a, b); }
INLINE v_f64 v_div_f64(v_f64 a, v_f64 b) { return _mm512_div_pd(a, b); }
INLINE v_f64 v_fma_f64(v_f64 a, v_f64 b, v_f64 c) { return _mm512_fmadd_pd(a, b, c); }
INLINE v_f64 v_rint_f64(v_f64 a)
{
    return _mm512_roundscale_pd(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}

INLINE v_f32 v_sqrt_f32(v_f32 a) { return _mm512_sqrt_ps(a); }
INLINE v_f64 v_sqrt_f64(v_f64 a) { return _mm512_sqrt_pd(a); }

INLINE v_m32 v_lt_f32(v_f32 a, v_f32 b) { return _mm512_cmp_ps_mask(a, b, _CMP_LT_OQ); }
INLINE v_m32 v_le_f32(v_f32 a, v_f32 b) { return _mm512_cmp_ps_mask(a, b, _CMP_LE_OQ); }
INLINE v_m32 v_eq_f32(v_f32 a, v_f32 b) { return _mm512_cmp_ps_mask(a, b, _CMP_EQ_OQ); }
INLINE v_m64 v_lt_f64(v_f64 a, v_f64 b) { return _mm512_cmp_pd_mask(a, b, _CMP_LT_OQ); }
INLINE v_m64 v_le_f64(v_f64 a, v_f64 b) { return _mm512_cmp_pd_mask(a, b, _CMP_LE_OQ); }
INLINE v_m64 v_eq_f64(v_f64 a, v_f64 b) { return _mm512_cmp_pd_mask(a, b, _CMP_EQ_OQ); }
INLINE v_m32 v_le_u32(v_u32 a, v_u32 b) { return _mm512_cmple_epu32_mask(a, b); }
INLINE v_m64 v_le_u64(v_u64 a, v_u64 b) { return _mm512_cmple_epu64_mask(a, b); }
INLINE v_u32 v_min_u32(v_u32 a, v_u32 b) { return _mm512_min_epu32(a, b); }
INLINE v_u32 v_max_u32(v_u32 a, v_u32 b) { return _mm512_max_epu32(a, b); }
INLINE v_u64 v_min_u64(v_u64 a, v_u64 b) { return _mm512_min_epu64(a, b); }
INLINE v_f32 v_min_f32(v_f32 a, v_f32 b) { return _mm512_min_ps(a, b); }
INLINE v_f32 v_max_f32(v_f32 a, v_f32 b) { return _mm512_max_ps(a, b); }
INLINE v_f64 v_min_f64(v_f64 a, v_f64 b) { return _mm512_min_pd(a, b); }
INLINE v_f64 v_max_f64(v_f64 a, v_f64 b) { return _mm512_max_pd(a, b); }
INLINE v_m64 v_no_bit_u64(v_u64 x, v_u64 bits) { return _mm512_testn_epi64_mask(x, bits); }
INLINE v_u32 v_and_or_u32(v_u32 x, v_u32 a, v_u32 o)
{
    return _mm512_ternarylogic_epi32(x, a, o, 0xea);
}
INLINE v_u32 v_xor_and_u32(v_u32 x, v_u32 a, v_u32 b)
{
    return _mm512_ternarylogic_epi32(x, a, b, 0x78);
}
INLINE v_u64 v_and_or_u64(v_u64 x, v_u64 a, v_u64 o)
{
    return _mm512_ternarylogic_epi64(x, a, o, 0xea);
}
INLINE v_u64 v_xor_and_u64(v_u64 x, v_u64 a, v_u64 b)
{
    return _mm512_ternarylogic_epi64(x, a, b, 0x78);
}
/* A funnel shift brings the top bit in from below. */
INLINE v_u32 v_odd_u32(v_u32 x, v_u32 top) { return _mm512_shldi_epi32(x, top, 1); }
INLINE v_u64 v_odd_u64(v_u64 x, v_u64 top) { return _mm512_shldi_epi64(x, top, 1); }
INLINE v_f64 v_scale_f64(v_f64 x, v_f64 n) { return _mm512_scalef_pd(x, n); }
INLINE v_m32 v_and_m32(v_m32 a, v_m32 b) { return a & b; }
INLINE v_m64 v_and_m64(v_m64 a, v_m64 b) { return a & b; }
INLINE v_m64 v_not_m64(v_m64 a) { return (v_m64)~a; }
INLINE size_t v_count_f32(v_m32 m) { return (size_t)__builtin_popcount(m); }
INLINE size_t v_count_f64(v_m64 m) { return (size_t)__builtin_popcount(m); }
INLINE v_u32 v_select_u32(v_m32 m, v_u32 a, v_u32 b) { return _mm512_mask_blend_epi32(m, b, a); }
INLINE v_f32 v_select_f32(v_m32 m, v_f32 a, v_f32 b) { return _mm512_mask_blend_ps(m, b, a); }
INLINE v_u64 v_select_u64(v_m64 m, v_u64 a, v_u64 b) { return _mm512_mask_blend_epi64(m, b, a); }
INLINE v_f64 v_select_f64(v_m64 m, v_f64 a, v_f64 b) { return _mm512_mask_blend_pd(m, b, a); }
INLINE v_u32 v_if_top_u32(v_u32 s, v_u32 a, v_u32 b)
{
    return _mm512_mask_blend_epi32(_mm512_movepi32_mask(s), b, a);
}
INLINE v_f32 v_if_top_f32(v_u32 s, v_f32 a, v_f32 b)
{
    return _mm512_mask_blend_ps(_mm512_movepi32_mask(s), b, a);
}
INLINE v_u64 v_if_top_u64(v_u64 s, v_u64 a, v_u64 b)
{
    return _mm512_mask_blend_epi64(_mm512_movepi64_mask(s), b, a);
}
INLINE v_f64 v_if_top_f64(v_u64 s, v_f64 a, v_f64 b)
{
    return _mm512_mask_blend_pd(_mm512_movepi64_mask(s), b, a);
}
INLINE v_u32 v_add_where_u32(v_m32 m, v_u32 a, v_u32 b)
{
    return _mm512_mask_add_epi32(a, m, a, b);
}
INLINE v_u64 v_add_where_u64(v_m64 m, v_u64 a, v_u64 b)
{
    return _mm512_mask_add_epi64(a, m, a, b);
}

INLINE v_f32 v_as_f32(v_u32 a) { return _mm512_castsi512_ps(a); }
INLINE v_u32 v_as_u32(v_f32 a) { return _mm512_castps_si512(a); }
INLINE v_f64 v_as_f64(v_u64 a) { return _mm512_castsi512_pd(a); }
INLINE v_u64 v_as_u64(v_f64 a) { return _mm512_castpd_si512(a); }

INLINE v_f32 v_cvt_i32_f32(v_u32 a) { return _mm512_cvtepi32_ps(a); }
INLINE v_u32 v_rint_i32(v_f32 a) { return _mm512_cvtps_epi32(a); }
INLINE v_f64 v_cvt_u64_f64(v_u64 a) { return _mm512_cvtepu64_pd(a); }
INLINE v_f64 v_cvt_i64_f64(v_u64 a) { return _mm512_cvtepi64_pd(a); }
INLINE v_u64 v_cvt_f64_i64(v_f64 a) { return _mm512_cvtpd_epi64(a); }
INLINE v_u64 v_cvt_f64_u64(v_f64 a) { return _mm512_cvtpd_epu64(a); }

INLINE v_u32 v_gather_u32(const void *table, v_u32 i)
{
    return _mm512_i32gather_epi32(i, table, 4);
}
INLINE v_u64 v_gather_u64(const void *table, v_u64 i)
{
    return _mm512_i64gather_epi64(i, table, 8);
}

typedef struct {
    __m512i w[2];
} v_table_u32;
typedef struct {
    __m512i w[4];
} v_table_u64;
INLINE v_table_u32 v_load_table_u32(const void *p)
{
    const uint32_t *t = p;
    return p ? (v_table_u32){{_mm512_loadu_si512(t), _mm512_loadu_si512(t + 16)}}
             : (v_table_u32){{_mm512_setzero_si512()}};
}
INLINE v_table_u64 v_load_table_u64(const void *p)
{
    const uint64_t *t = p;
    return p ? (v_table_u64){{_mm512_loadu_si512(t), _mm512_loadu_si512(t + 8),
                              _mm512_loadu_si512(t + 16), _mm512_loadu_si512(t + 24)}}
             : (v_table_u64){{_mm512_setzero_si512()}};
}
INLINE v_u32 v_lookup_u32(v_table_u32 t, v_u32 i)
{
    return _mm512_permutex2var_epi32(t.w[0], i, t.w[1]);
}
INLINE v_u64 v_lookup_u64(v_table_u64 t, v_u64 i)
{
    const __mmask8 upper = _mm512_test_epi64_mask(i, _mm512_set1_epi64(16));
    return _mm512_mask_blend_epi64(upper, _mm512_permutex2var_epi64(t.w[0], i, t.w[1]),
                                   _mm512_permutex2var_epi64(t.w[2], i, t.w[3]));
}

/* Lower and upper halves of the words apart: a permute looks sixteen up among thirty-two. */
typedef struct {
    __m512i lower[2], upper[2];
} v_entries;
INLINE v_entries v_load_entries(const uint64_t *p)
{
    v_entries t;
    const __m512i even =
                      _mm512_setr_epi32(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30),
                  odd = _mm512_add_epi32(even, _mm512_set1_epi32(1));
    UNROLL
    for (int k = 0; k < 2; k++) {
        const __m512i a = _mm512_loadu_si512(p + 16 * k), b = _mm512_loadu_si512(p + 16 * k + 8);
        t.lower[k] = _mm512_permutex2var_epi32(a, even, b);
        t.upper[k] = _mm512_permutex2var_epi32(a, odd, b);
    }
    return t;
}
INLINE void v_find_entries(const v_entries *t, const v_u64 i[2], v_u64 e[2])
{
    /* Quarters of two numbers from i[0] and two from i[1], as the unpacking leaves them. */
    const __m512i order =
        _mm512_setr_epi32(0, 2, 16, 18, 4, 6, 20, 22, 8, 10, 24, 26, 12, 14, 28, 30);
    const __m512i both = _mm512_permutex2var_epi32(i[0], order, i[1]);
    const __m512i lower = _mm512_permutex2var_epi32(t->lower[0], both, t->lower[1]);
    const __m512i upper = _mm512_permutex2var_epi32(t->upper[0], both, t->upper[1]);
    e[0] = _mm512_unpacklo_epi32(lower, upper);
    e[1] = _mm512_unpackhi_epi32(lower, upper);
}
INLINE void v_find_values(const v_entries *t, v_u32 i, v_u64 e[2])
{
    /* Quarters of two numbers from each half, as the unpacking leaves them. */
    const __m512i order = _mm512_setr_epi32(0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15);
    const __m512i both = _mm512_permutexvar_epi32(order, i);
    const __m512i lower = _mm512_permutex2var_epi32(t->lower[0], both, t->lower[1]);
    const __m512i upper = _mm512_permutex2var_epi32(t->upper[0], both, t->upper[1]);
    e[0] = _mm512_unpacklo_epi32(lower, upper);
    e[1] = _mm512_unpackhi_epi32(lower, upper);
}

#define V_PERMUTES 1
INLINE v_f32 v_near_f32(const float *column, v_u32 i)
{
    return _mm512_permutex2var_ps(_mm512_load_ps(column), i, _mm512_load_ps(column + 16));
}
INLINE v_f64 v_near_f64(const double *column, v_u64 i)
{
    return _mm512_permutex2var_pd(_mm512_loadu_pd(column), i, _mm512_loadu_pd(column + 8));
}
INLINE v_f64 v_of_8_f64(const double *column, v_u64 i)
{
    return _mm512_permutexvar_pd(i, _mm512_load_pd(column));
}
#define V_HOLD(x) __asm__("" : "+v"(x))

INLINE v_f32 v_log_f32(v_f32 a) { return HYSI_SLEEF(logf16_u10, avx512f)(a); }
INLINE v_f64 v_log_f64(v_f64 a) { return HYSI_SLEEF(logd8_u10, avx512f)(a); }
INLINE v_f64 v_log2_f64(v_f64 a) { return HYSI_SLEEF(log2d8_u10, avx512f)(a); }
INLINE v_f64 v_log1p_f64(v_f64 a) { return HYSI_SLEEF(log1pd8_u10, avx512f)(a); }
INLINE v_f64 v_exp_f64(v_f64 a) { return HYSI_SLEEF(expd8_u10, avx512f)(a); }
INLINE v_f64 v_erf_f64(v_f64 a) { return HYSI_SLEEF(erfd8_u10, avx512f)(a); }
INLINE v_f64 v_erfc_f64(v_f64 a) { return HYSI_SLEEF(erfcd8_u15, avx512f)(a); }

INLINE v_aes v_aes_set(uint64_t lo, uint64_t hi)
{
    return _mm512_broadcast_i32x4(_mm_set_epi64x((long long)hi, (long long)lo));
}
INLINE v_aes v_aes_counter(uint64_t b, uint64_t dim)
{
    const long long d = (long long)dim;
    return _mm512_setr_epi64((long long)b, d, (long long)(b + 1), d, (long long)(b + 2), d,
                             (long long)(b + 3), d);
}
INLINE v_aes v_aes_next(v_aes x, uint64_t n)
{
    return _mm512_add_epi64(x, _mm512_maskz_set1_epi64(0x55, (long long)n));
}
INLINE v_aes v_aes_xor(v_aes x, v_aes y) { return _mm512_xor_si512(x, y); }
INLINE v_aes v_aes_round(v_aes x, v_aes key) { return _mm512_aesenc_epi128(x, key); }
INLINE v_aes v_aes_last(v_aes x, v_aes key) { return _mm512_aesenclast_epi128(x, key); }
INLINE v_aes v_aes_load(const void *p) { return _mm512_loadu_si512(p); }
INLINE void v_aes_store(void *p, v_aes x) { _mm512_storeu_si512(p, x); }
INLINE v_u32 v_aes_u32(const v_aes *x, int j) { return x[j]; }
INLINE v_u64 v_aes_u64(const v_aes *x, int j) { return x[j]; }

#undef INLINE

#endif
