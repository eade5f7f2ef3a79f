/* The one place that names SLEEF's scalar functions. "finz" are the deterministic ones made of
 * fused operations: the same bits in scalar and every vector form, from 3.5.1 to 3.9.0 at least;
 * should a release drop the prefix, configure finds out. SLEEF's header hides them behind
 * FP_FAST_FMA, which baseline x86 objects lack though the code they call has its own CPU check
 * (HYS_E_ISA): so they are declared here. At most 1.0 ulp each. */
#ifndef HYSI_SLEEF_H
#define HYSI_SLEEF_H

#ifdef HYSI_SLEEF_FINZ
#define HYSI_SLEEF(function) Sleef_finz_##function##purecfma
#else
#define HYSI_SLEEF(function) Sleef_##function##purecfma
#endif

#define hysi_sleef_exp2_f64 HYSI_SLEEF(exp2d1_u10)
#define hysi_sleef_log2_f64 HYSI_SLEEF(log2d1_u10)
#define hysi_sleef_log_f64 HYSI_SLEEF(logd1_u10)
#define hysi_sleef_log_f32 HYSI_SLEEF(logf1_u10)

double hysi_sleef_exp2_f64(double);
double hysi_sleef_log2_f64(double);
double hysi_sleef_log_f64(double);
float hysi_sleef_log_f32(float);

#endif
