/* A domain from JSON. jansson parses the text; its contents are checked here, in the file's order.
 */
#include <config.h>

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "json/error.h"
#include "json/explain.h"
#include "json/host.h"
#include "json/meta.h"
#include "json/number.h"
#include "json/path.h"
#include "json/phrases.h"
#include "json/read.h"
#include "json/request.h"
#include "json/scalar.h"
#include "json/value.h"

/* ---- values ---- */

static hys_status read_integer(hys_json_error *error, struct hysi_path path, const json_t *value,
                               int64_t *integer)
{
    if (!json_is_integer(value))
        return hysi_wrong(error, HYS_E_JSON_FORM, path, "expected an integer, found %s",
                          hysi_json_noun(value));
    *integer = json_integer_value(value);
    return HYS_OK;
}

static hys_status read_reals(hys_json_error *error, struct hysi_path path, const json_t *values,
                             hys_argument *argument)
{
    double *reals = calloc(argument->count, sizeof *reals);
    if (!(argument->reals = reals))
        return hysi_wrong(error, HYS_E_MEMORY, path, NULL);
    for (size_t i = 0; i < argument->count; i++) {
        const json_t *value = json_array_get(values, i);
        path.element = i + 1;
        const hys_status status = hysi_read_number(error, path, value, &reals[i]);
        if (status != HYS_OK)
            return status;
    }
    return HYS_OK;
}

/* What a list has beside strings. */
struct contents {
    size_t numbers, others;
};

static hys_status look_at_list(hys_json_error *error, struct hysi_path path, const json_t *values,
                               struct contents *contents)
{
    *contents = (struct contents){0, 0};
    for (size_t i = 0; i < json_array_size(values); i++) {
        const json_t *value = json_array_get(values, i);
        hys_scalar scalar;
        path.element = i + 1;
        if (!hysi_is_scalar(value, &scalar))
            return hysi_wrong(error, HYS_E_JSON_FORM, path,
                              "expected a number, a string, true, false or null, found %s",
                              hysi_json_noun(value));
        contents->numbers += scalar == HYS_SCALAR_NUMBER;
        contents->others += scalar == HYS_SCALAR_BOOLEAN || scalar == HYS_SCALAR_NULL;
    }
    return HYS_OK;
}

/* The name of a scalar. That of a number is written to room. */
static hys_status read_name(hys_json_error *error, struct hysi_path path, const json_t *value,
                            char *room, const char **name)
{
    if (json_string_length(value) > HYS_JSON_NAME_MAX)
        return hysi_wrong(error, HYS_E_JSON_LIMIT, path, "a label longer than %zu bytes",
                          HYS_JSON_NAME_MAX);
    *name = hysi_scalar_text(room, value);
    return *name ? HYS_OK : hysi_wrong(error, HYS_E_MEMORY, path, NULL);
}

/* Names and the texts of numbers are one piece of memory. */
static hys_status read_names(hys_json_error *error, struct hysi_path path, const json_t *values,
                             hys_argument *argument, const struct contents *contents)
{
    const size_t count = argument->count;
    const char **names = calloc(1, count * sizeof *names + contents->numbers * HYSI_NUMBER_TEXT);
    hys_scalar *scalars = contents->numbers + contents->others > 0 ? calloc(count, 1) : NULL;

    argument->names = names;
    argument->scalars = scalars;
    if (!names || (!scalars && contents->numbers + contents->others > 0))
        return hysi_wrong(error, HYS_E_MEMORY, path, NULL);
    char *room = (char *)(names + count);
    for (size_t i = 0; i < count; i++) {
        hys_scalar scalar;
        const json_t *value = json_array_get(values, i);
        path.element = i + 1;
        const hys_status status = read_name(error, path, value, room, &names[i]);
        if (status != HYS_OK)
            return status;
        hysi_is_scalar(value, &scalar);
        room += scalar == HYS_SCALAR_NUMBER ? HYSI_NUMBER_TEXT : 0;
        if (scalars)
            scalars[i] = scalar;
    }
    return HYS_OK;
}

/* Reads a list. Of kinds that share a word, one takes lists of numbers alone, the other all else.
 */
static hys_status read_entries(hys_json_error *error, struct hysi_path path, const json_t *values,
                               struct hysi_request *request, size_t p)
{
    hys_argument *argument = &request->argument[p];
    struct contents contents;

