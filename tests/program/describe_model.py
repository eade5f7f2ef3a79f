"""Works out from the raw samples what `hyspace describe` should print, and checks a PNG.

    describe_model.py HYSPACE EXAMPLES     compares numbers, bars and histograms of every kind, type
                                           and stream
    describe_model.py png FILE PANELS      checks the chunks of a picture and its size
    describe_model.py pairs FILE ACROSS DOWN   the same for a picture of pairs
"""
import json
import math
import os
import struct
import subprocess
import sys
import zlib
from fractions import Fraction

WIDTH, HEIGHT, LEVELS, MARKS = 56, 4, " .:#", "_-\""
FORMATS = {
    "f32": "f",
    "f64": "d",
    "i8": "b",
    "u8": "B",
    "i16": "h",
    "u16": "H",
    "i32": "i",
    "u32": "I",
    "i64": "q",
    "u64": "Q",
    "index": "I",
    "text": "I",
}


def shown(x):
    return "%d" % x if abs(x) <= 2**53 and x == int(x) else "%.6g" % x


def to_f32(x):
    return struct.unpack("f", struct.pack("f", x))[0]


def statistics(values):
    v, n = sorted(values), len(values)
    quartile = [v[(n * k + 3) // 4 - 1] for k in (1, 2, 3)]
    mean = float(sum(map(Fraction, v)) / n)
    return [shown(x) for x in (v[0], *quartile, v[-1], mean)]


# A drawing is made twice, with heights a little smaller and a little greater than computed here: on
# the border between two characters either is right.
SLIGHTLY = (1 - 1e-9, 1 + 1e-9)


def bar(n, law, highest, room):
    line = f"{'#' * max(round(n / highest * room), n > 0):{room}}"
    mark = min(int(law / highest * room), room - 1)
    return line[:mark] + "|" + line[mark + 1 :] if law else line


def bars(names, counts, masses):
    longest, total = max(map(len, names)), sum(counts)
    room = WIDTH - longest - 2 - 8
    others = [name.startswith("and ") for name in names]  # they have no bar
    laws = [mass * total for mass in masses]
    highest = max(max(n, law) for n, law, other in zip(counts, laws, others) if not other)
    return [
        [
            f"{name:{longest}}  "
            + (" " * room if other else bar(n * less, law * less, highest, room))
            + f"{100 * n / total:6.1f} %"
            for less in SLIGHTLY
        ]
        for name, n, law, other in zip(names, counts, laws, others)
    ]


def drawn(heights, laws):
    """Rows of a histogram: for each character a height, None for a gap, and the height of the law,
    None where it has no mark."""
    most = max(h for h in heights + laws if h is not None)

    def character(h, law, row):
        mark = min(int(law / most * (HEIGHT * 3)), HEIGHT * 3 - 1) if law else -1
        level = max(round(h / most * (HEIGHT * 3)), h > 0) if h is not None else 0
        return MARKS[mark % 3] if mark // 3 == row else LEVELS[min(max(level - row * 3, 0), 3)]

    return [
        [
            "".join(
                character(h and h * less, law and law * less, row) for h, law in zip(heights, laws)
            )
            for less in SLIGHTLY
        ]
        for row in range(HEIGHT - 1, -1, -1)
    ]


def in_places(laws):
    """Without gaps every fourth character has a mark."""
    return [law if x % 4 == 2 else None for x, law in enumerate(laws)]


def share_below(spec, edge):
    """The share of samples below an edge by the law: for integers at the edge of a cell."""
    if spec["kind"] == "discrete":
        return Fraction(sum(x < edge for x in spec["values"]), len(spec["values"]))
    lower, upper = spec["lower"], spec["upper"]
    if spec["kind"][0] == "q" and not math.ceil(lower) < edge <= math.floor(upper):
        return int(edge > math.ceil(lower))
    edge = min(max(edge, lower), upper)
    if spec["kind"].endswith("log"):
        a, b = math.log2(lower), math.log2(upper)
        return (math.log2(edge) - a) / (b - a)
    return (Fraction(edge) - Fraction(lower)) / (Fraction(upper) - Fraction(lower))


def one_each(spec, first, last, values):
    count = last - first + 1
    counts = [0] * count
    for v in values:
        counts[int(v) - first] += 1
    each = min(8, WIDTH // count)
    gap = 1 if each >= 3 else 0
    half = Fraction(1, 2)
    mass = [
        float(share_below(spec, k + half) - share_below(spec, k - half))
        for k in range(first, last + 1)
    ]
    heights, laws = [], []
    for n, m in zip(counts, mass):
        heights += [n] * (each - gap) + [None] * gap
        laws += [None if gap else m * len(values)] * (each - gap) + [m * len(values)] * gap
    return drawn(heights, laws if gap else in_places(laws))


def on_axis(x, log):
    return math.log2(x) if log else x


def ranges(spec, lower, upper, log, values, integers):
    """The histogram over an axis; integers: (first, last), whose cells are halves wide."""
    a, b = on_axis(lower, log), on_axis(upper, log)
    inner = [a * (1 - i / WIDTH) + b * (i / WIDTH) for i in range(1, WIDTH)]
    borders = [lower] + [2**x if log else x for x in inner] + [upper]
    if integers:
        halves = sorted(
            {e for e in (round(x + 0.25) for x in borders[1:-1]) if integers[0] < e <= integers[1]}
        )
        edges, borders = [integers[0], *halves], [lower, *(e - 0.5 for e in halves), upper]
    else:
        edges = borders[:-1]
    counts = [0] * len(edges)
    for v in sorted(values):  # without a search: every edge is asked
        counts[sum(e <= v for e in edges[1:])] += 1
    places = [on_axis(x, log) for x in borders]
    lengths = [q - p for p, q in zip(places, places[1:])]
    if integers and not log:  # beyond 2^52 no double is half an integer
        exact = [
            Fraction(lower),
            *(Fraction(e) - Fraction(1, 2) for e in edges[1:]),
            Fraction(upper),
        ]
        lengths = [float(q - p) for p, q in zip(exact, exact[1:])]
    density = [n / length if length > 0 else 0 for n, length in zip(counts, lengths)]
    half = Fraction(1, 2) if integers else 0
    below = [0, *(share_below(spec, Fraction(e) - half) for e in edges[1:]), 1]
    law = [
        float(q - p) * len(values) / length if length > 0 else 0
        for p, q, length in zip(below, below[1:], lengths)
    ]
    heights, laws = [], []
    for x in range(WIDTH):
        share = (x + 0.49) / WIDTH
        middle = a * (1 - share) + b * share
        at = min(sum(p <= middle for p in places[1:]), len(density) - 1)
        heights.append(density[at])
        laws.append(law[at])
    return drawn(heights, in_places(laws))


def check_ticks(rule, labels, lower, upper, log):
    at = [x for x, c in enumerate(rule) if c == "+"]
    a, b = on_axis(lower, log), on_axis(upper, log)
    for x, label in zip(at, labels.split(), strict=True):
        expected = (on_axis(float(label), log) - a) / (b - a) * WIDTH
        assert abs(min(expected, WIDTH - 1) - x) <= 1.001, f"tick {label} at {x}, not {expected}"


def body(spec, kind_type, jax32, jax, values):
    """Left part and statistics of a panel; and the axis, where there is one."""
    kind, log = spec["kind"], spec["kind"] in ("log", "qlog")
    if kind == "discrete":
        entries = spec["values"]
        named = kind_type in ("text", "index")
        if not named:
            entries = sorted(
                {to_f32(x) if jax32 or kind_type == "f32" else float(x) for x in entries}
            )
        names = [x if isinstance(x, str) else shown(x) for x in entries]
        if named or len(entries) <= 12:
            counts = [
                sum(v == (i if named else entries[i]) for v in values) for i in range(len(entries))
            ]
            given = [e if isinstance(e, str) else float(e) for e in spec["values"]]
            masses = [
                (1 if named else sum(e == x or to_f32(e) == x for e in given)) / len(given)
                for x in entries
            ]
            if named and len(set(given)) < len(given):
                masses = [0] * len(given)  # an entry's own share is not known
            if len(entries) > 12:
                names, counts = names[:11] + [f"and {len(names) - 11} others"], counts[:11] + [
                    sum(counts[11:])
                ]
            left = bars(names, counts, masses)
            return left, None if named else statistics(values), None
        lower, upper = entries[0], entries[-1]
        log = lower > 0 and upper / lower >= 1000
        left = ranges(spec, lower, upper, log, values, None)
        return left, statistics(values), (lower, upper, log)
    lower, upper, integers = spec["lower"], spec["upper"], None
    if kind[0] == "q":
        if jax:
            integers = round(to_f32(lower) if jax32 else lower), round(
                to_f32(upper) if jax32 else upper
            )
        else:
            integers = math.ceil(lower), math.floor(upper)
        if integers[1] - integers[0] + 1 <= (WIDTH // 3 if log else WIDTH):
            return one_each(spec, *integers, values), statistics(values), None
    left = ranges(spec, lower, upper, log, values, integers)
    return left, statistics(values), (lower, upper, log)


def compare(program, space, specs, options):
    environment = dict(os.environ, COLUMNS="80")
    output = subprocess.run(
        [program, "describe", space, "--ascii", *options],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout.decode()
    panels = [panel.split("\n") for panel in output.rstrip("\n").split("\n\n")][1:]
    assert len(panels) == len(specs), "number of panels"
    jax = "--stream" in options
    jax32 = jax and "--x64" not in options and not {"f64", "i64", "u64"} & set(options)
    for (name, spec), panel in zip(specs.items(), panels):
        head = (
            panel[0]
            if not panel[1].startswith("  ") or "," not in panel[1]
            else " ".join(panel[:2])
        )
        assert head.startswith(name), head
        word = next(w for w in head[len(name) :].replace(",", " ").split() if w in FORMATS)
        columns = [] if name == "value" else ["--columns", f'"{name}"']
        raw = subprocess.run(
            [program, "sample", space, "-f", "raw", *columns, *options],
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
        values = [float(v) for v in memoryview(raw).cast(FORMATS[word])]
        left, numbers, axis = body(spec, word, jax32, jax, values)
        lines = panel[-max(len(left), 6 if numbers else 0) :]
        for i, line in enumerate(left):
            shown_line = f"{lines[i][:WIDTH]:{WIDTH}}"
            assert all(
                c in pair for c, *pair in zip(shown_line, *(f"{x:{WIDTH}}" for x in line))
            ), f"{name}\n{shown_line}\n{line[0]}"
        if axis:
            check_ticks(lines[4][:WIDTH], lines[5][:WIDTH], *axis)
        for title, number, line in zip(
            ("min", "25 %", "median", "75 %", "max", "mean"), numbers or (), lines
        ):
            assert (
                line[WIDTH + 3 :] == f"{title:8}{number}"
            ), f"{name}: {line[WIDTH + 3:]} is not {title} {number}"
        yield name


def spec_of(word):
    kind, rest = word.split(":", 1)
    if kind == "discrete":
        values = rest.split(",")
        try:
            return {"kind": kind, "values": [float(v) for v in values]}
        except ValueError:
            return {"kind": kind, "values": values}
    parts = [float(x) for x in rest.split(":")]
    return {"kind": kind, "lower": parts[0], "upper": parts[1]}


def cases(examples):
    for file in sorted(os.listdir(examples)):
        if file.endswith(".json"):
            path = os.path.join(examples, file)
            with open(path, encoding="utf-8") as text:
                form = json.load(text)
            if form["hyspace"] != 1:
                continue  # the kinds of form 2 have transcripts
            specs = form["space"]
            yield path, specs, ["-n", "3000"]
            yield path, specs, ["-n", "500", "--stream", "jax_search", "--seed", "9"]
            yield path, specs, ["-n", "500", "--stream", "jax_keys", "--x64"]
    many = "discrete:" + ",".join(map(str, range(0, 400, 7)))
    words = [
        "linear:0:1",
        "linear:-3.5:1e6",
        "linear:1e308:1.7e308",
        "log:1e-5:1:10",
        "log:1e-300:1e300",
        "log:1:20",
        "log:0.9:1.1",
        "log:1:1024:2",
        "qlinear:0:1",
        "qlinear:-20:20",
        "qlinear:1:56",
        "qlinear:1:57",
        "qlinear:0.3:200.7",
        "qlinear:-9007199254740992:9007199254740992",
        "qlinear:9007199254740792:9007199254740992",
        "qlinear:-9007199254740992:-9007199254740900",
        "qlinear:4503599627370400:4503599627370560",
        "qlog:1:18",
        "qlog:1:19",
        "qlog:3:1e6:2",
        "qlog:0.6:99.5",
        "discrete:3,1,2,1",
        "discrete:1,2,3,4,5,6,7,8,9,10,11,12",
        many,
        "discrete:" + ",".join(str(10**k) for k in range(14)),
        "discrete:-0.0,0,-5",
        "discrete:a,bb,ccc",
        "discrete:" + ",".join(f"n{i}" for i in range(30)),
    ]
    for word in words:
        for count in ("1", "2", "3", "4", "5", "1001"):
            yield word, {"value": spec_of(word)}, ["-n", count, "--first", "12345678901"]
    for type in ("f32", "f64", "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "index"):
        for word in ("qlinear:0:100", "qlog:1:100", "discrete:5,3,7,100"):
            if type != "index" or word[0] == "d":
                yield word, {"value": spec_of(word)}, ["-n", "1000", "--type", type]
    for stream in ("jax_array", "jax_keys", "jax_search"):
        for word in (
            "linear:0:1",
            "log:1e-5:1",
            "qlinear:0.5:6.5",
            "qlog:1:4000",
            "discrete:5,3,7,100",
        ):
            yield word, {"value": spec_of(word)}, ["-n", "1000", "--stream", stream, "--seed", "3"]
            yield word, {"value": spec_of(word)}, ["-n", "1000", "--stream", stream, "--x64"]
    yield "linear:0:1", {"value": spec_of("linear:0:1")}, ["-n", "100001", "--dim", "lr"]
    yield "qlog:1:1e5", {"value": spec_of("qlog:1:1e5")}, ["-n", "100001", "-j", "3"]
    yield "linear:0:1", {"value": spec_of("linear:0:1")}, ["-n", "100001", "--type", "f32"]


def check_png(path, size):
    with open(path, "rb") as file:
        data = file.read()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", "signature"
    at, pixels, kinds = 8, b"", []
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        content = data[at + 8 : at + 8 + length]
        assert (
            zlib.crc32(kind + content)
            == struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0]
        ), "checksum"
        kinds.append(kind)
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", content[:10])
        pixels += content if kind == b"IDAT" else b""
        at += 12 + length
    assert kinds[-1] == b"IEND"
    assert (width, height) == size, (width, height)
    assert len(zlib.decompress(pixels)) == height * (1 + width * depth // 8 * {2: 3, 6: 4}[colour])


def main():
    if sys.argv[1] == "png":
        panels = int(sys.argv[3])
        across = math.isqrt(panels - 1) + 1
        down = -(-panels // across)
        check_png(sys.argv[2], (300 * max(across, 2), 215 * max(down, 2) + 40))
        return 0
    if sys.argv[1] == "pairs":
        across, down = int(sys.argv[3]), int(sys.argv[4])
        check_png(sys.argv[2], (380 * max(across, 2), 380 * down + 40))
        return 0
    agree = differ = 0
    for space, specs, options in cases(sys.argv[2]):
        try:
            agree += len(list(compare(sys.argv[1], space, specs, options)))
        except AssertionError as error:
            differ += 1
            print(space, *options, error)
    print(f"describe: {agree} columns agree, {differ} differ")
    return differ > 0


sys.exit(main())
