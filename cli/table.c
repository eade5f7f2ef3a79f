/* Search spaces from words and JSON files, and the columns that the options choose of them. */
#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "cli/cli.h"

static const char *const kinds[] = {"linear", "log", "qlinear", "qlog", "discrete"};
enum { KINDS = sizeof kinds / sizeof *kinds };

static hys_kind kind_of(const char *word, size_t length)
{
    for (hys_kind kind = HYS_LINEAR; kind <= HYS_DISCRETE; kind++)
        if (strlen(hys_kind_name(kind)) == length && !strncmp(word, hys_kind_name(kind), length))
            return kind;
    return 0;
}

/* path.member, the member quoted where it is not a plain word. */
static char *path_to(const char *path, const char *member)
{
    bool plain = isalpha((unsigned char)*member) || *member == '_';
    for (const char *at = member; *at; at++)
        plain = plain && (isalnum((unsigned char)*at) || *at == '_');
    return plain ? text_of("%s.%s", path, member) : text_of("%s.%s", path, json_quoted(member));
}

const char *table_place(const struct table *table, size_t column, const char *member)
{
    if (table->single)
        return table->where;
    char *path = path_to(text_of("%s: space", table->where), table->name[column]);
    return member ? text_of("%s.%s", path, member) : path;
}

/* What a file or word asks for, before the library has seen it. */
struct request {
    hys_kind kind;
    double lower, upper, base;
    double *values;
    const char **labels;
    size_t count;
};

static hys_status build(hys_space **space, const struct request *request)
{
    switch (request->kind) {
    case HYS_LINEAR: return hys_space_linear(space, request->lower, request->upper);
    case HYS_LOG: return hys_space_log(space, request->lower, request->upper, request->base);
    case HYS_QLINEAR: return hys_space_qlinear(space, request->lower, request->upper);
    case HYS_QLOG: return hys_space_qlog(space, request->lower, request->upper, request->base);
    default:
        return request->labels ? hys_space_labels(space, request->labels, request->count)
                               : hys_space_discrete(space, request->values, request->count);
    }
}

/* The member that a status speaks of; NULL: the space as a whole. */
static const char *member_of(hys_status status)
{
    switch (status) {
    case HYS_E_BOUNDS_POSITIVE: return "lower";
    case HYS_E_BOUNDS_BASE: return "base";
    default: return HYS_STATUS_CLASS(status) == HYS_E_VALUES ? "values" : NULL;
    }
}

static void free_request(struct request *request)
{
    free(request->values);
    free(request->labels);
}

/* ---- words ---- */

static double word_number(const char *where, const char *text)
{
    double value = 0;
    switch (parse_f64(text, &value)) {
    case NUMBER_NONE: fail(EXIT_USAGE, where, "\"%s\" is no decimal number", text);
    case NUMBER_RANGE: fail(EXIT_USAGE, where, "%s is beyond the range of a double", text);
    case NUMBER_INEXACT: fail(EXIT_USAGE, where, "%s is an integer that a double cannot hold exactly", text);
    default: return value;
    }
}

static void word_values(const char *where, char *text, struct request *request)
{
    const char **word = NULL;
    bool numbers = true;
    double ignored;

    for (char *rest = text; rest;) {
        word = memory_for(word, request->count + 1, sizeof *word);
        word[request->count] = strsep(&rest, ",");
        if (!*word[request->count])
            fail(EXIT_USAGE, where, "value %zu is empty", request->count + 1);
        numbers = numbers && parse_f64(word[request->count], &ignored) != NUMBER_NONE;
        request->count++;
    }
    if (!numbers) {
        request->labels = word;
        return;
    }
    request->values = memory_for(NULL, request->count, sizeof *request->values);
    for (size_t i = 0; i < request->count; i++)
        request->values[i] = word_number(where, word[i]);
    free(word);
}

static struct table single(const char *where, hys_space *space)
{
    struct table table = {.where = where, .single = true, .columns = 1};
    table.name = memory_for(NULL, 1, sizeof *table.name);
    table.space = memory_for(NULL, 1, sizeof *table.space);
    table.type = memory_for(NULL, 1, sizeof *table.type);
    table.name[0] = text_of("value");
    table.space[0] = space;
    table.type[0] = 0;
    return table;
}

static struct table read_word(const char *word)
{
    char *text = text_of("%s", word), *rest = text, *part[4] = {NULL};
    const char *const kind = strsep(&rest, ":");
    struct request request = {.kind = kind_of(kind, strlen(kind)), .base = 10};
    hys_space *space;
    int parts = 0;

