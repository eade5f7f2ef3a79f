#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "json/meta.h"
#include "json/scalar.h"

/* Where the text goes, and the marks between members or elements and behind a member's name. */
struct sink {
    json_dump_callback_t put; /* not 0: it has failed */
    void *to;
    const char *comma, *colon;
};

static int put_text(const struct sink *sink, const char *text)
{
    return sink->put(text, strlen(text), sink->to);
}

static int put_string(const struct sink *sink, const char *text)
{
    json_t *string = json_string(text);
    const int failed =
        !string || json_dump_callback(string, sink->put, sink->to, JSON_ENCODE_ANY) != 0;
    json_decref(string);
    return failed;
}

/* Not inlined, so that the stack of nested values does not hold the number. */
__attribute__((noinline)) static int put_scalar(const struct sink *sink, const json_t *value)
{
    char room[HYSI_NUMBER_TEXT];
    const char *text = json_is_real(value) ? hysi_real_text(room, json_real_value(value))
                                           : hysi_scalar_text(room, value);
    return !text || put_text(sink, text);
}

static int put_value(const struct sink *sink, const json_t *value);

static int put_members(const struct sink *sink, const json_t *object)
{
    json_t *own = (json_t *)(uintptr_t)object; /* jansson's iterators are not const */
    const char *comma = "";
    int failed = 0;

    for (void *at = json_object_iter(own); at && !failed; at = json_object_iter_next(own, at)) {
        failed = put_text(sink, comma) || put_string(sink, json_object_iter_key(at)) ||
                 put_text(sink, sink->colon) || put_value(sink, json_object_iter_value(at));
        comma = sink->comma;
    }
    return failed;
}

static int put_elements(const struct sink *sink, const json_t *array)
{
    int failed = 0;
    for (size_t i = 0; i < json_array_size(array) && !failed; i++)
        failed =
            put_text(sink, i > 0 ? sink->comma : "") || put_value(sink, json_array_get(array, i));
    return failed;
}

static int put_value(const struct sink *sink, const json_t *value)
{
    if (json_is_string(value))
        return put_string(sink, json_string_value(value));
    if (json_is_object(value))
        return put_text(sink, "{") || put_members(sink, value) || put_text(sink, "}");
    if (json_is_array(value))
        return put_text(sink, "[") || put_elements(sink, value) || put_text(sink, "]");
    return put_scalar(sink, value);
}

/* A failed write is seen when the file is closed. */
static int put_to_file(const char *bytes, size_t size, void *file)
{
    fwrite(bytes, 1, size, file);
    return 0;
}

int hysi_put_json(FILE *file, const json_t *value)
{
    const struct sink sink = {put_to_file, file, ", ", ": "};
    return put_value(&sink, value) ? -1 : 0;
}

struct meta_text {
    char *bytes;
    size_t used, room;
};

static int put_to_text(const char *bytes, size_t size, void *to)
{
    struct meta_text *text = to;

    if (text->used + size >= text->room) {
        const size_t room = 2 * (text->used + size) + 32;
        char *grown = malloc(room);
        if (!grown)
            return -1;
        if (text->used > 0)
            memcpy(grown, text->bytes, text->used);
        free(text->bytes);
        text->bytes = grown;
        text->room = room;
    }
    memcpy(text->bytes + text->used, bytes, size);
    text->used += size;
    text->bytes[text->used] = '\0';
    return 0;
}

char *hysi_json_text(const json_t *value)
{
    struct meta_text text = {.bytes = NULL};
    const struct sink sink = {put_to_text, &text, ",", ":"};

    if (put_value(&sink, value) == 0)
        return text.bytes;
    free(text.bytes);
    return NULL;
}
