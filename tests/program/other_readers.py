#!/usr/bin/env python3
"""Reads what hyspace wrote with other readers, and compares every value with the raw bytes.

other_readers.py space WHICH
    prints the space file: "all", every kind and type under names that need quoting; "latin1", a few
    names of Latin-1; "wide", 2 000 columns
other_readers.py numbers TYPE
    prints numbers whose texts are hard to find, one a line
other_readers.py check WHICH FORMAT FILE RAW
    compares; "single:TYPE" as WHICH is one column of numbers, "labels" one of labels
"""
import csv
import json
import struct
import sys

CODES = {
    'f32': 'f',
    'f64': 'd',
    'i8': 'b',
    'u8': 'B',
    'i16': 'h',
    'u16': 'H',
    'i32': 'i',
    'u32': 'I',
    'i64': 'q',
    'u64': 'Q',
    'index': 'I',
    'labels': 'I',
}
NUMBERS = [type for type in CODES if type not in ('index', 'labels')]
LABELS = [
    'x',
    'a,b',
    'say "hi"',
    "it's",
    'two\nlines',
    '\u00e9t\u00e9',
    '\u20ac \u65e5\u672c',
    '\U0001f600',
    '1',
    'back\\slash',
    'cr\rlf\r\n',
    'tab\t',
    '\x01',
]
WORDS = ['red', 'green', 'blue']


def columns(which):
    """[(name, kind with its parameters, type)]"""
    if which.startswith('single:'):
        return [('value', {}, which[7:])]
    if which == 'labels':
        return [('value', {'values': WORDS}, 'labels')]
    if which == 'wide':
        return [
            ('column number %d of 2 000' % c, {'kind': 'linear', 'lower': 0, 'upper': 1}, 'f32')
            for c in range(2000)
        ]
    if which == 'latin1':
        return [
            ('\u00fcber', {'kind': 'qlinear', 'lower': -9, 'upper': 9}, 'i8'),
            ("it's a \\ \"name\"", {'kind': 'log', 'lower': 1e-9, 'upper': 1e9}, 'f64'),
            ('size', {'kind': 'discrete', 'values': WORDS}, 'labels'),
        ]
    kinds = [
        ({'kind': 'linear', 'lower': -3, 'upper': 1000.5}, ['f32', 'f64']),
        ({'kind': 'log', 'lower': 1e-30, 'upper': 1e30}, ['f32', 'f64']),
        ({'kind': 'log', 'lower': 1e-6, 'upper': 1e6}, ['f32', 'f64']),
        ({'kind': 'qlinear', 'lower': 0, 'upper': 127}, NUMBERS),
        ({'kind': 'qlinear', 'lower': -9e15, 'upper': 9e15}, ['i64', 'f64']),
        ({'kind': 'qlog', 'lower': 1, 'upper': 100, 'base': 2}, NUMBERS),
        ({'kind': 'discrete', 'values': [3, 0, 100]}, NUMBERS + ['index']),
        ({'kind': 'discrete', 'values': [0.1, 1e-320, -1e300]}, ['f64', 'index']),
        ({'kind': 'discrete', 'values': LABELS}, ['labels', 'index']),
    ]
    names = [
        'a,b',
        'quote " and \' and \\',
        'tab\tand\nline',
        '\u00fcber',
        '\u540d\u524d',
        '\U0001f680',
        ' spaces ',
        '\x7f\x02',
    ]
    table = [(kind, type) for kind, types in kinds for type in types]
    return [
        (names[c] if c < len(names) else '%s %s %d' % (kind['kind'], type, c), kind, type)
        for c, (kind, type) in enumerate(table)
    ]


def space(which):
    def member(kind, type):
        return dict(kind) if type == 'labels' else dict(kind, type=type)

    return {
        'hyspace': 1,
        'space': {name: member(kind, type) for name, kind, type in columns(which)},
    }


def f32(value):
    return struct.unpack('<f', struct.pack('<f', value))[0]


def text_of(value, type):
    """The shortest %.{p}g that reads back to the same bits, a plain one before one with an
    exponent."""
    if type not in ('f32', 'f64'):
        return str(value)
    reads = (lambda text: f32(float(text))) if type == 'f32' else float
    texts = ['%.*g' % (p, value) for p in range(1, 10 if type == 'f32' else 18)]
    return min(
        (text for text in texts if reads(text) == value), key=lambda text: (len(text), 'e' in text)
    )


def rows_of_raw(table, data):
    rows = []
    for row in struct.iter_unpack('<' + ''.join(CODES[type] for _, _, type in table), data):
        rows.append(
            [
                kind['values'][value] if type == 'labels' else value
                for value, (_, kind, type) in zip(row, table)
            ]
        )
    return rows


