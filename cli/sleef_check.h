/* The bits of SLEEF's functions. */
#ifndef CLI_SLEEF_CHECK_H
#define CLI_SLEEF_CHECK_H

#include "cli/tally.h"

/* Checks SLEEF's functions against their pinned digests. arguments_differ: the draws that they are
 * given are wrong already. Returns whether exp2 or log2, which the log kinds take, differs. */
bool check_sleef(struct tally *tally, bool arguments_differ);

#endif
