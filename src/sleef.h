/* SLEEF's deterministic functions, "finz": they are made of fused operations and give the same bits
 * in scalar and every vector form, from 3.5.1 to 3.9.0 at least, with an error of at most 1.0 ulp.
 * Should a release drop the prefix, configure finds out.
 *
 * SLEEF's own header hides the scalar functions behind FP_FAST_FMA. Baseline x86 objects lack that
 * macro, though the code that calls them checks the CPU (HYS_E_ISA), so they are declared here. */
#ifndef HYSI_SLEEF_H
#define HYSI_SLEEF_H

/* The name of a function for an instruction set. */
#ifdef HYSI_SLEEF_FINZ
#define HYSI_SLEEF(function, isa) Sleef_finz_##function##isa
#else
#define HYSI_SLEEF(function, isa) Sleef_##function##isa
#endif

#define hysi_sleef_exp2_f64 HYSI_SLEEF(exp2d1_u10, purecfma)
#define hysi_sleef_log2_f64 HYSI_SLEEF(log2d1_u10, purecfma)
#define hysi_sleef_log_f64 HYSI_SLEEF(logd1_u10, purecfma)
#define hysi_sleef_log_f32 HYSI_SLEEF(logf1_u10, purecfma)

double hysi_sleef_exp2_f64(double);
double hysi_sleef_log2_f64(double);
double hysi_sleef_log_f64(double);
float hysi_sleef_log_f32(float);

#endif
