/* Vector words of 128 bits: AArch64 AdvSIMD with the AES instructions. */
#ifndef SIMD_VEC_NEON_H
#define SIMD_VEC_NEON_H

#if !defined(__aarch64__) || !defined(__ARM_FEATURE_AES)
#error "compile with the flags of the ISA path neon"
#endif

#include <arm_neon.h>
#include <sleef.h>
#include <string.h>

#include "simd/vec.h"

enum { V32 = 4, V64 = 2, V_BLOCKS = 1 };

typedef uint32x4_t v_u32;
typedef uint64x2_t v_u64;
typedef float32x4_t v_f32;
typedef float64x2_t v_f64;
typedef uint32x4_t v_m32; /* all ones or none */
typedef uint64x2_t v_m64;
typedef uint8x16_t v_aes;

#define INLINE static inline

INLINE v_u32 v_set_u32(uint32_t s) { return vdupq_n_u32(s); }
INLINE v_u64 v_set_u64(uint64_t s) { return vdupq_n_u64(s); }
INLINE v_f32 v_set_f32(float s) { return vdupq_n_f32(s); }
INLINE v_f64 v_set_f64(double s) { return vdupq_n_f64(s); }
INLINE v_u32 v_iota_u32(void) { return (v_u32){0, 1, 2, 3}; }

INLINE v_u32 v_load_u32(const void *p) { return vreinterpretq_u32_u8(vld1q_u8(p)); }
INLINE v_u64 v_load_u64(const void *p) { return vreinterpretq_u64_u8(vld1q_u8(p)); }
INLINE v_f32 v_load_f32(const float *p) { return vld1q_f32(p); }
INLINE v_f64 v_load_f64(const double *p) { return vld1q_f64(p); }
INLINE v_f64 v_load_f32_f64(const float *p) { return vcvt_f64_f32(vld1_f32(p)); }
INLINE v_u64 v_load_i32_i64(const int32_t *p)
{
    return vreinterpretq_u64_s64(vmovl_s32(vld1_s32(p)));
}
INLINE v_u64 v_load_u32_u64(const uint32_t *p) { return vmovl_u32(vld1_u32(p)); }
INLINE v_f64 v_load_i32_f64(const int32_t *p) { return vcvtq_f64_s64(vmovl_s32(vld1_s32(p))); }
INLINE v_f64 v_load_i8_f64(const int8_t *p) { return (v_f64){(double)p[0], (double)p[1]}; }
INLINE v_f64 v_load_u8_f64(const uint8_t *p) { return (v_f64){(double)p[0], (double)p[1]}; }
INLINE v_f64 v_load_i16_f64(const int16_t *p) { return (v_f64){(double)p[0], (double)p[1]}; }
INLINE v_f64 v_load_u16_f64(const uint16_t *p) { return (v_f64){(double)p[0], (double)p[1]}; }
INLINE void v_store_u32(void *p, v_u32 x) { vst1q_u8(p, vreinterpretq_u8_u32(x)); }
INLINE void v_store_u64(void *p, v_u64 x) { vst1q_u8(p, vreinterpretq_u8_u64(x)); }
INLINE void v_store_f32(float *p, v_f32 x) { vst1q_f32(p, x); }
INLINE void v_store_f64(double *p, v_f64 x) { vst1q_f64(p, x); }
/* A core that writes whole lines in order needs no hint. */
INLINE void v_nontemporal_u32(void *p, v_u32 x) { v_store_u32(p, x); }
INLINE void v_nontemporal_u64(void *p, v_u64 x) { v_store_u64(p, x); }
INLINE void v_nontemporal_f32(float *p, v_f32 x) { v_store_f32(p, x); }
INLINE void v_nontemporal_f64(double *p, v_f64 x) { v_store_f64(p, x); }
INLINE void v_store_f64_f32(float *p, v_f64 x) { vst1_f32(p, vcvt_f32_f64(x)); }
INLINE void v_store_u64_u32(void *p, v_u64 x) { vst1_u8(p, vreinterpret_u8_u32(vmovn_u64(x))); }
INLINE void v_store_u32_u16(void *p, v_u32 x) { vst1_u8(p, vreinterpret_u8_u16(vmovn_u32(x))); }
INLINE void v_store_u32_u8(void *p, v_u32 x)
{
    const uint16x4_t h = vmovn_u32(x);
    const uint32_t four = vget_lane_u32(vreinterpret_u32_u8(vmovn_u16(vcombine_u16(h, h))), 0);
    memcpy(p, &four, sizeof four);
}
INLINE void v_store_u64_u16(void *p, v_u64 x)
{
    const uint16_t two[2] = {(uint16_t)vgetq_lane_u64(x, 0), (uint16_t)vgetq_lane_u64(x, 1)};
    memcpy(p, two, sizeof two);
}
INLINE void v_store_u64_u8(void *p, v_u64 x)
{
    const uint8_t two[2] = {(uint8_t)vgetq_lane_u64(x, 0), (uint8_t)vgetq_lane_u64(x, 1)};
    memcpy(p, two, sizeof two);
}
INLINE v_u32 v_top_bits(const v_u32 x[4])
{
    const uint16x8_t a = vuzp2q_u16(vreinterpretq_u16_u32(x[0]), vreinterpretq_u16_u32(x[1])),
                     b = vuzp2q_u16(vreinterpretq_u16_u32(x[2]), vreinterpretq_u16_u32(x[3]));
    return vreinterpretq_u32_u8(
        vshrq_n_u8(vuzp2q_u8(vreinterpretq_u8_u16(a), vreinterpretq_u8_u16(b)), 7));
}
INLINE void v_store_u32_pair(uint64_t *p, v_u32 hi, v_u32 lo)
{
    v_store_u32(p, vzip1q_u32(lo, hi));
    v_store_u32(p + 2, vzip2q_u32(lo, hi));
}
INLINE void v_spread_u32(v_u32 x, v_u64 pair[2])
{
    pair[0] = vmovl_u32(vget_low_u32(x));
    pair[1] = vmovl_high_u32(x);
}

