! The sum of a million numbers of layers. Each rank draws a range of them, and the sum does not
! depend on the number of ranks.
!
!     mpifort examples/mpi.f90 $(pkg-config --cflags --libs hyspace-fortran) -o sum
!     mpirun -n 2 ./sum
program sum_by_ranks
    use mpi_f08
    use hyspace
    implicit none
    integer(int64), parameter :: n = 1000000
    type(hys_space) :: layers
    integer(int64), allocatable :: mine(:)
    integer(int64) :: first, count, longer, total
    integer :: rank, ranks

    call MPI_Init()
    call MPI_Comm_rank(MPI_COMM_WORLD, rank)
    call MPI_Comm_size(MPI_COMM_WORLD, ranks)

    longer = mod(n, int(ranks, int64)) ! the first ranks have a sample more
    first = n/ranks*rank + min(int(rank, int64), longer)
    count = n/ranks + merge(1, 0, rank < longer)
    allocate (mine(count))
    call hys_space_qlinear(layers, 1.0_real64, 52.0_real64)
    call hys_sample(layers, hys_source_native(hys_key_from_seed(42)), first, mine)
    call hys_free(layers)

    call MPI_Reduce(sum(mine), total, 1, MPI_INTEGER8, MPI_SUM, 0, MPI_COMM_WORLD)
    if (rank == 0) print '(i0)', total
    call MPI_Finalize()
end program
