# HYS_FLAGS(flags before the user's, flags behind them)
# -----------------------------------------------------
# Refuses flags of the user's under which samples would have other bits: by the macros that
# src/flags.h looks at and, where programs can be run, by arithmetic itself. The flags are given in
# make's order.
AC_DEFUN([HYS_FLAGS], [
  AC_MSG_CHECKING([whether these flags keep IEEE arithmetic])
  hys_save=$CFLAGS; CFLAGS="$1 $CFLAGS $2"
  AC_LANG_CONFTEST([AC_LANG_SOURCE([[
#include "$srcdir/src/flags.h"

static volatile double one = 1, ten = 10, three = 3, large = 0x1p53, near_one = 1 + 0x1p-30;
static volatile double least = DBL_MIN, minus_zero = -0., zero = 0;
static volatile float large_f32 = 0x1p24f, one_f32 = 1;

int main(void)
{
    const double a = near_one, x = large, nan = zero / zero;
    const float y = large_f32;
    return (x + one) - x != 0 || (y + one_f32) - y != 0 ? 11
         : a * a - (1 + 0x1p-29) != 0                   ? 12
         : three / 10. != 0.3 || three / ten != 0.3     ? 13
         : least / 2 == 0                               ? 14
         : 1 / (minus_zero + 0.) < 0                    ? 15
         : nan == nan || !(nan != nan)                  ? 16
         : !__builtin_isinf(one / zero)                 ? 17
                                                        : 0;
}]])])
  AC_COMPILE_IFELSE([], [], [
    hys_why=`sed -n 's/.*"\(hyspace needs @<:@^"@:>@*\)".*/\1/p' conftest.err | sed 1q`
    AC_MSG_RESULT([no])
    AS_IF([test -z "$hys_why"],
      [hys_why="$CC cannot compile arithmetic with them; see config.log"])
    AC_MSG_ERROR([CFLAGS "$hys_save": $hys_why])
  ])
  AS_IF([test "$cross_compiling" = yes], [AC_MSG_RESULT([as far as macros show])], [
    AC_RUN_IFELSE([], [hys_status=0], [hys_status=$ac_status])
    AS_CASE([$hys_status],
      [0], [hys_why=],
      [11], [hys_why='hyspace needs sums rounded to their own type, in the order written'],
      [12], [hys_why='hyspace needs products rounded before they are added to'],
      [13], [hys_why='hyspace needs quotients that are rounded once'],
      [14], [hys_why='hyspace needs subnormal numbers, which a flag of the compiler or the linker'
             hys_why="$hys_why flushes to zero"],
      [15], [hys_why='hyspace needs the sign of zero'],
      [16], [hys_why='hyspace needs NaN'],
      [17], [hys_why='hyspace needs infinity'],
      [hys_why='a program that tests arithmetic does not link or does not run; see config.log'])
    AS_IF([test -n "$hys_why"], [
      AC_MSG_RESULT([no])
      AC_MSG_ERROR([CFLAGS "$hys_save", LDFLAGS "$LDFLAGS": $hys_why])
    ])
    AC_MSG_RESULT([yes])
  ])
  CFLAGS=$hys_save
])
