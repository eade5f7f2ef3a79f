/* Scalar kernels that ISA paths borrow, each with the measured reason. */

/* Elements of one and two bytes are loaded one by one. There is no vector gather of them, and a
 * 32-bit gather, at 0.8 cycles an element on Zen 4, is no faster than scalar loads. */
#define hysi_gather8_avx2 hysi_gather8_scalar
#define hysi_gather8_avx512 hysi_gather8_scalar
#define hysi_gather8_neon hysi_gather8_scalar
#define hysi_gather16_avx2 hysi_gather16_scalar
#define hysi_gather16_avx512 hysi_gather16_scalar
#define hysi_gather16_neon hysi_gather16_scalar

/* Integers that no double may hold are divided as 64-bit integers, for which there is no vector
 * instruction: a scalar division costs 10 to 18 cycles, and nothing around it is worth a word. */
#define hysi_nearest_step_i64_avx2 hysi_nearest_step_i64_scalar
#define hysi_nearest_step_i64_avx512 hysi_nearest_step_i64_scalar
#define hysi_nearest_step_i64_neon hysi_nearest_step_i64_scalar
#define hysi_encode_i64_avx2 hysi_encode_i64_scalar
#define hysi_encode_i64_avx512 hysi_encode_i64_scalar
#define hysi_encode_i64_neon hysi_encode_i64_scalar
#define hysi_decode_i64_avx2 hysi_decode_i64_scalar
#define hysi_decode_i64_avx512 hysi_decode_i64_scalar
#define hysi_decode_i64_neon hysi_decode_i64_scalar
#define hysi_cdf_i64_avx2 hysi_cdf_i64_scalar
#define hysi_cdf_i64_avx512 hysi_cdf_i64_scalar
#define hysi_cdf_i64_neon hysi_cdf_i64_scalar
#define hysi_sf_i64_avx2 hysi_sf_i64_scalar
#define hysi_sf_i64_avx512 hysi_sf_i64_scalar
#define hysi_sf_i64_neon hysi_sf_i64_scalar
#define hysi_pmf_i64_avx2 hysi_pmf_i64_scalar
#define hysi_pmf_i64_avx512 hysi_pmf_i64_scalar
#define hysi_pmf_i64_neon hysi_pmf_i64_scalar
#define hysi_quantile_i64_avx2 hysi_quantile_i64_scalar
#define hysi_quantile_i64_avx512 hysi_quantile_i64_scalar
#define hysi_quantile_i64_neon hysi_quantile_i64_scalar
