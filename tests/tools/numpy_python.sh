#!/bin/sh
# Prints a Python that has numpy, and fails if no Python has it. Debian's numpy belongs to Debian's
# python3, which need not be the first in PATH.
for python in python3 /usr/bin/python3; do
    "$python" -c 'import numpy' 2>/dev/null && echo "$python" && exit
done
exit 1
