! hyspace for Fortran 2018, over the C API by ISO_C_BINDING.
!
!     use hyspace
!     type(hys_space) :: lr
!     real(real64) :: out(1000)
!     call hys_space_log(lr, 1e-5_real64, 1e-1_real64, 10.0_real64)
!     call hys_sample(lr, hys_source_native(hys_key_from_seed(42)), 0_int64, out)
!     call hys_free(lr)
!
! The names are those of the C API, whose headers are the manual: laws, ranges, errors and their
! order, thread safety. The kind of the array chooses the type of the elements:
!
!     hys_sample(space, source, first, out [, type] [, status])
!         out(k) is sample first + k - 1
!     hys_sample_indices(space, source, index, out [, type] [, status])
!         out(k) is sample number index(k)
!     hys_sample(domain, source, first, table [, order] [, status] [, bad])
!         table(n, columns), or table(columns, n) with order=HYS_ROW_MAJOR; real32 or real64
!     hys_sample(domain, source, first, n, columns [, status] [, bad])
!         n rows, each column where its hys_column says
!     hys_source_sobol(key), _sobol_owen, _sobol_shift, hys_source_sobol_plain(),
!     hys_source_lhs(key, rows), hys_source_grid(points), hys_source_permuted(key, points)
!         designs; rows and points are int64, and points may be an array with one number for each
!         column; the flags HYS_CENTRED and HYS_ENDS are set in the component flags of the source
!     hys_space_rows(space, source, rows [, status])
!     hys_domain_rows(domain, source, rows [, status])
!         the number of rows of a design; 0 where it has no end
!     hys_stream_open(stream, source [, domain] [, status])
!         a type(hys_stream), which takes the place of the source in the calls above and in
!         hys_unit: a source that is opened once for many calls, which are faster then where they
!         are short; for single spaces, or for the tables of a domain
!     hys_encode(space, value, unit [, type] [, status] [, flagged])
!     hys_decode(space, unit, value [, type] [, status] [, flagged])
!         units are real64; flagged, an int64, is the number of elements that the warning
!         HYS_W_DATA is about
!     hys_cdf(space, value, out [, status] [, flagged]), hys_sf, hys_logpdf, hys_pdf, hys_pmf
!     hys_quantile(space, unit, value [, status] [, flagged])
!         real64; value may be int64, but for hys_pdf
!     hys_logpdf(domain, table [, sum] [, logpdf] [, status] [, flagged])
!         of table(n, columns), real64: the sum of each row's logpdf, and each column's own in
!         logpdf(n, columns)
!     hys_logpdf(domain, n, columns [, sum] [, logpdf] [, status] [, flagged])
!         the same of n rows, each column where its hys_column says
!     hys_mixture_new(mixture, weights, columns [, status] [, bad])
!         a mixture of components with their weights; columns are an array of hys_mixture_column,
!         which mixtures.inc describes:
!         call hys_mixture_new(tpe, [2.0_real64, 1.0_real64], [hys_mixture_column(mu, sigma)])
!     hys_logpdf(mixture, x, out [, order] [, status] [, flagged])
!     hys_sample(mixture, source, first, x [, order] [, status])
!         x(n, columns), or x(columns, n) with order=HYS_ROW_MAJOR; real64
!     hys_discrepancy(kind, points, out [, order] [, status])
!         of points(n, d), or points(d, n) with order=HYS_ROW_MAJOR; real64. In parts:
!         hys_discrepancy_blocks(n), an int64
!         hys_discrepancy_sums(kind, points, first, sums [, order] [, status])
!         hys_discrepancy_finish(kind, n, d, sums, out [, status])
!         sums(HYS_DISCREPANCY_NUMBERS, blocks)
!     hys_transform(space, in, out [, status] [, flagged])
!     hys_unit(source, first, out [, status])
!         real32 or real64
!     hys_space_new(space, kind, values [, status] [, bad])
!         a space of any kind by its name: values are an array of real64 with one number for each
!         parameter, the list of numbers or names of a kind that takes one, or an array of
!         hys_argument, which has parameters of every type:
!         call hys_space_new(lr, 'log', [hys_argument(1), hys_argument(100)])
!     hys_free(space), hys_free(domain), hys_free(stream), hys_free(mixture)
!         an object that is free already stays so
!
! The other public names stand in types.inc and at the heads of objects.inc and mixtures.inc. This
! module lacks the fingerprints of spaces and rows, hys_bits, hys_space_find_label,
! hys_space_value, hys_space_base, hys_space_types, tables by a list of sample numbers, tables to
! the unit cube and one-hot, hys_isa_*, hys_log_transform, and of hyspace-json everything but
! reading a file. Declare an interface to call them.
!
! These points differ from C:
!
!   - base is 10 by default.
!   - status is optional. Without it an error ends the program with its text, which names the
!     parameter or column at fault; a warning (HYS_W_DATA) does not. Two arrays of one call that
!     differ in length always end the program.
!   - Fortran has no unsigned kinds. type=HYS_U8 and so on put their bits into the integer of the
!     same size, HYS_INDEX and HYS_U32 into an int32. Arrays of reals take no type.
!   - Samples are numbered from 0, as in every language, in the bits of an int64. Positions in a
!     list (HYS_INDEX) count from 0, too. Columns of a domain count from 1.
!   - table(n, columns) is the natural order: each column is contiguous.
!   - Contiguous arrays are written in place; others are copied in and out.
!   - A space, domain, stream or mixture is a handle. Assignment copies the handle; hys_free frees
!     the object, and must be called once. A domain keeps its spaces alive, a stream its domain.
!
! The files *.inc beside this one are parts of it. real.inc and integer.inc are compiled once for
! each kind of an element.
include 'types.inc'
include 'c_api.inc'
include 'objects.inc'
include 'densities.inc'
include 'mixtures.inc'
include 'discrepancies.inc'

