/* The two block functions against Random123, where they come from. */
#include <config.h>

#include "src/kernels.h"
#include "tests/unit/oracle_random123.h"
#include "tests/unit/test.h"

enum { BLOCKS = 1000000 };

TEST(random123, threefry)
{
    uint64_t state = 1;
    for (size_t i = 0; i < BLOCKS; i++) {
        const uint64_t k = test_random(&state), c = test_random(&state);
        const uint32_t key[2] = {(uint32_t)k, (uint32_t)(k >> 32)},
                       counter[2] = {(uint32_t)c, (uint32_t)(c >> 32)};
        const hys_key ours =
            hys_key_split((hys_key){{key[0], key[1]}}, (uint64_t)counter[0] << 32 | counter[1]);
        uint32_t theirs[2];
        if (!random123_threefry2x32(key, counter, theirs))
            test_skip("librandom123-dev is not installed");
        CHECK(ours.w[0] == theirs[0] && ours.w[1] == theirs[1], "block %zu", i);
    }
}

TEST(random123, ars)
{
    uint64_t state = 2;
    for (size_t i = 0; i < BLOCKS; i++) {
        struct hysi_engine_key key = {.ars.dim = test_random(&state)};
        const uint64_t b = test_random(&state) >> (i % 64);
        const uint32_t counter[4] = {(uint32_t)b, (uint32_t)(b >> 32), (uint32_t)key.ars.dim,
                                     (uint32_t)(key.ars.dim >> 32)};
        uint32_t ours[4], theirs[4];
        for (int w = 0; w < 4; w++)
            key.ars.word[w] = (uint32_t)test_random(&state);
        if (!random123_ars4x32_7(key.ars.word, counter, theirs))
            test_skip("librandom123-dev is not installed, or this CPU has no AES instructions");
        hysi_ars_block(&key, b, ours);
        CHECK(!memcmp(ours, theirs, sizeof ours), "block %zu", i);
    }
}