    free(json_quoted(word)); /* refuses what is not UTF-8 */
    if (request.kind == HYS_DISCRETE) {
        word_values(word, rest, &request);
    } else {
        const bool log = request.kind == HYS_LOG || request.kind == HYS_QLOG;
        while (rest && parts < 4)
            part[parts++] = strsep(&rest, ":");
        if (parts < 2 || parts > 2 + log)
            fail(EXIT_USAGE, word, "expected %s:LOWER:UPPER%s", kind, log ? "[:BASE]" : "");
        request.lower = word_number(word, part[0]);
        request.upper = word_number(word, part[1]);
        if (parts > 2)
            request.base = word_number(word, part[2]);
    }
    const hys_status status = build(&space, &request);
    if (status != HYS_OK)
        fail(status == HYS_E_MEMORY ? EXIT_RUN : EXIT_USAGE, word, "%s", hys_strerror(status));
    free_request(&request);
    free(text);
    return single(word, space);
}

/* ---- JSON ---- */

static const char *a_json(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT: return "an object";
    case JSON_ARRAY: return "a list";
    case JSON_STRING: return "a string";
    case JSON_INTEGER:
    case JSON_REAL: return "a number";
    case JSON_NULL: return "null";
    default: return "a boolean";
    }
}

static double json_f64(const char *where, const json_t *value)
{
    if (!json_is_number(value))
        fail(EXIT_USAGE, where, "expected a number, found %s", a_json(value));
    if (json_is_integer(value)) {
        const json_int_t integer = json_integer_value(value);
        /* exact where the odd part has at most 53 bits */
        uint64_t size = integer < 0 ? 0 - (uint64_t)integer : (uint64_t)integer;
        while (size && size % 2 == 0)
            size /= 2;
        if (size >> 53)
            fail(EXIT_USAGE, where, "%" JSON_INTEGER_FORMAT " is an integer that a double cannot hold exactly", integer);
    }
    return json_number_value(value);
}

static void json_values(const char *where, const json_t *values, struct request *request)
{
    if (!json_is_array(values))
        fail(EXIT_USAGE, where, "expected a list of numbers or of strings, found %s", a_json(values));
    request->count = json_array_size(values);
    if (request->count == 0)
        fail(EXIT_USAGE, where, "%s", hys_strerror(HYS_E_VALUES_EMPTY));
    const bool labels = json_is_string(json_array_get(values, 0));
    if (labels)
        request->labels = memory_for(NULL, request->count, sizeof *request->labels);
    else
        request->values = memory_for(NULL, request->count, sizeof *request->values);
    for (size_t i = 0; i < request->count; i++) {
        const json_t *value = json_array_get(values, i);
        const char *place = text_of("%s[%zu]", where, i);
        if (labels && !json_is_string(value))
            fail(EXIT_USAGE, place, "expected a string as before it, found %s", a_json(value));
        if (!labels && i > 0 && json_is_string(value))
            fail(EXIT_USAGE, place, "expected a number as before it, found a string");
        if (labels)
            request->labels[i] = json_string_value(value);
        else
            request->values[i] = json_f64(place, value);
        free((char *)(uintptr_t)place);
    }
}