    const hys_kind names = hysi_kind_with(request->kind, p, HYS_PARAM_NAMES),
                   reals = hysi_kind_with(request->kind, p, HYS_PARAM_REALS);

    if (!json_is_array(values))
        return hysi_wrong(error, HYS_E_JSON_FORM, path, "expected a list of %s, found %s",
                          names ? "numbers or of strings" : "numbers", hysi_json_noun(values));
    argument->count = json_array_size(values);
    if (argument->count == 0)
        return hysi_wrong(error, HYS_E_VALUES_EMPTY, path, NULL);
    if (!names) {
        argument->type = HYS_PARAM_REALS;
        return read_reals(error, path, values, argument);
    }
    const hys_status status = look_at_list(error, path, values, &contents);
    if (status != HYS_OK)
        return status;
    const bool numbers = reals && contents.numbers == argument->count;
    request->kind = numbers ? reals : names;
    argument->type = numbers ? HYS_PARAM_REALS : HYS_PARAM_NAMES;
    return numbers ? read_reals(error, path, values, argument)
                   : read_names(error, path, values, argument, &contents);
}

/* Reads a list, or of kinds with one entry that entry alone. */
static hys_status read_list(hys_json_error *error, struct hysi_path path, json_t *value,
                            struct hysi_request *request, size_t p)
{
    if (!(hys_kind_traits(request->kind) & HYS_KIND_ONE))
        return read_entries(error, path, value, request, p);
    hys_scalar scalar;
    if (!hysi_is_scalar(value, &scalar))
        return hysi_wrong(error, HYS_E_JSON_FORM, path,
                          "expected a number, a string, true, false or null, found %s",
                          hysi_json_noun(value));
    json_t *one = json_pack("[O]", value);
    if (!one)
        return hysi_wrong(error, HYS_E_MEMORY, path, NULL);
    const hys_status status = read_entries(error, path, one, request, p);
    json_decref(one);
    return status;
}

static hys_status read_word(hys_json_error *error, struct hysi_path path, const json_t *value,
                            const hys_param *param, const char **word)
{
    char found[HYSI_PATH_NAME], list[256];
    size_t count = 0;
    for (; param->words[count]; count++)
        if (json_is_string(value) && !strcmp(param->words[count], json_string_value(value))) {
            *word = param->words[count];
            return HYS_OK;
        }
    hysi_word_list(list, sizeof list, param->words, count);
    if (json_is_string(value))
        hysi_path_quoted(found, json_string_value(value));
    return hysi_wrong(error, HYS_E_JSON_FORM, path, "expected %s, found %s", list,
                      json_is_string(value) ? found : hysi_json_noun(value));
}

static hys_status read_argument(hys_json_error *error, struct hysi_path path, json_t *value,
                                struct hysi_request *request, size_t p)
{
    const hys_param *param = hys_kind_param(request->kind, p);
    hys_argument *argument = &request->argument[p];

    argument->type = param->type;
    switch (param->type) {
    case HYS_PARAM_REAL: return hysi_read_number(error, path, value, &argument->real);
    case HYS_PARAM_INTEGER: return read_integer(error, path, value, &argument->integer);
    case HYS_PARAM_WORD: return read_word(error, path, value, param, &argument->word);
    case HYS_PARAM_SWITCH:
        if (!json_is_boolean(value))
            return hysi_wrong(error, HYS_E_JSON_FORM, path, "expected true or false, found %s",
                              hysi_json_noun(value));
        argument->on = json_is_true(value);
        return HYS_OK;
    default: return read_list(error, path, value, request, p);
    }
}

/* The number of a key in a list; count if it is not there. */
static size_t find_key(const char *key, const char *const *keys, size_t count)
{
    size_t i = 0;
    while (i < count && strcmp(keys[i], key) != 0)
        i++;
    return i;
}

/* ---- columns ---- */

