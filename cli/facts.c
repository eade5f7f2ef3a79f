#include <config.h>

#include <inttypes.h>
#include <math.h>

#include "cli/facts.h"
#include "cli/fail.h"
#include "cli/numbers.h"

struct facts facts_of(const struct description *description)
{
    const struct column *column = description->column;
    const hys_space *space = column->space;
    const bool names = has_names(space);
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
    return facts;
}
