/* Vector words of 256 bits: AVX2, FMA and AES-NI; with VAES the AES words are 256 bits wide too. */
#ifndef SIMD_VEC_AVX2_H
#define SIMD_VEC_AVX2_H

#if !defined(__AVX2__) || !defined(__FMA__) || !defined(__AES__)
#error "compile with the flags of the ISA path avx2"
#endif

#include <immintrin.h>
#include <sleef.h>

#include "simd/vec.h"

enum { V32 = 8, V64 = 4 };

typedef __m256i v_u32;
typedef __m256i v_u64;
typedef __m256 v_f32;
typedef __m256d v_f64;
typedef __m256i v_m32; /* all ones or none */
typedef __m256i v_m64;

#define INLINE static inline

INLINE v_u32 v_set_u32(uint32_t s) { return _mm256_set1_epi32((int)s); }
INLINE v_u64 v_set_u64(uint64_t s) { return _mm256_set1_epi64x((long long)s); }
INLINE v_f32 v_set_f32(float s) { return _mm256_set1_ps(s); }
INLINE v_f64 v_set_f64(double s) { return _mm256_set1_pd(s); }
INLINE v_u32 v_iota_u32(void) { return _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7); }

INLINE v_u32 v_load_u32(const void *p) { return _mm256_loadu_si256(p); }
INLINE v_u64 v_load_u64(const void *p) { return _mm256_loadu_si256(p); }
INLINE v_f32 v_load_f32(const float *p) { return _mm256_loadu_ps(p); }
INLINE v_f64 v_load_f64(const double *p) { return _mm256_loadu_pd(p); }
INLINE v_f64 v_load_f32_f64(const float *p) { return _mm256_cvtps_pd(_mm_loadu_ps(p)); }
INLINE v_u64 v_load_i32_i64(const int32_t *p)
{
    return _mm256_cvtepi32_epi64(_mm_loadu_si128((const void *)p));
}
INLINE v_u64 v_load_u32_u64(const uint32_t *p)
{
    return _mm256_cvtepu32_epi64(_mm_loadu_si128((const void *)p));
}
INLINE v_f64 v_load_i32_f64(const int32_t *p)
{
    return _mm256_cvtepi32_pd(_mm_loadu_si128((const void *)p));
}
INLINE __m128i v_four_bytes(const void *p)
{
    int four;
    __builtin_memcpy(&four, p, sizeof four);
    return _mm_cvtsi32_si128(four);
}
INLINE v_f64 v_load_i8_f64(const int8_t *p)
{
    return _mm256_cvtepi32_pd(_mm_cvtepi8_epi32(v_four_bytes(p)));
}
INLINE v_f64 v_load_u8_f64(const uint8_t *p)
{
    return _mm256_cvtepi32_pd(_mm_cvtepu8_epi32(v_four_bytes(p)));
}
INLINE v_f64 v_load_i16_f64(const int16_t *p)
{
    return _mm256_cvtepi32_pd(_mm_cvtepi16_epi32(_mm_loadl_epi64((const void *)p)));
}
INLINE v_f64 v_load_u16_f64(const uint16_t *p)
{
    return _mm256_cvtepi32_pd(_mm_cvtepu16_epi32(_mm_loadl_epi64((const void *)p)));
}
INLINE void v_store_u32(void *p, v_u32 x) { _mm256_storeu_si256(p, x); }
INLINE void v_store_u64(void *p, v_u64 x) { _mm256_storeu_si256(p, x); }
INLINE void v_store_f32(float *p, v_f32 x) { _mm256_storeu_ps(p, x); }
INLINE void v_store_f64(double *p, v_f64 x) { _mm256_storeu_pd(p, x); }
INLINE void v_nontemporal_u32(void *p, v_u32 x) { _mm256_stream_si256(p, x); }
INLINE void v_nontemporal_u64(void *p, v_u64 x) { _mm256_stream_si256(p, x); }
INLINE void v_nontemporal_f32(float *p, v_f32 x) { _mm256_stream_ps(p, x); }
INLINE void v_nontemporal_f64(double *p, v_f64 x) { _mm256_stream_pd(p, x); }
INLINE void v_store_f64_f32(float *p, v_f64 x) { _mm_storeu_ps(p, _mm256_cvtpd_ps(x)); }