static hys_status read_kind(hys_json_error *error, const char *column, const json_t *description,
                            hys_kind *kind)
{
    const struct hysi_path whole = {.column = column}, path = {.column = column, .member = "kind"};
    char found[HYSI_PATH_NAME];

    if (!json_is_object(description))
        return hysi_wrong(error, HYS_E_JSON_FORM, whole, "expected an object with a kind, found %s",
                          hysi_json_noun(description));
    const json_t *value = json_object_get(description, "kind");
    if (!value)
        return hysi_wrong(error, HYS_E_JSON_FORM, whole, "kind is missing");
    if (!json_is_string(value))
        return hysi_wrong(error, HYS_E_JSON_FORM, path, "expected a string, found %s",
                          hysi_json_noun(value));
    if ((*kind = hysi_kind_of(json_string_value(value), json_string_length(value))))
        return HYS_OK;
    const char *words[HYSI_WORDS];
    const size_t count = hysi_kind_words(words);
    char list[256];
    hysi_word_list(list, sizeof list, words, count);
    hysi_path_quoted(found, json_string_value(value));
    return hysi_wrong(error, HYS_E_JSON_FORM, path, "expected %s, found %s%s", list, found,
                      hysi_did_you_mean(json_string_value(value), words, count).text);
}

static hys_status read_type(hys_json_error *error, struct hysi_path path, const json_t *value,
                            hys_type *type)
{
    char found[HYSI_PATH_NAME], list[HYSI_TYPE_LIST];

    hysi_type_list(list);
    if (!json_is_string(value))
        return hysi_wrong(error, HYS_E_JSON_FORM, path, "expected %s, found %s", list,
                          hysi_json_noun(value));
    if ((*type = hys_type_from_name(json_string_value(value))))
        return HYS_OK;
    hysi_path_quoted(found, json_string_value(value));
    return hysi_wrong(error, HYS_E_TYPE, path, "expected %s, found %s", list, found);
}

/* The members that a column of a kind may have: these, of which the notes are from form 2 on, and
 * the kind's parameters. */
enum {
    MEMBER_KIND,
    MEMBER_TYPE,
    MEMBER_NOTES,
    MEMBER_DEFAULT = MEMBER_NOTES,
    MEMBER_DIMENSION,
    MEMBER_META,
    MEMBER_PARAMS,
    NOTES = MEMBER_PARAMS - MEMBER_NOTES,
    MEMBERS = MEMBER_PARAMS + HYS_KIND_PARAMS_MAX
};
static const char *const note_names[NOTES] = {"default", "dimension", "meta"};

static size_t members_of(hys_kind kind, const char *members[MEMBERS])
{
    const size_t params = hys_kind_params(kind);
    members[MEMBER_KIND] = "kind";
    members[MEMBER_TYPE] = "type";
    memcpy(members + MEMBER_NOTES, note_names, sizeof note_names);
    for (size_t p = 0; p < params; p++)
        members[MEMBER_PARAMS + p] = hys_kind_param(kind, p)->name;
    return MEMBER_PARAMS + params;
}

static hys_status needs_form_2(hys_json_error *error, struct hysi_path path, const char *what)
{
    return hysi_wrong(error, HYS_E_JSON_FORM, path, "%s needs form 2 of the file, \"hyspace\": 2",
                      what);
}

/* Form 1 has neither the kinds that came with form 2, nor extra parameters, nor lists of more than
 * numbers or strings, nor notes. */
static hys_status check_form(hys_json_error *error, const char *column,
                             const struct hysi_request *request, json_t *const note[NOTES],
                             int form)
{
    struct hysi_path path = {.column = column, .member = "kind"};
    const char *what = hys_kind_word(request->kind);
    bool fits = form > 1 || !(hys_kind_traits(request->kind) & HYS_KIND_FORM_2);

    for (size_t p = 0; fits && form == 1 && p < hys_kind_params(request->kind); p++) {
        const hys_param *param = hys_kind_param(request->kind, p);
        path.member = what = param->name;
        if (request->argument[p].scalars)
            what = "a list that is not of numbers or of strings alone";
        fits = !request->argument[p].scalars &&
               (param->optional != HYS_PARAM_EXTRA || !request->argument[p].type);
    }
    for (size_t k = 0; fits && form == 1 && k < NOTES; k++) {
        path.member = what = note_names[k];
        fits = !note[k];
    }
    return fits ? HYS_OK : needs_form_2(error, path, what);
}

static hys_status read_members(hys_json_error *error, const char *column, json_t *description,
                               struct hysi_request *request, hys_type *type, json_t *note[NOTES])
{
    const char *members[MEMBERS], *key;
    hys_status status = read_kind(error, column, description, &request->kind);
    json_t *value;

