/* A domain as JSON, one column a line. */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "json/error.h"
#include "json/host.h"
#include "json/meta.h"
#include "json/read.h"
#include "json/scalar.h"

/* The column that is being written, and where its text goes. A failed write is seen when the file
 * is closed. */
struct target {
    FILE *file;
    hys_json_error *error;
    const char *column;
};

static hys_status put_string(const struct target *target, struct hysi_path path, const char *text)
{
    if (strlen(text) > HYS_JSON_NAME_MAX)
        return hysi_wrong(target->error, HYS_E_JSON_LIMIT, path, "longer than %zu bytes",
                          HYS_JSON_NAME_MAX);
    errno = 0;
    json_t *string = json_string(text);
    if (!string && errno == ENOMEM)
        return hysi_wrong(target->error, HYS_E_MEMORY, path, NULL);
    if (!string)
        return hysi_wrong(target->error, HYS_E_JSON_SYNTAX, path, "not UTF-8");
    const int failed = json_dumpf(string, target->file, JSON_ENCODE_ANY);
    json_decref(string);
    return failed ? hysi_wrong(target->error, HYS_E_MEMORY, path, NULL) : HYS_OK;
}

static hys_status put_number(const struct target *target, struct hysi_path path, double value)
{
    char text[HYSI_NUMBER_TEXT];
    if (!hysi_number_text(text, value))
        return hysi_wrong(target->error, HYS_E_MEMORY, path, NULL);
    fputs(text, target->file);
    return HYS_OK;
}

/* A name is written as the scalar that it is. */
static hys_status put_name(const struct target *target, struct hysi_path path,
                           const hys_argument *list, size_t i)
{
    if (!list->scalars || list->scalars[i] == HYS_SCALAR_STRING)
        return put_string(target, path, list->names[i]);
    fputs(list->names[i], target->file);
    return HYS_OK;
}

static hys_status put_list(const struct target *target, struct hysi_path path,
                           const hys_argument *list)
{
    hys_status status = HYS_OK;

    fputc('[', target->file);
    for (size_t i = 0; status == HYS_OK && i < list->count; i++) {
        if (i > 0)
            fputs(", ", target->file);
        path.element = i + 1;
        status = list->type == HYS_PARAM_NAMES ? put_name(target, path, list, i)
                                               : put_number(target, path, list->reals[i]);
    }
    fputc(']', target->file);
    return status;
}

/* one: the list has one entry, which is written alone. */
static hys_status put_argument(const struct target *target, const hys_param *param,
                               const hys_argument *argument, bool one)
{
    const struct hysi_path path = {.column = target->column, .member = param->name};

    fprintf(target->file, ", \"%s\": ", param->name);
    switch (param->type) {
    case HYS_PARAM_REAL: return put_number(target, path, argument->real);
    case HYS_PARAM_WORD: return put_string(target, path, argument->word);
    case HYS_PARAM_INTEGER: fprintf(target->file, "%" PRId64, argument->integer); return HYS_OK;
    case HYS_PARAM_SWITCH: fputs(argument->on ? "true" : "false", target->file); return HYS_OK;
    case HYS_PARAM_REALS:
        return one ? put_number(target, path, argument->reals[0])
                   : put_list(target, path, argument);
    default: return one ? put_name(target, path, argument, 0) : put_list(target, path, argument);
    }
}

/* Writes a default, which may be of any type in C, as files have it. */
static hys_status put_default(const struct target *target, const hys_space *space,
                              const hys_value *value)
{
    const struct hysi_path path = {.column = target->column, .member = "default"};

    fputs(", \"default\": ", target->file);
    if (value->type == HYS_F64)
        return put_number(target, path, value->real);
    if (value->type == HYS_INDEX && hys_space_scalar(space, value->index) == HYS_SCALAR_STRING)
        return put_string(target, path, hys_space_label(space, value->index));
    if (value->type == HYS_INDEX)
        fputs(hys_space_label(space, value->index), target->file);
    else
        fprintf(target->file, "%" PRId64, value->integer);
    return HYS_OK;
}

/* Writes an object that stands so deep in the file. The core library has not looked into it. */
static hys_status put_meta(const struct target *target, const char *column, const char *meta,
                           size_t depth)
{
    const struct hysi_path path = {.column = column, .member = "meta"};
    hys_json_error error = {0};
    json_t *object;

    fputs("\"meta\": ", target->file);
    const hys_status status = hysi_parse_json(&error, meta, strlen(meta), depth, &object);
    if (status != HYS_OK)
        return hysi_wrong(target->error, status, path, "%s", error.text);
    const int is_object = json_is_object(object),
              failed = is_object && hysi_put_json(target->file, object);
    json_decref(object);
    if (!is_object)
        return hysi_wrong(target->error, HYS_E_JSON_FORM, path, "not an object");
    return failed ? hysi_wrong(target->error, HYS_E_MEMORY, path, NULL) : HYS_OK;
}

