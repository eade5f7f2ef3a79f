/* Why a space cannot be made, in more words than the text of its status. */
#ifndef HYSI_JSON_EXPLAIN_H
#define HYSI_JSON_EXPLAIN_H

#include "json/request.h"

/* What is wrong with a request that hysi_request_build refused, about its parameter `bad`. Written
 * to out, or the status's text. */
enum { HYSI_EXPLAINED = 384 };
const char *hysi_explain(char out[HYSI_EXPLAINED], const struct hysi_request *request,
                         hys_status status, size_t bad);

#endif
