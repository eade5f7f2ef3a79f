/* Checks what callers in other languages have compiled in: the layouts of the public structs and
 * the numbers of the public constants. tests/build/abi.sh compares functions and their types. */
#include <config.h>

#include <stddef.h>

#include <hyspace-json.h>

#include "tests/unit/test.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- structs ---- */

#define AT(type, member, offset) \
    _Static_assert(offsetof(type, member) == (offset), #type "." #member)
#define SIZE(type, size, alignment) \
    _Static_assert(sizeof(type) == (size) && _Alignof(type) == (alignment), #type)

_Static_assert(sizeof(hys_status) == 4 && sizeof(hys_type) == 4 && sizeof(hys_kind) == 4 &&
                   sizeof(hys_order) == 4,
               "int32_t");
SIZE(hys_key, 8, 4);
AT(hys_key, w, 0);
AT(hys_source, stream, 0);
AT(hys_source, flags, 4);
AT(hys_source, key, 8);
AT(hys_source, dim, 16);
AT(hys_source, rows, 24);
AT(hys_source, points, 32);
AT(hys_source, column_points, 40);
#if UINTPTR_MAX == UINT64_MAX /* they have pointers */
SIZE(hys_source, 64, 8);
AT(hys_source, reserved, 48);
SIZE(hys_column, 40, 8);
AT(hys_column, data, 0);
AT(hys_column, stride, 8);
AT(hys_column, type, 16);
AT(hys_column, flags, 20);
AT(hys_column, mask, 24);
AT(hys_column, mask_stride, 32);
SIZE(hys_value, 24, 8);
SIZE(hys_column_description, 88, 8);
AT(hys_column_description, name, 0);
AT(hys_column_description, space, 8);
AT(hys_column_description, type, 16);
AT(hys_column_description, dimension, 20);
AT(hys_column_description, default_value, 24);
AT(hys_column_description, meta, 48);
AT(hys_column_description, reserved, 56);
SIZE(hys_domain_description, 64, 8);
AT(hys_domain_description, title, 0);
AT(hys_domain_description, meta, 8);
AT(hys_domain_description, reserved, 16);
#else
SIZE(hys_source, _Alignof(uint64_t) == 8 ? 64 : 60, _Alignof(uint64_t)); /* 4 on i386 */
AT(hys_source, reserved, _Alignof(uint64_t) == 8 ? 48 : 44);
SIZE(hys_column, 24, 4);
AT(hys_column, data, 0);
AT(hys_column, stride, 4);
AT(hys_column, type, 8);
AT(hys_column, flags, 12);
AT(hys_column, mask, 16);
AT(hys_column, mask_stride, 20);
#endif
AT(hys_value, type, 0);
AT(hys_value, index, 4);
AT(hys_value, real, 8);
AT(hys_value, integer, 16);
SIZE(hys_json_error, 1036, 4);
AT(hys_json_error, status, 0);
AT(hys_json_error, line, 4);
AT(hys_json_error, column, 8);
AT(hys_json_error, path, 12);
AT(hys_json_error, text, 524);

/* ---- constants ---- */

TEST(abi, constants)
{
    static const struct {
        const char *name;
        int64_t value, frozen;
    } table[] = {
#define X(name, frozen) {#name, (int64_t)(name), frozen}
        X(HYS_OK, 0),
        X(HYS_W_DATA, 1),
        X(HYS_E_NULL, -100),
        X(HYS_E_ISA, -200),
        X(HYS_E_BOUNDS, -300),
        X(HYS_E_BOUNDS_FINITE, -301),
        X(HYS_E_BOUNDS_ORDER, -302),
        X(HYS_E_BOUNDS_SPAN, -303),
        X(HYS_E_BOUNDS_POSITIVE, -304),
        X(HYS_E_BOUNDS_BASE, -305),
        X(HYS_E_BOUNDS_RANGE, -306),
        X(HYS_E_BOUNDS_INTEGER, -307),
        X(HYS_E_BOUNDS_STEP, -308),
        X(HYS_E_BOUNDS_SCALE, -309),
        X(HYS_E_BOUNDS_MASS, -310),
        X(HYS_E_BOUNDS_UNIT, -311),
        X(HYS_E_BOUNDS_DIGITS, -312),
        X(HYS_E_VALUES, -400),
        X(HYS_E_VALUES_EMPTY, -401),
        X(HYS_E_VALUES_COUNT, -402),
        X(HYS_E_VALUES_FINITE, -403),
        X(HYS_E_VALUES_LABEL, -404),
        X(HYS_E_VALUES_DUPLICATE, -405),
        X(HYS_E_VALUES_UNKNOWN, -406),
        X(HYS_E_VALUES_WEIGHT, -407),
        X(HYS_E_VALUES_CONTRACT, -408),
        X(HYS_E_VALUES_DEFAULT, -409),
        X(HYS_E_VALUES_EXCLUSIVE, -410),
        X(HYS_E_NAME, -500),
        X(HYS_E_NAME_EMPTY, -501),
        X(HYS_E_NAME_DUPLICATE, -502),
        X(HYS_E_NAME_HASH, -503),
        X(HYS_E_NAME_UNKNOWN, -504),
        X(HYS_E_NAME_COUNT, -505),
        X(HYS_E_NAME_DIMENSION, -506),
        X(HYS_E_STREAM, -600),
        X(HYS_E_STREAM_UNKNOWN, -601),
        X(HYS_E_STREAM_RESERVED, -602),
        X(HYS_E_STREAM_ROWS, -603),
        X(HYS_E_STREAM_POINTS, -604),
        X(HYS_E_TYPE, -700),
        X(HYS_E_INDEX, -800),
        X(HYS_E_MEMORY, -900),
        X(HYS_E_FILE, -1000),
        X(HYS_E_JSON, -1100),
        X(HYS_E_JSON_SYNTAX, -1101),
        X(HYS_E_JSON_DUPLICATE, -1102),
        X(HYS_E_JSON_LIMIT, -1103),
        X(HYS_E_JSON_NUMBER, -1104),
        X(HYS_E_JSON_FORM, -1105),
        X(HYS_E_KIND, -1200),
        X(HYS_E_KIND_UNKNOWN, -1201),
        X(HYS_E_KIND_ARGUMENT, -1202),
        X(HYS_E_DENSITY, -1300),
        X(HYS_E_POINT, -1400),
        X(HYS_F32, 1),
        X(HYS_F64, 2),
        X(HYS_I8, 3),
        X(HYS_U8, 4),
        X(HYS_I16, 5),
        X(HYS_U16, 6),
        X(HYS_I32, 7),
        X(HYS_U32, 8),
        X(HYS_I64, 9),
        X(HYS_U64, 10),
        X(HYS_INDEX, 11),
        X(HYS_LINEAR, 1),
        X(HYS_LOG, 2),
        X(HYS_QLINEAR, 3),
        X(HYS_QLOG, 4),
        X(HYS_DISCRETE, 5),
        X(HYS_LABELS, 6),
        X(HYS_INT, 7),
        X(HYS_LOGINT, 8),
        X(HYS_BOOL, 9),
        X(HYS_CONSTANT, 10),
        X(HYS_CONSTANT_LABEL, 11),
        X(HYS_REVERSE_LOG, 14),
        X(HYS_LOGIT, 15),
        X(HYS_NORMAL, 12),
        X(HYS_LOGNORMAL, 13),
        X(HYS_NATIVE, 0),
        X(HYS_JAX_ARRAY, 1),
        X(HYS_JAX_KEYS, 2),
        X(HYS_JAX_SEARCH, 3),
        X(HYS_SOBOL, 4),
        X(HYS_SOBOL_OWEN, 5),
        X(HYS_SOBOL_SHIFT, 6),
        X(HYS_SOBOL_PLAIN, 7),
        X(HYS_LHS, 8),
        X(HYS_GRID, 9),
        X(HYS_PERMUTED, 10),
        X(HYS_X64, 1),
        X(HYS_CENTRED, 2),
        X(HYS_ENDS, 4),
        X(HYS_STREAM_KEYED, 1),
        X(HYS_STREAM_DIM, 2),
        X(HYS_STREAM_ROWS, 4),
        X(HYS_STREAM_POINTS, 8),
        X(HYS_STREAM_DRAWS, 16),
        X(HYS_STREAM_NATIVE, 32),
        X(HYS_ROW_MAJOR, 0),
        X(HYS_COLUMN_MAJOR, 1),
        X(HYS_NATIVE_VERSION, 1),
        X(HYS_DISCREPANCY_CD, 1),
        X(HYS_DISCREPANCY_WD, 2),
        X(HYS_DISCREPANCY_MD, 3),
        X(HYS_DISCREPANCY_L2_STAR, 4),
        X(HYS_DISCREPANCY_ROWS, 64),
        X(HYS_DISCREPANCY_NUMBERS, 2),
        X(HYS_DIMENSION_MAX, 21200),
        X(HYS_JSON_SIZE_MAX, 268435456),
        X(HYS_JSON_NAME_MAX, 1048576),
        X(HYS_JSON_DEPTH_MAX, 256),
#undef X
    };
    for (size_t i = 0; i < COUNT(table); i++)
        CHECK(table[i].value == table[i].frozen, "%s is %lld, not %lld", table[i].name,
              (long long)table[i].value, (long long)table[i].frozen);
    test_note("abi: %zu constants", COUNT(table));
}
