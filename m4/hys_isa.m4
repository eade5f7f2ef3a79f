# HYS_ISA(NAME, name, flags, host pattern, [switch])
# --------------------------------------------------
# Checks whether the compiler can build an ISA path. Sets NAME_CFLAGS, and defines HYSI_HAVE_NAME to
# 1 or 0. --disable-SWITCH turns the path off. Its flags are the last ones, here and in make, so
# that -mno-fma among the user's flags concerns the other files only.
AC_DEFUN([HYS_ISA], [
  hys_have=0
  AC_MSG_CHECKING([for the ISA path $2])
  AS_CASE([$host_cpu],
    [$4], [
      AS_IF([test "x$enable_$5" = xno], [AC_MSG_RESULT([disabled])], [
        hys_save=$CFLAGS
        CFLAGS="$HYS_CFLAGS $CFLAGS $HYS_LAST_CFLAGS $3"
        AC_COMPILE_IFELSE([AC_LANG_PROGRAM([], [])],
          [hys_have=1; hys_isas="$hys_isas $2"; AC_MSG_RESULT([yes])],
          [AC_MSG_RESULT([no: $CC does not take $3])])
        CFLAGS=$hys_save
      ])
    ],
    [AC_MSG_RESULT([not on $host_cpu])])
  AC_SUBST([$1_CFLAGS], ["$3"])
  AS_IF([test $hys_have = 0], [$1_CFLAGS=])
  AC_DEFINE_UNQUOTED([HYSI_HAVE_$1], [$hys_have], [the ISA path $2 is built])
])