INLINE void v_two_rows_u64(const uint64_t *low, const uint64_t *high, size_t step, v_u64 row[2])
{
    const v_u64 a = vld1q_u64(low), b = vld1q_u64(high);
    (void)step;
    row[0] = vtrn1q_u64(a, b);
    row[1] = vtrn2q_u64(a, b);
}

INLINE void v_two_of_rows_f64(const double *const *row, size_t c, v_f64 two[2])
{
    const v_f64 a = vld1q_f64(row[0] + c), b = vld1q_f64(row[1] + c);
    two[0] = vtrn1q_f64(a, b);
    two[1] = vtrn2q_f64(a, b);
}

INLINE v_u32 v_add_u32(v_u32 a, v_u32 b) { return vaddq_u32(a, b); }
INLINE v_u32 v_sub_u32(v_u32 a, v_u32 b) { return vsubq_u32(a, b); }
INLINE v_u64 v_add_u64(v_u64 a, v_u64 b) { return vaddq_u64(a, b); }
INLINE v_u64 v_sub_u64(v_u64 a, v_u64 b) { return vsubq_u64(a, b); }
INLINE v_u32 v_and_u32(v_u32 a, v_u32 b) { return vandq_u32(a, b); }
INLINE v_u32 v_or_u32(v_u32 a, v_u32 b) { return vorrq_u32(a, b); }
INLINE v_u32 v_xor_u32(v_u32 a, v_u32 b) { return veorq_u32(a, b); }
INLINE v_u64 v_and_u64(v_u64 a, v_u64 b) { return vandq_u64(a, b); }
INLINE v_u64 v_or_u64(v_u64 a, v_u64 b) { return vorrq_u64(a, b); }
INLINE v_u64 v_xor_u64(v_u64 a, v_u64 b) { return veorq_u64(a, b); }
#define V_SHL_u32(x, n) vshlq_n_u32(x, n)
#define V_SHR_u32(x, n) vshrq_n_u32(x, n)
#define V_SAR_u32(x, n) vreinterpretq_u32_s32(vshrq_n_s32(vreinterpretq_s32_u32(x), n))
#define V_SHL_u64(x, n) vshlq_n_u64(x, n)
#define V_SHR_u64(x, n) vshrq_n_u64(x, n)
INLINE v_u32 v_shift_u32(v_u32 x, uint32_t n) { return vshlq_u32(x, vdupq_n_s32(-(int32_t)n)); }
INLINE v_u64 v_shift_u64(v_u64 x, uint32_t n) { return vshlq_u64(x, vdupq_n_s64(-(int64_t)n)); }
#define V_ROTL(x, n) vsriq_n_u32(vshlq_n_u32(x, n), x, 32 - (n))

