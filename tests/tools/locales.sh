#!/bin/sh
# locales.sh FOLDER: makes the locales whose decimal point is a comma, de_DE.UTF-8 and tr_TR.UTF-8,
# in FOLDER, for LOCPATH. Without localedef, or without its sources, it makes none; the tests then
# say that the package locales is not installed.
mkdir -p "$1" || exit 1
for locale in de_DE tr_TR; do
    localedef -c -i $locale -f UTF-8 "$1/$locale.UTF-8" >/dev/null 2>&1
    # localedef leaves an empty folder behind
    test -f "$1/$locale.UTF-8/LC_NUMERIC" || rm -rf "$1/$locale.UTF-8"
done
