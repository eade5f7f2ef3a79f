/* Coefficients of XLA's log1p and erf_inv, highest power first. Those of log1p are Moshier's
 * (Cephes Mathematical Library), those of erf_inv Giles' ("Approximating the erfinv function"), as
 * XLA has them; NOTICE names the origin, and docs/spec.md, section 5, says how they are used. */
#ifndef HYSI_JAX_NORMAL_TABLES_H
#define HYSI_JAX_NORMAL_TABLES_H

#define HYSI_SQRT2_F32 0x1.6a09e6p+0f
#define HYSI_SQRT2_F64 0x1.6a09e667f3bcdp+0

/* Nearer to 0 log1p is a rational function. */
#define HYSI_LOG1P_SEAM_F32 0x1.a8279ap-2f
#define HYSI_LOG1P_SEAM_F64 0x1.a827999fcef32p-2

/* log1p: numerator and, without its leading 1, denominator. */
static const float hysi_log1p_num_f32[7] = {0x1.7bc096p-15f, 0x1.fe818ap-2f, 0x1.a509f4p+2f,
                                            0x1.de9738p+4f,  0x1.e798ecp+5f, 0x1.c8e75ap+5f,
                                            0x1.40a202p+4f};
static const float hysi_log1p_den_f32[6] = {0x1.e2035ap+3f, 0x1.4c30b6p+6f, 0x1.bb865ap+7f,
                                            0x1.351946p+8f, 0x1.b0db14p+7f, 0x1.e0f304p+5f};
static const double hysi_log1p_num_f64[7] = {
    0x1.7bc0962b395cap-15, 0x1.fe818a0fe1a83p-2, 0x1.a509f46f4fa53p+2, 0x1.de9738b8cb9c9p+4,
    0x1.e798eb86c3351p+5,  0x1.c8e7597479a1p+5,  0x1.40a202d99830ap+4};
static const double hysi_log1p_den_f64[6] = {0x1.e20359e903e37p+3, 0x1.4c30b52213498p+6,
                                             0x1.bb86590fcfb56p+7, 0x1.351945dc908a5p+8,
                                             0x1.b0db13e48e066p+7, 0x1.e0f304466448ep+5};

/* erf_inv, for w = -log(1 - u^2): f32 for w < 5 and beyond, f64 for w < 6.25, w < 16 and beyond. */
static const float hysi_erf_inv_near_f32[9] = {0x1.e2cb1p-26f,   0x1.70966cp-22f, -0x1.d8e6aep-19f,
                                               -0x1.26b582p-18f, 0x1.ca65b6p-13f, -0x1.48a81p-10f,
                                               -0x1.11c9dep-8f,  0x1.f91ec6p-3f,  0x1.805c5ep+0f};
static const float hysi_erf_inv_far_f32[9] = {-0x1.a3e136p-13f, 0x1.a76ad6p-14f, 0x1.61b8e4p-10f,
                                              -0x1.e17bcep-9f,  0x1.7824f6p-8f,  -0x1.f38baep-8f,
                                              0x1.354afcp-7f,   0x1.006db6p+0f,  0x1.6a9efcp+1f};
static const double hysi_erf_inv_near_f64[23] = {
    -0x1.135d2e746e627p-68, -0x1.8ddf93324d327p-63, 0x1.7b83eef0b7c9fp-60,  0x1.9ba72cd589b91p-57,
    -0x1.33689090a6b96p-53, 0x1.82e11898132ep-56,   0x1.de4acfd9e26bap-48,  -0x1.6d33eed66c487p-45,
    -0x1.6f2167040d8e2p-44, 0x1.72a22c2d77e2p-39,   -0x1.c8859c4e5c0afp-37, -0x1.dc583d118a561p-35,
    0x1.20f47ccf46b3cp-30,  -0x1.1a9e38dc84d6p-28,  -0x1.f36cd6d3d46a9p-26, 0x1.c6b4f5d03b787p-22,
    -0x1.6e8a5434ae8a2p-20, -0x1.d1d1f7b8736f6p-17, 0x1.879c2a212f024p-13,  -0x1.845769484fca8p-11,
    -0x1.8b6c33114f909p-8,  0x1.ebd80d9b13e28p-3,   0x1.a755e7c99ae86p+0};
static const double hysi_erf_inv_mid_f64[19] = {
    0x1.3040f87dbd932p-29,  0x1.85cbe52878635p-24,  -0x1.2777453dd3955p-22, 0x1.395abcd554c6cp-26,
    0x1.936388a3790adp-20,  -0x1.0d5db812b5083p-18, 0x1.8860cd5d652f6p-19,  0x1.a29a0cacdfb23p-17,
    -0x1.8cef1f80281f2p-15, 0x1.1e684d0b9188ap-14,  0x1.932cd54c8a222p-16,  -0x1.7448a89ef8aa3p-12,
    0x1.f3cc55ad40c25p-11,  -0x1.ba924132f38b1p-10, 0x1.468eeca533cf8p-9,   -0x1.ebadabb891bbdp-9,
    0x1.5ffcfe5b76afcp-8,   0x1.0158a6d641d39p+0,   0x1.8abcc380d5a48p+1};
static const double hysi_erf_inv_far_f64[17] = {
    -0x1.dcec3a7785389p-36, -0x1.18feec0e38727p-32, 0x1.9e6bf2dda45e3p-30,  -0x1.0468fb24e2f5fp-28,
    0x1.05ac6a8fba182p-27,  -0x1.0102e495fb9cp-26,  0x1.f4c20e1334af8p-26,  -0x1.22d220fdf9c3ep-24,
    0x1.ebc8bb824cb54p-23,  -0x1.0a8d40ea372ccp-20, 0x1.2fbd29d093d2bp-18,  -0x1.4a3497e1e0facp-16,
    0x1.3ebf4eb00938fp-14,  -0x1.c2f36a8fc5d53p-13, -0x1.22ea5df04047cp-13, 0x1.02a30d1fba0dcp+0,
    0x1.3664ddd1ad7fbp+2};

#endif