    if (status != HYS_OK)
        return status;
    json_object_foreach (description, key, value) {
        const struct hysi_path path = {.column = column, .member = key};
        const size_t count = members_of(request->kind, members), m = find_key(key, members, count);
        if (m == MEMBER_TYPE)
            status = read_type(error, path, value, type);
        else if (m >= MEMBER_NOTES && m < MEMBER_PARAMS)
            note[m - MEMBER_NOTES] = value;
        else if (m >= MEMBER_PARAMS && m < count)
            status = read_argument(error, path, value, request, m - MEMBER_PARAMS);
        else if (m == count)
            status =
                hysi_wrong(error, HYS_E_JSON_FORM, path, "not a member of %s %s space%s",
                           hysi_article(hys_kind_word(request->kind)), hys_kind_word(request->kind),
                           hysi_did_you_mean(key, members, count).text);
        if (status != HYS_OK)
            return status;
    }
    for (size_t p = 0; p < hys_kind_params(request->kind); p++) {
        const hys_param *param = hys_kind_param(request->kind, p);
        if (!param->optional && !request->argument[p].type)
            return hysi_wrong(error, HYS_E_JSON_FORM, (struct hysi_path){.column = column},
                              "%s is missing", param->name);
    }
    return HYS_OK;
}

static hys_status read_dimension(hys_json_error *error, struct hysi_path path, const json_t *value,
                                 int32_t *dimension)
{
    char found[HYSI_NUMBER_TEXT];

    if (json_is_integer(value) && json_integer_value(value) >= 0 &&
        json_integer_value(value) <= HYS_DIMENSION_MAX) {
        *dimension = (int32_t)json_integer_value(value);
        return HYS_OK;
    }
    const char *shown = json_is_real(value)     ? hysi_real_text(found, json_real_value(value))
                        : json_is_number(value) ? hysi_json_number_text(found, value)
                                                : hysi_json_noun(value);
    return shown
               ? hysi_wrong(error, HYS_E_JSON_FORM, path,
                            "expected an integer from 0 to %d, found %s", HYS_DIMENSION_MAX, shown)
               : hysi_wrong(error, HYS_E_MEMORY, path, NULL);
}

/* *meta is to be freed. */
static hys_status read_meta(hys_json_error *error, struct hysi_path path, const json_t *value,
                            const char **meta)
{
    if (!json_is_object(value))
        return hysi_wrong(error, HYS_E_JSON_FORM, path, "expected an object, found %s",
                          hysi_json_noun(value));
    *meta = hysi_json_text(value);
    return *meta ? HYS_OK : hysi_wrong(error, HYS_E_MEMORY, path, NULL);
}

/* Reads the notes that need no space. */
static hys_status read_notes(hys_json_error *error, json_t *const note[NOTES],
                             hys_column_description *column)
{
    const json_t *dimension = note[MEMBER_DIMENSION - MEMBER_NOTES],
                 *meta = note[MEMBER_META - MEMBER_NOTES];
    struct hysi_path path = {.column = column->name, .member = "dimension"};
    hys_status status =
        dimension ? read_dimension(error, path, dimension, &column->dimension) : HYS_OK;

    path.member = "meta";
    return status == HYS_OK && meta ? read_meta(error, path, meta, &column->meta) : status;
}

static hys_status build_space(hys_json_error *error, const struct hysi_request *request,
                              hys_column_description *column)
{
    char text[HYSI_EXPLAINED];
    size_t bad;
    const hys_status status = hysi_request_build(&column->space, request, &bad);

    if (status != HYS_OK) {
        const hys_param *param = hys_kind_param(request->kind, bad);
        hysi_wrong(error, status,
                   (struct hysi_path){.column = column->name, .member = param ? param->name : NULL},
                   "%s", hysi_explain(text, request, status, bad));
    }
    return status;
}

static hys_status read_column(hys_json_error *error, json_t *description, int form,
                              hys_column_description *column)
{
    const struct hysi_path at_default = {.column = column->name, .member = "default"};
    struct hysi_request request = {.kind = 0};
    json_t *note[NOTES] = {NULL};
    hys_status status =
        read_members(error, column->name, description, &request, &column->type, note);
    const json_t *usual = note[MEMBER_DEFAULT - MEMBER_NOTES];

    if (status == HYS_OK)
        status = check_form(error, column->name, &request, note, form);
    if (status == HYS_OK)
        status = read_notes(error, note, column);
    if (status == HYS_OK)
        status = build_space(error, &request, column);
    if (status == HYS_OK && usual)
        status = hysi_read_value(error, at_default, usual, column->space, &column->default_value);
    hysi_request_free(&request);
    return status;
}

