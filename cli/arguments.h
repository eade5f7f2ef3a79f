/* The command line. */
#ifndef CLI_ARGUMENTS_H
#define CLI_ARGUMENTS_H

#include "cli/command.h"
#include "cli/options.h"

/* Fills the options of a command. argv[0] is the command's name. What cannot be ends the program,
 * and so does --help, which is printed. */
void parse_arguments(const struct command *command, int argc, char **argv, struct options *options);

#endif
