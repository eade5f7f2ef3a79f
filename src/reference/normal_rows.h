/* Coefficients of the standard normal laws, by rows (src/reference/normal.c has the laws).
 *
 * A row is the quantile over one range of the tail's probability p, or over the centre. In f32 it
 * is a polynomial of degree 6, lowest coefficient first. In f64 it is c0 + t N(t) / D(t): c0, the
 * six coefficients of N from the lowest, and six of D from that of t; D's lowest is 1.
 *
 * tests/tools/normal_rows.py made them from quantiles of 45 digits. c0 is the quantile at t = 0,
 * rounded to the type. The others minimise the largest error in ulps at 40 (f32) or 56 (f64)
 * Chebyshev points, by least squares with Lawson's weights; they were rounded one by one while the
 * rest was fitted anew. Rows are within 0.49 ulp of the quantile, mostly by the rounding of c0, but
 * the f64 row from p = 2^-3 on is within 1.08. D lies between 0.3 and 2.5. A row of one draw is
 * that draw's quantile.
 *
 * f32: bits 22 to 27 of g, five of its exponent and one of its mantissa, number the row; rows 60
 * and 62 serve one value of g each, 61 none, and 63 the centre. f64: the exponent of g plus 64
 * numbers the row; row 63 serves one value of g, and 64 is the centre.
 *
 * The deep rows are the quantile below p = 2^-65, where w = -2 - log2(p). They stand by columns,
 * for w from 2^9, 2^5, 2^6, 2^7 and 2^8 on to the next power of two: first the middle of sqrt(w),
 * then a polynomial of degree 15 in the distance from it, lowest coefficient first. */
#ifndef HYSI_NORMAL_ROWS_H
#define HYSI_NORMAL_ROWS_H