/* ---- the whole ---- */

static hys_status read_columns(hys_json_error *error, json_t *space, int form,
                               hys_column_description *columns)
{
    const struct hysi_path path = {.member = "space"};
    const char *name;
    json_t *description;
    size_t c = 0;

    if (!columns)
        return hysi_wrong(error, HYS_E_MEMORY, path, NULL);
    json_object_foreach (space, name, description) {
        if (!*name)
            return hysi_wrong(error, HYS_E_NAME_EMPTY, path, "a column's name is empty");
        if (strlen(name) > HYS_JSON_NAME_MAX)
            return hysi_wrong(error, HYS_E_JSON_LIMIT, (struct hysi_path){.column = name},
                              "a name longer than %zu bytes", HYS_JSON_NAME_MAX);
        columns[c].name = name;
        columns[c].dimension = -1;
        const hys_status status = read_column(error, description, form, &columns[c]);
        if (status != HYS_OK)
            return status;
        c++;
    }
    return HYS_OK;
}

/* Says what hys_domain_new_described found wrong. */
static hys_status not_a_domain(hys_json_error *error, hys_status status,
                               const hys_column_description *columns, size_t count, size_t bad)
{
    struct hysi_path path = {.member = "space"};
    char other[HYSI_PATH_NAME];
    size_t first = 0;

    if (bad < count)
        path = (struct hysi_path){.column = columns[bad].name};
    if (status != HYS_E_NAME_DIMENSION)
        return hysi_wrong(error, status, path, NULL);
    while (first < bad && columns[first].dimension != columns[bad].dimension)
        first++;
    path.member = "dimension";
    hysi_path_quoted(other, columns[first].name);
    return hysi_wrong(error, status, path, "%d is the dimension of column %s, too",
                      (int)columns[bad].dimension, other);
}

static hys_status read_space(hys_json_error *error, json_t *space, int form,
                             const hys_domain_description *whole, hys_domain **domain)
{
    const size_t count = json_object_size(space);
    hys_column_description *columns = calloc(count, sizeof *columns);
    hys_status status = read_columns(error, space, form, columns);
    size_t bad;

    if (status == HYS_OK) {
        status = hys_domain_new_described(domain, columns, count, whole, &bad);
        if (status != HYS_OK)
            not_a_domain(error, status, columns, count, bad);
    }
    for (size_t c = 0; columns && c < count; c++) {
        hys_space_free(columns[c].space);
        free((void *)(uintptr_t)columns[c].meta);
    }
    free(columns);
    return status;
}

/* Reads the name and the meta of the file; whole->meta is to be freed. */
static hys_status read_whole(hys_json_error *error, const json_t *root, int form,
                             hys_domain_description *whole)
{
    const struct hysi_path path = {.member = "name"}, at_meta = {.member = "meta"};
    const json_t *name = json_object_get(root, "name"), *meta = json_object_get(root, "meta");

    if (form == 1 && (name || meta))
        return needs_form_2(error, name ? path : at_meta, name ? "name" : "meta");
    if (name && !json_is_string(name))
        return hysi_wrong(error, HYS_E_JSON_FORM, path, "expected a string, found %s",
                          hysi_json_noun(name));
    if (json_string_length(name) > HYS_JSON_NAME_MAX)
        return hysi_wrong(error, HYS_E_JSON_LIMIT, path, "longer than %zu bytes",
                          HYS_JSON_NAME_MAX);
    whole->title = json_string_value(name);
    return meta ? read_meta(error, at_meta, meta, &whole->meta) : HYS_OK;
}

