#include <config.h>

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json/explain.h"
#include "json/number.h"
#include "json/phrases.h"
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
    const hys_kind names = hysi_kind_with(request->kind, p, HYS_PARAM_NAMES);
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

static hys_status read_choice(const char *text, const hys_param *param, const char **word,
                              char **message)
{
    char list[256];
    size_t count = 0;
    for (; param->words[count]; count++)
        if (!strcmp(param->words[count], text)) {
            *word = param->words[count];
            return HYS_OK;
        }
    return wrong(message, HYS_E_JSON_FORM, "expected %s, found \"%s\"%s",
                 hysi_word_list(list, sizeof list, param->words, count), text,
                 hysi_did_you_mean(text, param->words, count).text);
}

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
    case HYS_PARAM_WORD: return read_choice(text, param, &argument->word, message);
    case HYS_PARAM_SWITCH:
        argument->on = !strcmp(text, "true");
        if (!argument->on && strcmp(text, "false") != 0)
            return wrong(message, HYS_E_JSON_FORM, "expected true or false, found \"%s\"", text);
        return HYS_OK;
    default: return read_list(text, request, p, message);
    }
}

static hys_status refuse_form(hys_kind kind, char **message)
{
    if (hys_kind_params(kind) == 0)
        return wrong(message, HYS_E_JSON_FORM, "%s takes no argument", hys_kind_word(kind));
    char *form = hysi_word_form(kind);
    const hys_status status =
        form ? wrong(message, HYS_E_JSON_FORM, "expected %s", form) : HYS_E_MEMORY;
    free(form);
    return status;
}

/* Puts the name of the parameter that a message is about before it. */
static hys_status name_parameter(const hys_param *param, hys_status status, char **message)
{
    char *text = *message;
    if (!text || !param)
        return status;
    status = wrong(message, status, "%s: %s", param->name, text);
    free(text);
    return status;
}

/* ---- names of parameters ---- */

/* Whether a kind's first parameter is a list, which takes all that stands before named parameters:
 * entries may hold colons and equals signs. */
static bool has_list(hys_kind kind)
{
    return hys_kind_params(kind) > 0 && is_list(hys_kind_param(kind, 0));
}

/* The length of the name that a text begins with: small letters and underscores. */
static size_t name_length(const char *text) { return strspn(text, "abcdefghijklmnopqrstuvwxyz_"); }

/* The number of the parameter of a name; hys_kind_params(kind): there is none. A list that comes
 * first has no name in words. */
static size_t parameter_of(hys_kind kind, const char *name, size_t length)
{
    size_t p = has_list(kind);
    while (p < hys_kind_params(kind) && (strlen(hys_kind_param(kind, p)->name) != length ||
                                         memcmp(hys_kind_param(kind, p)->name, name, length) != 0))
        p++;
    return p;
}

/* The number of the parameter that a text names, as NAME=VALUE or, of a switch, as its name alone;
 * hys_kind_params(kind): it names none. */
static size_t named_in(const char *text, hys_kind kind)
{
    const size_t length = name_length(text), p = parameter_of(kind, text, length);
    const hys_param *param = hys_kind_param(kind, p);
    const bool named =
        param && (text[length] == '=' || (text[length] == '\0' && param->type == HYS_PARAM_SWITCH));
    return named ? p : hys_kind_params(kind);
}

static hys_status refuse_twice(const hys_param *param, char **message)
{
    return wrong(message, HYS_E_JSON_FORM, "%s is given twice", param->name);
}

/* Cuts the named parameters off the end of a text, which is NULL if nothing else is left. */
static hys_status take_named(char **text, struct hysi_request *request,
                             char *part[HYS_KIND_PARAMS_MAX], char **message)
{
    while (*text) {
        char *colon = strrchr(*text, ':'), *last = colon ? colon + 1 : *text;
        const size_t p = named_in(last, request->kind);
        if (p == hys_kind_params(request->kind) || (!colon && has_list(request->kind)))
            break;
        if (part[p] || request->argument[p].type)
            return refuse_twice(hys_kind_param(request->kind, p), message);
        char *value = strchr(last, '=');
        if (value)
            part[p] = value + 1;
        else
            request->argument[p] = (hys_argument){.type = HYS_PARAM_SWITCH, .on = 1};
        if (colon)
            *colon = '\0';
        else
            *text = NULL;
    }
    return HYS_OK;
}

