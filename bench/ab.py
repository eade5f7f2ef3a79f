#!/usr/bin/env python3
"""Compares the speed of two builds, work by work: what did a change cost?

    bench/ab.py BEFORE AFTER [--quick] [--pairs N] [--isa NAME] [--only TEXT] [--limit PERCENT]

BEFORE and AFTER are build folders with a program hysbench (`make hysbench`). For each work of both,
the two programs run in turn, one short process each, so that a machine whose speed drifts slows
both alike; every second pair runs in the opposite order. The time is the CPU time of the measuring
thread (cpu_ns_per_item), so other programs count only by what they do to the caches and the clock
frequency. A hysbench without that member is compared by wall-clock time, and so is its partner.

For each work, ISA path and set the table has the medians of the processes in ns an element (a call,
where the set is n=1), the ratio of the medians after / before, the spread, which is half the
distance between the quartiles of the ratios of the pairs, and the ratio of the minima. A row is
slower if both ratios lose more than the limit (3 %): noise only adds time, so a real loss shows in
the minima too. Slower rows are measured again with three times as many pairs, because a second look
settles most of them, and are marked if they lose still. Exit status: 0, 1 if a row is slower, 2 for
wrong usage.

--quick passes --quick to hysbench and takes some minutes. Without it a run takes hours: choose
works by --only, a part of their names as `hysbench --list` prints them.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

HEAD = f"{'work/path/set':44} {'before':>10} {'after':>10} {'ratio':>7} {'spread':>7} {'minima':>7}"


class Bench:
    """The program hysbench of a build folder."""

    def __init__(self, folder, options):
        self.program = pathlib.Path(folder).resolve() / "hysbench"
        self.options = (["--quick"] if options.quick else []) + (
            ["--isa", options.isa] if options.isa else []
        )

    def works(self):
        text = subprocess.run(
            [self.program, "--list"], check=True, stdout=subprocess.PIPE, text=True
        ).stdout
        return [line.split()[0] for line in text.splitlines()]

    def run(self, work):
        """{name: result} of one work, in all its ISA paths and sets."""
        kind, stream, type = work.split("/")
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            choice = ["--kind", kind, "--stream", stream, "--type", type]
            command = [self.program, *choice, *self.options, "--json", file.name]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            return {result["name"]: result for result in json.load(file)["benchmarks"]}


def clock_of(results):
    """The member of a result that both programs have: CPU time, or else wall-clock time."""
    has = all("cpu_ns_per_item" in r for result in results for r in result.values())
    return "cpu_ns_per_item" if has else "ns_per_item"


def measure(work, before, after, pairs, times):
    """Adds the times of so many pairs of processes to times, {name: [(before, after), ...]}."""
    for pair in range(pairs):
        order = (before, after) if pair % 2 == 0 else (after, before)
        results = {bench: bench.run(work) for bench in order}
        clock = clock_of(results.values())
        for name in results[before].keys() & results[after].keys():
            both = tuple(results[bench][name][clock] for bench in (before, after))
            times.setdefault(name, []).append(both)


def verdict(pairs):
    """Medians before and after, their ratio, the spread, and the ratio of the minima."""
    medians = [statistics.median(side) for side in zip(*pairs)]
    least = [min(side) for side in zip(*pairs)]
    ratios = [after / before for before, after in pairs]
    low, _, high = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else (0, 0, 0)
    return (*medians, medians[1] / medians[0], (high - low) / 2, least[1] / least[0])


def is_slower(pairs, limit):
    _, _, ratio, _, minima = verdict(pairs)
    return ratio > limit and minima > limit


def compare(work, before, after, options):
    """Measures a work and prints its rows; returns those that are slower."""
    times, limit = {}, 1 + options.limit / 100
    measure(work, before, after, options.pairs, times)
    if any(is_slower(pairs, limit) for pairs in times.values()):
        measure(work, before, after, 3 * options.pairs, times)
    slower = []
    for name in sorted(times):
        old, new, ratio, spread, minima = verdict(times[name])
        lost = is_slower(times[name], limit)
        mark = f"  slower, {len(times[name])} pairs" if lost else ""
        numbers = f"{old:10.4g} {new:10.4g} {ratio:7.3f} {spread:7.3f} {minima:7.3f}"
        line = f"{name:44} {numbers}{mark}"
        print(line, flush=True)
        if lost:
            slower.append(line)
    return slower


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("before", type=pathlib.Path)
    parser.add_argument("after", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true", help="short measurements")
    parser.add_argument("--pairs", type=int, default=5, metavar="N", help="pairs of processes (5)")
    parser.add_argument("--isa", metavar="NAME", help="only this ISA path and the scalar one")
    parser.add_argument("--only", default="", metavar="TEXT", help="works with this in their names")
    parser.add_argument(
        "--limit", type=float, default=3, metavar="PERCENT", help="loss allowed (3)"
    )
    options = parser.parse_args()
    for folder in (options.before, options.after):
        if not (folder / "hysbench").is_file():
            parser.error(f"{folder} has no hysbench: run make hysbench there")

    before, after = Bench(options.before, options), Bench(options.after, options)
    old = set(before.works())
    works = [work for work in after.works() if work in old and options.only in work]
    if not works:
        parser.error("no work of both builds has such a name")
    print(HEAD)
    slower = [line for work in works for line in compare(work, before, after, options)]
    lost = f"{len(slower)} rows lose more than {options.limit:g} %"
    print(f"\n{lost}" + (":" if slower else ""))
    for line in slower:
        print(line)
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
