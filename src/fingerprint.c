/* Fingerprints of spaces and domains: XXH3 of their canonical bytes, docs/spec.md, section 7. */
#include <config.h>

#include <string.h>
#include <xxhash.h>

#include "src/bitcast.h"
#include "src/domain.h"
#include "src/space.h"

static void put_word(XXH3_state_t *state, uint64_t x)
{
    x = hysi_little_endian(x);
    XXH3_128bits_update(state, &x, sizeof x);
}

static void put_text(XXH3_state_t *state, const char *text)
{
    const size_t length = strlen(text);
    put_word(state, length);
    XXH3_128bits_update(state, text, length);
}

/* As if they were an extra parameter, so that the fingerprints of lists of strings stay. */
static void put_scalars(XXH3_state_t *state, const hys_argument *argument)
{
    put_text(state, "scalars");
    put_word(state, argument->count);
    for (size_t i = 0; i < argument->count; i++)
        put_word(state, argument->scalars[i]);
}

static void put_argument(XXH3_state_t *state, const hys_argument *argument, bool is_extra)
{
    switch (argument->type) {
    /* Bounds of -0 and +0 give the same space. */
    case HYS_PARAM_REAL: put_word(state, hysi_bits64(argument->real + 0.0)); break;
    case HYS_PARAM_INTEGER: put_word(state, (uint64_t)argument->integer); break;
    case HYS_PARAM_WORD: put_text(state, argument->word); break;
    case HYS_PARAM_SWITCH: put_word(state, argument->on != 0); break;
    case HYS_PARAM_REALS:
        put_word(state, argument->count);
        /* A value of -0 is not +0, since samples show it; a weight of -0 is. */
        for (size_t i = 0; i < argument->count; i++)
            put_word(state, hysi_bits64(argument->reals[i] + (is_extra ? 0.0 : -0.0)));
        break;
    default:
        put_word(state, argument->count);
        for (size_t i = 0; i < argument->count; i++)
            put_text(state, argument->names[i]);
        if (argument->scalars)
            put_scalars(state, argument);
    }
}

static void put_space(XXH3_state_t *state, const struct hys_space *space)
{
    put_word(state, (uint64_t)space->kind->id);
    for (size_t p = 0; p < space->kind->params; p++) {
        const hys_param *param = &space->kind->param[p];
        if (param->optional == HYS_PARAM_EXTRA && hys_space_is_preset(space, p))
            continue;
        if (param->optional == HYS_PARAM_EXTRA)
            put_text(state, param->name);
        put_argument(state, &space->argument[p], param->optional == HYS_PARAM_EXTRA);
    }
}

static void put_domain(XXH3_state_t *state, const struct hys_domain *domain)
{
    put_word(state, 0); /* tells a domain from a space, whose kind stands here */
    put_word(state, domain->columns);
    for (size_t rank = 0; rank < domain->columns; rank++) {
        const struct hysi_column *column = &domain->column[domain->sorted[rank]];
        put_text(state, column->name);
        put_word(state, column->space->fingerprint[0]);
        put_word(state, column->space->fingerprint[1]);
    }
}

static bool start(XXH3_state_t **state)
{
    *state = XXH3_createState();
    return *state && XXH3_128bits_reset(*state) == XXH_OK;
}

static void finish(XXH3_state_t *state, uint64_t fingerprint[2])
{
    const XXH128_hash_t hash = XXH3_128bits_digest(state);
    fingerprint[0] = hash.low64;
    fingerprint[1] = hash.high64;
    XXH3_freeState(state);
}

bool hysi_space_fingerprint(struct hys_space *space)
{
    XXH3_state_t *state;
    if (!start(&state))
        return false;
    put_space(state, space);
    finish(state, space->fingerprint);
    return true;
}

bool hysi_domain_fingerprint(struct hys_domain *domain)
{
    XXH3_state_t *state;
    if (!start(&state))
        return false;
    put_domain(state, domain);
    finish(state, domain->fingerprint);
    return true;
}

void hys_space_fingerprint(const hys_space *space, uint64_t out[2])
{
    memcpy(out, space->fingerprint, sizeof space->fingerprint);
}

void hys_domain_fingerprint(const hys_domain *domain, uint64_t out[2])
{
    memcpy(out, domain->fingerprint, sizeof domain->fingerprint);
}
