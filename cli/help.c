#include <config.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/fail.h"
#include "cli/help.h"
#include "cli/option_list.h"
#include "cli/table.h"

enum { HELP_WIDTH = 80 };

/* Prints a text from cell `at` of a line on. Its words fill lines of HELP_WIDTH cells, which begin
 * behind `indent` blanks. */
static void put_filled(FILE *file, const char *text, int at, int indent)
{
    for (bool begun = false; *text; begun = true) {
        const int length = (int)strcspn(text, " \n");
        if (begun && at + 1 + length > HELP_WIDTH)
            at = fprintf(file, "\n%*s", indent, "") - 1;
        else if (begun)
            at += fprintf(file, " ");
        at += fprintf(file, "%.*s", length, text);
        text += length;
        text += strspn(text, " \n");
    }
    fputc('\n', file);
}

void help_program(FILE *file, const struct command *commands, size_t count)
{
    fputs("usage: hyspace COMMAND ...\n\n", file);
    for (size_t i = 0; i < count; i++) {
        const struct command *command = &commands[i];
        const int at = fprintf(file, "  hyspace %-9s %-19s ", command->name, command->arguments);
        put_filled(file, command->summary, at, 40);
    }
    fputs("  hyspace --version (-V), --help (-h); hyspace help COMMAND\n\n"
          "SPACE is a JSON file, - for JSON on standard input, or a word:\n",
          file);
    for (size_t i = 0; i < hys_kind_count(); i++) {
        char *form = word_form(hys_kind_at(i));
        const char *summary = hys_kind_summary(hys_kind_at(i));
        if (fprintf(file, "  %-24s", form) > 26) /* a long form has a line of its own */
            fprintf(file, "\n%26s", "");
        fprintf(file, " %s\n", summary);
        free(form);
    }
    fputs("\nExit status: 0; 1 something failed while running; 2 wrong usage, or a space,\n"
          "type or stream that cannot be.\n"
          "HYSPACE_ISA=NAME in the environment is --isa NAME.\n",
          file);
}

static void help_option(const struct option_row *row)
{
    char head[32], *choices = row->choices ? row->choices() : xasprintf("%s", "");
    const char letter[] = {'-', row->letter, ',', 0};

    snprintf(head, sizeof head, "%3s --%s %s", row->letter ? letter : "", row->name,
             row->argument ? row->argument : "");
    char *help = xasprintf("%s%s", choices, row->help);
    put_filled(stdout, help, printf("  %-21s ", head), 24);
    free(choices);
    free(help);
}

void help_command(const struct command *command)
{
    printf("usage: hyspace %s %s\n\n", command->name, command->arguments);
    put_filled(stdout, xasprintf("%s.", command->summary), 0, 0);
    if (*command->notes)
        put_filled(stdout, command->notes, 0, 0);
    putchar('\n');
    for (size_t i = 0; i < option_count; i++)
        if (option_list[i].commands & command->bit)
            help_option(&option_list[i]);
}
