#include <config.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <xxhash.h>

#include "cli/element.h"
#include "cli/fail.h"
#include "cli/tally.h"

uint64_t digest_of(void *elements, size_t n, size_t size)
{
    file_order(elements, n, size);
    return XXH3_64bits(elements, n * size);
}

/* Adds a word to a list of words, once. */
static void add_word(char *list, size_t size, const char *word)
{
    const size_t used = strlen(list), length = strlen(word);

    for (const char *at = list; (at = strstr(at, word)); at += length)
        if ((at == list || at[-1] == ' ') && (at[length] == 0 || at[length] == ','))
            return;
    snprintf(list + used, size - used, "%s%s", used ? ", " : "", word);
}

void add_fault(struct tally *tally, enum layer layer, const char *name, hys_type type)
{
    struct fault *fault = &tally->fault[layer];
    char word[64];

    snprintf(word, sizeof word, "%s %s", name, hys_type_name(type));
    add_word(fault->names, sizeof fault->names, word);
    add_word(fault->isas, sizeof fault->isas, hys_isa_current());
}

bool report(struct tally *tally, const struct subject *subject, hys_status status, uint64_t digest,
            uint64_t pinned)
{
    const bool refused = status == HYS_E_ISA, agrees = status == HYS_OK && digest == pinned;

    if (status == HYS_E_MEMORY)
        fail(EXIT_RUN, "verify", "%s", hys_strerror(status)); /* no answer */
    printf("%-6s %-9s %-11s %-3s %-5s %-26s ",
           refused  ? "refuse"
           : agrees ? "ok"
                    : "DIFFER",
           hys_isa_current(), subject->stream, subject->x64, hys_type_name(subject->type),
           subject->name);
    if (refused)
        printf("this kind needs FMA\n");
    else if (status != HYS_OK)
        printf("%s\n", hys_strerror(status));
    else if (!agrees)
        printf("%016" PRIx64 ", not %016" PRIx64 "\n", digest, pinned);
    else
        printf("%016" PRIx64 "\n", digest);
    tally->refused += refused;
    tally->agree += agrees;
    tally->differ += !refused && !agrees;
    return !refused && !agrees;
}

/* ---- what is at fault ---- */

/* The digest of the words below as little-endian bytes, and as big-endian ones (xxhsum -H3). */
static const uint64_t known_little = 0x8f0d019895dfa731, known_big = 0xa7162fc821c0cee7;

static uint64_t known_digest(void)
{
    uint64_t words[64];
    for (size_t k = 0; k < 64; k++)
        words[k] = UINT64_C(0x0123456789abcdef) + k;
    return digest_of(words, 64, sizeof *words);
}

_Noreturn void fail_by_layer(const struct tally *tally)
{
    const struct fault *engine = &tally->fault[ENGINE], *function = &tally->fault[SLEEF];
    const struct fault *map = &tally->fault[MAP];
    static const char in[] = "hyspace: verify: ";
    const uint64_t known = known_digest();

    if (known == known_big)
        fprintf(stderr,
                "%sdigest: these digests are of big-endian bytes, and the pins are of "
                "little-endian ones; the samples may be right\n",
                in);
    else if (known != known_little)
        fprintf(stderr,
                "%sdigest: XXH3 of known words is %016" PRIx64 ", not %016" PRIx64
                ": the fault is in libxxhash (%s at build time); the samples may be right\n",
                in, known, known_little, hys_build_xxhash());
    else {
        if (*engine->names)
            fprintf(stderr,
                    "%sengine: the raw words of %s are wrong (%s); nothing can be said of what "
                    "is made of them\n",
                    in, engine->names, engine->isas);
        if (*function->names)
            fprintf(stderr,
                    "%sSLEEF: this SLEEF (%s at build time) computes other bits of %s than "
                    "SLEEF 3.5.1, which defines the log and normal kinds (%s)\n",
                    in, hys_build_sleef(), function->names, function->isas);
        if (*map->names)
            fprintf(stderr,
                    "%smap: the values of %s are wrong, though the raw words are right and "
                    "SLEEF is not the reason (%s)\n",
                    in, map->names, map->isas);
    }
    fail(EXIT_RUN, "verify", "%zu of %zu digests differ", tally->differ,
         tally->differ + tally->agree);
}
