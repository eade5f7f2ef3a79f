#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/number.h"
#include "json/request.h"
#include "json/words.h"

/* Puts a message together and returns status; HYS_E_MEMORY if memory runs out. */
static hys_status wrong(char **message, hys_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static hys_status wrong(char **message, hys_status status, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    const int length = vasprintf(message, format, list);
    va_end(list);
    if (length >= 0)
        return status;
    *message = NULL;
    return HYS_E_MEMORY;
}

static hys_status read_real(const char *text, double *value, char **message)
{
    switch (hysi_parse_f64(text, value)) {
    case HYSI_NUMBER: return HYS_OK;
    case HYSI_NUMBER_NONE:
        return wrong(message, HYS_E_JSON_NUMBER, "\"%s\" is not a decimal number", text);
    case HYSI_NUMBER_RANGE:
        return wrong(message, HYS_E_JSON_NUMBER, "%s is beyond the range of a double", text);
    default:
        return wrong(message, HYS_E_JSON_NUMBER,
                     "%s is an integer that a double cannot hold exactly", text);
    }
}

/* ---- lists ---- */

static bool is_list(const hys_param *param)
{
    return param->type == HYS_PARAM_REALS || param->type == HYS_PARAM_NAMES;
}

static hys_status read_reals(const char *const *part, hys_argument *argument, char **message)
{
    double *reals = calloc(argument->count, sizeof *reals);
    hys_status status = reals ? HYS_OK : HYS_E_MEMORY;

    argument->type = HYS_PARAM_REALS;
    argument->reals = reals;
    for (size_t i = 0; status == HYS_OK && i < argument->count; i++)
        status = read_real(part[i], &reals[i], message);
    return status;
}

/* Reads V,V,... as numbers if all of them are numbers, else as names if a kind of that word takes
 * names. */
static hys_status read_list(char *text, struct hysi_request *request, size_t p, char **message)
{
    hys_argument *argument = &request->argument[p];
    bool numbers = true;
    double ignored;

    const bool one = hys_kind_traits(request->kind) & HYS_KIND_ONE;

    argument->count = 1;
    for (const char *at = text; *at && !one; at++)
        argument->count += *at == ',';
    const char **part = calloc(argument->count, sizeof *part);
    if (!part)
        return HYS_E_MEMORY;
    for (size_t i = 0; i < argument->count; i++) {
        part[i] = one ? text : strsep(&text, ",");
        if (!*part[i]) {
            free(part);
            return wrong(message, HYS_E_JSON_FORM, "value %zu is empty", i + 1);
        }
        numbers = numbers && hysi_parse_f64(part[i], &ignored) != HYSI_NUMBER_NONE;
    }
    const hys_kind names = hys_kind_with(request->kind, p, HYS_PARAM_NAMES);
    if (names && (!numbers || hys_kind_param(request->kind, p)->type != HYS_PARAM_REALS)) {
        request->kind = names;
        argument->type = HYS_PARAM_NAMES;
        argument->names = part;
        return HYS_OK;
    }
    const hys_status status = read_reals(part, argument, message);
    free(part);
    return status;
}

/* ---- arguments ---- */

static hys_status read_argument(char *text, struct hysi_request *request, size_t p, char **message)
{
    const hys_param *param = hys_kind_param(request->kind, p);
    hys_argument *argument = &request->argument[p];
    char *end;

    argument->type = param->type;
    switch (param->type) {
    case HYS_PARAM_REAL: return read_real(text, &argument->real, message);
    case HYS_PARAM_INTEGER:
        errno = 0;
        argument->integer = strtoll(text, &end, 10);
        if (!isdigit((unsigned char)text[*text == '-']) || *end || errno)
            return wrong(message, HYS_E_JSON_NUMBER, "\"%s\" is not an integer of 64 bits", text);
        return HYS_OK;
    case HYS_PARAM_WORD: argument->word = text; return HYS_OK;
    case HYS_PARAM_SWITCH:
        argument->on = !strcmp(text, "true");
        if (!argument->on && strcmp(text, "false") != 0)
            return wrong(message, HYS_E_JSON_FORM, "%s is true or false, not \"%s\"", param->name,
                         text);
        return HYS_OK;
    default: return read_list(text, request, p, message);
    }
}

static hys_status refuse_form(hys_kind kind, char **message)
{
    char *form = hysi_word_form(kind);
    const hys_status status =
        form ? wrong(message, HYS_E_JSON_FORM, "expected %s", form) : HYS_E_MEMORY;
    free(form);
    return status;
}

/* The number of the optional parameter that a text names, as NAME=VALUE or, of a switch, as its
 * name alone; hys_kind_params(kind): it names none. */
static size_t named_in(const char *text, hys_kind kind)
{
    size_t p = 0;
    for (; p < hys_kind_params(kind); p++) {
        const hys_param *param = hys_kind_param(kind, p);
        const size_t length = strlen(param->name);
        const bool named =
            !strncmp(text, param->name, length) &&
            (text[length] == '=' || (text[length] == '\0' && param->type == HYS_PARAM_SWITCH));
        if (param->optional && named)
            break;
    }
    return p;
}

/* Cuts the named parameters off the end of a text; false if one stands there twice. */
static bool take_named(char *text, struct hysi_request *request, char *part[HYS_KIND_PARAMS_MAX])
{
    for (char *colon; text && (colon = strrchr(text, ':'));) {
        const size_t p = named_in(colon + 1, request->kind);
        if (p == hys_kind_params(request->kind))
            break;
        if (part[p] || request->argument[p].type)
            return false;
        char *value = strchr(colon + 1, '=');
        if (value)
            part[p] = value + 1;
        else
            request->argument[p] = (hys_argument){.type = HYS_PARAM_SWITCH, .on = 1};
        *colon = '\0';
    }
    return true;
}

/* Named parameters are at the end. Of what is before them, a list takes all that is left, for names
 * may hold colons; the other parameters take a part each. */
static hys_status read_arguments(char *text, struct hysi_request *request, char **message)
{
    const size_t params = hys_kind_params(request->kind);
    char *part[HYS_KIND_PARAMS_MAX] = {NULL};
    hys_status status = HYS_OK;
    bool fits = take_named(text, request, part);

    size_t p = 0;
    for (char *rest = text; fits && rest; p++) {
        fits = p < params && !part[p];
        if (!fits)
            break;
        const bool list = is_list(hys_kind_param(request->kind, p));
        part[p] = list ? rest : strsep(&rest, ":");
        rest = list ? NULL : rest;
    }
    for (; p < params; p++)
        fits = fits && (part[p] || hys_kind_param(request->kind, p)->optional);
    if (!fits)
        return refuse_form(request->kind, message);
    for (p = 0; status == HYS_OK && p < params; p++)
        if (part[p])
            status = read_argument(part[p], request, p, message);
    return status;
}

/* ---- words ---- */

bool hysi_is_word(const char *text)
{
    const size_t head = strcspn(text, ":");
    const hys_kind kind = hysi_kind_of(text, head);
    const hys_param *first = hys_kind_param(kind, 0);
    return kind && (text[head] || !first || first->optional);
}

hys_status hysi_space_from_word(hys_space **space, const char *word, char **message)
{
    struct hysi_request request = {.kind = hysi_kind_of(word, strcspn(word, ":"))};
    char *text = strdup(word), *rest = text, *name;

    *space = NULL;
    *message = NULL;
    if (!text)
        return HYS_E_MEMORY;
    name = strsep(&rest, ":");
    if (!request.kind)
        request.kind = hys_kind_from_name(name);
    hys_status status = request.kind ? read_arguments(rest, &request, message)
                                     : wrong(message, HYS_E_JSON_FORM, "no kind of space");
    if (status == HYS_OK)
        status = hysi_request_build(space, &request, NULL);
    hysi_request_free(&request);
    free(text);
    return status;
}

/* What stands for a parameter's value in a form: its name in capitals. */
static char *put_placeholder(char *to, const hys_param *param, bool one)
{
    for (const char *at = is_list(param) && !one ? "V,V,..." : param->name; *at; at++)
        *to++ = (char)toupper((unsigned char)*at);
    *to = '\0';
    return to;
}

/* An extra parameter is given by its name. */
static char *put_parameter(char *to, const hys_param *param, bool one)
{
    to = stpcpy(to, param->optional ? "[:" : ":");
    if (param->optional == HYS_PARAM_EXTRA)
        to = stpcpy(to, param->name);
    if (param->optional == HYS_PARAM_EXTRA && param->type != HYS_PARAM_SWITCH)
        to = stpcpy(to, "=");
    if (param->optional != HYS_PARAM_EXTRA || param->type != HYS_PARAM_SWITCH)
        to = put_placeholder(to, param, one);
    return stpcpy(to, param->optional ? "]" : "");
}

char *hysi_word_form(hys_kind kind)
{
    const char *word = hys_kind_word(kind);
    size_t length = strlen(word);

    for (size_t p = 0; p < hys_kind_params(kind); p++)
        length += 2 * strlen(hys_kind_param(kind, p)->name) + strlen("[:=V,V,...]");
    char *form = malloc(length + 1), *to = form;
    if (!form)
        return NULL;
    to = stpcpy(to, word);
    for (size_t p = 0; p < hys_kind_params(kind); p++)
        to = put_parameter(to, hys_kind_param(kind, p), hys_kind_traits(kind) & HYS_KIND_ONE);
    return form;
}
