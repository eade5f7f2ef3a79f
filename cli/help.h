/* --help. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <stddef.h>
#include <stdio.h>

#include "cli/command.h"

/* The help of the program, and of a command. */
void help_program(FILE *file, const struct command *commands, size_t count);
void help_command(const struct command *command);

#endif