static hys_status read_root(hys_json_error *error, json_t *root, hys_domain **domain)
{
    static const char *const members[] = {"hyspace", "space", "name", "meta"};
    const size_t count = sizeof members / sizeof members[0];
    const struct hysi_path path = {.member = "space"};
    const char *key;
    json_t *value;

    if (!json_is_object(root))
        return hysi_wrong(error, HYS_E_JSON_FORM, hysi_whole,
                          "expected an object with the members hyspace and space, found %s",
                          hysi_json_noun(root));
    json_object_foreach (root, key, value)
        if (find_key(key, members, count) == count)
            return hysi_wrong(error, HYS_E_JSON_FORM, (struct hysi_path){.member = key},
                              "not a member of a search space%s",
                              hysi_did_you_mean(key, members, count).text);
    const json_t *version = json_object_get(root, "hyspace");
    if (!version)
        return hysi_wrong(error, HYS_E_JSON_FORM, hysi_whole,
                          "hyspace is missing: the number of the file's form, the integer 1 or 2");
    const json_int_t form = json_is_integer(version) ? json_integer_value(version) : 0;
    if (form != 1 && form != 2)
        return hysi_wrong(error, HYS_E_JSON_FORM, (struct hysi_path){.member = "hyspace"},
                          "expected the integer 1 or 2");
    json_t *space = json_object_get(root, "space");
    if (!space)
        return hysi_wrong(error, HYS_E_JSON_FORM, hysi_whole, "space is missing");
    if (!json_is_object(space))
        return hysi_wrong(error, HYS_E_JSON_FORM, path, "expected an object of columns, found %s",
                          hysi_json_noun(space));
    if (json_object_size(space) == 0)
        return hysi_wrong(error, HYS_E_NAME_EMPTY, path, "at least one column is needed");
    hys_domain_description whole = {.title = NULL};
    hys_status status = read_whole(error, root, (int)form, &whole);
    if (status == HYS_OK)
        status = read_space(error, space, (int)form, &whole, domain);
    free((void *)(uintptr_t)whole.meta);
    return status;
}

/* ---- text ---- */

/* Where bytes come from: a file, or the rest of a text. */
struct json_input {
    FILE *file;
    const char *text;
    size_t left, used;
    int failed; /* errno of a read */
    bool ended, too_long, marked, too_deep, zero;
    /* How deep the text is nested so far, which costs jansson its stack. */
    bool in_string, escaped;
    size_t depth;
    int line, column; /* of the last byte */
};

/* The number of bytes before the array or object that is nested too deep, or n. */
static size_t bytes_before_too_deep(struct json_input *input, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n && !input->zero; i++) {
        const char c = bytes[i];
        const bool opens = !input->in_string && (c == '[' || c == '{');
        input->zero = c == '\0'; /* jansson takes it for the end of the text */
        input->line += c == '\n';
        input->column = c == '\n' ? 0 : input->column + ((c & 0xc0) != 0x80);
        if (opens && input->depth == HYS_JSON_DEPTH_MAX) {
            input->too_deep = true;
            return i;
        }
        input->depth += opens;
        input->depth -= !input->in_string && (c == ']' || c == '}') && input->depth > 0;
        input->in_string ^= c == '"' && !input->escaped;
        input->escaped = input->in_string && c == '\\' && !input->escaped;
    }
    return n;
}

static size_t take(void *buffer, size_t size, void *context)
{
    struct json_input *input = context;
    size_t n = size;

    if (input->too_deep)
        return 0;
    if (input->file) {
        n = fread(buffer, 1, size, input->file);
        if (n < size && ferror(input->file))
            input->failed = errno;
    } else {
        n = n < input->left ? n : input->left;
        memcpy(buffer, input->text + input->used, n);
        input->left -= n;
    }
    if (input->used == 0 && n >= 3 && !memcmp(buffer, "\xef\xbb\xbf", 3))
        input->marked = true;
    input->used += n;
    input->too_long = input->used > HYS_JSON_SIZE_MAX;
    input->ended = n == 0;
    if (input->failed || input->too_long || input->marked)
        return 0;
    return bytes_before_too_deep(input, buffer, n);
}

static bool ends_with(const char *text, const char *end)
{
    const size_t length = strlen(text);
    return length >= strlen(end) && !strcmp(text + length - strlen(end), end);
}

/* Reports an error of jansson. Without memory jansson may complain of a wrong token, but errno
 * tells. It takes a zero byte for the end of the text. */
static hys_status not_json(hys_json_error *error, const json_error_t *syntax,
                           const struct json_input *input, int number)
{
    hys_status status = HYS_E_JSON_SYNTAX;
    const char *text = syntax->text;

    if (number == ENOMEM || !*text)
        return hysi_wrong(error, HYS_E_MEMORY, hysi_whole, NULL);
    switch (json_error_code(syntax)) {
    case json_error_out_of_memory: status = HYS_E_MEMORY; break;
    case json_error_duplicate_key: status = HYS_E_JSON_DUPLICATE; break;
    case json_error_numeric_overflow: status = HYS_E_JSON_NUMBER; break;
    case json_error_null_character:
    case json_error_null_byte_in_key: text = "a string holds the character \\u0000"; break;
    default:
        if (!input->ended && ends_with(text, "end of file"))
            text = "a zero byte";
    }
    hysi_wrong(error, status, hysi_whole, "%s", text);
    for (char *at = error->text; *at; at++) /* the text quotes what was found as it is */
        if ((unsigned char)*at < 0x20 || *at == 0x7f)
            *at = '?';
    error->line = syntax->line;
    error->column = syntax->column;
    return status;
}

