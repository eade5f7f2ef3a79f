/* Any bytes as a search space: it is read, or refused with a place and a text. What was read is
 * written, read back to the bit, and written the same. */
#include <hyspace-json.h>

#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hys_domain *domain, *back;
    hys_json_error error;
    uint64_t before[2], after[2];
    char *text, *again;

    const hys_status status = hys_json_parse_domain((const char *)data, size, &domain, &error);
    REQUIRE(error.status == status && (status == HYS_OK) == (domain != NULL) &&
            status != HYS_E_MEMORY);
    REQUIRE(memchr(error.text, 0, sizeof error.text) && memchr(error.path, 0, sizeof error.path) &&
            !*error.text == (status == HYS_OK));
    for (const char *at = error.text; *at; at++)
        REQUIRE((unsigned char)*at >= 0x20);
    if (!domain)
        return 0;
    REQUIRE(hys_json_write_domain(domain, &text, &error) == HYS_OK);
    REQUIRE(hys_json_parse_domain(text, strlen(text), &back, &error) == HYS_OK);
    hys_domain_fingerprint(domain, before);
    hys_domain_fingerprint(back, after);
    REQUIRE(before[0] == after[0] && before[1] == after[1]);
    REQUIRE(hys_json_write_domain(back, &again, &error) == HYS_OK);
    REQUIRE(!strcmp(text, again));
    free(text);
    free(again);
    hys_domain_free(domain);
    hys_domain_free(back);
    return 0;
}
