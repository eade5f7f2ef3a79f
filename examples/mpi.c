/* All ranks draw one table: each draws its range of the rows and needs nothing from the others.
 * Only what follows communicates: all ranks write one file at once, and rank 0 gathers the table
 * and prints its digest, which does not depend on the number of ranks.
 *
 *   mpicc -Iexamples examples/mpi.c $(pkg-config --cflags --libs hyspace-json libxxhash) -o mpi
 *   mpirun -n 2 ./mpi examples/xgboost.json 1000000 42 table.raw
 *   mpirun -n 2 ./mpi examples/xgboost.json 1048576 42 table.raw sobol
 */
#include "rows.h"

#include <mpi.h>

/* An error of one rank ends all of them. */
static void stop_at(int wrong, const char *what)
{
    if (wrong) {
        fprintf(stderr, "mpi: %s\n", what);
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
}

static void write_file(char *name, const unsigned char *rows, uint64_t first, int mine,
                       MPI_Datatype row, size_t bytes, uint64_t n)
{
    MPI_File file;
    stop_at(MPI_File_open(MPI_COMM_WORLD, name, MPI_MODE_CREATE | MPI_MODE_WRONLY, MPI_INFO_NULL,
                          &file),
            name);
    stop_at(MPI_File_set_size(file, (MPI_Offset)(n * bytes)) ||
                MPI_File_write_at_all(file, (MPI_Offset)(first * bytes), rows, mine, row,
                                      MPI_STATUS_IGNORE) ||
                MPI_File_close(&file),
            name);
}

static void gather(const unsigned char *rows, int mine, int first, MPI_Datatype row, int rank,
                   int ranks, size_t bytes, uint64_t n)
{
    unsigned char *table = NULL;
    int *counts = NULL, *places = NULL;
    if (rank == 0) {
        table = rows_room(n, bytes);
        counts = malloc((size_t)ranks * sizeof *counts);
        places = malloc((size_t)ranks * sizeof *places);
        stop_at(!table || !counts || !places, "no memory for the whole table");
    }
    MPI_Gather(&mine, 1, MPI_INT, counts, 1, MPI_INT, 0, MPI_COMM_WORLD);
    MPI_Gather(&first, 1, MPI_INT, places, 1, MPI_INT, 0, MPI_COMM_WORLD);
    MPI_Gatherv(rows, mine, row, table, counts, places, row, 0, MPI_COMM_WORLD);
    if (rank == 0)
        rows_print_digest(table, n * bytes);
    free(table);
    free(counts);
    free(places);
}

int main(int argc, char **argv)
{
    int rank, ranks;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);

    const uint64_t n = argc > 2 ? rows_count(argv[2]) : 1000000;
    const hys_source source =
        rows_source(argc > 5 ? argv[5] : NULL, argc > 3 ? rows_count(argv[3]) : 0, n);
    hys_domain *domain = rows_read(argc > 1 ? argv[1] : "xgboost.json");
    stop_at(!domain, "no search space");
    stop_at(n > INT32_MAX, "more than 2^31 - 1 rows are too many for MPI_Gatherv");

    uint64_t first;
    size_t mine;
    rows_range(n, (uint64_t)ranks, (uint64_t)rank, &first, &mine);
    const size_t bytes = rows_bytes(domain);
    unsigned char *rows = rows_room(mine, bytes);
    stop_at(!rows, "no memory for the rows");
    const hys_status status = rows_sample(domain, &source, first, mine, rows);
    stop_at(status != HYS_OK, hys_strerror(status));

    MPI_Datatype row;
    MPI_Type_contiguous((int)bytes, MPI_BYTE, &row);
    MPI_Type_commit(&row);
    if (argc > 4)
        write_file(argv[4], rows, first, (int)mine, row, bytes, n);
    gather(rows, (int)mine, (int)first, row, rank, ranks, bytes, n);

    MPI_Type_free(&row);
    free(rows);
    hys_domain_free(domain);
    MPI_Finalize();
    return 0;
}
