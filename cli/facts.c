#include <config.h>

#include <inttypes.h>
#include <math.h>

#include "cli/cells.h"
#include "cli/facts.h"
#include "cli/fail.h"
#include "cli/numbers.h"

enum { LABEL_CELLS = 24 };

static char *default_text(const hys_space *space, const hys_value *usual, bool ascii)
{
    switch (usual->type) {
    case HYS_F64: return readable_number(usual->real);
    case HYS_I64: return xasprintf("%" PRId64, usual->integer);
    default: return printable_name(hys_space_label(space, usual->index), LABEL_CELLS, ascii);
    }
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