/* Sets *root to what the input holds, to be released, or to NULL. */
static hys_status parse(hys_json_error *error, struct json_input *input, json_t **root)
{
    hys_status status = HYS_OK;
    json_error_t syntax;

    errno = 0;
    json_t *parsed = json_load_callback(take, input, JSON_REJECT_DUPLICATES, &syntax);
    const int number = errno;

    if (input->failed) {
        status = hysi_wrong(error, HYS_E_FILE, hysi_whole, "%s", strerror(input->failed));
    } else if (input->too_long) {
        status = hysi_wrong(error, HYS_E_JSON_LIMIT, hysi_whole, "longer than %zu bytes",
                            HYS_JSON_SIZE_MAX);
    } else if (input->marked) {
        status = hysi_wrong(error, HYS_E_JSON_SYNTAX, hysi_whole,
                            "begins with a byte order mark, which UTF-8 does not need");
        error->line = error->column = 1;
    } else if (input->too_deep && !parsed &&
               json_error_code(&syntax) == json_error_premature_end_of_input) {
        status = hysi_wrong(error, HYS_E_JSON_LIMIT, hysi_whole,
                            "arrays and objects nested deeper than %d", HYS_JSON_DEPTH_MAX);
        error->line = input->line + 1;
        error->column = input->column;
    } else if (!parsed || number == ENOMEM) {
        /* without memory jansson may have lost a byte of a name and succeeded */
        status = not_json(error, &syntax, input, number);
    }
    if (status != HYS_OK)
        json_decref(parsed);
    *root = status == HYS_OK ? parsed : NULL;
    return status;
}

static hys_status read_input(hys_json_error *error, struct json_input *input, hys_domain **domain)
{
    json_t *root;
    hys_status status = parse(error, input, &root);

    if (status == HYS_OK)
        status = read_root(error, root, domain);
    json_decref(root);
    return status;
}

hys_status hysi_parse_json(hys_json_error *error, const char *text, size_t n, size_t depth,
                           json_t **root)
{
    struct json_input input = {.text = text, .left = n, .depth = depth};
    return parse(error, &input, root);
}

/* ---- public ---- */

static hys_status start(hys_domain **domain, hys_json_error *error, bool complete)
{
    *error = (hys_json_error){0};
    if (domain)
        *domain = NULL;
    return complete && domain ? HYS_OK : hysi_wrong(error, HYS_E_NULL, hysi_whole, NULL);
}

/* Only jansson and the core calculate under the changed floating-point state. */
static hys_status read_with_host_state(struct json_input input, hys_domain **domain,
                                       hys_json_error *error)
{
    const fenv_t host = hysi_host_leave();
    const hys_status status = read_input(error, &input, domain);
    hysi_host_return(host);
    return status;
}

hys_status hys_json_load_domain(FILE *file, hys_domain **domain, hys_json_error *error)
{
    hys_json_error unused;
    error = error ? error : &unused;
    const hys_status status = start(domain, error, file);
    return status == HYS_OK ? read_with_host_state((struct json_input){.file = file}, domain, error)
                            : status;
}

hys_status hys_json_parse_domain(const char *text, size_t n, hys_domain **domain,
                                 hys_json_error *error)
{
    hys_json_error unused;
    error = error ? error : &unused;
    const hys_status status = start(domain, error, text);
    if (status != HYS_OK)
        return status;
    return read_with_host_state((struct json_input){.text = text, .left = n}, domain, error);
}

hys_status hys_json_read_domain(const char *path, hys_domain **domain, hys_json_error *error)
{
    hys_json_error unused;
    error = error ? error : &unused;
    hys_status status = start(domain, error, path);
    if (status != HYS_OK)
        return status;
    FILE *file = fopen(path, "re");
    if (!file)
        return hysi_wrong(error, errno == ENOMEM ? HYS_E_MEMORY : HYS_E_FILE, hysi_whole, "%s",
                          strerror(errno));
    status = read_with_host_state((struct json_input){.file = file}, domain, error);
    fclose(file);
    return status;
}
