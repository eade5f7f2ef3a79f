/* The options: a row of the list each, from which parsing and help are made. */
#ifndef CLI_OPTION_LIST_H
#define CLI_OPTION_LIST_H

#include <stddef.h>

#include "cli/command.h"
#include "cli/options.h"

/* An option as it was given. */
struct setting {
    struct options *options;
    const struct command *command;
    const char *where; /* the option as the user wrote it, for messages */
    const char *value; /* NULL: it takes none */
};

struct option_row {
    const char *name;
    char letter; /* 0: only a long name */
    unsigned commands;
    const char *argument; /* NULL: it takes none */
    const char *help;
    char *(*choices)(void);    /* a list of its values, with which the help begins; NULL: none */
    const char *instead_of[2]; /* options that cannot be given beside it; NULL behind the last */
    void (*set)(const struct setting *setting); /* NULL: --help */
};

extern const struct option_row option_list[];
extern const size_t option_count;

#endif