/* The low halves of the 64-bit lanes. */
INLINE __m128i v_low_halves(v_u64 x)
{
    return _mm256_castsi256_si128(
        _mm256_permutevar8x32_epi32(x, _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6)));
}
/* The low 16 bits of the 32-bit lanes of x, then zeros. */
INLINE __m128i v_low_u16(__m128i x)
{
    return _mm_shuffle_epi8(
        x, _mm_setr_epi8(0, 1, 4, 5, 8, 9, 12, 13, -1, -1, -1, -1, -1, -1, -1, -1));
}
INLINE __m128i v_low_u8(__m128i x)
{
    return _mm_shuffle_epi8(
        x, _mm_setr_epi8(0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1));
}
INLINE void v_store_u32_u16(void *p, v_u32 x)
{
    _mm_storeu_si128(p, _mm_unpacklo_epi64(v_low_u16(_mm256_castsi256_si128(x)),
                                           v_low_u16(_mm256_extracti128_si256(x, 1))));
}
INLINE void v_store_u32_u8(void *p, v_u32 x)
{
    _mm_storel_epi64(p, _mm_unpacklo_epi32(v_low_u8(_mm256_castsi256_si128(x)),
                                           v_low_u8(_mm256_extracti128_si256(x, 1))));
}
INLINE void v_store_u64_u32(void *p, v_u64 x) { _mm_storeu_si128(p, v_low_halves(x)); }
INLINE void v_store_u64_u16(void *p, v_u64 x) { _mm_storel_epi64(p, v_low_u16(v_low_halves(x))); }
INLINE void v_store_u64_u8(void *p, v_u64 x)
{
    const int four = _mm_cvtsi128_si32(v_low_u8(v_low_halves(x)));
    __builtin_memcpy(p, &four, sizeof four);
}

