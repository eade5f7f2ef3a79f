/* jax.random.normal, as XLA computes it on a CPU: docs/spec.md, sections 3.2 and 5. */
#include <config.h>

#include <math.h>

#include "src/reference/jax_math.h"
#include "src/reference/jax_normal_tables.h"
#include "src/reference/map.h"

/* log1p(s) of -1 < s < 0: near 0 a rational function, else log(s + 1). */
#define LOG1P(name, type, fma, abs, log, num, den, seam)  \
    static type name(type s)                              \
    {                                                     \
        if (!(abs(s) < seam))                             \
            return log(s + 1);                            \
        type p = num[0], q = s + den[0];                  \
        for (int k = 1; k < 7; k++)                       \
            p = fma(p, s, num[k]);                        \
        for (int k = 1; k < 6; k++)                       \
            q = fma(q, s, den[k]);                        \
        const type s2 = s * s;                            \
        return s + fma((type)-0.5, s2, s * s2 * (p / q)); \
    }
LOG1P(log1p_f32, float, fmaf, fabsf, hysi_jax_log_f32, hysi_log1p_num_f32, hysi_log1p_den_f32,
      HYSI_LOG1P_SEAM_F32)
LOG1P(log1p_f64, double, fma, fabs, hysi_jax_log_f64, hysi_log1p_num_f64, hysi_log1p_den_f64,
      HYSI_LOG1P_SEAM_F64)

/* The polynomial of erf_inv at w. */
#define POLYNOMIAL(name, type, fma)                    \
    static type name(const type *c, int count, type w) \
    {                                                  \
        type p = c[0];                                 \
        for (int k = 1; k < count; k++)                \
            p = fma(p, w, c[k]);                       \
        return p;                                      \
    }
POLYNOMIAL(polynomial_f32, float, fmaf)
POLYNOMIAL(polynomial_f64, double, fma)

float hysi_jax_erf_inv_f32(float u)
{
    const float w = -log1p_f32(-(u * u));
    return u * (w < 5.0f ? polynomial_f32(hysi_erf_inv_near_f32, 9, w - 2.5f)
                         : polynomial_f32(hysi_erf_inv_far_f32, 9, sqrtf(w) - 3.0f));
}

double hysi_jax_erf_inv_f64(double u)
{
    const double w = -log1p_f64(-(u * u));
    return u * (w < 6.25   ? polynomial_f64(hysi_erf_inv_near_f64, 23, w - 3.125)
                : w < 16.0 ? polynomial_f64(hysi_erf_inv_mid_f64, 19, sqrt(w) - 3.25)
                           : polynomial_f64(hysi_erf_inv_far_f64, 17, sqrt(w) - 5.0));
}

/* z = sqrt(2) erf_inv(u), u uniform on (-1, 1), which is never 0; then z sigma + mu, rounded twice.
 */
MAP(jax_normal_f32)
{
    TYPED(jax_normal_f32, draw, value);
    for (size_t i = 0; i < n; i++) {
        const float u = fmaf((float)(draw[i] >> 9), 0x1p-22f, -0x1.fffffep-1f);
        value[i] = hysi_jax_erf_inv_f32(u) * HYSI_SQRT2_F32 * p->sigma + p->mu;
    }
    return 0;
}

MAP(jax_normal_f64)
{
    TYPED(jax_normal_f64, draw, value);
    for (size_t i = 0; i < n; i++) {
        const double u = fma((double)(draw[i] >> 12), 0x1p-51, -0x1.fffffffffffffp-1);
        value[i] = hysi_jax_erf_inv_f64(u) * HYSI_SQRT2_F64 * p->sigma + p->mu;
    }
    return 0;
}