INLINE v_u32 v_mullo_u32(v_u32 a, v_u32 b) { return vmulq_u32(a, b); }
INLINE v_u64 v_mullo_u64(v_u64 a, v_u64 b)
{
    const uint32x4_t mixed =
        vmulq_u32(vreinterpretq_u32_u64(a), vrev64q_u32(vreinterpretq_u32_u64(b)));
    return vmlal_u32(vshlq_n_u64(vpaddlq_u32(mixed), 32), vmovn_u64(a), vmovn_u64(b));
}
INLINE v_u64 v_mul32_u64(v_u64 a, v_u64 b) { return vmull_u32(vmovn_u64(a), vmovn_u64(b)); }
INLINE v_u32 v_mulhi_u32(v_u32 a, v_u32 b)
{
    const uint64x2_t low = vmull_u32(vget_low_u32(a), vget_low_u32(b)), high = vmull_high_u32(a, b);
    return vuzp2q_u32(vreinterpretq_u32_u64(low), vreinterpretq_u32_u64(high));
}

INLINE v_u32 v_reverse_u32(v_u32 x)
{
    return vreinterpretq_u32_u8(vrev32q_u8(vrbitq_u8(vreinterpretq_u8_u32(x))));
}
INLINE v_u64 v_reverse_u64(v_u64 x)
{
    return vreinterpretq_u64_u8(vrev64q_u8(vrbitq_u8(vreinterpretq_u8_u64(x))));
}

INLINE v_f32 v_add_f32(v_f32 a, v_f32 b) { return vaddq_f32(a, b); }
INLINE v_f32 v_sub_f32(v_f32 a, v_f32 b) { return vsubq_f32(a, b); }
INLINE v_f32 v_mul_f32(v_f32 a, v_f32 b) { return vmulq_f32(a, b); }
INLINE v_f32 v_div_f32(v_f32 a, v_f32 b) { return vdivq_f32(a, b); }
INLINE v_f32 v_fma_f32(v_f32 a, v_f32 b, v_f32 c) { return vfmaq_f32(c, a, b); }
INLINE v_f32 v_rint_f32(v_f32 a) { return vrndnq_f32(a); }
INLINE v_f64 v_add_f64(v_f64 a, v_f64 b) { return vaddq_f64(a, b); }
INLINE v_f64 v_sub_f64(v_f64 a, v_f64 b) { return vsubq_f64(a, b); }
INLINE v_f64 v_mul_f64(v_f64 a, v_f64 b) { return vmulq_f64(a, b); }
INLINE v_f64 v_div_f64(v_f64 a, v_f64 b) { return vdivq_f64(a, b); }
INLINE v_f64 v_fma_f64(v_f64 a, v_f64 b, v_f64 c) { return vfmaq_f64(c, a, b); }
INLINE v_f64 v_rint_f64(v_f64 a) { return vrndnq_f64(a); }

INLINE v_f32 v_sqrt_f32(v_f32 a) { return vsqrtq_f32(a); }
INLINE v_f64 v_sqrt_f64(v_f64 a) { return vsqrtq_f64(a); }

