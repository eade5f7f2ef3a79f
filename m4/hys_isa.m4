# HYS_ISA(NAME, row)
# ------------------
# Defines HYSI_HAVE_NAME to 1 when the row is built, else to 0. No vector row exists yet: each is added here with the
# flags of its file, substituted as NAME_CFLAGS.
AC_DEFUN([HYS_ISA], [
  AC_DEFINE([HYSI_HAVE_$1], [0], [the row $2 is built])
])
