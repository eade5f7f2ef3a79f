/* The scalar functions that JAX computes on a CPU, operation by operation: docs/spec.md, section 5.
 */
#ifndef HYSI_JAX_MATH_H
#define HYSI_JAX_MATH_H

/* XLA computes in a mode that turns subnormal results into zeros. An x86 CPU judges by the exact
 * result: from here on it would round to the smallest normal f32 without a limit of the exponent.
 */
#define HYSI_JAX_LEAST_F32 (0x1p-126 - 0x1p-151)

/* jnp.log: any x. */
float hysi_jax_log_f32(float x);
double hysi_jax_log_f64(double x);

/* lax.erf_inv: -1 < u < 1, not 0. */
float hysi_jax_erf_inv_f32(float u);
double hysi_jax_erf_inv_f64(double u);

/* What powf and pow keep of a base > 1: its log2, and its log in two parts. */
double hysi_jax_log2_base_f32(float base);
void hysi_jax_log_base_f64(double base, double *hi, double *lo);

#endif