INLINE v_m32 v_lt_f32(v_f32 a, v_f32 b) { return vcltq_f32(a, b); }
INLINE v_m32 v_le_f32(v_f32 a, v_f32 b) { return vcleq_f32(a, b); }
INLINE v_m32 v_eq_f32(v_f32 a, v_f32 b) { return vceqq_f32(a, b); }
INLINE v_m32 v_le_u32(v_u32 a, v_u32 b) { return vcleq_u32(a, b); }
INLINE v_m64 v_le_u64(v_u64 a, v_u64 b) { return vcleq_u64(a, b); }
INLINE v_m64 v_lt_f64(v_f64 a, v_f64 b) { return vcltq_f64(a, b); }
INLINE v_m64 v_le_f64(v_f64 a, v_f64 b) { return vcleq_f64(a, b); }
INLINE v_m64 v_eq_f64(v_f64 a, v_f64 b) { return vceqq_f64(a, b); }
INLINE v_u32 v_min_u32(v_u32 a, v_u32 b) { return vminq_u32(a, b); }
INLINE v_u32 v_max_u32(v_u32 a, v_u32 b) { return vmaxq_u32(a, b); }
INLINE v_f32 v_min_f32(v_f32 a, v_f32 b) { return vbslq_f32(vcltq_f32(a, b), a, b); }
INLINE v_f32 v_max_f32(v_f32 a, v_f32 b) { return vbslq_f32(vcltq_f32(b, a), a, b); }
INLINE v_f64 v_min_f64(v_f64 a, v_f64 b) { return vbslq_f64(vcltq_f64(a, b), a, b); }
INLINE v_f64 v_max_f64(v_f64 a, v_f64 b) { return vbslq_f64(vcltq_f64(b, a), a, b); }
INLINE v_m64 v_no_bit_u64(v_u64 x, v_u64 bits)
{
    return vreinterpretq_u64_u32(vmvnq_u32(vreinterpretq_u32_u64(vtstq_u64(x, bits))));
}
INLINE v_u32 v_and_or_u32(v_u32 x, v_u32 a, v_u32 o) { return vorrq_u32(vandq_u32(x, a), o); }
INLINE v_u32 v_xor_and_u32(v_u32 x, v_u32 a, v_u32 b) { return v_xor_u32(x, v_and_u32(a, b)); }
INLINE v_u64 v_and_or_u64(v_u64 x, v_u64 a, v_u64 o) { return vorrq_u64(vandq_u64(x, a), o); }
INLINE v_u64 v_xor_and_u64(v_u64 x, v_u64 a, v_u64 b) { return v_xor_u64(x, v_and_u64(a, b)); }
INLINE v_u32 v_odd_u32(v_u32 x, v_u32 top)
{
    (void)top;
    return vsubq_u32(vaddq_u32(x, x), vdupq_n_u32(~0u));
}
INLINE v_u64 v_odd_u64(v_u64 x, v_u64 top)
{
    (void)top;
    return vsubq_u64(vaddq_u64(x, x), vdupq_n_u64(~(uint64_t)0));
}
/* By two powers of half the exponent: their product with x is exact but for the last rounding. */
INLINE v_f64 v_scale_f64(v_f64 x, v_f64 n)
{
    const int64x2_t whole = vcvtq_s64_f64(n), half = vshrq_n_s64(whole, 1),
                    bias = vdupq_n_s64(1023);
    const int64x2_t p = vshlq_n_s64(vaddq_s64(half, bias), 52),
                    q = vshlq_n_s64(vaddq_s64(vsubq_s64(whole, half), bias), 52);
    return vmulq_f64(vmulq_f64(x, vreinterpretq_f64_s64(p)), vreinterpretq_f64_s64(q));
}
INLINE v_u64 v_min_u64(v_u64 a, v_u64 b) { return vbslq_u64(vcltq_u64(a, b), a, b); }
INLINE v_m32 v_and_m32(v_m32 a, v_m32 b) { return vandq_u32(a, b); }
INLINE v_m64 v_and_m64(v_m64 a, v_m64 b) { return vandq_u64(a, b); }
INLINE v_m64 v_not_m64(v_m64 a)
{
    return vreinterpretq_u64_u32(vmvnq_u32(vreinterpretq_u32_u64(a)));
}
INLINE size_t v_count_f32(v_m32 m) { return vaddvq_u32(vshrq_n_u32(m, 31)); }
INLINE size_t v_count_f64(v_m64 m) { return vaddvq_u64(vshrq_n_u64(m, 63)); }
INLINE v_u32 v_select_u32(v_m32 m, v_u32 a, v_u32 b) { return vbslq_u32(m, a, b); }
INLINE v_f32 v_select_f32(v_m32 m, v_f32 a, v_f32 b) { return vbslq_f32(m, a, b); }
INLINE v_u64 v_select_u64(v_m64 m, v_u64 a, v_u64 b) { return vbslq_u64(m, a, b); }
INLINE v_f64 v_select_f64(v_m64 m, v_f64 a, v_f64 b) { return vbslq_f64(m, a, b); }
INLINE v_u32 v_if_top_u32(v_u32 s, v_u32 a, v_u32 b) { return vbslq_u32(V_SAR_u32(s, 31), a, b); }
INLINE v_f32 v_if_top_f32(v_u32 s, v_f32 a, v_f32 b) { return vbslq_f32(V_SAR_u32(s, 31), a, b); }
INLINE v_u64 v_top_u64(v_u64 s)
{
    return vreinterpretq_u64_s64(vshrq_n_s64(vreinterpretq_s64_u64(s), 63));
}
INLINE v_u64 v_if_top_u64(v_u64 s, v_u64 a, v_u64 b) { return vbslq_u64(v_top_u64(s), a, b); }
INLINE v_f64 v_if_top_f64(v_u64 s, v_f64 a, v_f64 b) { return vbslq_f64(v_top_u64(s), a, b); }
INLINE v_u32 v_add_where_u32(v_m32 m, v_u32 a, v_u32 b) { return vaddq_u32(a, vandq_u32(m, b)); }
INLINE v_u64 v_add_where_u64(v_m64 m, v_u64 a, v_u64 b) { return vaddq_u64(a, vandq_u64(m, b)); }

