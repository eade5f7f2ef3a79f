/* Sampling: out[k] is sample number first + k.
 *
 * Any range of samples costs the same to reach, and a batch gives the bytes that any split of it
 * into smaller batches gives. n = 0 is legal and touches nothing. first + n is at most 2^64, or the
 * number of rows of a design that has an end (hys_space_rows). out holds n elements and is aligned
 * to its element.
 *
 * Errors, in this order: HYS_E_NULL (out may be NULL where n = 0); HYS_E_ISA (HYSPACE_ISA names an
 * instruction set that is unknown or not available); HYS_E_STREAM_UNKNOWN, HYS_E_STREAM_RESERVED,
 * HYS_E_STREAM_ROWS, HYS_E_STREAM_POINTS, HYS_E_STREAM (this space not under this stream; a Sobol
 * dimension beyond HYS_DIMENSION_MAX; more rows of a Latin hypercube than the type's draws tell
 * apart: 2^22 of 32 bits, 2^32 of 64 bits); HYS_E_TYPE; HYS_E_INDEX. Nothing is written then.
 *
 * A call takes up to 40 KiB of the calling thread's stack.
 */
#ifndef HYSPACE_SAMPLE_H
#define HYSPACE_SAMPLE_H

#include <stddef.h>
#include <stdint.h>
#include <hyspace/source.h>
#include <hyspace/space.h>
#include <hyspace/status.h>
#include <hyspace/stream.h>
#include <hyspace/version.h>

HYS_BEGIN_DECLS

HYS_API HYS_CHECK hys_status hys_sample_f32(const hys_space *space, const hys_source *source,
                                            uint64_t first, size_t n, float *out);
HYS_API HYS_CHECK hys_status hys_sample_f64(const hys_space *space, const hys_source *source,
                                            uint64_t first, size_t n, double *out);
HYS_API HYS_CHECK hys_status hys_sample_i32(const hys_space *space, const hys_source *source,
                                            uint64_t first, size_t n, int32_t *out);
HYS_API HYS_CHECK hys_status hys_sample_i64(const hys_space *space, const hys_source *source,
                                            uint64_t first, size_t n, int64_t *out);
HYS_API HYS_CHECK hys_status hys_sample_index(const hys_space *space, const hys_source *source,
                                              uint64_t first, size_t n, uint32_t *out);

/* The same for any type: out points to n elements of it. */
HYS_API HYS_CHECK hys_status hys_sample(const hys_space *space, const hys_source *source,
                                        uint64_t first, size_t n, hys_type type, void *out);

/* The same by a stream that was opened for single spaces, else HYS_E_STREAM. */
HYS_API HYS_CHECK hys_status hys_sample_from(const hys_space *space, const hys_stream *opened,
                                             uint64_t first, size_t n, hys_type type, void *out);

/* The samples of these n numbers instead of a range: out[k] is what hys_sample gives for
 * sample numbers[k], bit for bit. The numbers may be any, in any order, repeated or not;
 * consecutive ones are drawn together, others one at a time (some 50 ns). numbers and out must not
 * overlap. Errors as hys_sample (HYS_E_NULL for numbers, too); HYS_E_INDEX only of a design that
 * has an end, for a number beyond it. */
HYS_API HYS_CHECK hys_status hys_sample_indices(const hys_space *space, const hys_source *source,
                                                const uint64_t *numbers, size_t n, hys_type type,
                                                void *out);
HYS_API HYS_CHECK hys_status hys_sample_indices_from(const hys_space *space,
                                                     const hys_stream *opened,
                                                     const uint64_t *numbers, size_t n,
                                                     hys_type type, void *out);

/* The number of rows of a space under a source: those of a Latin hypercube, or the points of a
 * grid; *rows is 0 where all 2^64 numbers have a row. Errors, in this order: HYS_E_NULL;
 * HYS_E_STREAM_UNKNOWN; HYS_E_STREAM_RESERVED; HYS_E_STREAM_ROWS; HYS_E_STREAM_POINTS. *rows is not
 * written then. */
HYS_API HYS_CHECK hys_status hys_space_rows(const hys_space *space, const hys_source *source,
                                            uint64_t *rows);

/* The raw words of a stream, one a draw: first and n count draws. Under the JAX streams these are
 * the words of jax.random.bits, u64 with HYS_X64 only (else HYS_E_TYPE). Natively the two widths
 * are independent of one another; of a Sobol design the 32-bit draw is the high half of the 64-bit
 * draw, and of a Latin hypercube both are in one stratum. Grids have no draws (HYS_E_STREAM). */
HYS_API HYS_CHECK hys_status hys_bits_u32(const hys_source *source, uint64_t first, size_t n,
                                          uint32_t *out);
HYS_API HYS_CHECK hys_status hys_bits_u64(const hys_source *source, uint64_t first, size_t n,
                                          uint64_t *out);
HYS_API HYS_CHECK hys_status hys_bits_u32_from(const hys_stream *opened, uint64_t first, size_t n,
                                               uint32_t *out);
HYS_API HYS_CHECK hys_status hys_bits_u64_from(const hys_stream *opened, uint64_t first, size_t n,
                                               uint64_t *out);

/* Uniform in [0, 1), one number a draw: first and n count draws. Natively k * 2^-24 with k the high
 * 24 bits of the 32-bit draw, k * 2^-53 with k the high 53 bits of the 64-bit draw; under the JAX
 * streams jax.random.uniform, f32 without HYS_X64, f64 with it. */
HYS_API HYS_CHECK hys_status hys_unit_f32(const hys_source *source, uint64_t first, size_t n,
                                          float *out);
HYS_API HYS_CHECK hys_status hys_unit_f64(const hys_source *source, uint64_t first, size_t n,
                                          double *out);
HYS_API HYS_CHECK hys_status hys_unit_f32_from(const hys_stream *opened, uint64_t first, size_t n,
                                               float *out);
HYS_API HYS_CHECK hys_status hys_unit_f64_from(const hys_stream *opened, uint64_t first, size_t n,
                                               double *out);

HYS_END_DECLS

#endif
