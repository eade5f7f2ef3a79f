/* The values' bytes, rows packed without padding, little-endian. */
#include <config.h>

#include "cli/writer.h"

static void raw_open(struct writer *writer, uint64_t n)
{
    (void)n;
    writer_begin(writer);
}

const struct format format_raw = {
    .name = "raw",
    .binary = true,
    .open = raw_open,
    .format = writer_order_rows,
    .put = writer_put_rows,
    .close = writer_end,
    .unread = "it says neither columns nor types",
};
