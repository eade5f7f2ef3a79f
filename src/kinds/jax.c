/* Laws of jax.random that several kinds share. docs/spec.md, section 3.2. */
#include <config.h>

#include <float.h>
#include <math.h>

#include "src/kinds/kinds.h"

static void add_int32(struct hysi_head *head, int32_t first, uint32_t count)
{
    const uint32_t root = 0x10000u % count;
    struct hysi_params_jax_int32 *p = HYSI_ADD_MAP(head, jax_int32);
    p->lo = (uint32_t)first;
    p->count = count;
    p->mult = root * root % count;
}

static void add_int64(struct hysi_head *head, int64_t first, uint64_t count)
{
    const uint64_t root = 0x100000000u % count;
    struct hysi_params_jax_int64 *p = HYSI_ADD_MAP(head, jax_int64);
    p->lo = (uint64_t)first;
    p->count = count;
    p->mult = root * root % count;
}

bool hysi_jax_int(int64_t first, int64_t last, bool wide, struct hysi_head *head)
{
    if (wide ? last == INT64_MAX : first < INT32_MIN || last >= INT32_MAX)
        return false;
    *head = hysi_new_head(wide ? 64 : 32, wide ? HYSI_INTEGERS_64 : HYSI_INTEGERS_32);
    head->draws = 2;
    if (wide)
        add_int64(head, first, (uint64_t)last - (uint64_t)first + 1);
    else
        add_int32(head, (int32_t)first, (uint32_t)last - (uint32_t)first + 1);
    return true;
}

struct hysi_head hysi_jax_index(uint32_t count, bool wide)
{
    struct hysi_head head = hysi_new_head(wide ? 64 : 32, HYSI_AS_TYPE);
    head.draws = 2;
    if (wide) {
        const uint32_t root = (uint32_t)(0x100000000u % count);
        struct hysi_params_jax_choose *p = HYSI_ADD_MAP(&head, jax_choose64);
        p->count = count;
        p->mult = (uint32_t)((uint64_t)root * root % count);
    } else {
        add_int32(&head, 0, count);
    }
    return head;
}

/* A standard normal number is at least 2^-24 and at most 5.42, in f64 2^-53 and 8.3. So with a
 * sigma of this size sigma z is normal, as is its sum with mu, which is a multiple of what the
 * smaller of the two has for its last digit, or 0. */
bool hysi_jax_normal_f32(double mu, double sigma, struct hysi_head *head)
{
    const float m = (float)mu, s = (float)sigma;

    if (!(s >= 0x1p-78f) || !(m == 0 || isnormal(m)) ||
        !(fabs((double)m) + 5.5 * (double)s < (double)FLT_MAX))
        return false;
    *head = hysi_new_head(32, HYSI_AS_TYPE);
    struct hysi_params_jax_normal_f32 *p = HYSI_ADD_MAP(head, jax_normal_f32);
    p->mu = m;
    p->sigma = s;
    return true;
}

bool hysi_jax_normal_f64(double mu, double sigma, struct hysi_head *head)
{
    if (!(sigma >= 0x1p-916) || !(mu == 0 || isnormal(mu)) || !(fabs(mu) + 8.4 * sigma < DBL_MAX))
        return false;
    *head = hysi_new_head(64, HYSI_AS_TYPE);
    struct hysi_params_jax_normal_f64 *p = HYSI_ADD_MAP(head, jax_normal_f64);
    p->mu = mu;
    p->sigma = sigma;
    return true;
}

void hysi_give_jax_integers(struct hysi_plan *plan, enum hysi_use use, int64_t first, int64_t last,
                            const struct hysi_head *head)
{
    const bool wide = use == HYSI_USE_JAX64;
    for (hys_type type = HYS_F32; type <= HYS_U64; type++)
        if ((wide ? type != HYS_F32 : !hysi_is_wide(type)) &&
            hysi_type_holds_integers(type, first, last))
            hysi_give(plan, use, type, head);
}
