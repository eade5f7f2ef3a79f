/* The scalar functions that JAX computes on a CPU, operation by operation: docs/spec.md, section 5. */
#ifndef HYSI_JAX_MATH_H
#define HYSI_JAX_MATH_H

/* A result smaller than the smallest normal becomes a zero of its sign, as XLA's mode has it. */
float hysi_jax_flush_f32(float x);
double hysi_jax_flush_f64(double x);

/* jnp.log: any x. */
float hysi_jax_log_f32(float x);
double hysi_jax_log_f64(double x);

/* What powf and pow keep of a base > 1: its log2, and its log in two parts. */
double hysi_jax_log2_base_f32(float base);
void hysi_jax_log_base_f64(double base, double *hi, double *lo);

#endif
