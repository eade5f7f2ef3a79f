"""A table drawn by the workers of a Dask cluster: a task is a range of the rows.

Prints the digest of the whole, which depends neither on the workers nor on the size of a task.

    pip install "dask[distributed]" xxhash
    python3 examples/dask_rows.py examples/xgboost.json 1000000 42
    python3 examples/dask_rows.py examples/xgboost.json 1048576 42 sobol
"""
import sys

import dask.distributed
import numpy
import xxhash

import hyspace


def main(file, rows, seed, stream="native", size=10_000):
    domain = hyspace.Domain.from_file(file)
    design = {"rows": rows} if stream == "lhs" else {}  # those of the whole table
    opened = hyspace.Stream(seed, stream=stream, domain=domain, **design)

    def part(first):
        return domain.sample_range(first, min(size, rows - first), stream=opened)

    with dask.distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        with dask.distributed.Client(cluster) as client:
            table = numpy.concatenate(client.gather(client.map(part, range(0, rows, size))))
    print("*", xxhash.xxh3_64_hexdigest(table.tobytes()))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
