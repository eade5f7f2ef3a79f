/* The bits of SLEEF's functions. */
#ifndef CLI_SLEEF_CHECK_H
#define CLI_SLEEF_CHECK_H

#include "cli/tally.h"

/* Checks SLEEF's functions against their pinned digests. arguments_differ: the draws that they are
 * given are wrong already. Returns whether a function differs that samples of the log kinds or the
 * normal ones take. */
bool check_sleef(struct tally *tally, bool arguments_differ);

#endif
