#include <config.h>

#include <stdarg.h>
#include <stdio.h>

#include "json/error.h"
#include "json/shared.h"

const struct hysi_place hysi_whole = {0};

hys_status hysi_wrong(hys_json_error *error, hys_status status, struct hysi_place place,
                      const char *format, ...)
{
    char column[HYSI_PATH_NAME] = "", member[HYSI_PATH_NAME] = "", element[24] = "";
    va_list list;

    if (place.column)
        hysi_path_name(column, place.column);
    if (place.member)
        hysi_path_name(member, place.member);
    if (place.element)
        snprintf(element, sizeof element, "[%zu]", place.element - 1);
    snprintf(error->path, sizeof error->path, "%s%s%s%s%s", place.column ? "space." : "", column,
             place.column && place.member ? "." : "", member, element);
    va_start(list, format);
    if (format)
        vsnprintf(error->text, sizeof error->text, format, list);
    else
        snprintf(error->text, sizeof error->text, "%s", hys_strerror(status));
    va_end(list);
    return error->status = status;
}
