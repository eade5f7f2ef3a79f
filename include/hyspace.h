/* hyspace: samples of hyperparameter search spaces, in bulk, bit for bit reproducible.
 *
 *   #include <hyspace.h>
 *
 *   hys_space *lr;
 *   if (hys_space_log(&lr, 1e-5, 1e-1, 10) != HYS_OK) ...
 *   hys_source source = hys_source_native(hys_key_from_seed(42));
 *   float out[1000];
 *   if (hys_sample_f32(lr, &source, 0, 1000, out) != HYS_OK) ...
 *   hys_space_free(lr);
 *
 * Sample i is a pure function of (space, type, stream, key, dim, i): the same bits on every CPU,
 * instruction set, compiler, thread count, split and rank. docs/spec.md fixes every bit.
 *
 * Thread safety, of everything below: objects are immutable once built, so any number of threads
 * may use one space or domain at a time; only freeing must not race with a use. No call prints,
 * aborts, starts a thread or reads the environment (HYSPACE_ISA apart); none allocates but the
 * constructors. Every call that computes sets round-to-nearest without flush-to-zero and restores
 * the caller's floating-point state, exception flags included, before it returns.
 *
 * Not a cryptographic generator.
 */
#ifndef HYSPACE_H
#define HYSPACE_H

#include <hyspace/version.h>
#include <hyspace/status.h>
#include <hyspace/key.h>
#include <hyspace/source.h>
#include <hyspace/stream.h>
#include <hyspace/space.h>
#include <hyspace/kind.h>
#include <hyspace/sample.h>
#include <hyspace/transform.h>
#include <hyspace/domain.h>
#include <hyspace/encode.h>
#include <hyspace/density.h>
#include <hyspace/mixture.h>
#include <hyspace/discrepancy.h>
#include <hyspace/isa.h>

#endif