static void read_column(struct table *table, size_t c, json_t *description)
{
    static const char *const members[] = {"kind", "lower", "upper", "base", "values", "type"};
    enum { MEMBERS = sizeof members / sizeof *members };
    const char *where = table_place(table, c, NULL), *key;
    struct request request = {.base = 10};
    json_t *value;

    if (!json_is_object(description))
        fail(EXIT_USAGE, where, "expected an object with a kind, found %s", a_json(description));
    const json_t *kind = json_object_get(description, "kind");
    if (!kind)
        fail(EXIT_USAGE, where, "kind is missing");
    if (!json_is_string(kind))
        fail(EXIT_USAGE, path_to(where, "kind"), "expected a string, found %s", a_json(kind));
    request.kind = kind_of(json_string_value(kind), json_string_length(kind));
    if (!request.kind)
        fail(EXIT_USAGE, path_to(where, "kind"), "expected linear, log, qlinear, qlog or discrete, found %s%s", json_quoted(json_string_value(kind)),
             did_you_mean(json_string_value(kind), kinds, KINDS));

    const bool discrete = request.kind == HYS_DISCRETE, log = request.kind == HYS_LOG || request.kind == HYS_QLOG;
    json_object_foreach(description, key, value) {
        const char *place = path_to(where, key);
        if (!strcmp(key, "kind"))
            continue;
        if (!strcmp(key, "type")) {
            table->type[c] = json_is_string(value) ? hys_type_from_name(json_string_value(value)) : 0;
            if (!table->type[c])
                fail(EXIT_USAGE, place, "expected f32, f64, i8, u8, i16, u16, i32, u32, i64, u64 or index, found %s",
                     json_is_string(value) ? json_quoted(json_string_value(value)) : a_json(value));
        } else if (!strcmp(key, "values") && discrete) {
            json_values(place, value, &request);
        } else if (!strcmp(key, "lower") && !discrete) {
            request.lower = json_f64(place, value);
        } else if (!strcmp(key, "upper") && !discrete) {
            request.upper = json_f64(place, value);
        } else if (!strcmp(key, "base") && log) {
            request.base = json_f64(place, value);
        } else {
            fail(EXIT_USAGE, place, "not a member of a %s space%s", json_string_value(kind), did_you_mean(key, members, MEMBERS));
        }
    }
    for (const char *const *need = discrete ? members + 4 : members + 1, *const *end = discrete ? need + 1 : need + 2; need < end; need++)
        if (!json_object_get(description, *need))
            fail(EXIT_USAGE, where, "%s is missing", *need);

    const hys_status status = build(&table->space[c], &request);
    if (status != HYS_OK)
        fail(status == HYS_E_MEMORY ? EXIT_RUN : EXIT_USAGE, table_place(table, c, member_of(status)), "%s", hys_strerror(status));
    free_request(&request);
    free((char *)(uintptr_t)where);
}

static struct table read_json(const char *path)
{
    static const char *const members[] = {"hyspace", "space"};
    struct table table = {.where = strcmp(path, "-") ? path : "standard input"};
    FILE *file = strcmp(path, "-") ? fopen(path, "r") : stdin;
    json_error_t error;
    const char *key;
    json_t *value;
    size_t bad;

    if (!file) {
        const size_t head = strcspn(path, ":");
        if (errno == ENOENT && path[head]) /* perhaps a word */
            fail(EXIT_USAGE, path, "no such file, and no kind of space%s", did_you_mean(text_of("%.*s", (int)head, path), kinds, KINDS));
        fail(EXIT_RUN, path, "%s", strerror(errno));
    }
    errno = 0;
    json_t *root = json_loadf(file, JSON_REJECT_DUPLICATES, &error);
    if (!root && ferror(file))
        fail(EXIT_RUN, table.where, "%s", strerror(errno));
    if (!root)
        fail(json_error_code(&error) == json_error_out_of_memory ? EXIT_RUN : EXIT_USAGE, text_of("%s:%d", table.where, error.line), "%s", error.text);
    if (file != stdin)
        fclose(file);

    if (!json_is_object(root))
        fail(EXIT_USAGE, table.where, "expected an object with the members hyspace and space, found %s", a_json(root));
    json_object_foreach(root, key, value)
        if (strcmp(key, "hyspace") != 0 && strcmp(key, "space") != 0)
            fail(EXIT_USAGE, text_of("%s: %s", table.where, json_quoted(key)), "not a member of a search space%s", did_you_mean(key, members, 2));
    const json_t *version = json_object_get(root, "hyspace");
    if (!version)
        fail(EXIT_USAGE, table.where, "hyspace is missing: this form's version, the integer 1");
    if (!json_is_integer(version) || json_integer_value(version) != 1)
        fail(EXIT_USAGE, text_of("%s: hyspace", table.where), "expected the integer 1");
    json_t *space = json_object_get(root, "space");
    if (!space)
        fail(EXIT_USAGE, table.where, "space is missing");
    if (!json_is_object(space))
        fail(EXIT_USAGE, text_of("%s: space", table.where), "expected an object of columns, found %s", a_json(space));
    const size_t columns = json_object_size(space);
    if (columns == 0)
        fail(EXIT_USAGE, text_of("%s: space", table.where), "at least one column is needed");

    table.name = memory_for(NULL, columns, sizeof *table.name);
    table.space = memory_for(NULL, columns, sizeof *table.space);
    table.type = memory_for(NULL, columns, sizeof *table.type);
    json_object_foreach(space, key, value) {
        table.name[table.columns] = text_of("%s", key);
        table.type[table.columns] = 0;
        if (!*key)
            fail(EXIT_USAGE, text_of("%s: space", table.where), "a column's name is empty");
        read_column(&table, table.columns, value);
        table.columns++;
    }
    json_decref(root);

