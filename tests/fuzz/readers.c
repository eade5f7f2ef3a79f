/* Any bytes as the input of encode and decode. The first byte chooses the space and the format:
 * take_form explains its bits. */
#include <config.h>

#include "cli/read.h"
#include "tests/fuzz/program.h"

static const char *const labels[] = {"red", "gr\u00fcn", "a,b", "say \"hi\"", "tab\t"};
enum { COLUMNS = 5, LABELS = sizeof labels / sizeof *labels };

/* What else of the program is not here. */
void output_discard(void) {}
void progress_end(void) {}
void read_hdf5(struct input *input) { (void)input; }

struct form {
    enum format format;
    bool single, units, some;
};

static struct form take_form(const uint8_t **data, size_t *size)
{
    static const enum format formats[] = {FORMAT_CSV, FORMAT_TSV, FORMAT_JSONL, FORMAT_NPY};
    const unsigned bits = *size ? (unsigned)**data : 0;
    *data += *size > 0;
    *size -= *size > 0;
    return (struct form){formats[bits & 3], bits >> 2 & 1, bits >> 3 & 1, bits >> 4 & 1};
}

static const struct table *table_of(struct form form)
{
    static const char *names[COLUMNS] = {"x", "\u00fcber", "n", "name", "q \"'\\"};
    static const char *value = "value";
    static const hys_space *spaces[COLUMNS];
    static struct table table = {
        .where = "space", .columns = COLUMNS, .name = names, .space = spaces};
    static struct table alone = {.where = "space", .single = true, .columns = 1, .name = &value};
    hys_space *space[COLUMNS];

    if (!table.domain) {
        REQUIRE(hys_space_linear(&space[0], -1, 200) == HYS_OK &&
                hys_space_log(&space[1], 1e-5, 1, 2) == HYS_OK);
        REQUIRE(hys_space_qlinear(&space[2], -9, 1e15) == HYS_OK &&
                hys_space_labels(&space[3], labels, LABELS) == HYS_OK);
        REQUIRE(hys_space_discrete(&space[4], (const double[]){0.1, 3, 1e300}, 3) == HYS_OK);
        REQUIRE(hys_domain_new(&table.domain, names, space, COLUMNS, NULL) == HYS_OK);
        for (int c = 0; c < COLUMNS; c++)
            spaces[c] = space[c];
    }
    alone.space = &spaces[form.some ? 3 : 0];
    return form.single ? &alone : &table;
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

    for (size_t c = 0; c < table->columns; c++) { /* `some`: every second one */
        const bool as_labels = hys_space_kind(table->space[c]) == HYS_LABELS && !form.units;
        const hys_type type = as_labels ? HYS_INDEX : c == 1 && !form.units ? HYS_F32 : HYS_F64;
        if (form.some && c % 2)
            continue;
        column[rows.columns] = (struct column){
            .source = c, .name = table->name[c], .space = table->space[c], .type = type};
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
