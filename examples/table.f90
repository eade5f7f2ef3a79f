! table.c in Fortran 2018: named spaces, sampled into an array for each column.
!
!     gfortran examples/table.f90 $(pkg-config --cflags --libs hyspace-fortran) -o table
program table
    use hyspace
    implicit none
    type(hys_space) :: space(3)
    type(hys_domain) :: domain
    real(real64), target :: lr(4)
    integer(int32), target :: layers(4), optimizer(4)
    integer :: i

    call hys_space_log(space(1), 1e-5_real64, 1e-1_real64, 10.0_real64)
    call hys_space_qlinear(space(2), 1.0_real64, 12.0_real64)
    call hys_space_labels(space(3), ['adam   ', 'sgd    ', 'rmsprop'])
    call hys_domain_new(domain, ['lr       ', 'layers   ', 'optimizer'], space)

    call hys_sample(domain, hys_source_native(hys_key_from_seed(7)), 0_int64, 4_int64, &
                    [hys_column(lr(1)), hys_column(layers(1)), hys_column(optimizer(1), HYS_INDEX)])
    do i = 1, 4
        print '(es14.8, 1x, i2, 1x, a)', lr(i), layers(i), hys_space_label(space(3), optimizer(i))
    end do

    call hys_free(domain)
    do i = 1, 3
        call hys_free(space(i))
    end do
end program