/* clang-format off */
#define HYSI_NORMAL_F32_ROWS(X) \
    X(0x1.8c7e4ep+2f, -0x1.020d04p-3f, 0x1.9347p-5f, -0x1.a89c7cp-6f, 0x1.b634e8p-7f, \
      -0x1.4ff1acp-7f, 0x1.d2bfdep-6f) /* p from 1 2^-32 */ \
    X(0x1.891678p+2f, -0x1.73b01cp-4f, 0x1.9e38e2p-6f, -0x1.37f27cp-7f, \
      0x1.19b04ep-8f, -0x1.eceaaep-10f, -0x1.c6269cp-10f) /* p from 1.5 2^-32 */ \
    X(0x1.85725ap+2f, -0x1.067f8p-3f, 0x1.99a2d6p-5f, -0x1.af7d5cp-6f, \
      0x1.e6b038p-7f, -0x1.517eecp-7f, 0x1.f4b89ap-7f) /* p from 1 2^-31 */ \
    X(0x1.81fb5ep+2f, -0x1.7a3342p-4f, 0x1.a445e2p-6f, -0x1.3d01a2p-7f, \
      0x1.aa281ep-8f, -0x1.f565fap-10f, -0x1.8deed8p-6f) /* p from 1.5 2^-31 */ \
    X(0x1.7e46c6p+2f, -0x1.0b2e0ap-3f, 0x1.a00bbp-5f, -0x1.b6887ep-6f, \
      0x1.21d20ep-6f, -0x1.5a5be2p-7f, -0x1.7602f2p-7f) /* p from 1 2^-30 */ \
    X(0x1.7abfd4p+2f, -0x1.810fccp-4f, 0x1.abecc4p-6f, -0x1.4252bep-7f, \
      0x1.69ffcap-8f, -0x1.fd7f2p-10f, -0x1.b19b7p-7f) /* p from 1.5 2^-30 */ \
    X(0x1.76f9dep+2f, -0x1.101e04p-3f, 0x1.a74b02p-5f, -0x1.be007p-6f, \
      0x1.2937c2p-6f, -0x1.60699ap-7f, -0x1.b23114p-7f) /* p from 1 2^-29 */ \
    X(0x1.736216p+2f, -0x1.884dfp-4f, 0x1.b3e984p-6f, -0x1.47ea58p-7f, \
      0x1.316776p-8f, -0x1.02ce08p-9f, -0x1.b7d88cp-9f) /* p from 1.5 2^-29 */ \
    X(0x1.6f89c8p+2f, -0x1.15558ap-3f, 0x1.af369ep-5f, -0x1.c5f5e6p-6f, \
      0x1.18b1b8p-6f, -0x1.62c398p-7f, 0x1.81d3cap-11f) /* p from 1 2^-28 */ \
    X(0x1.6be034p+2f, -0x1.8ff6fcp-4f, 0x1.bc9fa6p-6f, -0x1.4dcb1cp-7f, \
      0x1.8a9522p-9f, -0x1.0790d2p-9f, 0x1.e6734ep-7f) /* p from 1.5 2^-28 */ \
    X(0x1.67f47ep+2f, -0x1.1adb9ep-3f, 0x1.b6f9e4p-5f, -0x1.ce284ep-6f, \
      0x1.39bb7ep-6f, -0x1.6cf0b4p-7f, -0x1.1fb102p-6f) /* p from 1 2^-27 */ \
    X(0x1.64381p+2f, -0x1.981582p-4f, 0x1.c43ec8p-6f, -0x1.54002ep-7f, \
      0x1.5a81ccp-8f, -0x1.0c2e8ap-9f, -0x1.106df2p-7f) /* p from 1.5 2^-27 */ \
    X(0x1.6037c2p+2f, -0x1.20b81ap-3f, 0x1.c01be2p-5f, -0x1.d705aap-6f, \
      0x1.0fd7f8p-6f, -0x1.6f6a0cp-7f, 0x1.96b36p-7f) /* p from 1 2^-26 */ \
    X(0x1.5c675p+2f, -0x1.a0b59cp-4f, 0x1.ce3d66p-6f, -0x1.5a8dacp-7f, \
      0x1.6dab0ap-9f, -0x1.11612ep-9f, 0x1.35fd78p-6f) /* p from 1.5 2^-26 */ \
    X(0x1.585122p+2f, -0x1.26f42ap-3f, 0x1.c8a1d6p-5f, -0x1.e02fb2p-6f, \
      0x1.41e9e4p-6f, -0x1.7a43c2p-7f, -0x1.024cb6p-6f) /* p from 1 2^-25 */ \
    X(0x1.546b62p+2f, -0x1.a9e52ep-4f, 0x1.d6e8c4p-6f, -0x1.6180bp-7f, \
      0x1.4b434cp-8f, -0x1.16517ap-9f, -0x1.06e7eap-8f) /* p from 1.5 2^-25 */ \
    X(0x1.503dep+2f, -0x1.2d9a34p-3f, 0x1.d2cd4p-5f, -0x1.ea1904p-6f, 0x1.1b7ccap-6f, \
      -0x1.7df6eep-7f, 0x1.954226p-7f) /* p from 1 2^-24 */ \
    X(0x1.4c4166p+2f, -0x1.b3b44cp-4f, 0x1.e0375ep-6f, -0x1.68dc58p-7f, \
      0x1.d9f916p-8f, -0x1.1c5f7ep-9f, -0x1.a98902p-6f) /* p from 1.5 2^-24 */ \
    X(0x1.47faf8p+2f, -0x1.34b66ap-3f, 0x1.dcc042p-5f, -0x1.f4857ep-6f, \
      0x1.3963e4p-6f, -0x1.85e752p-7f, -0x1.13a86p-9f) /* p from 1 2^-23 */ \
    X(0x1.43e628p+2f, -0x1.be35ap-4f, 0x1.ec0adep-6f, -0x1.70b77ap-7f, \
      0x1.341f58p-8f, -0x1.20ba12p-9f, 0x1.cb9852p-10f) /* p from 1.5 2^-23 */ \
    X(0x1.3f8504p+2f, -0x1.3c56f4p-3f, 0x1.e822e6p-5f, -0x1.ff985p-6f, 0x1.1bc7bp-6f, \
      -0x1.8fc6eap-7f, 0x1.52b308p-6f) /* p from 1 2^-22 */ \
    X(0x1.3b5616p+2f, -0x1.c97f0cp-4f, 0x1.f807d6p-6f, -0x1.790e24p-7f, \
      0x1.dd949ap-9f, -0x1.288208p-9f, 0x1.cd5e1ap-7f) /* p from 1.5 2^-22 */ \
    X(0x1.36d83ap+2f, -0x1.448c74p-3f, 0x1.f366e8p-5f, -0x1.05be88p-5f, \
      0x1.46535cp-6f, -0x1.96f11ep-7f, -0x1.7b1a2ep-10f) /* p from 1 2^-21 */ \
    X(0x1.328d28p+2f, -0x1.d5aa56p-4f, 0x1.0252bap-5f, -0x1.81ff34p-7f, \
      0x1.970fe6p-9f, -0x1.2eeac4p-9f, 0x1.57921ap-6f) /* p from 1.5 2^-21 */ \
    X(0x1.2df04cp+2f, -0x1.4d6ab4p-3f, 0x1.001628p-4f, -0x1.0bfc04p-5f, \
      0x1.3d7ba8p-6f, -0x1.a7f5cap-7f, 0x1.1eeb48p-7f) /* p from 1 2^-20 */ \
    X(0x1.2986cep+2f, -0x1.e2d628p-4f, 0x1.08f0ep-5f, -0x1.8b91acp-7f, \
      0x1.b8f202p-9f, -0x1.36a63ep-9f, 0x1.403ceep-6f) /* p from 1.5 2^-20 */ \
    X(0x1.24c85cp+2f, -0x1.570906p-3f, 0x1.06b906p-4f, -0x1.12e49p-5f, \
      0x1.5ae31ep-6f, -0x1.acef9ep-7f, -0x1.2e87c2p-8f) /* p from 1 2^-19 */ \
    X(0x1.203dd6p+2f, -0x1.f1273ep-4f, 0x1.0f635ap-5f, -0x1.95e1a8p-7f, \
      0x1.d5f8f2p-8f, -0x1.3e4bep-9f, -0x1.3aa348p-6f) /* p from 1.5 2^-19 */ \
    X(0x1.1b5ad4p+2f, -0x1.6183f6p-3f, 0x1.0e531ep-4f, -0x1.1a3d78p-5f, \
      0x1.34da32p-6f, -0x1.b884dcp-7f, 0x1.9b6b8p-6f) /* p from 1 2^-18 */ \
    X(0x1.16ac46p+2f, -0x1.00650cp-3f, 0x1.1716f8p-5f, -0x1.a1052cp-7f, \
      0x1.f47e96p-8f, -0x1.465c32p-9f, -0x1.726a6ep-6f) /* p from 1.5 2^-18 */ \
    X(0x1.11a14cp+2f, -0x1.6cfdf8p-3f, 0x1.15e028p-4f, -0x1.222dbap-5f, \
      0x1.7e9a5ap-6f, -0x1.c5a22cp-7f, -0x1.04adfcp-6f) /* p from 1 2^-17 */ \
    X(0x1.0ccb38p+2f, -0x1.08fa96p-3f, 0x1.1fec44p-5f, -0x1.ad17dep-7f, \
      0x1.7d6e04p-8f, -0x1.4f1a9cp-9f, -0x1.dac6cap-10f) /* p from 1.5 2^-17 */ \
    X(0x1.079448p+2f, -0x1.79a188p-3f, 0x1.1efe68p-4f, -0x1.2ad186p-5f, \
      0x1.3c8f48p-6f, -0x1.d28f0ap-7f, 0x1.0e90bep-5f) /* p from 1 2^-16 */ \
    X(0x1.0292ap+2f, -0x1.1275f8p-3f, 0x1.299b2ep-5f, -0x1.ba3aecp-7f, \
      0x1.e282a4p-9f, -0x1.58fff6p-9f, 0x1.70c62cp-6f) /* p from 1.5 2^-16 */ \
    X(0x1.fa561ep+1f, -0x1.87a39ep-3f, 0x1.283558p-4f, -0x1.3450bp-5f, \
      0x1.74338ep-6f, -0x1.db3522p-7f, 0x1.37b91p-8f) /* p from 1 2^-15 */ \
    X(0x1.eff208p+1f, -0x1.1d018ep-3f, 0x1.334a78p-5f, -0x1.c896bcp-7f, \
      0x1.948beap-8f, -0x1.643e4ap-9f, -0x1.df90e8p-10f) /* p from 1.5 2^-15 */ \
    X(0x1.e4b68p+1f, -0x1.97476p-3f, 0x1.32b526p-4f, -0x1.3e9262p-5f, 0x1.7823d4p-6f, \
      -0x1.f156d6p-7f, 0x1.48fb0cp-7f) /* p from 1 2^-14 */ \
    X(0x1.d9e62ap+1f, -0x1.28d35ap-3f, 0x1.3e63b6p-5f, -0x1.d8654ep-7f, \
      0x1.c3ce78p-8f, -0x1.6fb422p-9f, -0x1.dfb424p-8f) /* p from 1.5 2^-14 */ \
    X(0x1.ce30ep+1f, -0x1.a8e2fcp-3f, 0x1.3e32a6p-4f, -0x1.4a0f9ap-5f, \
      0x1.9412aap-6f, -0x1.fb6bdcp-7f, 0x1.3cb9ccp-10f) /* p from 1 2^-13 */ \
    X(0x1.c2e662p+1f, -0x1.36317ap-3f, 0x1.4ad322p-5f, -0x1.e9e48cp-7f, \
      0x1.d87f0ap-8f, -0x1.7b8f2cp-9f, -0x1.1064c8p-7f) /* p from 1.5 2^-13 */ \
    X(0x1.b6a706p+1f, -0x1.bce7a8p-3f, 0x1.4b42f2p-4f, -0x1.56b646p-5f, \
      0x1.8d22ecp-6f, -0x1.078d8ap-6f, 0x1.d8899cp-7f) /* p from 1 2^-12 */ \
    X(0x1.aad14ap+1f, -0x1.4578d6p-3f, 0x1.58ed22p-5f, -0x1.fd5812p-7f, \
      0x1.b4a89p-8f, -0x1.8973eep-9f, 0x1.38c274p-14f) /* p from 1.5 2^-12 */ \
    X(0x1.9df3a6p+1f, -0x1.d3ed0ap-3f, 0x1.59b05ap-4f, -0x1.64dd2p-5f, \
      0x1.acef8ep-6f, -0x1.1136f2p-6f, 0x1.6c3408p-8f) /* p from 1 2^-11 */ \
    X(0x1.917d46p+1f, -0x1.572776p-3f, 0x1.68a436p-5f, -0x1.099416p-6f, \
      0x1.d02472p-8f, -0x1.99fd3ep-9f, -0x1.82fa0ep-10f) /* p from 1.5 2^-11 */ \
    X(0x1.83e7c6p+1f, -0x1.eec3d8p-3f, 0x1.6a285ep-4f, -0x1.74c93ap-5f, \
      0x1.c06a14p-6f, -0x1.1c8f42p-6f, 0x1.4cbb4cp-8f) /* p from 1 2^-10 */ \
    X(0x1.76b568p+1f, -0x1.6bed5p-3f, 0x1.7a721cp-5f, -0x1.15e96ap-6f, \
      0x1.071906p-7f, -0x1.abb48p-9f, -0x1.0d1eb6p-7f) /* p from 1.5 2^-10 */ \
    X(0x1.6846fp+1f, -0x1.074a28p-2f, 0x1.7d1ad2p-4f, -0x1.86d54ep-5f, \
      0x1.c77d56p-6f, -0x1.2b49bep-6f, 0x1.b5475ap-7f) /* p from 1 2^-9 */ \
    X(0x1.5a34aep+1f, -0x1.84c88cp-3f, 0x1.8f4e82p-5f, -0x1.23fc94p-6f, \
      0x1.d3c1fcp-8f, -0x1.bf0aeep-9f, 0x1.3f218cp-8f) /* p from 1.5 2^-9 */ \
    X(0x1.4ac128p+1f, -0x1.1a899ep-2f, 0x1.92cdc8p-4f, -0x1.9b996ap-5f, \
      0x1.ecf2f2p-6f, -0x1.3808ap-6f, 0x1.6af9c6p-8f) /* p from 1 2^-8 */ \
    X(0x1.3b9e62p+1f, -0x1.a33808p-3f, 0x1.a70ce6p-5f, -0x1.3430ecp-6f, \
      0x1.180de4p-7f, -0x1.d69676p-9f, -0x1.77e8c4p-8f) /* p from 1.5 2^-8 */ \
    X(0x1.2ae8eap+1f, -0x1.3271ccp-2f, 0x1.ac61ap-4f, -0x1.b3a084p-5f, \
      0x1.f1bf3ep-6f, -0x1.48cab6p-6f, 0x1.3a88f4p-6f) /* p from 1 2^-7 */ \
    X(0x1.1a710ep+1f, -0x1.c99bd2p-3f, 0x1.c35f52p-5f, -0x1.471142p-6f, \
      0x1.f39c4p-8f, -0x1.f17adep-9f, 0x1.236376p-7f) /* p from 1.5 2^-7 */ \
    X(0x1.0821aep+1f, -0x1.512cb4p-2f, 0x1.ca4248p-4f, -0x1.cfbfd8p-5f, \
      0x1.0924bp-5f, -0x1.5cfcf6p-6f, 0x1.310a7p-6f) /* p from 1 2^-6 */ \
    X(0x1.ebdda4p+0f, -0x1.fbfe5ep-3f, 0x1.e45232p-5f, -0x1.5d4fb8p-6f, \
      0x1.0cf544p-7f, -0x1.084b2p-8f, 0x1.158982p-7f) /* p from 1.5 2^-6 */ \
    X(0x1.c2fcd4p+0f, -0x1.7a935ap-2f, 0x1.ed2f4ap-4f, -0x1.f12144p-5f, \
      0x1.1b897ap-5f, -0x1.737522p-6f, 0x1.44f16ap-6f) /* p from 1 2^-5 */ \
    X(0x1.99dbb4p+0f, -0x1.20f5ccp-2f, 0x1.051b6p-4f, -0x1.77ea86p-6f, \
      0x1.32ab84p-7f, -0x1.17b2fcp-8f, 0x1.90ac8ep-9f) /* p from 1.5 2^-5 */ \
    X(0x1.6af4cp+0f, -0x1.b64bf2p-2f, 0x1.0a00d6p-3f, -0x1.0cb288p-4f, \
      0x1.3258aep-5f, -0x1.8eaccep-6f, 0x1.40d32cp-6f) /* p from 1 2^-4 */ \
    X(0x1.3ad806p+0f, -0x1.55c19cp-2f, 0x1.188eaep-4f, -0x1.989466p-6f, \
      0x1.4e53aep-7f, -0x1.2eaf7p-8f, 0x1.2e06d4p-9f) /* p from 1.5 2^-4 */ \
    X(0x1.028eb8p+0f, -0x1.0b29fcp-1f, 0x1.1994cp-3f, -0x1.26a10ep-4f, \
      0x1.51e8d4p-5f, -0x1.b9f2b8p-6f, 0x1.cfa0a6p-7f) /* p from 1 2^-3 */ \
    X(0x1.8d8728p-1f, -0x1.b1b6a8p-2f, 0x1.1d3adap-4f, -0x1.c99adp-6f, 0x1.726bap-7f, \
      -0x1.496624p-8f, -0x1.20102p-12f) /* p from 1.5 2^-3 */ \
    X(0x1.5956b8p-1f, 0, 0, 0, 0, 0, 0) /* p = 2^-2 alone */ \
    X(0x1.5956b8p-1f, 0, 0, 0, 0, 0, 0) /* no draw */ \
    X(0x1.95a11ap+2f, 0, 0, 0, 0, 0, 0) /* p = 2^-33 alone */ \
    X(0x1.40d932p+0f, 0x1.4ffdccp-2f, 0x1.717bc6p-3f, 0x1.f3551p-4f, 0x1.8f0bd4p-4f, \
      0x1.5c5934p-5f, 0x1.19b868p-3f) /* the centre */

