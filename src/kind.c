/* The list of kinds, what they say of themselves, and the constructors. */
#include <config.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "src/cpu.h"
#include "src/fpenv.h"
#include "src/kind.h"
#include "src/space.h"

static const struct hysi_kind *const kinds[] = {
#define X(name) &hysi_kind_##name,
    HYSI_KINDS(X)
#undef X
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static const struct hysi_kind *find(hys_kind kind)
{
    for (size_t i = 0; i < KINDS; i++)
        if (kinds[i]->id == kind)
            return kinds[i];
    return NULL;
}

/* ---- what they say of themselves ---- */

size_t hys_kind_count(void) { return KINDS; }

hys_kind hys_kind_at(size_t i) { return i < KINDS ? kinds[i]->id : 0; }

hys_kind hys_kind_from_name(const char *name)
{
    for (size_t i = 0; name && i < KINDS; i++)
        if (!strcmp(kinds[i]->name, name))
            return kinds[i]->id;
    return 0;
}

const char *hys_kind_name(hys_kind kind)
{
    const struct hysi_kind *found = find(kind);
    return found ? found->name : NULL;
}

const char *hys_kind_word(hys_kind kind)
{
    const struct hysi_kind *found = find(kind);
    return found ? found->word : NULL;
}

const char *hys_kind_summary(hys_kind kind)
{
    const struct hysi_kind *found = find(kind);
    return found ? found->summary : NULL;
}

uint32_t hys_kind_traits(hys_kind kind)
{
    const struct hysi_kind *found = find(kind);
    return found ? found->traits : 0;
}

size_t hys_kind_params(hys_kind kind)
{
    const struct hysi_kind *found = find(kind);
    return found ? found->params : 0;
}

const hys_param *hys_kind_param(hys_kind kind, size_t p)
{
    const struct hysi_kind *found = find(kind);
    return found && p < found->params ? &found->param[p] : NULL;
}

/* ---- construction ---- */

static bool lacks_its_pointer(const hys_argument *argument)
{
    switch (argument->type) {
    case HYS_PARAM_WORD: return !argument->word;
    case HYS_PARAM_REALS: return !argument->reals;
    case HYS_PARAM_NAMES: return !argument->names;
    default: return false;
    }
}

/* The parameter's own word that is equal to a word, or NULL. */
static const char *word_of(const hys_param *param, const char *word)
{
    for (const char *const *at = param->words; *at; at++)
        if (!strcmp(*at, word))
            return *at;
    return NULL;
}

/* The argument of a parameter that is left out: its preset, or no value. */
static hys_argument left_out(const hys_param *param)
{
    hys_argument argument = {.type = param->type};

    if (isnan(param->preset))
        return (hys_argument){0};
    switch (param->type) {
    case HYS_PARAM_REAL: argument.real = param->preset; break;
    case HYS_PARAM_INTEGER: argument.integer = (int64_t)param->preset; break;
    case HYS_PARAM_WORD: argument.word = param->words[(size_t)param->preset]; break;
    case HYS_PARAM_SWITCH: argument.on = param->preset != 0; break;
    default: argument.type = 0; /* a list has no preset */
    }
    return argument;
}

/* Copies the arguments given, and fills in presets for those that are left out. On
 * HYS_E_KIND_ARGUMENT *bad is the parameter at fault. */
static hys_status fill_presets(const struct hysi_kind *kind, const hys_argument *given,
                               size_t count, hys_argument settled[HYSI_MOST_PARAMS], size_t *bad)
{
    for (size_t p = 0; p < kind->params; p++) {
        const hys_param *param = &kind->param[p];
        const bool is_given = p < count && given[p].type;
        const bool is_plain = !is_given || !given[p].reserved;
        const bool is_word = is_given && given[p].type == HYS_PARAM_WORD && param->words;
        const char *word = is_word ? word_of(param, given[p].word) : NULL;
        if (is_given ? given[p].type != param->type || (is_word && !word) || !is_plain
                     : !param->optional) {
            *bad = p;
            return HYS_E_KIND_ARGUMENT;
        }
        settled[p] = is_given ? given[p] : left_out(param);
        if (is_word)
            settled[p].word = word;
    }
    return HYS_OK;
}

static const char *const *copy_names(struct hys_space *space, const char *const *names,
                                     size_t count)
{
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++)
        bytes += strlen(names[i]) + 1;

    const char **copies = hysi_space_memory(space, count, sizeof *copies);
    char *text = hysi_space_memory(space, bytes, 1);
    if (!copies || !text)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        const size_t length = strlen(names[i]) + 1;
        copies[i] = memcpy(text, names[i], length);
        text += length;
    }
    return copies;
}

/* NULL where all names are strings. *done is false when memory runs out. */
static const hys_scalar *copy_scalars(struct hys_space *space, const hys_scalar *scalars,
                                      size_t count, bool *done)
{
    size_t strings = 0;
    while (scalars && strings < count && scalars[strings] == HYS_SCALAR_STRING)
        strings++;
    if (!scalars || strings == count)
        return NULL;
    hys_scalar *copies = hysi_space_memory(space, count, sizeof *copies);
    *done = *done && copies;
    return copies ? memcpy(copies, scalars, count * sizeof *copies) : NULL;
}

