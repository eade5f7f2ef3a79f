/* The types of samples. */
#ifndef HYSI_TYPE_H
#define HYSI_TYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <hyspace/space.h>

/* Types once: name, constant, C type, smallest and largest integer (0, 0: not an integer type). */
#define HYSI_TYPES(X)                              \
    X(f32, HYS_F32, float, 0, 0)                   \
    X(f64, HYS_F64, double, 0, 0)                  \
    X(i8, HYS_I8, int8_t, INT8_MIN, INT8_MAX)      \
    X(u8, HYS_U8, uint8_t, 0, UINT8_MAX)           \
    X(i16, HYS_I16, int16_t, INT16_MIN, INT16_MAX) \
    X(u16, HYS_U16, uint16_t, 0, UINT16_MAX)       \
    X(i32, HYS_I32, int32_t, INT32_MIN, INT32_MAX) \
    X(u32, HYS_U32, uint32_t, 0, UINT32_MAX)       \
    X(i64, HYS_I64, int64_t, INT64_MIN, INT64_MAX) \
    X(u64, HYS_U64, uint64_t, 0, UINT64_MAX)       \
    X(index, HYS_INDEX, uint32_t, 0, 0)

enum { HYSI_TYPE_END = HYS_INDEX + 1 }; /* types are 1 .. HYS_INDEX */

struct hysi_type_info {
    const char *name;
    size_t size;
    int64_t min;
    uint64_t max;
};
extern const struct hysi_type_info
    hysi_type_info[HYSI_TYPE_END]; /* entry 0 is not a type: size 0 */

static inline bool hysi_is_integer(hys_type type) { return type >= HYS_I8 && type <= HYS_U64; }

/* Whether the float of a type is f64: that of f64, i64 and u64; it is f32 for all others. In its
 * float, transform takes the caller's values, and the JAX streams compute. */
static inline bool hysi_is_wide(hys_type type)
{
    return type == HYS_F64 || type == HYS_I64 || type == HYS_U64;
}

/* That float. */
static inline hys_type hysi_float_of(hys_type type)
{
    return hysi_is_wide(type) ? HYS_F64 : HYS_F32;
}

/* Whether an integer type holds x exactly. */
bool hysi_integer_holds(hys_type type, double x);

/* Whether a type holds every integer from first to last exactly. */
bool hysi_type_holds(hys_type type, double first, double last);

/* The same for integers that no double may hold. */
bool hysi_type_holds_integers(hys_type type, int64_t first, int64_t last);

#endif
