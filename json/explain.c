/* Parameters are found by their names, so kinds that share one share its words. */
#include <config.h>

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/explain.h"
#include "json/path.h"
#include "json/phrases.h"

/* The number of a kind's parameter; that of its parameters if it has none of that name. */
static size_t find_param(hys_kind kind, const char *name)
{
    size_t p = 0;
    while (p < hys_kind_params(kind) && strcmp(hys_kind_param(kind, p)->name, name) != 0)
        p++;
    return p;
}

/* Whether the kind has a parameter that the request leaves out, and that has no preset. */
static bool lacks(const struct hysi_request *request, const char *name)
{
    const size_t p = find_param(request->kind, name);
    return p < hys_kind_params(request->kind) && !request->argument[p].type &&
           isnan(hys_kind_param(request->kind, p)->preset);
}

/* ---- bounds on a log axis ---- */

static void explain_positive(char out[HYSI_EXPLAINED], hys_kind kind, const hys_param *param)
{
    const char *must = "must be above 0";

    if (!strcmp(param->name, "about"))
        must = "must be above upper";
    else if (param->type == HYS_PARAM_INTEGER)
        must = "must be at least 1";
    else if (kind == HYS_LOGNORMAL && !strcmp(param->name, "lower"))
        must = "must be at least 0";
    else if (find_param(kind, "about") < hys_kind_params(kind))
        must = "must be above 0 unless about is given";
    snprintf(out, HYSI_EXPLAINED, "%s", must);
}

/* ---- contracts ---- */

/* Gives the bounds that a request leaves out some value. */
static struct hysi_request with_bounds(const struct hysi_request *request)
{
    struct hysi_request whole = *request;
    const bool lower = lacks(request, "lower"), upper = lacks(request, "upper");
    hys_argument *const low = &whole.argument[find_param(request->kind, "lower")],
                        *const up = &whole.argument[find_param(request->kind, "upper")];

    if (lower)
        *low = (hys_argument){.type = HYS_PARAM_REAL,
                              .real = upper ? 0 : nextafter(up->real, -(double)INFINITY)};
    if (upper)
        *up = (hys_argument){.type = HYS_PARAM_REAL,
                             .real = lower ? 1 : nextafter(low->real, (double)INFINITY)};
    return whole;
}

/* Whether a contract, parameter p, fits the other arguments. */
static bool fits(struct hysi_request request, size_t p, const char *word)
{
    size_t bad = p;
    hys_space *space;

    request.argument[p] = (hys_argument){.type = HYS_PARAM_WORD, .word = word};
    const hys_status status = hysi_request_build(&space, &request, &bad);
    hys_space_free(space);
    return status != HYS_E_VALUES_CONTRACT || bad != p;
}

/* "WORD needs A, B and C", from what the request lacks of a step and bounds; "" if it has them. */
static void explain_lacking(char out[HYSI_EXPLAINED], const struct hysi_request *request,
                            const char *word, const char *also)
{
    const char *const name[] = {"step", "lower", "upper"}, *needs[4];
    size_t count = 0, used;

    if (also)
        needs[count++] = also;
    for (size_t i = 0; i < sizeof name / sizeof *name; i++)
        if (lacks(request, name[i]))
            needs[count++] = name[i];
    *out = '\0';
    used = count ? (size_t)snprintf(out, HYSI_EXPLAINED, "%s%sneeds ", word, *word ? " " : "") : 0;
    for (size_t i = 0; i < count; i++)
        used += (size_t)snprintf(out + used, HYSI_EXPLAINED - used, "%s%s",
                                 i == 0          ? ""
                                 : i + 1 < count ? ", "
                                                 : " and ",
                                 needs[i]);
}

static void explain_contract(char out[HYSI_EXPLAINED], const struct hysi_request *request, size_t p)
{
    const hys_param *param = hys_kind_param(request->kind, p);
    const char *word = request->argument[p].word, *words[16];
    const struct hysi_request whole = with_bounds(request);
    char list[HYSI_EXPLAINED / 2];
    size_t count = 0;

    if (lacks(request, "step")) {
        snprintf(out, HYSI_EXPLAINED, "needs step");
    } else if (!word) { /* a step with one bound has no contract of its own */
        snprintf(out, HYSI_EXPLAINED, "must be multiple unless %s is given",
                 lacks(request, "lower") ? "lower" : "upper");
    } else if (fits(whole, p, word)) {
        explain_lacking(out, request, word, NULL);
    } else {
        for (size_t i = 0; param->words[i] && count < sizeof words / sizeof *words; i++)
            if (fits(whole, p, param->words[i]))
                words[count++] = param->words[i];
        hysi_word_list(list, sizeof list, words, count);
        snprintf(out, HYSI_EXPLAINED, "%s has %s, not %s", hys_kind_word(request->kind), list,
                 word);
    }
}

/* Clip stands behind the contract. */
static void explain_clip(char out[HYSI_EXPLAINED], const struct hysi_request *request, size_t p)
{
    const char *contract = request->argument[p - 1].word;
    const bool is_multiple = contract && !strcmp(contract, "multiple");
    explain_lacking(out, request, "", is_multiple ? NULL : "contract multiple");
}

/* ---- lists ---- */

static int by_name(const void *a, const void *b)
{
    const char *const *const x = *(const char *const *const *)a, *const *const y =
                                                                     *(const char *const *const *)b;
    const int order = strcmp(*x, *y);
    return order ? order : (x > y) - (x < y);
}

/* Names the first label that stands a second time. */
static void explain_duplicate(char out[HYSI_EXPLAINED], const hys_argument *list)
{
    const char *const **sorted = calloc(list->count, sizeof *sorted), *const *second = NULL;
    char label[HYSI_PATH_NAME];

    for (size_t i = 0; sorted && i < list->count; i++)
        sorted[i] = &list->names[i];
    if (sorted)
        qsort(sorted, list->count, sizeof *sorted, by_name);
    for (size_t i = 1; sorted && i < list->count; i++)
        if (!strcmp(*sorted[i - 1], *sorted[i]) && (!second || sorted[i] < second))
            second = sorted[i];
    free(sorted);
    if (!second)
        return;
    hysi_path_quoted(label, *second);
    snprintf(out, HYSI_EXPLAINED, "%s: %s", hys_strerror(HYS_E_VALUES_DUPLICATE), label);
}

/* ---- all of them ---- */

const char *hysi_explain(char out[HYSI_EXPLAINED], const struct hysi_request *request,
                         hys_status status, size_t bad)
{
    const hys_param *param = hys_kind_param(request->kind, bad);

    *out = '\0';
    if (param && status == HYS_E_BOUNDS_POSITIVE)
        explain_positive(out, request->kind, param);
    else if (param && status == HYS_E_VALUES_CONTRACT && param->type == HYS_PARAM_WORD)
        explain_contract(out, request, bad);
    else if (param && status == HYS_E_VALUES_CONTRACT && param->type == HYS_PARAM_SWITCH)
        explain_clip(out, request, bad);
    else if (param && status == HYS_E_VALUES_DUPLICATE)
        explain_duplicate(out, &request->argument[bad]);
    else if (param && status == HYS_E_VALUES_EXCLUSIVE)
        snprintf(out, HYSI_EXPLAINED, "cannot be given with step");
    return *out ? out : hys_strerror(status);
}
