/* The Sobol streams: Sobol's sequence, plain or scrambled. docs/spec.md, section 2.3. */
#include <config.h>

#include <string.h>

#include "src/stream.h"
#include "src/streams/sobol_directions.h"

/* Where the words of a column's matrix, shift and hash begin. */
enum { MATRIX = 0, SHIFT = 64, OWEN = 65 };

static enum hysi_use use(uint32_t flags)
{
    (void)flags;
    return HYSI_USE_NATIVE;
}

static hys_status fits(const struct hysi_opened *opened, const struct hysi_column_id *column,
                       uint8_t bits)
{
    (void)opened;
    (void)bits;
    return column->dimension < HYSI_SOBOL_DIMENSIONS ? HYS_OK : HYS_E_STREAM;
}

static void derive(struct hysi_opened *opened, bool wide)
{
    (void)wide;
    hysi_native_plane(opened, HYSI_DESIGN_PLANE);
}

static void plain(const struct hysi_opened *opened, const struct hysi_kernels *kernels,
                  const struct hysi_column_id *column, union hysi_design *design)
{
    (void)opened;
    (void)kernels;
    memset(&design->sobol, 0, sizeof design->sobol);
    hysi_sobol_directions((uint32_t)column->dimension, design->sobol.directions);
}

static void shifted(const struct hysi_opened *opened, const struct hysi_kernels *kernels,
                    const struct hysi_column_id *column, union hysi_design *design)
{
    plain(opened, kernels, column, design);
    hysi_design_words(opened, kernels, column->dim, SHIFT, 1, &design->sobol.shift);
}

static void hashed(const struct hysi_opened *opened, const struct hysi_kernels *kernels,
                   const struct hysi_column_id *column, union hysi_design *design)
{
    uint64_t seeds[2];

    plain(opened, kernels, column, design);
    hysi_design_words(opened, kernels, column->dim, OWEN, 2, seeds);
    design->sobol.add = seeds[0];
    design->sobol.factor = seeds[1] | 1;
}

static void scrambled(const struct hysi_opened *opened, const struct hysi_kernels *kernels,
                      const struct hysi_column_id *column, union hysi_design *design)
{
    uint64_t words[SHIFT + 1];

    plain(opened, kernels, column, design);
    hysi_design_words(opened, kernels, column->dim, MATRIX, SHIFT + 1, words);
    hysi_sobol_scramble(words, design->sobol.directions);
    design->sobol.shift = words[SHIFT];
}

static void key(const struct hysi_opened *opened, const struct hysi_column_id *column,
                const union hysi_design *design, const struct hysi_route *route, uint32_t d,
                struct hysi_engine_key *engine_key)
{
    (void)opened;
    (void)column;
    (void)route;
    (void)d; /* a native head takes one draw a sample */
    engine_key->sobol.directions = design->sobol.directions;
    engine_key->sobol.shift = design->sobol.shift;
    engine_key->sobol.add = design->sobol.add;
    engine_key->sobol.factor = design->sobol.factor;
}

#define SOBOL(keyed)                                                                         \
    .traits = HYS_STREAM_DIM | HYS_STREAM_DRAWS | HYS_STREAM_NATIVE | (keyed), .version = 1, \
    .outruns_memory = true, .use = use, .fits = fits, .key = key
#define SCRAMBLED SOBOL(HYS_STREAM_KEYED), .derive = derive

const struct hysi_stream_kind hysi_stream_sobol = {
    SCRAMBLED,
    .id = HYS_SOBOL,
    .name = "sobol",
    .summary = "a Sobol design, scrambled by a random matrix and shifted",
    .engine = {HYSI_ENGINE_sobol32, HYSI_ENGINE_sobol64},
    .design = scrambled,
};

const struct hysi_stream_kind hysi_stream_sobol_owen = {
    SCRAMBLED,
    .id = HYS_SOBOL_OWEN,
    .name = "sobol_owen",
    .summary = "a Sobol design, scrambled digit by digit by a hash",
    .engine = {HYSI_ENGINE_owen32, HYSI_ENGINE_owen64},
    .design = hashed,
};

const struct hysi_stream_kind hysi_stream_sobol_shift = {
    SCRAMBLED,
    .id = HYS_SOBOL_SHIFT,
    .name = "sobol_shift",
    .summary = "a Sobol design, shifted only",
    .engine = {HYSI_ENGINE_sobol32, HYSI_ENGINE_sobol64},
    .design = shifted,
};

const struct hysi_stream_kind hysi_stream_sobol_plain = {
    SOBOL(0),
    .id = HYS_SOBOL_PLAIN,
    .name = "sobol_plain",
    .summary = "Sobol's sequence itself, as scipy and torch have it without a scramble",
    .engine = {HYSI_ENGINE_sobol32, HYSI_ENGINE_sobol64},
    .design = plain,
};