/* Refuses a part that was meant to name a parameter: NAME=VALUE, or a word that is near a name. */
static hys_status check_part(const char *part, hys_kind kind, char **message)
{
    const char *names[HYS_KIND_PARAMS_MAX];
    const size_t length = name_length(part), p = parameter_of(kind, part, length);
    const bool is_word = length > 0 && part[length] == '\0', is_list = has_list(kind);
    size_t count = 0;
    char *name;

    if (!is_word && (length == 0 || part[length] != '='))
        return HYS_OK;
    if (p < hys_kind_params(kind))
        return is_word ? wrong(message, HYS_E_JSON_FORM, "%s needs a value, %s=...", part, part)
                       : wrong(message, HYS_E_JSON_FORM,
                               "\"%s\" is before a parameter without a name", part);
    for (size_t k = is_list; k < hys_kind_params(kind); k++)
        names[count++] = hys_kind_param(kind, k)->name;
    if (!(name = strndup(part, length)))
        return HYS_E_MEMORY;
    const struct hysi_hint hint = hysi_did_you_mean(name, names, count);
    const hys_status status =
        is_word && !*hint.text
            ? HYS_OK
            : wrong(message, HYS_E_JSON_FORM, "%s has no parameter \"%s\"%s%s%s",
                    hys_kind_word(kind), name, hint.text, is_list && !*hint.text ? ";" : "",
                    is_list ? " a label that ends so needs a JSON file" : "");
    free(name);
    return status;
}

/* Checks what is left of a text without its named parameters. Of a list only the end may have been
 * meant for one, and only where the kind has parameters behind the list. */
static hys_status check_unnamed(const char *text, hys_kind kind, char **message)
{
    hys_status status = HYS_OK;

    if (text && has_list(kind)) {
        const char *colon = strrchr(text, ':');
        return colon && hys_kind_params(kind) > 1 ? check_part(colon + 1, kind, message) : HYS_OK;
    }
    while (text && status == HYS_OK) {
        const size_t length = strcspn(text, ":");
        char *part = strndup(text, length);
        status = part ? check_part(part, kind, message) : HYS_E_MEMORY;
        free(part);
        text = text[length] ? text + length + 1 : NULL;
    }
    return status;
}

/* ---- all of them ---- */

/* Gives the parts of a text to the parameters in their order. A list takes all that is left, for
 * names may hold colons; the other parameters take a part each. */
static hys_status take_in_order(char *text, struct hysi_request *request,
                                char *part[HYS_KIND_PARAMS_MAX], char **message)
{
    const size_t params = hys_kind_params(request->kind);

    for (size_t p = 0; text; p++) {
        if (p == params)
            return refuse_form(request->kind, message);
        if (part[p] || request->argument[p].type)
            return refuse_twice(hys_kind_param(request->kind, p), message);
        const bool list = is_list(hys_kind_param(request->kind, p));
        part[p] = list ? text : strsep(&text, ":");
        text = list ? NULL : text;
    }
    for (size_t p = 0; p < params; p++)
        if (!part[p] && !hys_kind_param(request->kind, p)->optional)
            return refuse_form(request->kind, message);
    return HYS_OK;
}

/* Named parameters are at the end. */
static hys_status read_arguments(char *text, struct hysi_request *request, char **message)
{
    char *part[HYS_KIND_PARAMS_MAX] = {NULL};
    hys_status status = take_named(&text, request, part, message);

    if (status == HYS_OK)
        status = check_unnamed(text, request->kind, message);
    if (status == HYS_OK)
        status = take_in_order(text, request, part, message);
    for (size_t p = 0; status == HYS_OK && p < hys_kind_params(request->kind); p++)
        if (part[p] && (status = read_argument(part[p], request, p, message)) != HYS_OK)
            status = name_parameter(hys_kind_param(request->kind, p), status, message);
    return status;
}

static hys_status build(hys_space **space, const struct hysi_request *request, char **message)
{
    char text[HYSI_EXPLAINED];
    size_t bad;
    const hys_status status = hysi_request_build(space, request, &bad);

    if (status == HYS_OK || status == HYS_E_MEMORY ||
        wrong(message, status, "%s", hysi_explain(text, request, status, bad)) != status)
        return status;
    return name_parameter(hys_kind_param(request->kind, bad), status, message);
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
        status = build(space, &request, message);
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
