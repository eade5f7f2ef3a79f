#include <config.h>

#include <xxhash.h>

#include <hyspace/version.h>

#define TEXT_(x) #x
#define TEXT(x) TEXT_(x)

const char *hys_version(void) { return HYS_VERSION_STRING; }

int hys_native_version(void) { return HYS_NATIVE_VERSION; }

const char *hys_build_compiler(void)
{
#if defined(__clang__)
    return "clang " __clang_version__;
#elif defined(__GNUC__)
    return "gcc " __VERSION__;
#else
    return "unknown";
#endif
}

const char *hys_build_sleef(void) { return HYSI_SLEEF_VERSION; }

const char *hys_build_xxhash(void)
{
    return TEXT(XXH_VERSION_MAJOR) "." TEXT(XXH_VERSION_MINOR) "." TEXT(XXH_VERSION_RELEASE);
}
