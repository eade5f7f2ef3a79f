/* Scalar kernels that ISA paths borrow, each with the measured reason. */

/* Elements of one and two bytes are loaded one by one. There is no vector gather of them, and a
 * 32-bit gather, at 0.8 cycles an element on Zen 4, is no faster than scalar loads. */
#define hysi_gather8_avx2 hysi_gather8_scalar
#define hysi_gather8_avx512 hysi_gather8_scalar
#define hysi_gather8_neon hysi_gather8_scalar
#define hysi_gather16_avx2 hysi_gather16_scalar
#define hysi_gather16_avx512 hysi_gather16_scalar
#define hysi_gather16_neon hysi_gather16_scalar