/* Saturation keeps the signs; packing is within halves. */
INLINE v_u32 v_top_bits(const v_u32 x[4])
{
    const __m256i signs =
        _mm256_packs_epi16(_mm256_packs_epi32(x[0], x[1]), _mm256_packs_epi32(x[2], x[3]));
    return _mm256_and_si256(
        _mm256_srli_epi16(
            _mm256_permutevar8x32_epi32(signs, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7)), 7),
        _mm256_set1_epi8(1));
}
INLINE void v_store_u32_pair(uint64_t *p, v_u32 hi, v_u32 lo)
{
    const __m256i a = _mm256_unpacklo_epi32(lo, hi),
                  b = _mm256_unpackhi_epi32(lo, hi); /* 0 1 4 5, 2 3 6 7 */
    _mm256_storeu_si256((void *)p, _mm256_permute2x128_si256(a, b, 0x20));
    _mm256_storeu_si256((void *)(p + 4), _mm256_permute2x128_si256(a, b, 0x31));
}
INLINE void v_spread_u32(v_u32 x, v_u64 pair[2])
{
    pair[0] = _mm256_permutevar8x32_epi32(x, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
    pair[1] = _mm256_srli_epi64(pair[0], 32);
}

INLINE void v_two_rows_u64(const uint64_t *low, const uint64_t *high, size_t step, v_u64 row[2])
{
#define PAIR(p) _mm_loadu_si128((const void *)(p))
    const v_u64 even = _mm256_inserti128_si256(_mm256_castsi128_si256(PAIR(low)), PAIR(high), 1);
    const v_u64 odd =
        _mm256_inserti128_si256(_mm256_castsi128_si256(PAIR(low + step)), PAIR(high + step), 1);
#undef PAIR
    row[0] = _mm256_unpacklo_epi64(even, odd);
    row[1] = _mm256_unpackhi_epi64(even, odd);
}

INLINE void v_two_of_rows_f64(const double *const *row, size_t c, v_f64 two[2])
{
#define PAIR(i) _mm_loadu_pd(row[i] + c)
    const v_f64 even = _mm256_insertf128_pd(_mm256_castpd128_pd256(PAIR(0)), PAIR(2), 1),
                odd = _mm256_insertf128_pd(_mm256_castpd128_pd256(PAIR(1)), PAIR(3), 1);
#undef PAIR
    two[0] = _mm256_unpacklo_pd(even, odd);
    two[1] = _mm256_unpackhi_pd(even, odd);
}

INLINE v_u32 v_add_u32(v_u32 a, v_u32 b) { return _mm256_add_epi32(a, b); }
INLINE v_u32 v_sub_u32(v_u32 a, v_u32 b) { return _mm256_sub_epi32(a, b); }
INLINE v_u64 v_add_u64(v_u64 a, v_u64 b) { return _mm256_add_epi64(a, b); }
INLINE v_u64 v_sub_u64(v_u64 a, v_u64 b) { return _mm256_sub_epi64(a, b); }
INLINE v_u32 v_and_u32(v_u32 a, v_u32 b) { return _mm256_and_si256(a, b); }
INLINE v_u32 v_or_u32(v_u32 a, v_u32 b) { return _mm256_or_si256(a, b); }
INLINE v_u32 v_xor_u32(v_u32 a, v_u32 b) { return _mm256_xor_si256(a, b); }
INLINE v_u64 v_and_u64(v_u64 a, v_u64 b) { return _mm256_and_si256(a, b); }
INLINE v_u64 v_or_u64(v_u64 a, v_u64 b) { return _mm256_or_si256(a, b); }
INLINE v_u64 v_xor_u64(v_u64 a, v_u64 b) { return _mm256_xor_si256(a, b); }
#define V_SHL_u32(x, n) _mm256_slli_epi32(x, n)
#define V_SHR_u32(x, n) _mm256_srli_epi32(x, n)
#define V_SAR_u32(x, n) _mm256_srai_epi32(x, n)
#define V_SHL_u64(x, n) _mm256_slli_epi64(x, n)
#define V_SHR_u64(x, n) _mm256_srli_epi64(x, n)

/* Rotations by whole bytes are one shuffle. */
INLINE v_u32 v_rotl16(v_u32 x)
{
    return _mm256_shuffle_epi8(x, _mm256_setr_epi8(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12,
                                                   13, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15,
                                                   12, 13));
}
INLINE v_u32 v_rotl24(v_u32 x)
{
    return _mm256_shuffle_epi8(x, _mm256_setr_epi8(1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14, 15,
                                                   12, 1, 2, 3, 0, 5, 6, 7, 4, 9, 10, 11, 8, 13, 14,
                                                   15, 12));
}
INLINE v_u32 v_shift_u32(v_u32 x, uint32_t n)
{
    return _mm256_srl_epi32(x, _mm_cvtsi32_si128((int)n));
}
INLINE v_u64 v_shift_u64(v_u64 x, uint32_t n)
{
    return _mm256_srl_epi64(x, _mm_cvtsi32_si128((int)n));
}
#define V_ROTL(x, n)           \
    ((n) == 16   ? v_rotl16(x) \
     : (n) == 24 ? v_rotl24(x) \
                 : _mm256_or_si256(_mm256_slli_epi32(x, n), _mm256_srli_epi32(x, 32 - (n))))

INLINE v_u32 v_mullo_u32(v_u32 a, v_u32 b) { return _mm256_mullo_epi32(a, b); }
INLINE v_u64 v_mullo_u64(v_u64 a, v_u64 b)
{
    const __m256i mixed = _mm256_mullo_epi32(a, _mm256_shuffle_epi32(b, 0xb1));
    const __m256i upper = _mm256_add_epi32(mixed, _mm256_slli_epi64(mixed, 32));
    return _mm256_add_epi64(_mm256_mul_epu32(a, b),
                            _mm256_blend_epi32(_mm256_setzero_si256(), upper, 0xaa));
}
INLINE v_u64 v_mul32_u64(v_u64 a, v_u64 b) { return _mm256_mul_epu32(a, b); }
INLINE v_u32 v_mulhi_u32(v_u32 a, v_u32 b)
{
    const __m256i even = _mm256_mul_epu32(a, b);
    const __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(a, 32), _mm256_srli_epi64(b, 32));
    return _mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xaa);
}

