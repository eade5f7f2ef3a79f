# HYS_ISA(NAME, row, flags, host pattern, [switch])
# -------------------------------------------------
# Looks whether the compiler can build a row of kernels: sets NAME_CFLAGS and defines HYSI_HAVE_NAME
# to 1 or 0. A switch (--disable-SWITCH) turns the row off. The row's flags stand last, here and in
# make: -mno-fma among the user's flags is for the other files.
AC_DEFUN([HYS_ISA], [
  hys_have=0
  AC_MSG_CHECKING([for the row $2])
  AS_CASE([$host_cpu],
    [$4], [
      AS_IF([test "x$enable_$5" = xno], [AC_MSG_RESULT([disabled])], [
        hys_save=$CFLAGS
        CFLAGS="$HYS_CFLAGS $CFLAGS $HYS_LAST_CFLAGS $3"
        AC_COMPILE_IFELSE([AC_LANG_PROGRAM([], [])],
          [hys_have=1; hys_rows="$hys_rows $2"; AC_MSG_RESULT([yes])],
          [AC_MSG_RESULT([no: $CC does not take $3])])
        CFLAGS=$hys_save
      ])
    ],
    [AC_MSG_RESULT([not on $host_cpu])])
  AC_SUBST([$1_CFLAGS], ["$3"])
  AS_IF([test $hys_have = 0], [$1_CFLAGS=])
  AC_DEFINE_UNQUOTED([HYSI_HAVE_$1], [$hys_have], [the row $2 is built])
])
