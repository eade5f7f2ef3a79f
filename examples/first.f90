! first.c in Fortran 2018: a learning rate, a million times.
!
!     gfortran examples/first.f90 $(pkg-config --cflags --libs hyspace-fortran) -o first
program first
    use hyspace
    implicit none
    type(hys_space) :: space
    real(real32), allocatable :: lr(:)
    real(real32) :: shown(4)

    allocate (lr(1000000))
    call hys_space_log(space, 1e-5_real64, 1e-1_real64, 10.0_real64)
    call hys_sample(space, hys_source_native(hys_key_from_seed(42)), 0_int64, lr)
    call hys_free(space)
    shown = [lr(1:3), lr(1000000)]
    print '(3(es11.5, 1x), "... ", es11.5)', shown
end program
