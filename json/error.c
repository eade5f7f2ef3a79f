#include <config.h>

#include <stdarg.h>
#include <stdio.h>

#include "json/error.h"
#include "json/path.h"

const struct hysi_path hysi_whole = {0};

hys_status hysi_wrong(hys_json_error *error, hys_status status, struct hysi_path path,
                      const char *format, ...)
{
    char column[HYSI_PATH_NAME] = "", member[HYSI_PATH_NAME] = "", element[24] = "";
    va_list list;

    if (path.column)
        hysi_path_name(column, path.column);
    if (path.member)
        hysi_path_name(member, path.member);
    if (path.element)
        snprintf(element, sizeof element, "[%zu]", path.element - 1);
    snprintf(error->path, sizeof error->path, "%s%s%s%s%s", path.column ? "space." : "", column,
             path.column && path.member ? "." : "", member, element);
    va_start(list, format);
    if (format)
        vsnprintf(error->text, sizeof error->text, format, list);
    else
        snprintf(error->text, sizeof error->text, "%s", hys_strerror(status));
    va_end(list);
    return error->status = status;
}
