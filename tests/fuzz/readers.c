/* Any bytes as the input of encode and decode. The first byte chooses the space and the format:
 * take_form explains its bits. */
#include <config.h>

#include "cli/fail.h"
#include "cli/format.h"
#include "cli/input.h"
#include "tests/fuzz/program.h"

static const char *const labels[] = {"red", "gr\u00fcn", "a,b", "say \"hi\"", "tab\t"};
enum { COLUMNS = 5, LABELS = sizeof labels / sizeof *labels };

/* The format that is not here. */
const struct format format_hdf5 = {.name = "hdf5"};

struct form {
    const struct format *format;
    bool single, units, some;
};

static struct form take_form(const uint8_t **data, size_t *size)
{
    static const struct format *const formats[] = {&format_csv, &format_tsv, &format_jsonl,
                                                   &format_npy};
    const unsigned bits = *size ? (unsigned)**data : 0;
    *data += *size > 0;
    *size -= *size > 0;
    return (struct form){formats[bits & 3], bits >> 2 & 1, bits >> 3 & 1, bits >> 4 & 1};
}

static const struct table *table_of(struct form form)
{
    static const char *const names[COLUMNS] = {"x", "\u00fcber", "n", "name", "q \"'\\"};
    static const char *const value[] = {"value"};
    static struct table table = {.where = "space"},
                        alone[2] = {{.where = "space"}, {.where = "space"}};
    hys_space *space[COLUMNS];

    if (!table.domain) {
        REQUIRE(hys_space_linear(&space[0], -1, 200) == HYS_OK &&
                hys_space_log(&space[1], 1e-5, 1, 2) == HYS_OK);
        REQUIRE(hys_space_qlinear(&space[2], -9, 1e15) == HYS_OK &&
                hys_space_labels(&space[3], labels, LABELS) == HYS_OK);
        REQUIRE(hys_space_discrete(&space[4], (const double[]){0.1, 3, 1e300}, 3) == HYS_OK);
        REQUIRE(hys_domain_new(&table.domain, names, space, COLUMNS, NULL) == HYS_OK);
        for (int some = 0; some < 2; some++) {
            alone[some].single = space[some ? 3 : 0];
            REQUIRE(hys_domain_new(&alone[some].domain, value, &space[some ? 3 : 0], 1, NULL) ==
                    HYS_OK);
        }
    }
    return form.single ? &alone[form.some] : &table;
}

/* What was read: labels that there are. */
static void check_values(const struct input *input)
{
    for (size_t c = 0; c < input->rows->columns; c++)
        for (size_t k = 0; input->values[c].labels && k < input->n; k++) {
            uint32_t label;
            memcpy(&label, input->values[c].data + k * sizeof label, sizeof label);
            REQUIRE(label < LABELS);
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct form form = take_form(&data, &size);
    const struct table *table = table_of(form);
    struct column column[COLUMNS];
    struct values values[COLUMNS];
    struct rows rows = {.column = column};
    struct input input = {.table = table, .rows = &rows, .values = values, .header = true};
    FILE *const standard = stdin;
    volatile int status = 0;

    for (size_t c = 0; c < table_columns(table); c++) { /* `some`: every second one */
        const hys_space *space = hys_domain_space(table->domain, c);
        const bool as_labels = hys_space_kind(space) == HYS_LABELS && !form.units;
        const hys_type type = as_labels ? HYS_INDEX : c == 1 && !form.units ? HYS_F32 : HYS_F64;
        if (form.some && c % 2)
            continue;
        column[rows.columns] = (struct column){
            .source = c, .name = hys_domain_name(table->domain, c), .space = space, .type = type};
        values[rows.columns++] = (struct values){
            .type = type, .size = hys_type_size(type), .exact = !form.units, .labels = as_labels};
    }
    stdin = fmemopen((void *)(uintptr_t)data, size, "r");
    REQUIRE(stdin);
    run_begins();
    const int ended = setjmp(end);
    if (ended)
        status = ended - 1;
    else
        input_read(&input, NULL, form.format);
    run_ends();
    fclose(stdin);
    stdin = standard;
    REQUIRE(status >= 0 && status <= EXIT_USAGE);
    if (status)
        REQUIRE(!strncmp(said, "hyspace: standard input", 23));
    else
        check_values(&input);
    free_what_is_held();
    return 0;
}