    const hys_status status = hys_domain_new(&table.domain, (const char *const *)table.name, table.space, columns, &bad);
    if (status != HYS_OK)
        fail(status == HYS_E_MEMORY ? EXIT_RUN : EXIT_USAGE, bad < columns ? table_place(&table, bad, NULL) : table.where, "%s", hys_strerror(status));
    return table;
}

struct table table_read(const char *space)
{
    const size_t head = strcspn(space, ":");
    return space[head] && kind_of(space, head) ? read_word(space) : read_json(space);
}

/* ---- columns and their types ---- */

/* The names of a set of types, "f32, f64". */
static const char *type_names(uint32_t set)
{
    char *names = text_of("%s", "");
    for (hys_type type = HYS_F32; type <= HYS_INDEX; type++)
        if (set >> type & 1)
            names = text_of("%s%s%s", names, *names ? ", " : "", hys_type_name(type));
    return *names ? names : "no type";
}

static const char *stream_text(const hys_source *source)
{
    static const char *const names[] = {"the native stream", "jax_array", "jax_keys", "jax_search"};
    return text_of("%s%s", names[source->stream], source->stream == HYS_NATIVE ? "" : source->flags & HYS_X64 ? " with --x64" : " without --x64");
}

static hys_type type_of(const struct table *table, size_t c, const struct options *options, bool transform, bool *taken)
{
    const hys_space *space = table->space[c];
    const hys_kind kind = hys_space_kind(space);
    const bool labels = kind == HYS_LABELS;
    const bool wide = transform || options->source.stream == HYS_NATIVE || options->source.flags & HYS_X64;
    const uint32_t set = !transform ? hys_space_types(space, options->source.stream, options->source.flags)
                         : labels   ? 1u << HYS_INDEX
                                    : hys_space_transform_types(space);
    hys_type type = labels ? HYS_INDEX : kind == HYS_QLINEAR || kind == HYS_QLOG ? (wide ? HYS_I64 : HYS_I32) : wide ? HYS_F64 : HYS_F32;
    bool asked = false;

    if (options->type && (table->single || set >> options->type & 1)) {
        type = options->type;
        *taken = true;
    } else if (table->type[c]) {
        type = table->type[c];
        asked = true;
    }
    if (!(set >> type & 1))
        fail(EXIT_USAGE, table_place(table, c, asked ? "type" : NULL), "%s cannot be had%s%s; it gives %s", hys_type_name(type),
             transform ? "" : " under ", transform ? " by transform" : stream_text(&options->source), type_names(set));
    return type;
}

static size_t find_column(const struct table *table, const char *name)
{
    for (size_t c = 0; c < table->columns; c++)
        if (!strcmp(table->name[c], name))
            return c;
    fail(EXIT_USAGE, "--columns", "%s has no column %s%s", table->where, json_quoted(name),
         did_you_mean(name, (const char *const *)table->name, table->columns));
}

struct rows rows_of(const struct table *table, const struct options *options, bool transform)
{
    struct rows rows = {.column = memory_for(NULL, table->columns, sizeof *rows.column)};
    bool *chosen = memory_for(NULL, table->columns, sizeof *chosen), taken = false;

    memset(chosen, !options->columns, table->columns * sizeof *chosen);
    if (options->columns) { /* one record of names, quoted as in csv */
        char *text = text_of("%s", options->columns);
        struct records records = {.where = "--columns", .at = text, .end = text + strlen(text), .next_line = 1};
        const size_t names = records_next(&records);
        if (names == 0 || records.at != records.end)
            fail(EXIT_USAGE, "--columns", "expected names with commas between them");
        for (size_t i = 0; i < names; i++) {
            const size_t c = find_column(table, records.field[i]);
            if (chosen[c])
                fail(EXIT_USAGE, "--columns", "%s is named twice", json_quoted(records.field[i]));
            chosen[c] = true;
        }
        free(records.field);
        free(text);
    }
    for (size_t c = 0; c < table->columns; c++) {
        if (!chosen[c])
            continue;
        const hys_type type = type_of(table, c, options, transform, &taken);
        const bool numbers = options->type == HYS_INDEX || table->type[c] == HYS_INDEX;
        rows.column[rows.columns++] = (struct column){
            .source = c, .name = table->name[c], .space = table->space[c], .type = type,
            .text = hys_space_kind(table->space[c]) == HYS_LABELS && !numbers, .offset = rows.bytes};
        rows.bytes += hys_type_size(type);
    }
    if (options->type && !taken)
        fail(EXIT_USAGE, "--type", "no column of %s can be %s", table->where, hys_type_name(options->type));
    free(chosen);
    return rows;
}
