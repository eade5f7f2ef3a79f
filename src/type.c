/* The list of types. */
#include <config.h>

#include <math.h>
#include <string.h>

#include "src/type.h"

const struct hysi_type_info hysi_type_info[HYSI_TYPE_END] = {
#define X(name, id, type, min, max) [id] = {#name, sizeof(type), min, max},
    HYSI_TYPES(X)
#undef X
};

bool hysi_integer_holds(hys_type type, double x)
{
    const struct hysi_type_info *info = &hysi_type_info[type];

    /* Strictly below max + 1, a power of two, since max itself need not be a double. */
    return hysi_is_integer(type) && x == rint(x) && x >= (double)info->min &&
           x < (double)(info->max / 2 + 1) * 2.0;
}

bool hysi_type_holds(hys_type type, double first, double last)
{
    if (type == HYS_F32)
        return first >= -0x1p24 && last <= 0x1p24;
    if (type == HYS_F64)
        return true;
    return hysi_integer_holds(type, first) && hysi_integer_holds(type, last);
}

bool hysi_type_holds_integers(hys_type type, int64_t first, int64_t last)
{
    const struct hysi_type_info *info = &hysi_type_info[type];
    const int64_t most = type == HYS_F32 ? (int64_t)1 << 24 : (int64_t)1 << 53;

    if (type == HYS_F32 || type == HYS_F64)
        return first >= -most && last <= most;
    return hysi_is_integer(type) && first >= info->min && (last < 0 || (uint64_t)last <= info->max);
}

size_t hys_type_size(hys_type type)
{
    return type > 0 && type < HYSI_TYPE_END ? hysi_type_info[type].size : 0;
}

const char *hys_type_name(hys_type type)
{
    return type > 0 && type < HYSI_TYPE_END ? hysi_type_info[type].name : NULL;
}

hys_type hys_type_from_name(const char *name)
{
    for (hys_type type = 1; name && type < HYSI_TYPE_END; type++)
        if (!strcmp(name, hysi_type_info[type].name))
            return type;
    return 0;
}