static bool copy_arguments(struct hys_space *space, const hys_argument *given)
{
    const size_t params = space->kind->params;
    bool done = true;
    hys_argument *own = hysi_space_memory(space, params, sizeof *own);

    if (!own)
        return false;
    memcpy(own, given, params * sizeof *own);
    space->argument = own;
    for (size_t p = 0; p < params; p++) {
        if (own[p].type == HYS_PARAM_REALS) {
            double *reals = hysi_space_memory(space, own[p].count, sizeof *reals);
            own[p].reals =
                reals ? memcpy(reals, given[p].reals, own[p].count * sizeof *reals) : NULL;
        } else if (own[p].type == HYS_PARAM_NAMES) {
            own[p].names = copy_names(space, given[p].names, own[p].count);
            own[p].scalars = copy_scalars(space, given[p].scalars, own[p].count, &done);
        }
        if (lacks_its_pointer(&own[p]))
            return false;
    }
    return done;
}

static hys_status build(struct hys_space *space, const hys_argument *given, size_t *bad)
{
    const struct hysi_kind *kind = space->kind;

    if (!copy_arguments(space, given))
        return HYS_E_MEMORY;
    if (!kind->fill) {
        space->extent.lower = space->argument[0].real;
        space->extent.upper = space->argument[1].real;
    }
    hys_status status = kind->fill ? kind->fill(space, bad) : HYS_OK;
    if (status == HYS_OK)
        status = hysi_plan_routes(space);
    if (status == HYS_OK && !hysi_space_fingerprint(space))
        status = HYS_E_MEMORY;
    return status;
}

/* Checks and builds. Not inlined, so that its arithmetic stays between hysi_fpenv_enter and
 * hysi_fpenv_leave. */
__attribute__((noinline)) static hys_status
construct(hys_space **result, const struct hysi_kind *kind, const hys_argument *given, size_t *bad)
{
    hys_status status = kind->check(given, bad);
    struct hys_space *space;

    if (status != HYS_OK)
        return status;
    *bad = kind->params;
    if (!(space = calloc(1, sizeof *space)))
        return HYS_E_MEMORY;
    atomic_init(&space->references, 1);
    space->kind = kind;
    if ((status = build(space, given, bad)) != HYS_OK)
        hys_space_free(space);
    else
        *result = space;
    return status;
}

hys_status hys_space_new(hys_space **space, hys_kind kind, const hys_argument *arguments,
                         size_t count, size_t *bad)
{
    const struct hysi_kind *found = find(kind);
    const size_t whole = found ? found->params : 0;
    hys_argument settled[HYSI_MOST_PARAMS];
    size_t unused, fault = whole;
    hys_status status;

    bad = bad ? bad : &unused;
    *bad = whole;
    if (!space)
        return HYS_E_NULL;
    *space = NULL;
    if (!arguments && count > 0)
        return HYS_E_NULL;
    if (!found)
        return HYS_E_KIND_UNKNOWN;
    if (count > whole)
        return HYS_E_KIND_ARGUMENT;
    for (size_t p = 0; p < count; p++)
        if (lacks_its_pointer(&arguments[p])) {
            *bad = p;
            return HYS_E_NULL;
        }
    if ((status = fill_presets(found, arguments, count, settled, bad)) != HYS_OK)
        return status;
    if ((found->traits & HYS_KIND_FMA) && !hysi_cpu_has_fma())
        return HYS_E_ISA;
    const hysi_fpenv caller = hysi_fpenv_enter();
    status = construct(space, found, settled, &fault);
    hysi_fpenv_leave(caller);
    if (status != HYS_OK)
        *bad = fault;
    return status;
}

/* ---- the constructors by name ---- */

#define REAL(x) ((hys_argument){.type = HYS_PARAM_REAL, .real = x})
#define NEW(space, kind, ...)                       \
    const hys_argument arguments[] = {__VA_ARGS__}; \
    return hys_space_new(space, kind, arguments, sizeof arguments / sizeof arguments[0], NULL)

hys_status hys_space_linear(hys_space **space, double lower, double upper)
{
    NEW(space, HYS_LINEAR, REAL(lower), REAL(upper));
}

hys_status hys_space_log(hys_space **space, double lower, double upper, double base)
{
    NEW(space, HYS_LOG, REAL(lower), REAL(upper), REAL(base));
}

hys_status hys_space_qlinear(hys_space **space, double lower, double upper)
{
    NEW(space, HYS_QLINEAR, REAL(lower), REAL(upper));
}

hys_status hys_space_qlog(hys_space **space, double lower, double upper, double base)
{
    NEW(space, HYS_QLOG, REAL(lower), REAL(upper), REAL(base));
}

hys_status hys_space_discrete(hys_space **space, const double *values, size_t count)
{
    NEW(space, HYS_DISCRETE, {.type = HYS_PARAM_REALS, .reals = values, .count = count});
}

hys_status hys_space_labels(hys_space **space, const char *const *labels, size_t count)
{
    NEW(space, HYS_LABELS, {.type = HYS_PARAM_NAMES, .names = labels, .count = count});
}