def check_text(table, rows, lines):
    names = [name for name, _, _ in table]
    assert next(lines) == names, 'header'
    for k, row in enumerate(rows):
        fields = next(lines)
        assert len(fields) == len(row), 'row %d has %d fields' % (k, len(fields))
        for field, value, (name, _, type) in zip(fields, row, table):
            wanted = value if type == 'labels' else text_of(value, type)
            assert field == wanted, 'row %d, %r: %r, not %r' % (k, name, field, wanted)
    assert next(lines, None) is None, 'more rows than raw has'


def check_jsonl(table, rows, lines):
    assert lines.pop() == '', 'no newline at the end'
    assert len(lines) == len(rows), 'number of lines'
    for k, (line, row) in enumerate(zip(lines, rows)):
        pairs = json.loads(line, object_pairs_hook=list)
        assert [name for name, _ in pairs] == [name for name, _, _ in table], 'row %d: names' % k
        for (name, found), value, (_, _, type) in zip(pairs, row, table):
            found = f32(found) if type == 'f32' else float(found) if type == 'f64' else found
            assert type == 'labels' or not isinstance(found, str), 'row %d, %r is a string' % (
                k,
                name,
            )
            assert found == value, 'row %d, %r: %r, not %r' % (k, name, found, value)


def check_npy(table, rows, path, which):
    import numpy

    start = open(path, 'rb').read(12)
    version = {'all': 3, 'wide': 2}.get(which, 1)
    assert start[:8] == b'\x93NUMPY' + bytes([version, 0]), 'version %d.%d' % (start[6], start[7])
    length = struct.unpack('<H' if version == 1 else '<I', start[8 : 10 if version == 1 else 12])[0]
    assert (length + (10 if version == 1 else 12)) % 64 == 0, 'the header is not padded to 64 bytes'
    try:
        array = numpy.load(path, max_header_size=1 << 20)
    except TypeError:  # a numpy from before that option
        array = numpy.load(path)
    assert array.shape == (len(rows),), array.shape
    if len(table) == 1:
        assert array.dtype.names is None, 'one column is no plain array'
        array = {table[0][0]: array}
    else:
        assert list(array.dtype.names) == [name for name, _, _ in table], 'names'
    for c, (name, kind, type) in enumerate(table):
        column = [row[c] for row in rows]
        wanted = '<U%d' % max(map(len, kind['values'])) if type == 'labels' else '<' + CODES[type]
        assert array[name].dtype == numpy.dtype(wanted), '%r is %s, not %s' % (
            name,
            array[name].dtype,
            wanted,
        )
        if type == 'labels':
            assert array[name].tolist() == column, '%r: other labels' % name
        else:
            assert array[name].tobytes() == struct.pack(
                '<%d%s' % (len(column), CODES[type]), *column
            ), ('%r: other bits' % name)


def numbers(type):
    """Powers of two and their neighbours, and decimals of every length, halves among them."""
    size, code = ('<i', '<f') if type == 'f32' else ('<q', '<d')
    for e in range(-126, 128):
        bits = struct.unpack(size, struct.pack(code, 2.0**e))[0]
        for near in (bits - 1, bits, bits + 1):
            print(repr(struct.unpack(code, struct.pack(size, near))[0]))
    for e in range(-21, 22):
        for p in range(17):
            print('%s5e%d' % ('9' * p, e - p))
            print('1%s5e%d' % ('0' * p, e - p - 1))
            print('%se%d' % ('3' * (p + 1), e - p))


def main(command, which, format=None, path=None, raw=None):
    if command == 'numbers':
        numbers(which)
        return
    if command == 'space':
        print(json.dumps(space(which)))
        return
    table = columns(which)
    rows = rows_of_raw(table, open(raw, 'rb').read())
    assert rows, 'raw is empty'
    if format == 'npy':
        check_npy(table, rows, path, which)
        return
    text = open(path, encoding='utf-8', newline='').read()
    if format == 'jsonl':
        check_jsonl(table, rows, text.split('\n'))
    else:
        assert text.endswith('\n')
        check_text(
            table,
            rows,
            csv.reader(
                open(path, encoding='utf-8', newline=''),
                delimiter='\t' if format == 'tsv' else ',',
                strict=True,
            ),
        )


if __name__ == '__main__':
    try:
        main(*sys.argv[1:])
    except AssertionError as error:
        sys.exit('other_readers.py: %s: %s' % (' '.join(sys.argv[2:4]), error))
