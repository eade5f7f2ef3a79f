/* Versions, and the macros every hyspace header uses. */
#ifndef HYSPACE_VERSION_H
#define HYSPACE_VERSION_H

#define HYS_VERSION_MAJOR 0
#define HYS_VERSION_MINOR 1
#define HYS_VERSION_PATCH 0
#define HYS_VERSION_STRING "0.1.0"

/* Version of the native stream's law (docs/spec.md). Moving one bit of any sample raises it. */
#define HYS_NATIVE_VERSION 1

#ifdef __cplusplus
#define HYS_BEGIN_DECLS extern "C" {
#define HYS_END_DECLS }
#else
#define HYS_BEGIN_DECLS
#define HYS_END_DECLS
#endif

#if defined(__GNUC__)
#define HYS_API __attribute__((visibility("default")))
#define HYS_CHECK __attribute__((warn_unused_result))
#else
#define HYS_API
#define HYS_CHECK
#endif

HYS_BEGIN_DECLS

/* The library's version at run time, as "0.1.0"; never NULL. */
HYS_API const char *hys_version(void);

/* The native stream's version at run time. */
HYS_API int hys_native_version(void);

/* What the library was built with, one line each: compiler, SLEEF, xxHash; never NULL. */
HYS_API const char *hys_build_compiler(void);
HYS_API const char *hys_build_sleef(void);
HYS_API const char *hys_build_xxhash(void);

HYS_END_DECLS

#endif
