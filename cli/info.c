#include <config.h>

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include <hyspace.h>

#include "cli/command.h"
#include "cli/fail.h"
#include "cli/formats/hdf5.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/table.h"

/* The CPU's name as Linux has it, else the machine's. */
static const char *cpu_name(void)
{
    static struct utsname system;
    static char line[256];
    FILE *file = fopen("/proc/cpuinfo", "r");
    const char *name = NULL;

    if (!file && errno == ENOMEM)
        fail(EXIT_RUN, "/proc/cpuinfo", "%s", strerror(errno));
    while (file && !name && fgets(line, sizeof line, file))
        if (!strncmp(line, "model name", 10) && strchr(line, ':')) {
            line[strcspn(line, "\n")] = 0;
            name = strchr(line, ':') + 2;
        }
    if (file)
        fclose(file);
    return name ? name : uname(&system) == 0 ? system.machine : "unknown";
}

/* Prints a cell of the table of kernels; no blanks follow the last one of a line. */
static void cell(size_t isa, const char *text)
{
    size_t last = hys_isa_count() - 1;
    while (!hys_isa_built(last))
        last--;
    printf(isa == last ? " %s" : " %-10s", text);
}

/* The type of a parameter, and its value if it is left out. */
static char *parameter_text(const hys_param *param)
{
    static const char *const types[] = {
        [HYS_PARAM_REAL] = "number",
        [HYS_PARAM_INTEGER] = "integer",
        [HYS_PARAM_WORD] = "word",
        [HYS_PARAM_SWITCH] = "true or false",
        [HYS_PARAM_REALS] = "list of numbers",
        [HYS_PARAM_NAMES] = "list of names",
    };
    const bool known = param->type > 0 && param->type < (int32_t)(sizeof types / sizeof *types);
    const char *type = known ? types[param->type] : "unknown to this program";
    if (!param->optional)
        return xasprintf("%s", type);
    if (isnan(param->preset))
        return xasprintf("%s (none)", type);
    if (param->type == HYS_PARAM_WORD)
        return xasprintf("%s (%s)", type, param->words[(size_t)param->preset]);
    if (param->type == HYS_PARAM_SWITCH)
        return xasprintf("%s (%s)", type, param->preset != 0 ? "true" : "false");
    return xasprintf("%s (%g)", type, param->preset);
}

static void print_kinds(void)
{
    for (size_t i = 0; i < hys_kind_count(); i++) {
        const hys_kind kind = hys_kind_at(i);
        char *form = word_form(kind);
        printf("%s%-10s %-23s  %s\n", i ? "\n" : "", hys_kind_name(kind), form,
               hys_kind_summary(kind));
        free(form);
        for (size_t p = 0; p < hys_kind_params(kind); p++) {
            const hys_param *param = hys_kind_param(kind, p);
            char *takes = parameter_text(param);
            printf("  %-8s %-24s %s\n", param->name, takes, param->meaning);
            free(takes);
        }
    }
}

static void print_versions(void)
{
    const char *hdf5 = hdf5_version();
    printf("hyspace        %s\n", hys_version());
    printf("native stream  %d\n", hys_native_version());
    printf("SLEEF          %s\n", hys_build_sleef());
    printf("xxHash         %s\n", hys_build_xxhash());
    printf("HDF5           %s\n", hdf5 ? hdf5 : "none");
    printf("compiler       %s\n", hys_build_compiler());
    printf("CPU            %s\n", cpu_name());
}

static void print_isas(void)
{
    const char *chosen = hys_isa_current();
    printf("\n%-14s %-6s %-10s %s\n", "ISA", "built", "available", "chosen");
    for (size_t i = 0; i < hys_isa_count(); i++)
        printf("%-14s %-6s %s%s\n", hys_isa_name(i), hys_isa_built(i) ? "yes" : "no",
               hys_isa_available(i) ? "yes" : "no",
               !strcmp(hys_isa_name(i), chosen) ? "        yes" : "");
}

/* An instruction set may lend another's kernel: the cell names the one whose code runs. */
static void print_kernels(void)
{
    const size_t isas = hys_isa_count(), kernels = hys_kernel_count();
    printf("\n%-22s", "kernel");
    for (size_t i = 0; i < isas; i++)
        if (hys_isa_built(i))
            cell(i, hys_isa_name(i));
    putchar('\n');
    for (size_t k = 0; k < kernels; k++) {
        printf("%-22s", hys_kernel_name(k));
        for (size_t i = 0; i < isas; i++)
            if (hys_isa_built(i))
                cell(i, hys_kernel_isa(i, k));
        putchar('\n');
    }
}

static void print_streams(void)
{
    printf("\n%-14s %-6s %s\n", "stream", "x64", "summary");
    for (size_t i = 0; i < hys_stream_count(); i++) {
        const int32_t stream = hys_stream_at(i);
        printf("%-14s %-6s %s\n", hys_stream_name(stream),
               hys_stream_flags(stream) & HYS_X64 ? "yes" : "no", hys_stream_summary(stream));
    }
}

int command_info(const struct options *options)
{
    if (options->kinds) {
        print_kinds();
    } else {
        print_versions();
        print_isas();
        print_kernels();
        print_streams();
    }
    output_close(stdout);
    return 0;
}
