#!/usr/bin/env python3
"""HDF5 files for tests/program/hdf5.sh.

hdf5_files.py read FILE RAW SPACE ATTRIBUTE=VALUE...
    compares, by h5py, every column's bits with those of -f raw, the lists of labels, the attributes
hdf5_files.py change FILE WHAT
    changes something of a good file, by h5py; names what can be changed if WHAT is "list"
hdf5_files.py spoil FILE NUMBER TO
    changes bytes or cuts off the end, in the NUMBER-th place of PLACES
"""
import json
import sys

PLACES = 240


def read(path, raw, space, *attributes):
    import h5py
    import numpy

    file = h5py.File(path, 'r')
    columns = list(file.attrs['columns'])
    kinds = json.load(open(space, encoding='utf-8'))['space']
    assert list(kinds) == columns, 'the attribute columns is %r' % columns
    assert (
        list(json.loads(file.attrs['space'])['space']) == columns
    ), 'the attribute space has other columns'
    for attribute in attributes:
        name, value = attribute.split('=', 1)
        assert str(file.attrs[name]) == value, 'the attribute %s is %r' % (name, file.attrs[name])
    table = numpy.fromfile(
        raw, dtype=numpy.dtype([('%d' % c, file[name].dtype) for c, name in enumerate(columns)])
    )
    assert len(table) > 0 and file.attrs['count'] == len(table), 'the number of rows'
    for c, name in enumerate(columns):
        dataset, wanted = file[name], table['%d' % c]
        labels = [value for value in kinds[name].get('values', []) if isinstance(value, str)]
        type = kinds[name].get('type', 'index' if labels else 'f64')
        assert dataset.dtype == numpy.dtype(
            {'f': 'float', 'i': 'int', 'u': 'uint'}[type[0]] + type[1:]
            if type != 'index'
            else 'uint32'
        ), name
        assert dataset.dtype.byteorder in '<=|' and dataset.shape == wanted.shape, name
        assert dataset[:].tobytes() == wanted.tobytes(), '%r: other bits' % name
        assert list(dataset.attrs.get('labels', [])) == labels, '%r: other labels' % name
        offset = dataset.id.get_offset()  # where a program that maps the file finds it
        assert open(path, 'rb').read()[offset : offset + wanted.nbytes] == wanted.tobytes(), (
            '%r is not in one piece' % name
        )


def change(path, what):
    import h5py
    import numpy

    def replace(name, value):
        def work(file):
            del file.attrs[name]
            if value is not None:
                file.attrs[name] = value

        return work

    def values(name, row, value):
        def work(file):
            file[name][row] = value

        return work

    def dataset(name, **arguments):
        def work(file):
            del file[name]
            if arguments:
                file.create_dataset(name, **arguments)

        return work

    def external_link(file):
        del file['x']
        file['x'] = h5py.ExternalLink('other.h5', 'x')

    def external_storage(file):
        del file['x']
        file.create_dataset('x', shape=(3000,), dtype='<f8', external=[('other.raw', 0, 24000)])

    u64 = numpy.uint64

    def added(**attributes):
        def work(file):
            for name, value in attributes.items():
                file.attrs[name] = value

        return work

    changes = {
        'differs x': values('x', 2345, 0.5),
        'differs name': values('name', 2999, 7),
        'no space': replace('space', None),
        'no columns': replace('columns', None),
        'no key': replace('key', None),
        'no count': replace('count', None),
        'no hyspace': replace('hyspace', None),
        'no stream_version': replace('stream_version', None),
        'no labels': lambda file: file['name'].attrs.pop('labels'),
        'other labels': lambda file: file['name'].attrs.modify('labels', ['red', 'green', 'blues']),
        'fewer labels': lambda file: file['name'].attrs.__setitem__('labels', ['red', 'green']),
        'later form': replace('hyspace', u64(2)),
        'later stream': replace('stream_version', u64(2)),
        'unknown stream': replace('stream', 'quantum'),
        'unknown command': replace('command', 'dream'),
        'key of letters': replace('key', 'zero:one'),
        'space of letters': replace('space', 'linear:0:1'),
        'empty space': replace('space', ''),
        'space changed': lambda file: file.attrs.__setitem__(
            'space', file.attrs['space'].replace('200', '201')
        ),
        'type changed': lambda file: file.attrs.__setitem__(
            'space', file.attrs['space'].replace('u8', 'i8')
        ),
        'count as text': replace('count', '3000'),
        'count of 32 bits': replace('count', numpy.uint32(3000)),
        'count in a list': replace('count', numpy.array([3000], dtype=u64)),
        'other count': replace('count', u64(2999)),
        'first beyond': replace('first', u64(2**64 - 1)),
        'x64 of native': lambda file: file.attrs.__setitem__('x64', u64(1)),
        'rows of native': added(rows=u64(4000)),
        'points of native': added(points=u64(4)),
        'points of columns of native': added(column_points=numpy.array([4, 0, 0], dtype=u64)),
        'fewer points of columns': added(column_points=numpy.array([4, 0], dtype=u64)),
        'lhs without rows': added(stream='lhs'),
        'lhs of fewer rows': added(stream='lhs', rows=u64(3999)),
        'centred native': added(centred=u64(1)),
        'dim of a table': lambda file: file.attrs.__setitem__('dim', u64(1)),
        'unknown column': replace('columns', ['x', 'y']),
        'column twice': replace('columns', ['x', 'x']),
        'empty columns': replace('columns', numpy.array([], dtype=h5py.string_dtype())),
        'no dataset': dataset('x'),
        'longer dataset': dataset('x', data=numpy.zeros(3001)),
        'float dataset': dataset('x', data=numpy.zeros(3000, dtype='<f4')),
        'big-endian dataset': dataset('x', data=numpy.zeros(3000, dtype='>f8')),
        'square dataset': dataset('x', data=numpy.zeros((3000, 1))),
        'group': lambda file: (file.pop('x'), file.create_group('x')),
        'external link': external_link,
        'external storage': external_storage,
    }
    if what == 'list':
        print('\n'.join(changes))
        return
    with h5py.File(path, 'r+') as file:
        changes[what](file)


def spoil(path, number, to):
    data, number = bytearray(open(path, 'rb').read()), int(number)
    if number < 40:
        del data[number * len(data) // 40 :]
    else:  # every byte of the superblock, then places everywhere, most of them in metadata
        at = number - 40 if number < 100 else (number * 2654435761) % len(data)
        width = 1 if number % 2 else 8
        data[at : at + width] = bytes(
            byte ^ (0xFF if number % 3 else 1 << number % 8) for byte in data[at : at + width]
        )
    open(to, 'wb').write(data)


if __name__ == '__main__':
    try:
        {'read': read, 'change': change, 'spoil': spoil}[sys.argv[1]](*sys.argv[2:])
    except AssertionError as error:
        sys.exit('hdf5_files.py: %s' % error)
