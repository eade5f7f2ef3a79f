/* What is known of a column, in words. */
#ifndef CLI_FACTS_H
#define CLI_FACTS_H

#include "cli/bins.h"

/* "log", "1 to 12", ...; NULL behind the last one. */
enum { FACTS = 8 + HYS_KIND_PARAMS_MAX };
struct facts {
    char *fact[FACTS];
};
/* With ascii a default that is a name has escapes for all else. */
struct facts facts_of(const struct description *description, bool ascii);

/* Adds from fact i on which samples are drawn, and where they come from; nothing where there are
 * none. */
void facts_add_drawn(struct facts *facts, size_t i, const struct options *options);

#endif
