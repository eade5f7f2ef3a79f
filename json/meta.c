#include <config.h>

#include <stdint.h>
#include <stdlib.h>

#include "json/meta.h"
#include "json/scalar.h"

/* The marks between two members or elements, and behind a member's name. */
struct marks {
    FILE *stream;
    const char *comma, *colon;
};

static int put_string(const struct marks *marks, const char *text)
{
    json_t *string = json_string(text);
    const int failed = !string || json_dumpf(string, marks->stream, JSON_ENCODE_ANY);
    json_decref(string);
    return failed ? -1 : 0;
}

/* Not inlined, so that the stack of nested values does not hold the text. */
__attribute__((noinline)) static int put_scalar(const struct marks *marks, const json_t *value)
{
    char room[HYSI_NUMBER_TEXT];
    const char *text = json_is_real(value) ? hysi_real_text(room, json_real_value(value))
                                           : hysi_scalar_text(room, value);
    return !text || fputs(text, marks->stream) < 0 ? -1 : 0;
}

static int put_value(const struct marks *marks, const json_t *value);

static int put_members(const struct marks *marks, const json_t *object)
{
    json_t *own = (json_t *)(uintptr_t)object; /* jansson's iterators are not const */
    int failed = 0;

    for (void *at = json_object_iter(own); at && !failed; at = json_object_iter_next(own, at)) {
        if (at != json_object_iter(own))
            fputs(marks->comma, marks->stream);
        failed = put_string(marks, json_object_iter_key(at));
        fputs(marks->colon, marks->stream);
        failed = failed || put_value(marks, json_object_iter_value(at));
    }
    return failed;
}

static int put_elements(const struct marks *marks, const json_t *array)
{
    int failed = 0;
    for (size_t i = 0; i < json_array_size(array) && !failed; i++) {
        fputs(i > 0 ? marks->comma : "", marks->stream);
        failed = put_value(marks, json_array_get(array, i));
    }
    return failed;
}

static int put_value(const struct marks *marks, const json_t *value)
{
    if (json_is_string(value))
        return put_string(marks, json_string_value(value));
    if (!json_is_object(value) && !json_is_array(value))
        return put_scalar(marks, value);
    fputc(json_is_object(value) ? '{' : '[', marks->stream);
    if (json_is_object(value) ? put_members(marks, value) : put_elements(marks, value))
        return -1;
    fputc(json_is_object(value) ? '}' : ']', marks->stream);
    return 0;
}

int hysi_put_json(FILE *stream, const json_t *value, const char *comma, const char *colon)
{
    const struct marks marks = {stream, comma, colon};
    return put_value(&marks, value);
}

char *hysi_json_text(const json_t *value)
{
    char *text = NULL;
    size_t size;
    FILE *stream = open_memstream(&text, &size);

    if (!stream)
        return NULL;
    const int failed = hysi_put_json(stream, value, ",", ":") || ferror(stream);
    if (fclose(stream) == 0 && !failed)
        return text;
    free(text);
    return NULL;
}
