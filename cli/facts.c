#include <config.h>

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cells.h"
#include "cli/facts.h"
#include "cli/fail.h"
#include "cli/numbers.h"
#include "cli/streams.h"
#include "cli/text.h"

enum { LABEL_CELLS = 24 };

static char *default_text(const hys_space *space, const hys_value *usual, bool ascii)
{
    switch (usual->type) {
    case HYS_F64: return readable_number(usual->real);
    case HYS_I64: return xasprintf("%" PRId64, usual->integer);
    default: return printable_name(hys_space_label(space, usual->index), LABEL_CELLS, ascii);
    }
}

/* The numbers of a list as a word has them, cut where they are many. */
static char *list_text(const hys_argument *list, bool ascii)
{
    struct text text = {0};
    for (size_t i = 0; i < list->count && text.length <= LABEL_CELLS; i++) {
        char *number = readable_number(list->reals[i]);
        text_add(&text, ",", i > 0);
        text_put(&text, number);
        free(number);
    }
    text_add(&text, "", 1);
    char *cut = printable_name(text.data, LABEL_CELLS, ascii);
    free(text.data);
    return cut;
}

/* A parameter and its value, "step 4". */
static char *argument_text(const hys_param *param, const hys_argument *argument, bool ascii)
{
    switch (argument->type) {
    case HYS_PARAM_REAL: return xasprintf("%s %s", param->name, readable_number(argument->real));
    case HYS_PARAM_INTEGER: return xasprintf("%s %" PRId64, param->name, argument->integer);
    case HYS_PARAM_WORD: return xasprintf("%s %s", param->name, argument->word);
    case HYS_PARAM_REALS: return xasprintf("%s %s", param->name, list_text(argument, ascii));
    default: return xasprintf("%s", param->name);
    }
}

/* Whether describe shows a parameter apart: the bounds, a base, and the list of values, which the
 * bars name. */
static bool is_shown_apart(const hys_space *space, const hys_param *param)
{
    return !strcmp(param->name, "lower") || !strcmp(param->name, "upper") ||
           (!strcmp(param->name, "base") &&
            hys_kind_traits(hys_space_kind(space)) & HYS_KIND_LOG) ||
           (!param->optional && (param->type == HYS_PARAM_REALS || param->type == HYS_PARAM_NAMES));
}

/* Adds the arguments that are not those of a parameter that is left out; returns the number of
 * facts. */
static size_t add_arguments(struct facts *facts, size_t i, const hys_space *space, bool ascii)
{
    const hys_kind kind = hys_space_kind(space);
    for (size_t p = 0; p < hys_kind_params(kind); p++) {
        const hys_param *param = hys_kind_param(kind, p);
        if (!is_shown_apart(space, param) && !hys_space_is_preset(space, p))
            facts->fact[i++] = argument_text(param, hys_space_argument(space, p), ascii);
    }
    return i;
}

struct facts facts_of(const struct description *description, bool ascii)
{
    const struct column *column = description->column;
    const hys_space *space = column->space;
    const bool names = is_indexed(column);
    const size_t count = hys_space_count(space);
    struct facts facts = {{xasprintf("%s", hys_kind_name(hys_space_kind(space)))}};
    size_t i = 1;

    if (names)
        facts.fact[i++] = xasprintf("%zu name%s", count, count == 1 ? "" : "s");
    else
        facts.fact[i++] = xasprintf("%s to %s", readable_number(hys_space_lower(space)),
                                    readable_number(hys_space_upper(space)));
    if ((hys_kind_traits(hys_space_kind(space)) & HYS_KIND_LOG) && !isnan(hys_space_base(space)))
        facts.fact[i++] = xasprintf("base %s", readable_number(hys_space_base(space)));
    i = add_arguments(&facts, i, space, ascii);
    facts.fact[i++] = xasprintf("%s", column->text ? "text" : hys_type_name(column->type));
    if (!is_finite(description))
        facts.fact[i++] = xasprintf("continuous");
    else if (!description->distinct)
        facts.fact[i++] = xasprintf("2^64 values");
    else if (!names)
        facts.fact[i++] = xasprintf("%" PRIu64 " value%s", description->distinct,
                                    description->distinct == 1 ? "" : "s");
    if (count > description->distinct)
        facts.fact[i++] = xasprintf("%zu entries", count);
    if (column->usual)
        facts.fact[i++] = xasprintf("default %s", default_text(space, column->usual, ascii));
    return facts;
}

static char *stream_fact(const struct options *options)
{
    const uint32_t flags = options->source.flags;
    return xasprintf("%s stream%s%s%s%s", hys_stream_name(options->source.stream),
                     options->rows ? xasprintf(" of %" PRIu64 " row%s", options->rows,
                                               options->rows == 1 ? "" : "s")
                                   : "",
                     flags & HYS_X64 ? " with x64" : "", flags & HYS_CENTRED ? ", centred" : "",
                     flags & HYS_ENDS ? ", with ends" : "");
}

void facts_add_drawn(struct facts *facts, size_t i, const struct options *options)
{
    const unsigned long long first = options->first, count = options->count;

    if (options_none(options))
        return;
    facts->fact[i++] = options->numbers
                           ? xasprintf("%llu listed samples", count)
                           : xasprintf("samples %llu to %llu", first, first + (count - 1));
    facts->fact[i++] = stream_fact(options);
    if (stream_has(options->source.stream, HYS_STREAM_KEYED))
        facts->fact[i++] = xasprintf("key %x:%x", (unsigned)options->source.key.w[0],
                                     (unsigned)options->source.key.w[1]);
}
