#!/usr/bin/env python3
"""Measures, and writes the tables of docs/performance.md: `make performance`.

    bench/performance.py BUILD_DIRECTORY [--peers PYTHON] [--quick]

Runs BUILD_DIRECTORY/hysbench and, with the Python of bench/peers/setup.sh, bench/peers/compare.py,
one after the other. Only the text between the marks <!-- NAME --> and <!-- end --> of the page is
written.
"""

import argparse
import json
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
PATHS = "scalar", "avx2", "avx2_vaes", "avx512", "neon"
CALL = "n=1"  # the set of the calls
# Works between values, units and masses, which are compared with the scalar path.
OF_VALUES = "encode-", "decode-", "cdf-", "pmf-", "quantile-"


def table(head, lines):
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, ["---"] * len(head), *lines])


def bench(build, quick):
    """The text of the bench, and {work: {set: {ISA path: result}}}."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        text = subprocess.run(
            [build / "hysbench", "--goals", "--json", file.name, *(["--quick"] if quick else [])],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        works = {}
        for result in json.load(open(file.name))["benchmarks"]:
            work, path, size = result["name"].rsplit("/", 2)
            works.setdefault(work, {}).setdefault(size, {})[path] = result
    return text, works


def cell(path, result):
    if not result:
        return ""
    noise = " ~" if result["spread"] > 0.05 else ""
    ratio = "" if path == "scalar" else f" ({result['ratio_to_memset']:.2f})"
    return f"{result['ns_per_item']:.3g}{noise}{ratio}"


def calls(works):
    """ns of CPU time of a call with n = 1, by the best ISA path."""
    lines = []
    for work, sets in works.items():
        if CALL in sets:
            path = [path for path in PATHS if path in sets[CALL]][-1]
            lines.append([work, path, f"{sets[CALL][path]['ns_per_item']:.0f}"])
    return table(["call", "ISA path", "ns"], lines)


def kernels(works, size):
    """ns an element of each ISA path; for vector paths also the ratio to memset."""
    paths = [path for path in PATHS if any(path in sets.get(size, {}) for sets in works.values())]
    lines = []
    for work, sets in works.items():
        results = sets.get(size)
        if not results or work.startswith("stage") and size != "16KiB":
            continue
        if work.startswith(OF_VALUES):
            continue
        lines.append([work, *(cell(path, results.get(path)) for path in paths)])
    return table(["work", *paths], lines)


def of_values(works, size):
    """ns an element of each ISA path, and how many times as fast as the scalar one it is."""
    chosen = {work: sets[size] for work, sets in works.items() if work.startswith(OF_VALUES)}
    paths = [path for path in PATHS if any(path in results for results in chosen.values())]

    def cell(path, result):
        noise = " ~" if result["spread"] > 0.05 else ""
        ratio = "" if path == "scalar" else f" ({result['ratio_to_scalar']:.1f})"
        return f"{result['ns_per_item']:.3g}{noise}{ratio}"

    lines = [[w, *(cell(p, r[p]) if p in r else "" for p in paths)] for w, r in chosen.items()]
    return table(["work", *paths], lines)


def goals(text):
    lines = text[text.index("\ngoal ") :].strip().splitlines()[1:]
    cells = [line.split() for line in lines]
    return table(
        ["goal", "work", "ISA path", "set", "over", "reached", "goal, Zen 5", "goal, Zen 4"], cells
    )


def peers(python, build, quick):
    library = build / ".libs" / "libhyspace.so"
    return subprocess.run(
        [
            python,
            ROOT / "bench/peers/compare.py",
            "--library",
            library,
            *(["--quick"] if quick else []),
        ],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout.strip()


def put(page, name, text):
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.S)
    if not marks.search(page):
        raise SystemExit(f"performance.py: {PAGE} has no marks for {name}")
    return marks.sub(lambda m: m[1] + text + "\n" + m[2], page)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--peers", type=pathlib.Path, metavar="PYTHON")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    options.build = options.build.resolve()

    text, works = bench(options.build, options.quick)
    page = PAGE.read_text()
    page = put(page, "machine", "```\n" + text[: text.index("\n\n")] + "\n```")
    page = put(page, "goals", goals(text))
    page = put(page, "large", kernels(works, "512MiB"))
    page = put(page, "small", kernels(works, "16KiB"))
    page = put(page, "values", of_values(works, "16KiB"))
    page = put(page, "calls", calls(works))
    if options.peers:
        page = put(page, "peers", peers(options.peers, options.build, options.quick))
    PAGE.write_text(page)


if __name__ == "__main__":
    main()