module hyspace_real32
    use, intrinsic :: iso_c_binding
    use hyspace_types
    use hyspace_c
    implicit none
    integer, parameter :: element = real32
    integer(hys_type_kind), parameter :: own = HYS_F32
    include 'real.inc'
end module

module hyspace_real64
    use, intrinsic :: iso_c_binding
    use hyspace_types
    use hyspace_c
    implicit none
    integer, parameter :: element = real64
    integer(hys_type_kind), parameter :: own = HYS_F64
    include 'real.inc'
end module

module hyspace_int8
    use, intrinsic :: iso_c_binding
    use hyspace_types
    use hyspace_c
    implicit none
    integer, parameter :: element = int8
    integer(hys_type_kind), parameter :: own = HYS_I8
    include 'integer.inc'
end module

module hyspace_int16
    use, intrinsic :: iso_c_binding
    use hyspace_types
    use hyspace_c
    implicit none
    integer, parameter :: element = int16
    integer(hys_type_kind), parameter :: own = HYS_I16
    include 'integer.inc'
end module

module hyspace_int32
    use, intrinsic :: iso_c_binding
    use hyspace_types
    use hyspace_c
    implicit none
    integer, parameter :: element = int32
    integer(hys_type_kind), parameter :: own = HYS_I32
    include 'integer.inc'
end module

module hyspace_int64
    use, intrinsic :: iso_c_binding
    use hyspace_types
    use hyspace_c
    implicit none
    integer, parameter :: element = int64
    integer(hys_type_kind), parameter :: own = HYS_I64
    include 'integer.inc'
end module

! What a program uses: the types, the objects, and the calls for arrays of each kind. Generics that
! have one name in several modules become one here. hys_column, which is also a type, is put
! together.
module hyspace
    use hyspace_types
    use hyspace_objects
    use hyspace_densities
    use hyspace_mixtures
    use hyspace_discrepancies
    use hyspace_real32, column_real32 => column
    use hyspace_real64, column_real64 => column
    use hyspace_int8, column_int8 => column
    use hyspace_int16, column_int16 => column
    use hyspace_int32, column_int32 => column
    use hyspace_int64, column_int64 => column
    implicit none
    public
    private :: column_real32, column_real64, column_int8, column_int16, column_int32, column_int64

    interface hys_column
        procedure column_real32, column_real64
        procedure column_int8, column_int16, column_int32, column_int64
    end interface
end module