INLINE v_f32 v_as_f32(v_u32 a) { return vreinterpretq_f32_u32(a); }
INLINE v_u32 v_as_u32(v_f32 a) { return vreinterpretq_u32_f32(a); }
INLINE v_f64 v_as_f64(v_u64 a) { return vreinterpretq_f64_u64(a); }
INLINE v_u64 v_as_u64(v_f64 a) { return vreinterpretq_u64_f64(a); }

INLINE v_f32 v_cvt_i32_f32(v_u32 a) { return vcvtq_f32_s32(vreinterpretq_s32_u32(a)); }
INLINE v_u32 v_rint_i32(v_f32 a) { return vreinterpretq_u32_s32(vcvtnq_s32_f32(a)); }
INLINE v_f64 v_cvt_u64_f64(v_u64 a) { return vcvtq_f64_u64(a); }
INLINE v_f64 v_cvt_i64_f64(v_u64 a) { return vcvtq_f64_s64(vreinterpretq_s64_u64(a)); }
INLINE v_u64 v_cvt_f64_i64(v_f64 a) { return vreinterpretq_u64_s64(vcvtq_s64_f64(a)); }
INLINE v_u64 v_cvt_f64_u64(v_f64 a) { return vcvtq_u64_f64(a); }

/* No gather instruction: one load a lane. */
INLINE v_u32 v_gather_u32(const void *table, v_u32 i)
{
    const uint32_t *t = table;
    return (v_u32){t[vgetq_lane_u32(i, 0)], t[vgetq_lane_u32(i, 1)], t[vgetq_lane_u32(i, 2)],
                   t[vgetq_lane_u32(i, 3)]};
}
INLINE v_u64 v_gather_u64(const void *table, v_u64 i)
{
    const uint64_t *t = table;
    return (v_u64){t[vgetq_lane_u64(i, 0)], t[vgetq_lane_u64(i, 1)]};
}

typedef struct {
    uint8x16x4_t w[2];
} v_table_u32;
INLINE v_table_u32 v_load_table_u32(const void *p)
{
    const uint8_t *t = p;
    return p ? (v_table_u32){{vld1q_u8_x4(t), vld1q_u8_x4(t + 64)}}
             : (v_table_u32){{{{vdupq_n_u8(0)}}}};
}
/* Bytes 4 i to 4 i + 3; an index beyond the 64 of the first half is looked up in the second. */
INLINE v_u32 v_lookup_u32(v_table_u32 t, v_u32 i)
{
    const uint8x16_t at = vreinterpretq_u8_u32(vmlaq_n_u32(vdupq_n_u32(0x03020100), i, 0x04040404));
    return vreinterpretq_u32_u8(
        vqtbx4q_u8(vqtbl4q_u8(t.w[0], at), t.w[1], vsubq_u8(at, vdupq_n_u8(64))));
}

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
    const uint64_t *p = *t;
    e[0] = (v_u64){p[vgetq_lane_u32(i, 0)], p[vgetq_lane_u32(i, 1)]};
    e[1] = (v_u64){p[vgetq_lane_u32(i, 2)], p[vgetq_lane_u32(i, 3)]};
}