/* Writes what a domain carries with a column. */
static hys_status put_notes(const struct target *target, const hys_domain *domain, size_t c)
{
    const hys_value *usual = hys_domain_default(domain, c);
    const char *meta = hys_domain_column_meta(domain, c);
    hys_status status = usual ? put_default(target, hys_domain_space(domain, c), usual) : HYS_OK;

    if (hys_domain_dimension(domain, c) >= 0)
        fprintf(target->file, ", \"dimension\": %d", (int)hys_domain_dimension(domain, c));
    if (status != HYS_OK || !meta)
        return status;
    fputs(", ", target->file);
    return put_meta(target, target->column, meta, 3);
}

static hys_status put_space(const struct target *target, const hys_space *space, hys_type type)
{
    const hys_kind kind = hys_space_kind(space);
    hys_status status = HYS_OK;

    fprintf(target->file, ": {\"kind\": \"%s\"", hys_kind_word(kind));
    for (size_t p = 0; status == HYS_OK && p < hys_kind_params(kind); p++) {
        const hys_param *param = hys_kind_param(kind, p);
        if (param->optional != HYS_PARAM_EXTRA || !hys_space_is_preset(space, p))
            status = put_argument(target, param, hys_space_argument(space, p),
                                  hys_kind_traits(kind) & HYS_KIND_ONE);
    }
    if (status == HYS_OK && type)
        fprintf(target->file, ", \"type\": \"%s\"", hys_type_name(type));
    return status;
}

/* The lowest form that has everything of the domain. */
static int form_of(const hys_domain *domain)
{
    if (hys_domain_title(domain) || hys_domain_meta(domain))
        return 2;
    for (size_t c = 0; c < hys_domain_columns(domain); c++) {
        const hys_space *space = hys_domain_space(domain, c);
        if ((hys_kind_traits(hys_space_kind(space)) & HYS_KIND_FORM_2) ||
            hysi_needs_form_2(space) || hys_domain_default(domain, c) ||
            hys_domain_dimension(domain, c) >= 0 || hys_domain_column_meta(domain, c))
            return 2;
    }
    return 1;
}

static hys_status put_column(struct target *target, const hys_domain *domain, size_t c)
{
    target->column = hys_domain_name(domain, c);
    fputs("    ", target->file);
    hys_status status =
        put_string(target, (struct hysi_path){.column = target->column}, target->column);
    if (status == HYS_OK)
        status = put_space(target, hys_domain_space(domain, c), hys_domain_type(domain, c));
    if (status == HYS_OK)
        status = put_notes(target, domain, c);
    fputc('}', target->file);
    return status;
}

static hys_status put_domain(struct target *target, const hys_domain *domain)
{
    const size_t columns = hys_domain_columns(domain);
    const char *title = hys_domain_title(domain), *meta = hys_domain_meta(domain);
    hys_status status = HYS_OK;

    fprintf(target->file, "{\n  \"hyspace\": %d,\n", form_of(domain));
    if (title) {
        fputs("  \"name\": ", target->file);
        status = put_string(target, (struct hysi_path){.member = "name"}, title);
        fputs(",\n", target->file);
    }
    fputs("  \"space\": {\n", target->file);
    for (size_t c = 0; status == HYS_OK && c < columns; c++) {
        status = put_column(target, domain, c);
        fputs(c + 1 < columns ? ",\n" : "\n", target->file);
    }
    fputs(meta ? "  },\n  " : "  }", target->file);
    if (status == HYS_OK && meta)
        status = put_meta(target, NULL, meta, 1);
    fputs("\n}\n", target->file);
    return status;
}

hys_status hys_json_write_domain(const hys_domain *domain, char **text, hys_json_error *error)
{
    hys_json_error unused;
    char *written = NULL;
    size_t size;

    error = error ? error : &unused;
    *error = (hys_json_error){0};
    if (text)
        *text = NULL;
    if (!domain || !text)
        return hysi_wrong(error, HYS_E_NULL, hysi_whole, NULL);
    struct target target = {.file = open_memstream(&written, &size), .error = error};
    if (!target.file)
        return hysi_wrong(error, HYS_E_MEMORY, hysi_whole, NULL);

    const fenv_t host = hysi_host_leave();
    hys_status status = put_domain(&target, domain);
    hysi_host_return(host);
    const int failed = ferror(target.file);
    if ((fclose(target.file) != 0 || failed) && status == HYS_OK)
        status = hysi_wrong(error, HYS_E_MEMORY, hysi_whole, NULL);
    if (status == HYS_OK)
        *text = written;
    else
        free(written);
    return status;
}