/* Each half of a byte is looked up. */
INLINE __m256i v_reverse_in_bytes(__m256i x)
{
    const __m256i half = _mm256_set1_epi8(15);
    const __m256i upper = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, -128, 64, -64, 32, -96, 96, -32, 16, -112, 80, -48, 48, -80, 112, -16));
    const __m256i lower = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15));
    return _mm256_or_si256(
        _mm256_shuffle_epi8(upper, _mm256_and_si256(x, half)),
        _mm256_shuffle_epi8(lower, _mm256_and_si256(_mm256_srli_epi16(x, 4), half)));
}
INLINE v_u32 v_reverse_u32(v_u32 x)
{
    const __m128i order = _mm_setr_epi8(3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
    return _mm256_shuffle_epi8(v_reverse_in_bytes(x), _mm256_broadcastsi128_si256(order));
}
INLINE v_u64 v_reverse_u64(v_u64 x)
{
    const __m128i order = _mm_setr_epi8(7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8);
    return _mm256_shuffle_epi8(v_reverse_in_bytes(x), _mm256_broadcastsi128_si256(order));
}

INLINE v_f32 v_add_f32(v_f32 a, v_f32 b) { return _mm256_add_ps(a, b); }
INLINE v_f32 v_sub_f32(v_f32 a, v_f32 b) { return _mm256_sub_ps(a, b); }
INLINE v_f32 v_mul_f32(v_f32 a, v_f32 b) { return _mm256_mul_ps(a, b); }
INLINE v_f32 v_div_f32(v_f32 a, v_f32 b) { return _mm256_div_ps(a, b); }
INLINE v_f32 v_fma_f32(v_f32 a, v_f32 b, v_f32 c) { return _mm256_fmadd_ps(a, b, c); }
INLINE v_f32 v_rint_f32(v_f32 a)
{
    return _mm256_round_ps(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}
INLINE v_f64 v_add_f64(v_f64 a, v_f64 b) { return _mm256_add_pd(a, b); }
INLINE v_f64 v_sub_f64(v_f64 a, v_f64 b) { return _mm256_sub_pd(a, b); }
INLINE v_f64 v_mul_f64(v_f64 a, v_f64 b) { return _mm256_mul_pd(a, b); }
INLINE v_f64 v_div_f64(v_f64 a, v_f64 b) { return _mm256_div_pd(a, b); }
INLINE v_f64 v_fma_f64(v_f64 a, v_f64 b, v_f64 c) { return _mm256_fmadd_pd(a, b, c); }
INLINE v_f64 v_rint_f64(v_f64 a)
{
    return _mm256_round_pd(a, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
}

INLINE v_f32 v_sqrt_f32(v_f32 a) { return _mm256_sqrt_ps(a); }
INLINE v_f64 v_sqrt_f64(v_f64 a) { return _mm256_sqrt_pd(a); }

INLINE v_m32 v_lt_f32(v_f32 a, v_f32 b)
{
    return _mm256_castps_si256(_mm256_cmp_ps(a, b, _CMP_LT_OQ));
}
INLINE v_m32 v_le_f32(v_f32 a, v_f32 b)
{
    return _mm256_castps_si256(_mm256_cmp_ps(a, b, _CMP_LE_OQ));
}
INLINE v_m32 v_eq_f32(v_f32 a, v_f32 b)
{
    return _mm256_castps_si256(_mm256_cmp_ps(a, b, _CMP_EQ_OQ));
}
INLINE v_m64 v_lt_f64(v_f64 a, v_f64 b)
{
    return _mm256_castpd_si256(_mm256_cmp_pd(a, b, _CMP_LT_OQ));
}
INLINE v_m64 v_le_f64(v_f64 a, v_f64 b)
{
    return _mm256_castpd_si256(_mm256_cmp_pd(a, b, _CMP_LE_OQ));
}
INLINE v_m64 v_eq_f64(v_f64 a, v_f64 b)
{
    return _mm256_castpd_si256(_mm256_cmp_pd(a, b, _CMP_EQ_OQ));
}
INLINE v_u32 v_min_u32(v_u32 a, v_u32 b) { return _mm256_min_epu32(a, b); }
INLINE v_u32 v_max_u32(v_u32 a, v_u32 b) { return _mm256_max_epu32(a, b); }
INLINE v_f32 v_min_f32(v_f32 a, v_f32 b) { return _mm256_min_ps(a, b); }
INLINE v_f32 v_max_f32(v_f32 a, v_f32 b) { return _mm256_max_ps(a, b); }
INLINE v_f64 v_min_f64(v_f64 a, v_f64 b) { return _mm256_min_pd(a, b); }
INLINE v_f64 v_max_f64(v_f64 a, v_f64 b) { return _mm256_max_pd(a, b); }
INLINE v_m64 v_no_bit_u64(v_u64 x, v_u64 bits)
{
    return _mm256_cmpeq_epi64(_mm256_and_si256(x, bits), _mm256_setzero_si256());
}
INLINE v_u32 v_and_or_u32(v_u32 x, v_u32 a, v_u32 o)
{
    return _mm256_or_si256(_mm256_and_si256(x, a), o);
}
INLINE v_u32 v_xor_and_u32(v_u32 x, v_u32 a, v_u32 b) { return v_xor_u32(x, v_and_u32(a, b)); }
INLINE v_u64 v_and_or_u64(v_u64 x, v_u64 a, v_u64 o) { return v_and_or_u32(x, a, o); }
INLINE v_u64 v_xor_and_u64(v_u64 x, v_u64 a, v_u64 b) { return v_xor_u64(x, v_and_u64(a, b)); }
INLINE v_u32 v_odd_u32(v_u32 x, v_u32 top)
{
    (void)top;
    return _mm256_sub_epi32(_mm256_add_epi32(x, x), _mm256_set1_epi32(-1));
}
INLINE v_u64 v_odd_u64(v_u64 x, v_u64 top)
{
    (void)top;
    return _mm256_sub_epi64(_mm256_add_epi64(x, x), _mm256_set1_epi32(-1));
}
/* By two powers of half the exponent: their product with x is exact but for the last rounding. */
INLINE v_f64 v_scale_f64(v_f64 x, v_f64 n)
{
    const __m128i whole = _mm256_cvtpd_epi32(n), half = _mm_srai_epi32(whole, 1),
                  bias = _mm_set1_epi32(1023);
    const __m256i p = _mm256_slli_epi64(_mm256_cvtepu32_epi64(_mm_add_epi32(half, bias)), 52);
    const __m256i q = _mm256_slli_epi64(
        _mm256_cvtepu32_epi64(_mm_add_epi32(_mm_sub_epi32(whole, half), bias)), 52);
    return _mm256_mul_pd(_mm256_mul_pd(x, _mm256_castsi256_pd(p)), _mm256_castsi256_pd(q));
}
/* AVX2 compares signed integers alone. */
INLINE v_m64 v_gt_u64(v_u64 a, v_u64 b)
{
    const __m256i sign = _mm256_set1_epi64x((long long)0x8000000000000000u);
    return _mm256_cmpgt_epi64(_mm256_xor_si256(a, sign), _mm256_xor_si256(b, sign));
}
INLINE v_u64 v_min_u64(v_u64 a, v_u64 b) { return _mm256_blendv_epi8(a, b, v_gt_u64(a, b)); }
INLINE v_m32 v_and_m32(v_m32 a, v_m32 b) { return _mm256_and_si256(a, b); }
INLINE v_m64 v_and_m64(v_m64 a, v_m64 b) { return _mm256_and_si256(a, b); }
/* An exclusive or would do, but GCC 12 with AVX-512BW and VL then blends the wrong way around. */
INLINE v_m64 v_not_m64(v_m64 a) { return _mm256_cmpeq_epi64(a, _mm256_setzero_si256()); }
INLINE v_m32 v_le_u32(v_u32 a, v_u32 b) { return _mm256_cmpeq_epi32(_mm256_min_epu32(a, b), a); }
INLINE v_m64 v_le_u64(v_u64 a, v_u64 b) { return v_not_m64(v_gt_u64(a, b)); }
INLINE size_t v_count_f32(v_m32 m)
{
    return (size_t)__builtin_popcount((unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(m)));
}
INLINE size_t v_count_f64(v_m64 m)
{
    return (size_t)__builtin_popcount((unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(m)));
}
INLINE v_u32 v_select_u32(v_m32 m, v_u32 a, v_u32 b) { return _mm256_blendv_epi8(b, a, m); }
INLINE v_f32 v_select_f32(v_m32 m, v_f32 a, v_f32 b)
{
    return _mm256_blendv_ps(b, a, _mm256_castsi256_ps(m));
}
INLINE v_u64 v_select_u64(v_m64 m, v_u64 a, v_u64 b) { return _mm256_blendv_epi8(b, a, m); }
INLINE v_f64 v_select_f64(v_m64 m, v_f64 a, v_f64 b)
{
    return _mm256_blendv_pd(b, a, _mm256_castsi256_pd(m));
}
INLINE v_f32 v_if_top_f32(v_u32 s, v_f32 a, v_f32 b)
{
    return _mm256_blendv_ps(b, a, _mm256_castsi256_ps(s));
}
INLINE v_u32 v_if_top_u32(v_u32 s, v_u32 a, v_u32 b)
{
    return _mm256_castps_si256(v_if_top_f32(s, _mm256_castsi256_ps(a), _mm256_castsi256_ps(b)));
}
INLINE v_f64 v_if_top_f64(v_u64 s, v_f64 a, v_f64 b)
{
    return _mm256_blendv_pd(b, a, _mm256_castsi256_pd(s));
}
INLINE v_u64 v_if_top_u64(v_u64 s, v_u64 a, v_u64 b)
{
    return _mm256_castpd_si256(v_if_top_f64(s, _mm256_castsi256_pd(a), _mm256_castsi256_pd(b)));
}
INLINE v_u32 v_add_where_u32(v_m32 m, v_u32 a, v_u32 b)
{
    return _mm256_add_epi32(a, _mm256_and_si256(m, b));
}
INLINE v_u64 v_add_where_u64(v_m64 m, v_u64 a, v_u64 b)
{
    return _mm256_add_epi64(a, _mm256_and_si256(m, b));
}

INLINE v_f32 v_as_f32(v_u32 a) { return _mm256_castsi256_ps(a); }
INLINE v_u32 v_as_u32(v_f32 a) { return _mm256_castps_si256(a); }
INLINE v_f64 v_as_f64(v_u64 a) { return _mm256_castsi256_pd(a); }
INLINE v_u64 v_as_u64(v_f64 a) { return _mm256_castpd_si256(a); }

INLINE v_f32 v_cvt_i32_f32(v_u32 a) { return _mm256_cvtepi32_ps(a); }
INLINE v_u32 v_rint_i32(v_f32 a) { return _mm256_cvtps_epi32(a); }

/* The halves become the low bits of 2^84 and 2^52; only the last addition rounds. */
INLINE v_f64 v_cvt_u64_f64(v_u64 a)
{
    const __m256i hi =
        _mm256_or_si256(_mm256_srli_epi64(a, 32), _mm256_castpd_si256(_mm256_set1_pd(0x1p84)));
    const __m256i lo = _mm256_blend_epi32(a, _mm256_castpd_si256(_mm256_set1_pd(0x1p52)), 0xaa);
    return _mm256_add_pd(_mm256_sub_pd(_mm256_castsi256_pd(hi), _mm256_set1_pd(0x1p84 + 0x1p52)),
                         _mm256_castsi256_pd(lo));
}
/* The same with 2^63 added to make the upper half unsigned. */
INLINE v_f64 v_cvt_i64_f64(v_u64 a)
{
    const __m256i hi = _mm256_xor_si256(_mm256_srli_epi64(a, 32),
                                        _mm256_castpd_si256(_mm256_set1_pd(0x1p84 + 0x1p63)));
    const __m256i lo = _mm256_blend_epi32(a, _mm256_castpd_si256(_mm256_set1_pd(0x1p52)), 0xaa);
    return _mm256_add_pd(
        _mm256_sub_pd(_mm256_castsi256_pd(hi), _mm256_set1_pd(0x1p84 + 0x1p63 + 0x1p52)),
        _mm256_castsi256_pd(lo));
}
/* AVX2 converts no 64-bit integers from floats. The halves become the low bits of 3 2^51, to which
 * a negative upper half may be added. */
INLINE v_u64 v_cvt_f64_i64(v_f64 a)
{
    const __m256d place = _mm256_set1_pd(0x1.8p52);
    const __m256d hi = _mm256_floor_pd(_mm256_mul_pd(a, _mm256_set1_pd(0x1p-32)));
    const __m256d lo = _mm256_fnmadd_pd(hi, _mm256_set1_pd(0x1p32), a);
    const __m256i upper = _mm256_slli_epi64(_mm256_castpd_si256(_mm256_add_pd(hi, place)), 32);
    return _mm256_blend_epi32(_mm256_castpd_si256(_mm256_add_pd(lo, place)), upper, 0xaa);
}
INLINE v_u64 v_cvt_f64_u64(v_f64 a) { return v_cvt_f64_i64(a); }

INLINE v_u32 v_gather_u32(const void *table, v_u32 i)
{
    return _mm256_i32gather_epi32(table, i, 4);
}
INLINE v_u64 v_gather_u64(const void *table, v_u64 i)
{
    return _mm256_i64gather_epi64(table, i, 8);
}

typedef struct {
    __m256i w[4];
} v_table_u32;
INLINE v_table_u32 v_load_table_u32(const void *p)
{
    const uint32_t *t = p;
    return p ? (v_table_u32){{v_load_u32(t), v_load_u32(t + 8), v_load_u32(t + 16),
                              v_load_u32(t + 24)}}
             : (v_table_u32){{_mm256_setzero_si256()}};
}
/* Bits 3 and 4 of the index, as signs, choose among four permutes by the lower three. */
INLINE v_u32 v_lookup_u32(v_table_u32 t, v_u32 i)
{
    const __m256 odd = _mm256_castsi256_ps(_mm256_slli_epi32(i, 28)),
                 upper = _mm256_castsi256_ps(_mm256_slli_epi32(i, 27));
    const __m256 a = _mm256_castsi256_ps(_mm256_permutevar8x32_epi32(t.w[0], i)),
                 b = _mm256_castsi256_ps(_mm256_permutevar8x32_epi32(t.w[1], i));
    const __m256 c = _mm256_castsi256_ps(_mm256_permutevar8x32_epi32(t.w[2], i)),
                 d = _mm256_castsi256_ps(_mm256_permutevar8x32_epi32(t.w[3], i));
    return _mm256_castps_si256(
        _mm256_blendv_ps(_mm256_blendv_ps(a, b, odd), _mm256_blendv_ps(c, d, odd), upper));
}

/* 32 words of 64 bits would be eight registers of four: memory is faster. */
typedef struct {
    const void *p;
} v_table_u64;
INLINE v_table_u64 v_load_table_u64(const void *p) { return (v_table_u64){p}; }
INLINE v_u64 v_lookup_u64(v_table_u64 t, v_u64 i) { return v_gather_u64(t.p, i); }

typedef const uint64_t *v_entries;
INLINE v_entries v_load_entries(const uint64_t *p) { return p; }
INLINE void v_find_entries(const v_entries *t, const v_u64 i[2], v_u64 e[2])
{
    UNROLL
    for (int j = 0; j < 2; j++)
        e[j] = v_gather_u64(*t, v_and_u64(i[j], v_set_u64(31)));
}
INLINE void v_find_values(const v_entries *t, v_u32 i, v_u64 e[2])
{
    e[0] = _mm256_i32gather_epi64((const void *)*t, _mm256_castsi256_si128(i), 8);
    e[1] = _mm256_i32gather_epi64((const void *)*t, _mm256_extracti128_si256(i, 1), 8);
}

#define V_PERMUTES 0
/* Halves of eight rows as 4 x 4 blocks, put together by loads and transposed. */
INLINE void v_rows_f32(const float row[][8], v_u32 i, v_f32 c[8])
{
    uint32_t at[8];
    _mm256_storeu_si256((void *)at, i);
    UNROLL
    for (int h = 0; h < 8; h += 4) {
#define PAIR(a)                                                               \
    _mm256_insertf128_ps(_mm256_castps128_ps256(_mm_load_ps(&row[at[a]][h])), \
                         _mm_load_ps(&row[at[(a) + 4]][h]), 1)
        const __m256 r0 = PAIR(0), r1 = PAIR(1), r2 = PAIR(2), r3 = PAIR(3);
#undef PAIR
        const __m256d a = _mm256_castps_pd(_mm256_unpacklo_ps(r0, r1)), /* 00 10 01 11 */
            b = _mm256_castps_pd(_mm256_unpackhi_ps(r0, r1)),
                      d = _mm256_castps_pd(_mm256_unpacklo_ps(r2, r3)),
                      e = _mm256_castps_pd(_mm256_unpackhi_ps(r2, r3));
        c[h] = _mm256_castpd_ps(_mm256_unpacklo_pd(a, d));
        c[h + 1] = _mm256_castpd_ps(_mm256_unpackhi_pd(a, d));
        c[h + 2] = _mm256_castpd_ps(_mm256_unpacklo_pd(b, e));
        c[h + 3] = _mm256_castpd_ps(_mm256_unpackhi_pd(b, e));
    }
}
INLINE void v_rows_f64(const double row[][16], v_u64 i, v_f64 c[14])
{
    uint64_t at[4];
    _mm256_storeu_si256((void *)at, i);
    UNROLL
    for (int k = 0; k < 14; k += 2) {
#define PAIR(a)                                                               \
    _mm256_insertf128_pd(_mm256_castpd128_pd256(_mm_load_pd(&row[at[a]][k])), \
                         _mm_load_pd(&row[at[(a) + 2]][k]), 1)
        const __m256d even = PAIR(0), odd = PAIR(1);
#undef PAIR
        c[k] = _mm256_unpacklo_pd(even, odd);
        c[k + 1] = _mm256_unpackhi_pd(even, odd);
    }
}
INLINE v_f64 v_of_8_f64(const double *column, v_u64 i)
{
    return _mm256_castsi256_pd(v_gather_u64(column, v_and_u64(i, v_set_u64(7))));
}
#define V_HOLD(x) __asm__("" : "+v"(x))

INLINE v_f32 v_log_f32(v_f32 a) { return HYSI_SLEEF(logf8_u10, avx2)(a); }
INLINE v_f64 v_log_f64(v_f64 a) { return HYSI_SLEEF(logd4_u10, avx2)(a); }
INLINE v_f64 v_log2_f64(v_f64 a) { return HYSI_SLEEF(log2d4_u10, avx2)(a); }
INLINE v_f64 v_log1p_f64(v_f64 a) { return HYSI_SLEEF(log1pd4_u10, avx2)(a); }
INLINE v_f64 v_exp_f64(v_f64 a) { return HYSI_SLEEF(expd4_u10, avx2)(a); }
INLINE v_f64 v_erf_f64(v_f64 a) { return HYSI_SLEEF(erfd4_u10, avx2)(a); }
INLINE v_f64 v_erfc_f64(v_f64 a) { return HYSI_SLEEF(erfcd4_u15, avx2)(a); }

#ifdef __VAES__

typedef __m256i v_aes;
enum { V_BLOCKS = 2 };
INLINE v_aes v_aes_set(uint64_t lo, uint64_t hi)
{
    return _mm256_broadcastsi128_si256(_mm_set_epi64x((long long)hi, (long long)lo));
}
INLINE v_aes v_aes_counter(uint64_t b, uint64_t dim)
{
    return _mm256_setr_epi64x((long long)b, (long long)dim, (long long)(b + 1), (long long)dim);
}
INLINE v_aes v_aes_next(v_aes x, uint64_t n)
{
    return _mm256_add_epi64(x, _mm256_setr_epi64x((long long)n, 0, (long long)n, 0));
}
INLINE v_aes v_aes_xor(v_aes x, v_aes y) { return _mm256_xor_si256(x, y); }
INLINE v_aes v_aes_round(v_aes x, v_aes key) { return _mm256_aesenc_epi128(x, key); }
INLINE v_aes v_aes_last(v_aes x, v_aes key) { return _mm256_aesenclast_epi128(x, key); }
INLINE v_aes v_aes_load(const void *p) { return _mm256_loadu_si256(p); }
INLINE void v_aes_store(void *p, v_aes x) { _mm256_storeu_si256(p, x); }
INLINE v_u32 v_aes_u32(const v_aes *x, int j) { return x[j]; }

#else

typedef __m128i v_aes;
enum { V_BLOCKS = 1 };
INLINE v_aes v_aes_set(uint64_t lo, uint64_t hi)
{
    return _mm_set_epi64x((long long)hi, (long long)lo);
}
INLINE v_aes v_aes_counter(uint64_t b, uint64_t dim)
{
    return _mm_set_epi64x((long long)dim, (long long)b);
}
INLINE v_aes v_aes_next(v_aes x, uint64_t n)
{
    return _mm_add_epi64(x, _mm_set_epi64x(0, (long long)n));
}
INLINE v_aes v_aes_xor(v_aes x, v_aes y) { return _mm_xor_si128(x, y); }
INLINE v_aes v_aes_round(v_aes x, v_aes key) { return _mm_aesenc_si128(x, key); }
INLINE v_aes v_aes_last(v_aes x, v_aes key) { return _mm_aesenclast_si128(x, key); }
INLINE v_aes v_aes_load(const void *p) { return _mm_loadu_si128(p); }
INLINE void v_aes_store(void *p, v_aes x) { _mm_storeu_si128(p, x); }
INLINE v_u32 v_aes_u32(const v_aes *x, int j) { return _mm256_set_m128i(x[2 * j + 1], x[2 * j]); }

#endif

INLINE v_u64 v_aes_u64(const v_aes *x, int j) { return v_aes_u32(x, j); }

#undef INLINE

#endif
