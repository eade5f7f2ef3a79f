#include <config.h>

#include <string.h>

#include "cli/element.h"
#include "cli/numbers.h"

/* An integer at any address, by its sign and magnitude. */
static uint64_t load_integer(hys_type type, const unsigned char *at, bool *negative)
{
#define LOAD(id, c_type, is_negative)                             \
    case id: {                                                    \
        c_type value;                                             \
        memcpy(&value, at, sizeof value);                         \
        *negative = is_negative;                                  \
        return *negative ? 0 - (uint64_t)value : (uint64_t)value; \
    }
    switch (type) {
        LOAD(HYS_I8, int8_t, value < 0)
        LOAD(HYS_U8, uint8_t, false)
        LOAD(HYS_I16, int16_t, value < 0)
        LOAD(HYS_U16, uint16_t, false)
        LOAD(HYS_I32, int32_t, value < 0)
        LOAD(HYS_I64, int64_t, value < 0)
        LOAD(HYS_U64, uint64_t, false)
        LOAD(HYS_U32, uint32_t, false)
        LOAD(HYS_INDEX, uint32_t, false)
    default: *negative = false; return 0;
    }
#undef LOAD
}

static size_t number_text(hys_type type, const unsigned char *at, char out[NUMBER_TEXT])
{
    bool negative;
    float f32;
    double f64;

    if (type == HYS_F32) {
        memcpy(&f32, at, sizeof f32);
        return f32_text(out, f32);
    }
    if (type == HYS_F64) {
        memcpy(&f64, at, sizeof f64);
        return f64_text(out, f64);
    }
    const uint64_t magnitude = load_integer(type, at, &negative);
    return integer_text(out, negative, magnitude);
}

void element_text(const struct column *column, char *const *label, bool json,
                  const unsigned char *at, struct text *out)
{
    char text[NUMBER_TEXT] = "nan"; /* decode makes a number that no label has of NaN */
    size_t length = 3;
    uint32_t index;

    if (column->text) {
        memcpy(&index, at, sizeof index);
        if (index < hys_space_count(column->space)) {
            text_put(out, label[index]);
            return;
        }
    } else {
        length = number_text(column->type, at, text);
    }
    const bool quote = json && (text[length - 1] == 'n' || text[length - 1] == 'f');
    text_add(out, "\"", quote);
    text_add(out, text, length);
    text_add(out, "\"", quote);
}

void element_values(hys_type type, const unsigned char *data, size_t n, double *value)
{
#define READ(id, c_type)                                                \
    case id:                                                            \
        for (size_t k = 0; k < n; k++)                                  \
            value[k] = (double)((const c_type *)(const void *)data)[k]; \
        break
    switch (type) {
        READ(HYS_F32, float);
        READ(HYS_F64, double);
        READ(HYS_I8, int8_t);
        READ(HYS_U8, uint8_t);
        READ(HYS_I16, int16_t);
        READ(HYS_U16, uint16_t);
        READ(HYS_I32, int32_t);
        READ(HYS_U32, uint32_t);
        READ(HYS_I64, int64_t);
        READ(HYS_U64, uint64_t);
        READ(HYS_INDEX, uint32_t);
    }
#undef READ
}

enum { IS_BIG_ENDIAN = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ };

void file_order(void *elements, size_t n, size_t size)
{
    unsigned char *at = elements;
    for (size_t k = 0; IS_BIG_ENDIAN && k < n; k++, at += size)
        for (size_t i = 0; i < size / 2; i++) {
            const unsigned char byte = at[i];
            at[i] = at[size - 1 - i];
            at[size - 1 - i] = byte;
        }
}

void block_file_order(const struct rows *rows, const struct block *block)
{
    for (size_t c = 0; IS_BIG_ENDIAN && c < rows->columns; c++) {
        unsigned char *at = block->data + column_offset(rows, block, c);
        for (size_t k = 0; k < block->n; k++, at += column_stride(rows, c))
            file_order(at, 1, hys_type_size(rows->column[c].type));
    }
}