#define V_PERMUTES 0
INLINE void v_rows_f32(const float row[][8], v_u32 i, v_f32 c[8])
{
    const float *r[4] = {row[vgetq_lane_u32(i, 0)], row[vgetq_lane_u32(i, 1)],
                         row[vgetq_lane_u32(i, 2)], row[vgetq_lane_u32(i, 3)]};
    UNROLL
    for (int h = 0; h < 8; h += 4) {
        const v_f32 a = vld1q_f32(r[0] + h), b = vld1q_f32(r[1] + h), d = vld1q_f32(r[2] + h),
                    e = vld1q_f32(r[3] + h);
#define WIDE vreinterpretq_f64_f32
        const v_f64 ab = WIDE(vtrn1q_f32(a, b)), ab2 = WIDE(vtrn2q_f32(a, b)),
                    de = WIDE(vtrn1q_f32(d, e)), de2 = WIDE(vtrn2q_f32(d, e));
#undef WIDE
        c[h] = vreinterpretq_f32_f64(vzip1q_f64(ab, de));
        c[h + 1] = vreinterpretq_f32_f64(vzip1q_f64(ab2, de2));
        c[h + 2] = vreinterpretq_f32_f64(vzip2q_f64(ab, de));
        c[h + 3] = vreinterpretq_f32_f64(vzip2q_f64(ab2, de2));
    }
}
INLINE void v_rows_f64(const double row[][16], v_u64 i, v_f64 c[14])
{
    const double *r[2] = {row[vgetq_lane_u64(i, 0)], row[vgetq_lane_u64(i, 1)]};
    UNROLL
    for (int k = 0; k < 14; k += 2) {
        const v_f64 a = vld1q_f64(r[0] + k), b = vld1q_f64(r[1] + k);
        c[k] = vzip1q_f64(a, b);
        c[k + 1] = vzip2q_f64(a, b);
    }
}
INLINE v_f64 v_of_8_f64(const double *column, v_u64 i)
{
    return (v_f64){column[vgetq_lane_u64(i, 0) & 7], column[vgetq_lane_u64(i, 1) & 7]};
}
#define V_HOLD(x) __asm__("" : "+w"(x))

INLINE v_f32 v_log_f32(v_f32 a) { return HYSI_SLEEF(logf4_u10, advsimd)(a); }
INLINE v_f64 v_log_f64(v_f64 a) { return HYSI_SLEEF(logd2_u10, advsimd)(a); }
INLINE v_f64 v_log2_f64(v_f64 a) { return HYSI_SLEEF(log2d2_u10, advsimd)(a); }
INLINE v_f64 v_log1p_f64(v_f64 a) { return HYSI_SLEEF(log1pd2_u10, advsimd)(a); }
INLINE v_f64 v_exp_f64(v_f64 a) { return HYSI_SLEEF(expd2_u10, advsimd)(a); }
INLINE v_f64 v_erf_f64(v_f64 a) { return HYSI_SLEEF(erfd2_u10, advsimd)(a); }
INLINE v_f64 v_erfc_f64(v_f64 a) { return HYSI_SLEEF(erfcd2_u15, advsimd)(a); }

INLINE v_aes v_aes_set(uint64_t lo, uint64_t hi)
{
    return vreinterpretq_u8_u64((uint64x2_t){lo, hi});
}
INLINE v_aes v_aes_counter(uint64_t b, uint64_t dim)
{
    return vreinterpretq_u8_u64((uint64x2_t){b, dim});
}
INLINE v_aes v_aes_next(v_aes x, uint64_t n)
{
    return vreinterpretq_u8_u64(vaddq_u64(vreinterpretq_u64_u8(x), (uint64x2_t){n, 0}));
}
INLINE v_aes v_aes_xor(v_aes x, v_aes y) { return veorq_u8(x, y); }
/* AESE adds its key before SubBytes: given zero there, the round's key comes after, as in x86's
 * AESENC. */
INLINE v_aes v_aes_round(v_aes x, v_aes key)
{
    return veorq_u8(vaesmcq_u8(vaeseq_u8(x, vdupq_n_u8(0))), key);
}
INLINE v_aes v_aes_last(v_aes x, v_aes key) { return veorq_u8(vaeseq_u8(x, vdupq_n_u8(0)), key); }
INLINE v_aes v_aes_load(const void *p) { return vld1q_u8(p); }
INLINE void v_aes_store(void *p, v_aes x) { vst1q_u8(p, x); }
INLINE v_u32 v_aes_u32(const v_aes *x, int j) { return vreinterpretq_u32_u8(x[j]); }
INLINE v_u64 v_aes_u64(const v_aes *x, int j) { return vreinterpretq_u64_u8(x[j]); }

#undef INLINE

#endif
