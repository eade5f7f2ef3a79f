/* Turns the last bit of the results of one of SLEEF's functions, by preloading, as another SLEEF
 * might (tests/build/pins.sh). FUNCTION is its name, TYPE float or double. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <string.h>

#define TEXT_(name) #name
#define TEXT(name) TEXT_(name)

TYPE FUNCTION(TYPE x);

TYPE FUNCTION(TYPE x)
{
    TYPE (*sleef)(TYPE) = (TYPE(*)(TYPE))dlsym(RTLD_NEXT, TEXT(FUNCTION));
    TYPE y = sleef(x);
    unsigned char bytes[sizeof y];

    memcpy(bytes, &y, sizeof y);
    bytes[0] ^= 1;
    memcpy(&y, bytes, sizeof y);
    return y;
}