#define HYSI_NORMAL_F64_ROWS(X) \
    X(0x1.2390b4121e443p+3, -0x1.2835e46dfcc27p-4, -0x1.f73028ea8ab72p-4, \
      -0x1.33d2ceb19edep-4, -0x1.44fc9c831731bp-6, -0x1.11b534ffbfbbbp-9, \
      -0x1.ea5a7a5ef5548p-15, 0x1.039c486b0b941p+1, 0x1.8fd32786047c5p+0, \
      0x1.21d38a646100ap-1, 0x1.8b462ca94b1a6p-4, 0x1.b0e024c178112p-8, \
      0x1.c3f77bec90419p-14) /* p from 2^-65 */ \
    X(0x1.21263f48fda58p+3, -0x1.2aa0dc51202cdp-4, -0x1.fb499093ff929p-4, \
      -0x1.365353413b05bp-4, -0x1.479f15ca09248p-6, -0x1.13eb93632651dp-9, \
      -0x1.ee4dc88644fc4p-15, 0x1.039956135b9e1p+1, 0x1.8fc935e64949dp+0, \
      0x1.21c781349aa8bp-1, 0x1.8b2d3050ad6ccp-4, 0x1.b0b72ed7aea6ap-8, \
      0x1.c3b14fbb5e453p-14) /* p from 2^-64 */ \
    X(0x1.1eb6b3993a68fp+3, -0x1.2d1b1f0fa53c6p-4, -0x1.ff5eaa91c7ac3p-4, \
      -0x1.38ba46d346702p-4, -0x1.4a07bcac5bc12p-6, -0x1.15cee83fd294dp-9, \
      -0x1.f15642096ded3p-15, 0x1.038976cb57e54p+1, 0x1.8f935b845a74dp+0, \
      0x1.21863833382p-1, 0x1.8aa6a867aac08p-4, 0x1.afe15f710cf4ep-8, \
      0x1.c26afa7b5c9cap-14) /* p from 2^-63 */ \
    X(0x1.1c41f08e12dcdp+3, -0x1.2fa54fd548926p-4, -0x1.01e4e9ef8be3cp-3, \
      -0x1.3b8265979c229p-4, -0x1.4d128d1d44a23p-6, -0x1.187cc3bc5ec73p-9, \
      -0x1.f66d6c7c8b74bp-15, 0x1.03929f2ba2b12p+1, 0x1.8fb26374ff384p+0, \
      0x1.21aba65a16d54p-1, 0x1.8af2d18b0dd5dp-4, 0x1.b0569e77c68a2p-8, \
      0x1.c30bc1aab64bp-14) /* p from 2^-62 */ \
    X(0x1.19c7d4558dddep+3, -0x1.32401b74c146ep-4, -0x1.040cb62b6e406p-3, \
      -0x1.3e0f8a41a6f1ep-4, -0x1.4fa6b3bab36ccp-6, -0x1.1a882e726bb14p-9, \
      -0x1.f9c6073d1a829p-15, 0x1.03843438ac375p+1, 0x1.8f8171e20de0ap+0, \
      0x1.217043fa25372p-1, 0x1.8a78447c81c29p-4, 0x1.af934cdccf863p-8, \
      0x1.c1df8330f9ce9p-14) /* p from 2^-61 */ \
    X(0x1.17483baba54fp+3, -0x1.34ec392673e2bp-4, -0x1.064b6c088bb27p-3, \
      -0x1.40c51818c4956p-4, -0x1.527614a612687p-6, -0x1.1cd7d1e9b16bcp-9, \
      -0x1.fdc66f39c9269p-15, 0x1.037cb6f9335d5p+1, 0x1.8f67ff35ebb69p+0, \
      0x1.21514f2eb030ap-1, 0x1.8a3803436ed8dp-4, 0x1.af2b8536a2714p-8, \
      0x1.c139a6cff598ep-14) /* p from 2^-60 */ \
    X(0x1.14c301c3d15ecp+3, -0x1.37aa6b59695dcp-4, -0x1.08af94a5f6f84p-3, \
      -0x1.43c9bbbd26317p-4, -0x1.55c557a9f596fp-6, -0x1.1fc41c819b332p-9, \
      -0x1.01ac35b49cb2bp-14, 0x1.038761fd64c94p+1, 0x1.8f8c0e3503a7cp+0, \
      0x1.217cac2e992p-1, 0x1.8a8fe9d4583ffp-4, 0x1.afb22e3f3012fp-8, \
      0x1.c1f118217606ep-14) /* p from 2^-59 */ \
    X(0x1.12380030cc7b2p+3, -0x1.3a7b8098a3f3ap-4, -0x1.0b1512d86df2ep-3, \
      -0x1.46b9e4bbe5421p-4, -0x1.58e18ae5b54fap-6, -0x1.22650601472ecp-9, \
      -0x1.0409d623ddaa3p-14, 0x1.0385c2efb3p+1, 0x1.8f86826600065p+0, \
      0x1.2175cb9d513eep-1, 0x1.8a810427175f8p-4, 0x1.af97ca817e9e6p-8, \
      0x1.c1bc31e25e609p-14) /* p from 2^-58 */ \
    X(0x1.0fa70eca632dp+3, -0x1.3d605487342b8p-4, -0x1.0d83f11f16efap-3, \
      -0x1.49aa3d2d52ddap-4, -0x1.5bee9fe52b2ffp-6, -0x1.24e7ef15d5dd7p-9, \
      -0x1.0636915d7bf2dp-14, 0x1.037e119a06a61p+1, 0x1.8f6c465f12fa5p+0, \
      0x1.2155bb6373ac6p-1, 0x1.8a3e0b28ad14cp-4, 0x1.af2aa8b66263ep-8, \
      0x1.c10b58095d482p-14) /* p from 2^-57 */ \
    X(0x1.0d1003911dcap+3, -0x1.4059d0f5c446ap-4, -0x1.1003521459a1cp-3, \
      -0x1.4cad70e2d7dbbp-4, -0x1.5f0e315bd6185p-6, -0x1.2779653b5dc81p-9, \
      -0x1.08700ab0091a4p-14, 0x1.03758c291814p+1, 0x1.8f4f683d70d56p+0, \
      0x1.2132be6addf8fp-1, 0x1.89f5be4487a11p-4, 0x1.aeb6812804d6dp-8, \
      0x1.c052a0152f42bp-14) /* p from 2^-56 */ \
    X(0x1.0a72b28f8be4fp+3, -0x1.4368ef14b1668p-4, -0x1.129c076145514p-3, \
      -0x1.4fda14f0e6fedp-4, -0x1.626767f4647e5p-6, -0x1.2a4aa987cd80ep-9, \
      -0x1.0af565091187ep-14, 0x1.03728b1fdae4cp+1, 0x1.8f4533809a9f9p+0, \
      0x1.212642c73a42p-1, 0x1.89db64293b664p-4, 0x1.ae8a0b8c1897cp-8, \
      0x1.c002037b0d8ccp-14) /* p from 2^-55 */ \
    X(0x1.07ceedb8f2866p+3, -0x1.468eb8c63a845p-4, -0x1.15559cf29e826p-3, \
      -0x1.534348ebdebb9p-4, -0x1.661b666c4b62dp-6, -0x1.2d858c0f64a57p-9, \
      -0x1.0dfc9aa720257p-14, 0x1.037a1e1c65a85p+1, 0x1.8f5eae0edafcfp+0, \
      0x1.2144abda862ffp-1, 0x1.8a184126ad66fp-4, 0x1.aee4f528eb389p-8, \
      0x1.c074b8aa8ee5ap-14) /* p from 2^-54 */ \
    X(0x1.052484c516593p+3, -0x1.49cc4a14d0a7fp-4, -0x1.18149f9e51d2bp-3, \
      -0x1.569cf80204c89p-4, -0x1.69a1978fa40aep-6, -0x1.3079a1b84e363p-9, \
      -0x1.109cf2450a59p-14, 0x1.0375e8fb34b32p+1, 0x1.8f50523d8d09ep+0, \
      0x1.21330c2e6e7f6p-1, 0x1.89f3054732f91p-4, 0x1.aea691336b1a7p-8, \
      0x1.c0073ab12bb8cp-14) /* p from 2^-53 */ \
    X(0x1.02734508d1f1dp+3, -0x1.4d22d2d22d26cp-4, -0x1.1ade886baf9ccp-3, \
      -0x1.59f49e4f661fep-4, -0x1.6d1163c2cd23p-6, -0x1.3344e94101a9fp-9, \
      -0x1.12fe49cae4e0ap-14, 0x1.0369afce3da23p+1, 0x1.8f26ee9bf3033p+0, \
      0x1.2100f0bbd021p-1, 0x1.898bba53cb97p-4, 0x1.ae018231b7189p-8, \
      0x1.bf04a622ed5ffp-14) /* p from 2^-52 */ \
    X(0x1.ff75f2963bf53p+2, -0x1.5093986486445p-4, -0x1.1d52cb59df82dp-3, \
      -0x1.5c41e36e9b2adp-4, -0x1.6e91ec05677c1p-6, -0x1.3385458a6dafdp-9, \
      -0x1.11fb57a2ae445p-14, 0x1.030b6dc785f0cp+1, 0x1.8de87c0e1ddffp+0, \
      0x1.1f8144a925356p-1, 0x1.867c96173025cp-4, 0x1.a9392b4717a11p-8, \
      0x1.b7fde3fbae212p-14) /* p from 2^-51 */ \
    X(0x1.f9f6d32c4a37fp+2, -0x1.541ff7c80d778p-4, -0x1.20e0ef9670167p-3, \
      -0x1.616aa7165df73p-4, -0x1.75164b778a144p-6, -0x1.3a2cdeac9ff34p-9, \
      -0x1.195bd195df788p-14, 0x1.0371745836596p+1, 0x1.8f40b6997ef02p+0, \
      0x1.211f0acfeee82p-1, 0x1.89c5a5040c63dp-4, 0x1.ae50e516b0319p-8, \
      0x1.bf4bc1a049774p-14) /* p from 2^-50 */ \
    X(0x1.f468b607df4fcp+2, -0x1.57c967cbdb0bfp-4, -0x1.23f48536176c7p-3, \
      -0x1.6521448461a7bp-4, -0x1.78f0a584630b5p-6, -0x1.3d589d2eb7eddp-9, \
      -0x1.1c1b7637df7ffp-14, 0x1.03677acdb95e6p+1, 0x1.8f1edcca5d715p+0, \
      0x1.20f5e91d7250ap-1, 0x1.897051bf18cbfp-4, 0x1.adc6e927beaa2p-8, \
      0x1.be6d329cdf62dp-14) /* p from 2^-49 */ \
    X(0x1.eecb1f0c461e3p+2, -0x1.5b917b929082ep-4, -0x1.2732f7a284639p-3, \
      -0x1.692585bb9851fp-4, -0x1.7d3e51015fbbap-6, -0x1.4109da212273ep-9, \
      -0x1.1f7ee401d9696p-14, 0x1.0369e49eeeb66p+1, 0x1.8f26d4704272dp+0, \
      0x1.20ff15d8b249p-1, 0x1.8981617277351p-4, 0x1.addc044e04502p-8, \
      0x1.be7446ff8000ep-14) /* p from 2^-48 */ \
    X(0x1.e91d8b507d17cp+2, -0x1.5f79e56057484p-4, -0x1.2a73ce37ddb85p-3, \
      -0x1.6d07343b07c7ep-4, -0x1.8135e552990c6p-6, -0x1.443c8cf99cec9p-9, \
      -0x1.222f57cb428fbp-14, 0x1.0359bef89f6bp+1, 0x1.8ef02603ab212p+0, \
      0x1.20bce312e7747p-1, 0x1.88f8f4d788d29p-4, 0x1.ad023b7058358p-8, \
      0x1.bd204efa1603p-14) /* p from 2^-47 */ \
    X(0x1.e35f709751772p+2, -0x1.638479c17fb04p-4, -0x1.2df3c76367a1ap-3, \
      -0x1.71692a3b46e64p-4, -0x1.85f86b40300d4p-6, -0x1.4863c2207826ap-9, \
      -0x1.26143288217dfp-14, 0x1.036244d34983p+1, 0x1.8f0cb983eda2ap+0, \
      0x1.20ded21242af7p-1, 0x1.893c4776d9818p-4, 0x1.ad64ff367c197p-8, \
      0x1.bd95895547b59p-14) /* p from 2^-46 */ \
    X(0x1.dd903cb991018p+2, -0x1.67b33316f2fe9p-4, -0x1.316e9d20b2d8ep-3, \
      -0x1.758f3ac4eccc5p-4, -0x1.8a34ca31e01f6p-6, -0x1.4bccae3b2b0d4p-9, \
      -0x1.28f0aa7f1743p-14, 0x1.0350cfa1b6d02p+1, 0x1.8ed19bf466c44p+0, \
      0x1.209742464f42bp-1, 0x1.88a8ce20fb44cp-4, 0x1.ac798b4c5d06fp-8, \
      0x1.bc25b4b60ca51p-14) /* p from 2^-45 */ \
    X(0x1.d7af55008b80bp+2, -0x1.6c083597fc61bp-4, -0x1.3516e6b94bcf9p-3, \
      -0x1.7a001f79ce109p-4, -0x1.8ed95c7c544bfp-6, -0x1.4fa87eec3a15fp-9, \
      -0x1.2c5467cdfc403p-14, 0x1.0348902f7c8fdp+1, 0x1.8eb57a30f5757p+0, \
      0x1.2074ce9494291p-1, 0x1.88606b3883c8fp-4, 0x1.ac01c994f9898p-8, \
      0x1.bb5a7d8246d9dp-14) /* p from 2^-44 */ \
    X(0x1.d1bc156ed6f18p+2, -0x1.7085d3dbb693fp-4, -0x1.38f325efa5e3dp-3, \
      -0x1.7ecb0151c4088p-4, -0x1.94006079207afp-6, -0x1.5419862a3a876p-9, \
      -0x1.306edcde90b21p-14, 0x1.034c5564874ccp+1, 0x1.8ec216a04cc92p+0, \
      0x1.2083a008a0308p-1, 0x1.887cf7d34f369p-4, 0x1.ac282b0997b29p-8, \
      0x1.bb75c079270c1p-14) /* p from 2^-43 */ \
    X(0x1.cbb5cff4f67d1p+2, -0x1.752e93ffca598p-4, -0x1.3cef06b709d1fp-3, \
      -0x1.83b4c402fb40bp-4, -0x1.993d1065bd0cbp-6, -0x1.589005c6fcd1ap-9, \
      -0x1.347d1d18e0254p-14, 0x1.034c3ce086705p+1, 0x1.8ec167aa73313p+0, \
      0x1.20821291a468ap-1, 0x1.887729e018beap-4, 0x1.ac16d676f5751p-8, \
      0x1.bb3abfe79efdp-14) /* p from 2^-42 */ \
    X(0x1.c59bcb8f21fa2p+2, -0x1.7a05358640bd2p-4, -0x1.410f0b4fe208cp-3, \
      -0x1.88c69bf1c5c62p-4, -0x1.9e9ec569bdfabp-6, -0x1.5d202cd58df1bp-9, \
      -0x1.389c0d0013f6p-14, 0x1.0349dbf1ed5a5p+1, 0x1.8eb912c6439d8p+0, \
      0x1.2077655aceb58p-1, 0x1.885ef2a1d4914p-4, 0x1.abe9105f29ac4p-8, \
      0x1.bad5fe9696498p-14) /* p from 2^-41 */ \
    X(0x1.bf6d4348f688ap+2, -0x1.7f0cb80927c6cp-4, -0x1.45449d347363ep-3, \
      -0x1.8dd51a7ebe7ebp-4, -0x1.a3d5e1ce6fe87p-6, -0x1.61623eb093b88p-9, \
      -0x1.3c42624fffdc4p-14, 0x1.0339cccb212d7p+1, 0x1.8e82ad5841cb2p+0, \
      0x1.2035767a44fd9p-1, 0x1.87d69fafa3bfap-4, 0x1.ab0d9b1c5932fp-8, \
      0x1.b976457be9fd5p-14) /* p from 2^-40 */ \
    X(0x1.b92965234cbbap+2, -0x1.844862e8e2eb6p-4, -0x1.49b5e7cfd3f6fp-3, \
      -0x1.934372b59c73dp-4, -0x1.a98fd45bdf343p-6, -0x1.6632128bd48ddp-9, \
      -0x1.408cad7de8a34p-14, 0x1.0333e80f21722p+1, 0x1.8e6e5e652e2b7p+0, \
      0x1.201c2fa918c76p-1, 0x1.87a018434252cp-4, 0x1.aaaf1dc38532bp-8, \
      0x1.b8c5a2de35a8cp-14) /* p from 2^-39 */ \
    X(0x1.b2cf50d7c8735p+2, -0x1.89bbce2183756p-4, -0x1.4e680e640951p-3, \
      -0x1.991b7e2ff0459p-4, -0x1.afdc7e48f4da9p-6, -0x1.6ba424a09809p-9, \
      -0x1.4597eeb2ca611p-14, 0x1.0339182159bbfp+1, 0x1.8e7f8524dd99fp+0, \
      0x1.20300b2ccef91p-1, 0x1.87c5922c80671p-4, 0x1.aadfb6a0387f6p-8, \
      0x1.b8e2a226ea0ccp-14) /* p from 2^-38 */ \
    X(0x1.ac5e1674eb694p+2, -0x1.8f6aec7cd00b6p-4, -0x1.532e8857b1c81p-3, \
      -0x1.9edee58239ce3p-4, -0x1.b5d70dfce8a25p-6, -0x1.708f28a0fd9c6p-9, \
      -0x1.49d9caa62fb56p-14, 0x1.032a289f67e1ep+1, 0x1.8e4cbef5ac5a7p+0, \
      0x1.1ff22c50365ep-1, 0x1.874497b588006p-4, 0x1.aa0d276abdffp-8, \
      0x1.b786eec9e00acp-14) /* p from 2^-37 */ \
    X(0x1.a5d4b4cc7d284p+2, -0x1.955a176231574p-4, -0x1.58358539ed6ccp-3, \
      -0x1.a50046832389ap-4, -0x1.bc4899312ff28p-6, -0x1.75f3b6bbbcee3p-9, \
      -0x1.4ea1fbf584539p-14, 0x1.03217dcce30f7p+1, 0x1.8e2f0b0fb467ap+0, \
      0x1.1fcd8169a1cf6p-1, 0x1.86f679337ad3ap-4, 0x1.a9887d099718dp-8, \
      0x1.b697e746bbfbp-14) /* p from 2^-36 */ \
    X(0x1.9f3217acef06bp+2, -0x1.9b8e1c942f0dep-4, -0x1.5d71685d07005p-3, \
      -0x1.ab5a314fcdc4ap-4, -0x1.c2eb4ad15cf5fp-6, -0x1.7b76966fc39b6p-9, \
      -0x1.53788b9388967p-14, 0x1.031503df7cc5p+1, 0x1.8e04951a83768p+0, \
      0x1.1f999f5c7b8e1p-1, 0x1.8689aa0a52057p-4, 0x1.a8d47289feafap-8, \
      0x1.b5637e9def0b4p-14) /* p from 2^-35 */ \
    X(0x1.987515dcf306fp+2, -0x1.a20c4e3d5a69dp-4, -0x1.63042410ea798p-3, \
      -0x1.b2420053ccff2p-4, -0x1.ca52ddb2bdab4p-6, -0x1.81d2789dc4e8ap-9, \
      -0x1.594f5d8f30c3p-14, 0x1.0316e0544f67cp+1, 0x1.8e0a67ddcd4b1p+0, \
      0x1.1f9fa33468f66p-1, 0x1.8692229dbcb54p-4, 0x1.a8d52ccf2d834p-8, \
      0x1.b52f02a5d19ffp-14) /* p from 2^-34 */ \
    X(0x1.919c6eceb77f1p+2, -0x1.a8da95c58e03bp-4, -0x1.68d229ea26bf8p-3, \
      -0x1.b9650201fd5b5p-4, -0x1.d1e6cd97dde59p-6, -0x1.883f362a42545p-9, \
      -0x1.5f1af625539abp-14, 0x1.0312b49bb346bp+1, 0x1.8dfbb0d3476c5p+0, \
      0x1.1f8ca88e32d54p-1, 0x1.8666e6344c66fp-4, 0x1.a8837b9c7c345p-8, \
      0x1.b47d4283c0acdp-14) /* p from 2^-33 */ \
    X(0x1.8aa6c7fe07fep+2, -0x1.afff8a05cbbcp-4, -0x1.6eda19ec46e8dp-3, \
      -0x1.c0b79b9850ff6p-4, -0x1.d98e99cbc666ap-6, -0x1.8e9c1ed68aecap-9, \
      -0x1.64b1b886187b4p-14, 0x1.03049416322c9p+1, 0x1.8dcb869f902aap+0, \
      0x1.1f51a7671fb41p-1, 0x1.85eaaafaac8efp-4, 0x1.a7b48f3b3af7ep-8, \
      0x1.b315e7b5ee2e3p-14) /* p from 2^-32 */ \
    X(0x1.8392a9e9d7bfbp+2, -0x1.b7828996ba496p-4, -0x1.752c0104b5ad5p-3, \
      -0x1.c85bdff491b5cp-4, -0x1.e180f65d49e1p-6, -0x1.952b20db8775ep-9, \
      -0x1.6a65cbb154679p-14, 0x1.02f29e685690bp+1, 0x1.8d8e6c998e09ep+0, \
      0x1.1f070fe33f8cap-1, 0x1.854e8bcaf7903p-4, 0x1.a6b358762195fp-8, \
      0x1.b1620b1bfc69ap-14) /* p from 2^-31 */ \
    X(0x1.7c5e7c964b0c3p+2, -0x1.bf6bda26913dbp-4, -0x1.7beca62b62ff6p-3, \
      -0x1.d0aafae36d184p-4, -0x1.ea55e5202c2e4p-6, -0x1.9caa77fb4da75p-9, \
      -0x1.712b9669495a7p-14, 0x1.02edf9c3d7d5ep+1, 0x1.8d7df751c0ea6p+0, \
      0x1.1ef1afdb36971p-1, 0x1.851d579dca0c3p-4, 0x1.a654dea473389p-8, \
      0x1.b08ed937fb52ap-14) /* p from 2^-30 */ \
    X(0x1.7508837ffd9adp+2, -0x1.c7c4ce02e691fp-4, -0x1.82f9cf1b1a533p-3, \
      -0x1.d93c4c7513439p-4, -0x1.f34c72dc927b2p-6, -0x1.a41e7cc7869bp-9, \
      -0x1.77b6bd45d03b2p-14, 0x1.02de2a78e5021p+1, 0x1.8d47d683dc6afp+0, \
      0x1.1eaeffdc4df2ep-1, 0x1.848fccfaad4ffp-4, 0x1.a566354d0c59bp-8, \
      0x1.aee741d0f8198p-14) /* p from 2^-29 */ \
    X(0x1.6d8ed8e3bc8cap+2, -0x1.d097f15684821p-4, -0x1.8a8940e5445b7p-3, \
      -0x1.e2950bf5c7648p-4, -0x1.fd4b2434c3e35p-6, -0x1.acac46b340212p-9, \
      -0x1.7f87a48b27443p-14, 0x1.02dc61ec3fafep+1, 0x1.8d411a7bc16fdp+0, \
      0x1.1ea55bb4dcbfep-1, 0x1.84764a3fe1d7ap-4, 0x1.a52afe96ec6b9p-8, \
      0x1.ae3c675852137p-14) /* p from 2^-28 */ \
    X(0x1.65ef6836d0fcep+2, -0x1.d9f1410a84e48p-4, -0x1.9277b75b0d7fdp-3, \
      -0x1.ec4522e89cadp-4, -0x1.03bf6637141c5p-5, -0x1.b53a5ac8fa66fp-9, \
      -0x1.871ff516b8af1p-14, 0x1.02cf202abe088p+1, 0x1.8d135939abd9p+0, \
      0x1.1e6c4d258c381p-1, 0x1.83fae14cdf39cp-4, 0x1.a4542c9a946d8p-8, \
      0x1.aca63cacc3257p-14) /* p from 2^-27 */ \
    X(0x1.5e27e7a2c646cp+2, -0x1.e3de6dcecd165p-4, -0x1.9ad6f5d978685p-3, \
      -0x1.f66c20a5fb8cep-4, -0x1.090b6da1ed484p-5, -0x1.be01b6a8613dbp-9, \
      -0x1.8eca4eb845d28p-14, 0x1.02ba27349dbf9p+1, 0x1.8ccb98b3679a5p+0, \
      0x1.1e13ff6bf1f56p-1, 0x1.833fc4e0e24a2p-4, 0x1.a31976c5d146cp-8, \
      0x1.aa79bf36d9c57p-14) /* p from 2^-26 */ \
    X(0x1.5635d04b92b6fp+2, -0x1.ee6f2e979862dp-4, -0x1.a3d6617540332p-3, \
      -0x1.00bb76469f647p-3, -0x1.0ee4cdcf7d725p-5, -0x1.c7e529c2f2a73p-9, \
      -0x1.97aa8d8a91b09p-14, 0x1.02af67661cad5p+1, 0x1.8ca6341dbbdeap+0, \
      0x1.1de4bf52234b7p-1, 0x1.82d73f20d9b15p-4, 0x1.a25c149d936d6p-8, \
      0x1.a8f587d4bf64ep-14) /* p from 2^-25 */ \
    X(0x1.4e1655172cea1p+2, -0x1.f9b5a6f1bddf1p-4, -0x1.ad5c310669195p-3, \
      -0x1.068426ab666d6p-3, -0x1.14f179a4b2be3p-5, -0x1.d1f3d8a34bfadp-9, \
      -0x1.a07c5607baacap-14, 0x1.02992740fa162p+1, 0x1.8c5a039f649a3p+0, \
      0x1.1d86ceec8d7bap-1, 0x1.820f6c99cccdap-4, 0x1.a10926591e50ap-8, \
      0x1.a690f01d8e9c3p-14) /* p from 2^-24 */ \
    X(0x1.45c657986fdbep+2, -0x1.02e37386e9533p-3, -0x1.b796d7a909adep-3, \
      -0x1.0cc195f2b2d3fp-3, -0x1.1b80ecf2d23bcp-5, -0x1.dced63933bb16p-9, \
      -0x1.aa2e3698807fcp-14, 0x1.02860c8cfca16p+1, 0x1.8c17fab44252ep+0, \
      0x1.1d34515c8e2f9p-1, 0x1.815c9b9f9c1b6p-4, 0x1.9fd0e278afd2fp-8, \
      0x1.a43ed3c5b71d9p-14) /* p from 2^-23 */ \
    X(0x1.3d425aa2a3f8p+2, -0x1.095dc6bd94934p-3, -0x1.c290b61c797a6p-3, \
      -0x1.1372ba0fb7f1cp-3, -0x1.2289201d48f24p-5, -0x1.e8afe41a48c6cp-9, \
      -0x1.b4915c4f12aacp-14, 0x1.02708090e17ep+1, 0x1.8bcdc4f288ffdp+0, \
      0x1.1cd803d228124p-1, 0x1.8095895b723cp-4, 0x1.9e7728b5c1f56p-8, \
      0x1.a1af6e893daf5p-14) /* p from 2^-22 */ \
    X(0x1.348671e405259p+2, -0x1.10584ac3fb314p-3, -0x1.ce77416904415p-3, \
      -0x1.1ac2a809dc81bp-3, -0x1.2a4b35d14c94fp-5, -0x1.f5d22f7b2a1a2p-9, \
      -0x1.c05b6ba8bf343p-14, 0x1.0262227966db7p+1, 0x1.8b9b6232c5b4cp+0, \
      0x1.1c97a8130835fp-1, 0x1.8005092a0b228p-4, 0x1.9d6b9a0a9245dp-8, \
      0x1.9f775383891bdp-14) /* p from 2^-21 */ \
    X(0x1.2b8e2dafa166fp+2, -0x1.17e430c64e85cp-3, -0x1.db4ac6086960ep-3, \
      -0x1.229bddcd46529p-3, -0x1.3293a6c9b557dp-5, -0x1.01df1c755fd5ep-8, \
      -0x1.ccb81feca418bp-14, 0x1.024cb66fce02ep+1, 0x1.8b50e1a3fe409p+0, \
      0x1.1c39b863d834ep-1, 0x1.7f366464faab2p-4, 0x1.9bf98c986b6cep-8, \
      0x1.9c92f9efeb5p-14) /* p from 2^-20 */ \
    X(0x1.225481d3132f8p+2, -0x1.20160b5fd448ep-3, -0x1.e939936f5108fp-3, \
      -0x1.2b232b863975ap-3, -0x1.3b947e1cc6b0ep-5, -0x1.097035ff5dff3p-8, \
      -0x1.da24e99057769p-14, 0x1.02354b209fd68p+1, 0x1.8aff375a468d9p+0, \
      0x1.1bd265e42b606p-1, 0x1.7e520da01b90cp-4, 0x1.9a5df86753d83p-8, \
      0x1.9952ed5c99b1fp-14) /* p from 2^-19 */ \
    X(0x1.18d3a5e852da9p+2, -0x1.2906b4d6ee85bp-3, -0x1.f85442762dc45p-3, \
      -0x1.344f8dc70a53bp-3, -0x1.452ad72203d24p-5, -0x1.116340688aadfp-8, \
      -0x1.e7f70df855319p-14, 0x1.0210527639adp+1, 0x1.8a7f8f760223fp+0, \
      0x1.1b333a07bbd49p-1, 0x1.7cfa0727a1a09p-4, 0x1.9807cbd38563dp-8, \
      0x1.94e69e2551868p-14) /* p from 2^-18 */ \
    X(0x1.0f04ecf684574p+2, -0x1.32d48477f70bap-3, -0x1.0474efdd67478p-2, \
      -0x1.3e65fc93f0cb9p-3, -0x1.4fbacc2f251d3p-5, -0x1.1a2a32f641e6bp-8, \
      -0x1.f7413f5c7fed2p-14, 0x1.01e9b34d9e023p+1, 0x1.89f9db6bd043bp+0, \
      0x1.1a8bdbd9cff28p-1, 0x1.7b8e06c295c46p-4, 0x1.9588050214506p-8, \
      0x1.901060c41cbc1p-14) /* p from 2^-17 */ \
    X(0x1.04e0914b868a5p+2, -0x1.3da4f52bb379ep-3, -0x1.0da3adb26c483p-2, \
      -0x1.499f27afbd554p-3, -0x1.5b8c5aa1c9773p-5, -0x1.240ddf431dfcep-8, \
      -0x1.044f05b72462cp-13, 0x1.01c5f0899922cp+1, 0x1.897ce13fca9a2p+0, \
      0x1.19ed536192b54p-1, 0x1.7a2e81144157ap-4, 0x1.930b464df972dp-8, \
      0x1.8afc993237358p-14) /* p from 2^-16 */ \
    X(0x1.f4bae02e1bc8ep+1, -0x1.49a6f17fca397p-3, -0x1.178cb7c094f95p-2, \
      -0x1.554ed72aeae55p-3, -0x1.674a46df240ffp-5, -0x1.2d427eccddc36p-8, \
      -0x1.0b9b4700348ap-13, 0x1.01642086b75fdp+1, 0x1.882f8e3e2e3aap+0, \
      0x1.18559074f03adp-1, 0x1.76d67118a823fp-4, 0x1.8d80a683c826p-8, \
      0x1.816f9d23e3922p-14) /* p from 2^-15 */ \
    X(0x1.dee15c58f9c22p+1, -0x1.5716171cab653p-3, -0x1.232b948ba8c89p-2, \
      -0x1.63d2e4ac7ec31p-3, -0x1.76fa389d47ee8p-5, -0x1.3acd4acc223c7p-8, \
      -0x1.17f03f548f5f4p-13, 0x1.015fa066ae072p+1, 0x1.88183d8daf724p+0, \
      0x1.182abb19a16eep-1, 0x1.764d862ca0ddep-4, 0x1.8c16187d4838ap-8, \
      0x1.7d03ac3830d2ap-14) /* p from 2^-14 */ \
    X(0x1.c81a77cf5d38ep+1, -0x1.663f76262e63dp-3, -0x1.300bb51c6f10cp-2, \
      -0x1.738dd39dda91ep-3, -0x1.87838ab62c4a6p-5, -0x1.489159e2486bp-8, \
      -0x1.23cd8be1d96bdp-13, 0x1.0128eb467682ep+1, 0x1.875728f5c8211p+0, \
      0x1.1732b51e5acdep-1, 0x1.741e3d79d1d09p-4, 0x1.880851b332b07p-8, \
      0x1.74680ddebd832p-14) /* p from 2^-13 */ \
    X(0x1.b046512aa5f53p+1, -0x1.7788a9c86dbf5p-3, -0x1.3e954163f435fp-2, \
      -0x1.851872cc3b057p-3, -0x1.99a68068bd862p-5, -0x1.574d581907e3ap-8, \
      -0x1.2ff27e891235ap-13, 0x1.00cf222615753p+1, 0x1.861e00e930134p+0, \
      0x1.15a7019f81a01p-1, 0x1.70b6d141dee85p-4, 0x1.81f04248555acp-8, \
      0x1.6837183c1f79cp-14) /* p from 2^-12 */ \
    X(0x1.973d5862e57fep+1, -0x1.8b7ac9a5780eap-3, -0x1.4f577f2296e94p-2, \
      -0x1.9948abc484acbp-3, -0x1.ae74acd31b8d7p-5, -0x1.68147911685a7p-8, \
      -0x1.3d73e4a869699p-13, 0x1.0064546aea711p+1, 0x1.84a7ed4298f0cp+0, \
      0x1.13cbb255e2743p-1, 0x1.6c97f3f52a884p-4, 0x1.7a79a57408f5fp-8, \
      0x1.58fa5c91ecd7ap-14) /* p from 2^-11 */ \
    X(0x1.7ccd7ab02a213p+1, -0x1.a2d3eb6a9a055p-3, -0x1.62eef3e806c35p-2, \
      -0x1.b0d3e0b2fb17fp-3, -0x1.c69a0cdb1e881p-5, -0x1.7b54f8c1d06b6p-8, \
      -0x1.4c5d697f8ebcdp-13, 0x1.ffc49d5851ec6p+0, 0x1.82de20e8ad964p+0, \
      0x1.1181fce8b2ea6p-1, 0x1.6777b6bed36fep-4, 0x1.710f7791de223p-8, \
      0x1.454dceb19b779p-14) /* p from 2^-10 */ \
    X(0x1.60b5d353018c2p+1, -0x1.bea46341f9ebap-3, -0x1.7a2c02242bcb5p-2, \
      -0x1.cc9024e10c808p-3, -0x1.e2b4483604556p-5, -0x1.912b07885f275p-8, \
      -0x1.5be79060c053ep-13, 0x1.fe6e929c0126fp+0, 0x1.80811758bc267p+0, \
      0x1.0e7751df9a387p-1, 0x1.609a036dcda7ap-4, 0x1.6452c8709a328p-8, \
      0x1.2a4fbfd15e8d9p-14) /* p from 2^-9 */ \
    X(0x1.429fd11029feap+1, -0x1.e08248752d2cap-3, -0x1.9624cd2093835p-2, \
      -0x1.ed600937e7241p-3, -0x1.017ed8686c46ap-4, -0x1.a8c17ce550fe2p-8, \
      -0x1.693e5e7bfb62dp-13, 0x1.fc74d739cc7f9p+0, 0x1.7d019240ad72ap+0, \
      0x1.09f5cb2f53556p-1, 0x1.566cf545b9352p-4, 0x1.5175bc05e3ce2p-8, \
      0x1.0288d5577ceddp-14) /* p from 2^-8 */ \
    X(0x1.2213b8576fdbap+1, -0x1.057523ed4b212p-2, -0x1.b87c3141c76b6p-2, \
      -0x1.0a347ac94b4d5p-2, -0x1.139d31207238fp-4, -0x1.bfaaa843086dap-8, \
      -0x1.6d60d1dadbfe6p-13, 0x1.f95b1972cf56dp+0, 0x1.7780fc80af9cfp+0, \
      0x1.02dbb9c3829e9p-1, 0x1.465ded3bf2915p-4, 0x1.33bb16a388515p-8, \
      0x1.892c7f3f2d83dp-15) /* p from 2^-7 */ \
    X(0x1.fcc812ed3a31cp+0, -0x1.21029de1eb649p-2, -0x1.e1ce2de3f6011p-2, \
      -0x1.1ed8b1a8d5cbep-2, -0x1.221e76c204efbp-4, -0x1.c35f912f5adecp-8, \
      -0x1.4806aa072cdep-13, 0x1.f292a4a5857c8p+0, 0x1.6baaa615c4243p+0, \
      0x1.e7d9f572e9c12p-2, 0x1.25b4e0a6f5e0fp-4, 0x1.f4dfe7aebbf83p-9, \
      0x1.668a95fd2949fp-16) /* p from 2^-6 */ \
    X(0x1.ad0a62bb61166p+0, -0x1.46b4cc07d433ep-2, -0x1.0b1711d93e9d2p-1, \
      -0x1.34c1c69adfd9p-2, -0x1.28dd0742b9c1cp-4, -0x1.9edb15becb869p-8, \
      -0x1.904480f76245dp-14, 0x1.e703c12c63f9bp+0, 0x1.576643141febcp+0, \
      0x1.b489bde6b500cp-2, 0x1.db46f37bfe65dp-5, 0x1.3342c4c73eb42p-9, \
      -0x1.3010010e2176p-16) /* p from 2^-5 */ \
    X(0x1.51692983b0b7dp+0, -0x1.7e5fa0317df3cp-2, -0x1.27bdfe69d4f5cp-1, \
      -0x1.391def4e921fdp-2, -0x1.fea6da4e3e6f8p-5, -0x1.c0f438c3681c1p-9, \
      0x1.4880dd817e045p-14, 0x1.caff2a09ea58ap+0, 0x1.27f6b50ac9f69p+0, \
      0x1.425f78273bb99p-2, 0x1.ea826433e0614p-6, -0x1.f859bf88a6c4cp-13, \
      -0x1.e3a90289efa9fp-15) /* p from 2^-4 */ \
    X(0x1.c63812e37d718p-1, -0x1.db8e2c4011b55p-2, -0x1.3e20f1d3b3f61p-1, \
      -0x1.01fa0c64a4df7p-2, -0x1.81300c364043fp-6, 0x1.a7280cda4128ep-9, \
      0x1.077426ff52285p-12, 0x1.8b3ea47f25466p+0, 0x1.8936b35da7d23p-1, \
      0x1.c000d894a6b01p-4, -0x1.67e5e49f0094dp-7, -0x1.1ac5d1f2b1d3cp-9, \
      0x1.531356df5af9ap-16) /* p from 2^-3 */ \
    X(0x1.5956b87528a49p-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) /* p = 2^-2 alone */ \
    X(0x1.40d931ff62706p+0, 0x1.4ffddeaa22ab6p-2, -0x1.2af186bd421dep-1, \
      0x1.415f66b3e68e5p-2, -0x1.92c606e9d2ac3p-5, 0x1.89d0756aa07b5p-12, 0, \
      -0x1.2a24cdb28dd21p+1, 0x1.dd2ffc427e0fbp+0, -0x1.2be112293fdb2p-1, \
      0x1.d2aa427fa7bebp-5, 0, 0) /* the centre */

