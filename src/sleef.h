/* The scalar functions of SLEEF. SLEEF's own header hides them behind FP_FAST_FMA. Baseline x86
 * objects lack that macro, though the code that calls them checks the CPU (HYS_E_ISA), so they are
 * declared here. */
#ifndef HYSI_SLEEF_H
#define HYSI_SLEEF_H

#include "src/sleef_name.h"

#define hysi_sleef_exp2_f64 HYSI_SLEEF(exp2d1_u10, purecfma)
#define hysi_sleef_log2_f64 HYSI_SLEEF(log2d1_u10, purecfma)
#define hysi_sleef_exp_f64 HYSI_SLEEF(expd1_u10, purecfma)
#define hysi_sleef_log1p_f64 HYSI_SLEEF(log1pd1_u10, purecfma)
#define hysi_sleef_log_f64 HYSI_SLEEF(logd1_u10, purecfma)
#define hysi_sleef_erf_f64 HYSI_SLEEF(erfd1_u10, purecfma)
#define hysi_sleef_erfc_f64 HYSI_SLEEF(erfcd1_u15, purecfma)
#define hysi_sleef_log_f32 HYSI_SLEEF(logf1_u10, purecfma)

double hysi_sleef_exp2_f64(double);
double hysi_sleef_log2_f64(double);
double hysi_sleef_exp_f64(double);
double hysi_sleef_log1p_f64(double);
double hysi_sleef_log_f64(double);
double hysi_sleef_erf_f64(double);
double hysi_sleef_erfc_f64(double);
float hysi_sleef_log_f32(float);

#endif
