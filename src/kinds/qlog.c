/* qlog: log-uniform over [lower, upper], rounded half to even. docs/spec.md, section 3.1. */
#include <config.h>

#include <math.h>

#include "src/kinds/kinds.h"
#include "src/sleef.h"

static hys_status check(const hys_argument *given, size_t *bad)
{
    const hys_status status = hysi_check_log(given, bad);
    return status == HYS_OK ? hysi_check_integers(given, bad) : status;
}

static struct hysi_head native(const hys_extent *extent)
{
    if (extent->lower >= 0x1p-126 && extent->upper <= 0x1p12) {
        struct hysi_head head = hysi_new_head(32, HYSI_INTEGERS_32);
        struct hysi_params_qlog *p = HYSI_ADD_MAP(&head, qlog_i32);
        p->log2_lower = hysi_log2_q23(extent->lower);
        p->log2_span = (uint32_t)(hysi_log2_q23(extent->upper) - p->log2_lower);
        p->first = (int32_t)extent->first;
        p->last = (int32_t)extent->last;
        return head;
    }
    struct hysi_head head = hysi_new_head(64, HYSI_INTEGERS_64);
    hysi_add_log_f64(&head, hysi_sleef_log2_f64(extent->lower), hysi_sleef_log2_f64(extent->upper),
                     0.0, HUGE_VAL);
    hysi_add_round_inside(&head, extent->first, extent->last);
    return head;
}

static void plan(const struct hys_space *space, struct hysi_plan *plan)
{
    const struct hysi_head head = native(&space->extent);
    const struct hysi_cells cells = hysi_rounding_cells(space);
    hysi_plan_integers(space, plan, &head, &cells);
}

const struct hysi_kind hysi_kind_qlog = {
    .id = HYS_QLOG,
    .name = "qlog",
    .word = "qlog",
    .summary = "integers: log-uniform, then rounded half to even",
    .traits = HYS_KIND_LOG | HYS_KIND_INTEGERS | HYS_KIND_FMA,
    .params = 3,
    .param = {{HYSI_PARAM_LOWER}, {HYSI_PARAM_UPPER}, {HYSI_PARAM_BASE}},
    .check = check,
    .fill = hysi_fill_integers,
    .plan = plan,
};