#define HYSI_NORMAL_DEEP_COLUMNS(X) \
    X(27, 6.75, 9.5, 13.5, 19) \
    X(0x1.fb2255426190bp+4, 0x1.efa01aacfd7cbp+2, 0x1.60570c7588699p+3, \
      0x1.f800b2bca5116p+3, 0x1.640aa25dac50cp+4) \
    X(0x1.2e033c6b76a58p+0, 0x1.3069cc46ffaddp+0, 0x1.2fbc5310436bbp+0, \
      0x1.2efaaed37cc2bp+0, 0x1.2e68e008bc60ap+0) \
    X(-0x1.0f81e92e9eca7p-14, -0x1.9d05b1e708e78p-12, -0x1.e841c7919fe48p-12, \
      -0x1.26dd3ffd0cd4bp-12, -0x1.2b2edddd84ce1p-13) \
    X(0x1.f5c5fd5578d01p-20, -0x1.228b307576d69p-14, 0x1.fd605b5157975p-17, \
      0x1.a12278004c98cp-17, 0x1.67aa332010211p-18) \
    X(-0x1.d4e73df474959p-25, 0x1.8ab35427d9319p-16, 0x1.11abcef8455bfp-20, \
      -0x1.eac81a2f81c83p-22, -0x1.a80ead957f9efp-23) \
    X(0x1.b4ab429e781cdp-30, -0x1.484944842a24p-18, -0x1.580ed53e478c2p-22, \
      0x1.c77dd78652bfbp-28, 0x1.d61e998a48be6p-28) \
    X(-0x1.901d848ffc26ep-35, 0x1.d34afdf3ea4dp-21, 0x1.ba2ea34fe92d8p-25, \
      0x1.407aa11473432p-30, -0x1.c28b686835b16p-33) \
    X(0x1.6322a8d67a0ep-40, -0x1.330385e8afa61p-23, -0x1.da5ea3ef4b086p-28, \
      -0x1.a0690d6d7ef06p-33, 0x1.0d0386a460e4ep-38) \
    X(-0x1.2a515fc71f708p-45, 0x1.7f357643958cdp-26, 0x1.d2e613acc900dp-31, \
      0x1.68b955d2af49dp-36, 0x1.ff0d4cf86ecb6p-44) \
    X(0x1.c12d4fc7d33b4p-51, -0x1.cc7f8c38bb2afp-29, -0x1.b4aa59605d884p-34, \
      -0x1.0f71a37f40252p-39, -0x1.721e6db42c1e4p-46) \
    X(-0x1.42cae5d119a95p-57, 0x1.0d7ef1c7bfa2fp-31, 0x1.8f0567c217132p-37, \
      0x1.7dee5cbb81303p-43, 0x1.4839b18000dbfp-49) \
    X(-0x1.d051255f07a15p-62, -0x1.3274f0688da32p-34, -0x1.64395e48a6a36p-40, \
      -0x1.00d0077944c79p-46, -0x1.b29e10454868ap-53) \
    X(-0x1.802c9d4805248p-63, 0x1.19213c9ed61e6p-37, 0x1.abbbf1b796421p-44, \
      0x1.29eec5ddb91aap-50, -0x1.0d64e745a2809p-55) \
    X(0x1.34a3cf8c3b6f4p-66, -0x1.559d40645633cp-41, -0x1.676854d1235edp-49, \
      -0x1.453a56330c109p-54, 0x1.8326893d29127p-58) \
    X(0x1.88c3eb71de3fdp-69, 0x1.aeda7254765e3p-42, 0x1.b94364bd7fa32p-48, \
      0x1.048718cc3132ep-56, 0x1.5505a65818e1dp-60) \
    X(-0x1.5fe1cf777c0ecp-72, -0x1.264b52a695e77p-43, -0x1.fd5fc4ec6ec13p-50, \
      -0x1.202da62d7d74ap-59, -0x1.dc4a49aff455cp-63)
/* clang-format on */

#endif
