/* Whether a space has a value. The scalar kernels tell, so that no ISA path is chosen for it. */
#include <config.h>

#include <math.h>

#include "src/fpenv.h"
#include "src/pipeline.h"
#include "src/space.h"
#include "src/value.h"

static bool run(const struct hys_space *space, enum hysi_use use, hys_type type, const void *in,
                void *out)
{
    const size_t size = 8; /* of elements of both types */
    struct hysi_route route;

    if (hysi_has_route(space, use, type) != HYS_OK)
        return false;
    hysi_route_of(space, use, type, &route);
    (void)hysi_map_array(&hysi_kernels_scalar, &route, in, size, 1, out, size, NULL);
    return true;
}

static bool has_integer(const struct hys_space *space, int64_t integer)
{
    double mass;
    return integer >= space->extent.first && integer <= space->extent.last &&
           (!run(space, HYSI_USE_PMF, HYS_I64, &integer, &mass) || mass > 0);
}

/* A number that the transform leaves as it is. It moves no real between the bounds, except that it
 * rounds to the space's digits; a bound need not have them. */
static bool has_real(const struct hys_space *space, double real)
{
    const hys_extent *extent = &space->extent;
    double nearest;

    if (!isfinite(real) || (!extent->distinct && !(extent->lower <= real && real <= extent->upper)))
        return false;
    return !run(space, HYSI_USE_TRANSFORM, HYS_F64, &real, &nearest) || nearest == real ||
           (!extent->distinct && (real == extent->lower || real == extent->upper));
}

/* Not inlined, so that its arithmetic stays between hysi_fpenv_enter and hysi_fpenv_leave. */
__attribute__((noinline)) static bool settle(const struct hys_space *space, const hys_value *value,
                                             hys_value *settled)
{
    const bool is_index = value->type == HYS_INDEX, is_real = value->type == HYS_F64,
               is_integer = value->type == HYS_I64;

    if (is_index ? value->index >= space->count : !is_real && !is_integer)
        return false;
    if (space->kind->traits & HYS_KIND_NAMES) {
        *settled = (hys_value){.type = HYS_INDEX, .index = value->index};
        return is_index;
    }
    if (space->kind->traits & HYS_KIND_INTEGERS) {
        const bool is_whole = is_real && value->real >= -0x1p63 && value->real < 0x1p63 &&
                              value->real == rint(value->real);
        *settled = (hys_value){.type = HYS_I64};
        settled->integer = is_whole ? (int64_t)value->real : value->integer;
        return (is_whole || is_integer) && has_integer(space, settled->integer);
    }
    *settled = (hys_value){.type = HYS_F64};
    settled->real = is_index  ? hys_space_value(space, value->index)
                    : is_real ? value->real
                              : (double)value->integer;
    const bool is_exact =
        !is_integer || (settled->real < 0x1p63 && (int64_t)settled->real == value->integer);
    return is_exact && has_real(space, settled->real);
}

bool hysi_settle_value(const hys_space *space, const hys_value *value, hys_value *settled)
{
    const hysi_fpenv caller = hysi_fpenv_enter();
    const bool has = settle(space, value, settled);
    hysi_fpenv_leave(caller);
    return has;
}

int hys_space_has(const hys_space *space, const hys_value *value)
{
    hys_value settled;
    return hysi_settle_value(space, value, &settled);
}
