! The Fortran modules against one another and the laws: kinds, types, tables, columns, refusals. The
! argument is the folder of the examples. Prints TAP.
program test
    use, intrinsic :: iso_c_binding
    use hyspace
    use hyspace_json
    implicit none

    type :: trial
        real(real64) :: lr
        integer(int32) :: layers
        integer(int8) :: gap ! puts the next component at an odd address
        integer(int32) :: optimizer
    end type

    integer, parameter :: n = 1009
    integer :: number = 0
    type(hys_source) :: source
    type(hys_space) :: lr, layers, optimizer, list

    source = hys_source_native(hys_key_from_seed(7))
    call hys_space_log(lr, 1e-5_real64, 0.1_real64, 10.0_real64)
    call hys_space_qlinear(layers, 1.0_real64, 12.0_real64)
    call hys_space_labels(optimizer, [character(len=8) :: 'adam', 'sgd', 'rmsprop'])
    call hys_space_discrete(list, [3.0_real64, 1.0_real64, 200.0_real64])
    call keys
    call spaces
    call any_kind
    call kinds
    call tables
    call laws
    call streams
    call designs
    call mixtures
    call discrepancies
    call refusals
    call files
    call hys_free(lr)
    call hys_free(layers)
    call hys_free(optimizer)
    call hys_free(list)
    call hys_free(list)
    print '("1..", i0)', number

contains

    subroutine ok(right, name)
        logical, intent(in) :: right
        character(len=*), intent(in) :: name

        number = number + 1
        print '(a, 1x, i0, " - fortran: ", a)', merge('ok    ', 'not ok', right), number, name
    end subroutine

    ! The known words of jax.random: split(PRNGKey(0), 2) and fold_in(PRNGKey(0), 1).
    subroutine keys
        type(hys_key) :: key, by_hash

        key = hys_key_from_seed(4294967298_int64)
        call ok(all(key%w == [1, 2]), 'a seed of 64 bits')
        key = hys_key_split(hys_key_from_seed(0), 0_int64)
        call ok(all(key%w == [1797259609, -1715843330]), 'split')
        key = hys_key_fold_in(hys_key_from_seed(0), 1)
        call ok(all(key%w == [928981903, -841280227]), 'fold_in')
        by_hash = hys_key_fold_in(hys_key_fold_in(key, -423218506), 513166879) ! XXH3 of "a"
        key = hys_key_fold_in_name(key, 'a ')
        call ok(all(key%w == by_hash%w), 'fold_in by name')
        source = hys_source_jax(HYS_JAX_KEYS, hys_key_from_seed(3), HYS_X64)
        call ok(source%stream == HYS_JAX_KEYS .and. source%flags == HYS_X64 .and. &
                source%key%w(2) == 3, 'a JAX source')
        source = hys_source_native(hys_key_from_seed(7))
    end subroutine

    ! By the kind's name and an array, the same spaces.
    subroutine any_kind
        type(hys_space) :: made
        integer(hys_status) :: status
        integer :: bad
        real(real64) :: a(n), b(n)
        integer(int32) :: c(n), d(n)
        integer :: i

        call hys_space_new(made, 'log', [1e-5_real64, 0.1_real64])
        call hys_sample(made, source, 0_int64, a)
        call hys_sample(lr, source, 0_int64, b)
        call ok(all(a == b), 'a log space by its name, its base left out')
        call hys_free(made)
        call hys_space_new(made, 'labels', [character(len=8) :: 'adam', 'sgd', 'rmsprop'])
        call hys_sample(made, source, 0_int64, c, type=HYS_INDEX)
        call hys_sample(optimizer, source, 0_int64, d, type=HYS_INDEX)
        call ok(all(c == d) .and. hys_space_label(made, 1) == 'sgd', &
                'names by the name of their kind')
        call hys_free(made)
        call hys_space_new(made, 'discrete ', [3.0_real64, 1.0_real64, 200.0_real64])
        call hys_sample(made, source, 0_int64, a)
        call hys_sample(list, source, 0_int64, b)
        call ok(all(a == b), 'numbers by the name of their kind')
        call hys_free(made)
        call hys_space_new(made, 'nothing', [1.0_real64], status)
        call ok(status == HYS_E_KIND_UNKNOWN, 'a name of no kind')
        call hys_space_new(made, 'linear', [1.0_real64], status)
        call ok(status == HYS_E_KIND_ARGUMENT, 'an argument that is missing')
        call hys_space_new(made, 'linear', [(real(i, real64), i = 1, 2000000)], status)
        call ok(status == HYS_E_KIND_ARGUMENT, 'two million arguments')
        call hys_space_new(made, 'discrete', [(real(i, real64), i = 1, 2000000)], status)
        call ok(status == HYS_OK .and. hys_space_count(made) == 2000000, &
                'a list of two million numbers')
        call hys_free(made)
        call hys_space_new(made, 'discrete', [real(real64) ::], status)
        call ok(status == HYS_E_VALUES_EMPTY, 'a list of no numbers')
        call hys_space_new(made, 'labels', [character(len=8) ::], status)
        call ok(status == HYS_E_VALUES_EMPTY, 'a list of no names')
        call hys_space_new(made, 'log', [hys_argument(1e-5_real64), hys_argument(0.1_real64), &
                hys_argument()])
        call hys_sample(made, source, 0_int64, a)
        call hys_sample(lr, source, 0_int64, b)
        call ok(all(a == b), 'arguments, one of them left out')
        call hys_free(made)
        call hys_space_new(made, 'linear', [hys_argument(-3), hys_argument(2_int64**53)])
        call ok(hys_space_lower(made) == -3 .and. hys_space_upper(made) == 2.0_real64**53, &
                'integers for reals')
        call hys_free(made)
        call hys_space_new(made, 'linear', [hys_argument(0), hys_argument(2_int64**53 + 1)], &
                status, bad)
        call ok(status == HYS_E_KIND_ARGUMENT .and. bad == 2, 'an integer that no real holds')
        call hys_space_new(made, 'linear', [hys_argument(-huge(0_int64) - 1), &
                hys_argument(0.5_real64)])
        call ok(hys_space_lower(made) == -2.0_real64**63, 'the least integer')
        call hys_free(made)
        call hys_space_new(made, 'discrete', [hys_argument([3.0_real64, 1.0_real64])])
        call ok(hys_space_count(made) == 2 .and. hys_space_lower(made) == 1, &
                'an argument of numbers')
        call hys_free(made)
        call hys_space_new(made, 'labels', [hys_argument([character(len=4) :: 'adam', 'sgd'])])
        call ok(hys_space_count(made) == 2 .and. hys_space_label(made, 1) == 'sgd', &
                'an argument of names')
        call hys_free(made)
        call hys_space_new(made, 'labels', [hys_argument([character(len=4) :: 'true', 'a'], &
                [HYS_SCALAR_BOOLEAN, HYS_SCALAR_STRING]), hys_argument([3.0_real64, 0.0_real64]), &
                hys_argument(.true.)])
        call hys_sample(made, source, 0_int64, c, type=HYS_INDEX)
        call ok(all(c == 0), 'weights, an order, names that are no strings')
        call hys_free(made)
        call hys_space_new(made, 'labels', [hys_argument([character(len=4) :: 'true', 'a'], &
                [HYS_SCALAR_BOOLEAN])], status, bad)
        call ok(status == HYS_E_KIND_ARGUMENT .and. bad == 1, 'a scalar is missing')
        call hys_space_new(made, 'discrete', [hys_argument([1.0_real64, 2.0_real64]), &
                hys_argument([0.0_real64, 0.0_real64])], status, bad)
        call ok(status == HYS_E_VALUES_WEIGHT .and. bad == 2, 'weights that are all zero')
        call hys_space_new(made, 'linear', [hys_argument('word'), hys_argument(1)], status, bad)
        call ok(status == HYS_E_KIND_ARGUMENT .and. bad == 1, 'a word for a real')
        call hys_space_new(made, 'linear', [hys_argument(1), hys_argument(.true.)], status, bad)
        call ok(status == HYS_E_KIND_ARGUMENT .and. bad == 2, 'a switch for a real')
        call hys_space_new(made, 'qlog', [-1.0_real64, 1.0_real64], status, bad)
        call ok(status == HYS_E_BOUNDS_POSITIVE .and. bad == 1, 'the parameter at fault')
    end subroutine

    subroutine spaces
        call ok(hys_space_kind(lr) == HYS_LOG .and. hys_space_lower(lr) == 1e-5_real64 .and. &
                hys_space_upper(lr) == 0.1_real64, 'bounds')
        call ok(hys_space_count(list) == 3 .and. hys_space_count(lr) == 0, 'counts')
        call ok(hys_space_label(optimizer, 0) == 'adam' .and. len(hys_space_label(optimizer, &
                1)) == 3 .and. &
                hys_space_label(optimizer, 3) == '', 'labels')
        call ok(len(hys_version()) >= 5, 'version')
        call ok(all(jax_log() == jax_log(10.0_real64)) .and. &
                any(jax_log() /= jax_log(2.0_real64)), &
                'a base of 10 if it is left out')
    end subroutine

    ! Samples on a JAX stream, which depend on the base.
    function jax_log(base) result(out)
        real(real64), intent(in), optional :: base
        real(real64) :: out(n)
        type(hys_space) :: space

        call hys_space_log(space, 1e-5_real64, 0.1_real64, base)
        call hys_sample(space, hys_source_jax(HYS_JAX_ARRAY, hys_key_from_seed(3), HYS_X64), &
                0_int64, out)
        call hys_free(space)
    end function

    subroutine kinds
        real(real32) :: r32(n), r32_too(n)
        real(real64) :: r64(n), gaps(2*n)
        integer(int8) :: i8(n)
        integer(int16) :: i16(n)
        integer(int32) :: i32(n), index(n)
        integer(int64) :: i64(n), numbers(n), i

        call hys_sample(lr, source, 5_int64, r64)
        call hys_sample(lr, source, 5_int64, r32)
        call ok(minval(r64) >= 1e-5_real64 .and. maxval(r64) < 0.1_real64 .and. &
                minval(r32) >= 1e-5 .and. maxval(r32) < 0.1, &
                'real kinds')

        call hys_sample(layers, source, 5_int64, i8)
        call hys_sample(layers, source, 5_int64, i16)
        call hys_sample(layers, source, 5_int64, i32)
        call hys_sample(layers, source, 5_int64, i64)
        call ok(all(i8 == i16) .and. all(i16 == i32) .and. all(i32 == i64) .and. &
                minval(i8) == 1 .and. maxval(i8) == 12, 'integer kinds')

        call hys_sample(list, source, 5_int64, i8, type=HYS_U8)
        call hys_sample(list, source, 5_int64, i16)
        call hys_sample(list, source, 5_int64, index, type=HYS_INDEX)
        call ok(all(iand(int(i8, int16), 255_int16) == i16) .and. all(merge(1, 0, &
                index == 2) == merge(1, 0, i16 == 200)) .and. &
                any(i8 == -56), 'unsigned bytes, indices')

        gaps = -1
        call hys_sample(lr, source, 5_int64, gaps(::2))
        call ok(all(gaps(1::2) == r64) .and. all(gaps(2::2) == -1), 'a section with gaps')

        numbers = [(5 + modulo(i*31, int(n, int64)), i=1, n)]
        call hys_sample_indices(lr, source, numbers, gaps(:n))
        call hys_sample_indices(lr, source, numbers, r32_too)
        call ok(all(gaps(:n) == r64(numbers - 4)) .and. all(r32_too == r32(numbers - 4)), &
                'reals by number')
        call hys_sample(layers, source, 5_int64, i64)
        call hys_sample_indices(layers, source, numbers, i8)
        call hys_sample_indices(layers, source, numbers, i16)
        call hys_sample_indices(layers, source, numbers, i32)
        call ok(all(i8 == i16) .and. all(i16 == i32) .and. all(i32 == i64(numbers - 4)), &
                'integers by number')
        call hys_sample_indices(layers, source, numbers, i64)
        call ok(all(i32 == i64), 'integers of 64 bits by number')

        call hys_unit(source, 0_int64, r64)
        call hys_unit(source, 0_int64, r32)
        call ok(minval(r64) >= 0 .and. maxval(r64) < 1 .and. maxval(r64) > 0.9 .and. &
                minval(r32) >= 0 .and. maxval(r32) < 1, &
                'units')
    end subroutine

    subroutine tables
        type(hys_domain) :: domain, numeric
        type(trial), target :: rows(n)
        real(real64) :: table(n, 2), transposed(2, n)
        real(real64), target :: rate(n)
        real(real32), target :: r32(n)
        integer(int8), target :: i8(n)
        integer(int16), target :: i16(n), u16(n)
        integer(int64), target :: i64(n)
        real(real32) :: narrow(n, 2)
        integer :: column, bytes

        bytes = storage_size(rows)/8
        rate = -1
        call hys_domain_new(domain, [character(len=9) :: 'lr', 'layers', 'optimizer'], [lr, &
                layers, optimizer])
        call hys_domain_new(numeric, [character(len=9) :: 'lr', 'layers'], [lr, layers])
        column = 0
        call hys_domain_find(domain, 'layers', column)
        call ok(hys_domain_columns(domain) == 3 .and. column == 2 .and. hys_domain_name(domain, &
                3) == 'optimizer' .and. &
                hys_space_count(hys_domain_space(domain, 3)) == 3, 'columns')

        call hys_sample(domain, source, 3_int64, int(n, int64), &
                        [hys_column(rows(1)%lr, bytes), hys_column(rows(1)%layers, stride=bytes), &
                         hys_column(rows(1)%optimizer, HYS_INDEX, bytes)])
        call hys_sample(domain, source, 3_int64, int(n, int64), [hys_column(rate(1)), &
                hys_column(), hys_column()])
        call ok(all(rows%lr == rate) .and. all(rows%layers >= 1 .and. rows%layers <= 12) .and. &
                all(rows%optimizer >= 0 .and. rows%optimizer < 3), &
                'components of structures')

        call hys_sample(numeric, source, 3_int64, int(n, int64), [hys_column(r32(1)), &
                hys_column(i8(1))])
        call hys_sample(numeric, source, 3_int64, int(n, int64), [hys_column(), hys_column(i16(1))])
        call hys_sample(numeric, source, 3_int64, int(n, int64), [hys_column(), hys_column(i64(1))])
        call hys_sample(numeric, source, 3_int64, int(n, int64), [hys_column(), &
                hys_column(u16(1), HYS_U16)])
        call ok(all(i8 == rows%layers) .and. all(i16 == i8) .and. all(i64 == i8) .and. &
                all(u16 == i8) .and. &
                all(r32 >= 1e-5 .and. r32 < 0.1), 'columns of each kind')

        call hys_sample(numeric, source, 3_int64, table)
        call hys_sample(numeric, source, 3_int64, transposed, order=HYS_ROW_MAJOR)
        call hys_sample(numeric, source, 3_int64, narrow)
        call ok(all(table(:, 1) == rate) .and. all(table(:, 2) == rows%layers) .and. &
                all(transpose(transposed) == table) .and. &
                all(narrow(:, 2) == rows%layers), 'tables')
        call hys_free(domain)
        call hys_free(numeric)
    end subroutine

    subroutine laws
        real(real32) :: near(3)
        real(real64) :: unit(3), value(3), wide(3), again(3)
        integer(int8) :: i8(3)
        integer(int64) :: i64(3), flagged
        integer(hys_status) :: code

        call hys_transform(layers, [2.4, 11.5, 7.0], near)
        call hys_transform(layers, real([2.4, 11.5, 7.0], real64), wide)
        call ok(all(near == [2.0, 12.0, 7.0]) .and. all(wide == near), 'transform')
        call hys_encode(layers, wide, unit)
        call hys_decode(layers, unit, value)
        call ok(all(value == wide) .and. all(unit > 0 .and. unit < 1), 'encode, decode')
        call hys_decode(layers, unit, near)
        call hys_decode(layers, unit, i8)
        call hys_decode(layers, unit, i64, HYS_U64)
        call ok(all(near == wide) .and. all(i8 == wide) .and. all(i64 == wide), &
                'decode into each kind')
        call hys_encode(layers, near, again)
        call ok(all(again == unit), 'encode of real32')
        again = 0
        call hys_encode(layers, i8, again, HYS_U8)
        call ok(all(again == unit), 'encode of int8')
        call hys_cdf(layers, [1.0_real64, 12.0_real64, 100.0_real64], again)
        call ok(again(1) < 0.06 .and. all(again(2:) == 1), 'cdf')
        call hys_pmf(layers, [1_int64, 12_int64, 13_int64], again)
        call ok(again(1) == again(2) .and. again(1) > 0 .and. again(3) == 0, 'pmf of integers')
        call hys_sf(layers, [0_int64, 12_int64, 13_int64], again)
        call ok(again(1) == 1 .and. again(2) == 0, 'sf of integers')
        call hys_logpdf(layers, [1_int64, 2_int64, 13_int64], again)
        call ok(again(1) < again(2) .and. again(3) < -huge(1.0_real64), 'logpdf')
        call hys_quantile(layers, [0.0_real64, 0.5_real64, 1.0_real64], i64)
        call ok(i64(1) == 1 .and. i64(3) == 12, 'quantile')
        call hys_quantile(layers, [0.0_real64, 0.5_real64, 1.5_real64], again, code, flagged)
        call ok(code == HYS_W_DATA .and. flagged == 1 .and. again(1) == 1, 'a quantile flagged')
        call hys_pdf(layers, again, unit, code)
        call ok(code == HYS_E_DENSITY, 'no pdf of integers')
        call hys_encode(optimizer, [1, 2], again(:2), HYS_INDEX)
        call ok(all(again(:2) == [0.5_real64, 5.0_real64/6]), 'encode of indices')
    end subroutine

    subroutine refusals
        type(hys_space) :: none
        type(hys_domain) :: domain
        integer(hys_status) :: status
        integer(int32), target :: whole(2)
        real(real64) :: table(2, 3), kept(2)
        integer :: bad

        call hys_space_linear(none, 1.0_real64, 1.0_real64, status)
        call ok(status == HYS_E_BOUNDS_ORDER .and. index(hys_strerror(status), 'lower') > 0, &
                'bounds refused')
        call hys_free(none)
        whole = -5
        call hys_sample(lr, source, 0_int64, whole, status=status)
        call ok(status == HYS_E_TYPE .and. all(whole == -5), 'a real space into integers')
        call hys_sample(layers, source, 0_int64, whole, type=HYS_I64, status=status)
        call ok(status == HYS_E_TYPE .and. all(whole == -5), 'a type of another size')
        call hys_sample(layers, source, 0_int64, whole, type=HYS_F32, status=status)
        call ok(status == HYS_E_TYPE, 'a real type into integers')
        kept = -5
        call hys_sample(lr, source, -1_int64, kept, status)
        call ok(status == HYS_E_INDEX .and. all(kept == -5), 'numbers beyond 2^64')
        call hys_domain_new(domain, ['a', 'a'], [lr, layers], status, bad)
        call ok(status == HYS_E_NAME_DUPLICATE .and. bad == 2, 'a name twice')
        call hys_domain_new(domain, ['a', 'b'], [lr, layers])
        call hys_sample(domain, source, 0_int64, table, status=status)
        call ok(status == HYS_E_NAME_COUNT, 'a table of too many columns')
        call hys_sample(domain, source, 0_int64, 1_int64, [hys_column(), hys_column(whole(1), &
                HYS_I8)], status, bad)
        call ok(status == HYS_E_TYPE .and. bad == 2, 'the column of a type that it cannot have')
        call hys_sample(domain, source, -1_int64, 2_int64, [hys_column(), hys_column(whole(1))], &
                status, bad)
        call ok(status == HYS_E_INDEX .and. bad == 3, 'no column at fault')
        call hys_sample(domain, hys_source_jax(HYS_JAX_KEYS, hys_key_from_seed(0), 0), 0_int64, &
                table(:, :2), status=status, bad=bad)
        call ok(status == HYS_E_TYPE .and. bad == 1, 'the column of a table at fault')
        call ok(hys_domain_type(domain, 2) == 0 .and. hys_domain_default_type(domain, &
                1) == HYS_F64 .and. &
                hys_domain_default_type(domain, 2) == HYS_I64 .and. &
                hys_domain_default_type(domain, 2, HYS_JAX_KEYS) == HYS_I32 .and. &
                hys_space_default_type(layers, HYS_JAX_KEYS, HYS_X64) == HYS_I64, &
                'the types of columns that ask for none')
        call hys_free(domain)
        call hys_domain_new(domain, ['a', 'b'], [lr, layers], types=[0, HYS_U8])
        call ok(hys_domain_type(domain, 1) == 0 .and. hys_domain_type(domain, 2) == HYS_U8 .and. &
                hys_domain_default_type(domain, 2, HYS_JAX_KEYS) == HYS_U8 .and. &
                hys_type_size(HYS_U8) == 1 .and. &
                hys_type_size(HYS_INDEX) == 4, 'the types that columns ask for')
        call hys_free(domain)
        call hys_domain_new(domain, ['a', 'b'], [lr, layers], status, bad, [99, 0])
        call ok(status == HYS_E_TYPE .and. bad == 1, 'a number that is not a type')
        call notes
    end subroutine

    ! What a domain carries beside its spaces.
    subroutine notes
        type(hys_domain) :: domain
        type(hys_value) :: default
        integer(hys_status) :: status
        character(len=:), allocatable :: message
        integer :: bad, unit

        call hys_domain_new(domain, ['a', 'b'], [lr, layers], defaults=[hys_value(), &
                hys_value(type=HYS_F64, real=3)], dimensions=[HYS_DIMENSION_MAX, -1])
        default = hys_domain_default(domain, 2)
        call ok(default%type == HYS_I64 .and. default%integer == 3, 'a default of an integer kind')
        default = hys_domain_default(domain, 1)
        call ok(default%type == 0, 'no default')
        call ok(hys_domain_dimension(domain, 1) == HYS_DIMENSION_MAX .and. &
                hys_domain_dimension(domain, 2) == -1, 'dimensions')
        call ok(hys_domain_title(domain) == '' .and. hys_domain_meta(domain) == '' .and. &
                hys_domain_meta(domain, 1) == '', 'no title and no meta')
        call hys_free(domain)
        call hys_domain_new(domain, ['a', 'b'], [lr, layers], status, bad, &
                defaults=[hys_value(), hys_value(type=HYS_F64, real=3.5_real64)])
        call ok(status == HYS_E_VALUES_DEFAULT .and. bad == 2, 'a default that is not a value')
        call hys_domain_new(domain, ['a', 'b'], [lr, layers], status, bad, dimensions=[7, 7])
        call ok(status == HYS_E_NAME_DIMENSION .and. bad == 2, 'two columns of one dimension')
        open (newunit=unit, file='notes.json', action='write')
        write (unit, '(a)') '{"hyspace": 2, "name": "of the file", "meta": {"k": 1.5}, "space": ', &
                '{"x": {"kind": "discrete", "values": ["u", "v"], "default": "v", "meta": {}}}}'
        close (unit)
        call hys_json_read_domain('notes.json', domain, status, message)
        open (newunit=unit, file='notes.json')
        close (unit, status='delete')
        call ok(status == HYS_OK, 'a file with notes: '//message)
        default = hys_domain_default(domain, 1)
        call ok(default%type == HYS_INDEX .and. default%index == 1 .and. &
                hys_domain_title(domain) == 'of the file' .and. &
                hys_domain_meta(domain) == '{"k":1.5}' .and. &
                hys_domain_meta(domain, 1) == '{}', 'what a file keeps')
        call hys_free(domain)
    end subroutine

    ! The constructors of designs, their rows, and what streams say of themselves.
    subroutine designs
        type(hys_domain) :: domain
        type(hys_source) :: design
        type(hys_stream) :: opened
        type(hys_space) :: unit
        real(real64) :: x(12), grid(12), table(12, 2), again(12, 2)
        integer(int64), target :: points(2)
        integer(int64) :: rows, of_space
        integer(hys_status) :: status
        integer :: i

        call hys_space_linear(unit, 0.0_real64, 8.0_real64)
        call hys_domain_new(domain, ['lr', 'la'], [unit, lr])
        call ok(made(hys_source_sobol(hys_key_from_seed(7)), HYS_SOBOL) .and. &
                made(hys_source_sobol_owen(hys_key_from_seed(7)), HYS_SOBOL_OWEN) .and. &
                made(hys_source_sobol_shift(hys_key_from_seed(7)), HYS_SOBOL_SHIFT) .and. &
                made(hys_source_lhs(hys_key_from_seed(7), 12_int64), HYS_LHS) .and. &
                made(hys_source_permuted(hys_key_from_seed(7), 3_int64), HYS_PERMUTED), &
                'sources of designs')
        design = hys_source_lhs(hys_key_from_seed(7), 12_int64)
        call hys_sample(unit, design, 0_int64, x)
        call ok(all([(count(int(x*1.5_real64) == i) == 1, i=0, 11)]), &
                'a Latin hypercube has a row in each stratum')
        design%flags = HYS_CENTRED
        call hys_sample(unit, design, 0_int64, x)
        call ok(all(abs(x*1.5_real64 - int(x*1.5_real64) - 0.5_real64) < 1e-9_real64), &
                'a centred Latin hypercube')
        call hys_sample(unit, hys_source_sobol_plain(), 0_int64, x(:4))
        call ok(all(abs(x(:4) - [0, 4, 6, 2]) < 1e-9_real64), 'the sequence of Sobol')

        call hys_domain_rows(domain, hys_source_grid(4_int64), rows)
        call hys_space_rows(unit, hys_source_grid(4_int64), of_space)
        call ok(rows == 16 .and. of_space == 4, 'rows of a grid')
        call hys_domain_rows(domain, hys_source_sobol(hys_key_from_seed(7)), rows)
        call hys_domain_rows(domain, hys_source_lhs(hys_key_from_seed(7), 9_int64), of_space)
        call ok(rows == 0 .and. of_space == 9, 'rows of other designs')
        points = [3_int64, 4_int64]
        call hys_sample(domain, hys_source_grid(points), 0_int64, table)
        call hys_sample(lr, hys_source_grid(4_int64), 0_int64, x(:4))
        grid = [(mod(i, 3)*8/3.0_real64 + 4/3.0_real64, i=0, 11)]
        call ok(all(abs(table(:, 1) - grid) < 1e-9_real64) .and. all_same(table(:, 2), &
                reshape(spread(x(:4), 1, 3), [12])), 'a grid with points of each column')
        call hys_stream_open(opened, hys_source_permuted(hys_key_from_seed(7), points), domain)
        points = 0
        call hys_sample(domain, opened, 0_int64, table)
        points = [3_int64, 4_int64]
        call hys_sample(domain, hys_source_permuted(hys_key_from_seed(7), points), 0_int64, again)
        call ok(all_same(table(:, 1), again(:, 1)) .and. .not. all_same(table(:, 1), grid) .and. &
                abs(sum(table(:, 1)) - sum(grid)) < 1e-9_real64, &
                'an opened stream keeps the points')
        call hys_free(opened)

        call ok(hys_stream_from_name('lhs ') == HYS_LHS .and. hys_stream_from_name('l') == -1 &
                .and. hys_stream_flags(HYS_LHS) == HYS_CENTRED .and. &
                hys_stream_flags(HYS_PERMUTED) == HYS_ENDS .and. &
                hys_stream_traits(HYS_GRID) == HYS_STREAM_POINTS + HYS_STREAM_NATIVE .and. &
                iand(hys_stream_traits(HYS_SOBOL), HYS_STREAM_KEYED + HYS_STREAM_ROWS) == &
                HYS_STREAM_KEYED .and. hys_stream_version(HYS_SOBOL) >= 1 .and. &
                hys_stream_version(HYS_JAX_KEYS) == 0, 'what streams say of themselves')

        call hys_domain_rows(domain, hys_source_grid(0_int64), rows, status)
        call ok(status == HYS_E_STREAM_POINTS, 'a grid without points')
        call hys_space_rows(unit, hys_source_lhs(hys_key_from_seed(7), 0_int64), rows, status)
        call ok(status == HYS_E_STREAM_ROWS, 'a Latin hypercube without rows')
        call hys_sample(unit, hys_source_grid(3_int64), 1_int64, x(:3), status)
        call ok(status == HYS_E_INDEX, 'rows beyond the last one')
        call hys_unit(hys_source_grid(3_int64), 0_int64, x(:3), status)
        call ok(status == HYS_E_STREAM, 'a grid has no units')
        call hys_free(unit)
        call hys_free(domain)
    end subroutine

    ! Whether a source is of that stream and has the key of the seed 7.
    pure function made(design, stream)
        type(hys_source), intent(in) :: design
        integer(int32), intent(in) :: stream
        logical :: made

        made = design%stream == stream .and. all(design%key%w == [0, 7])
    end function

    ! Every call that takes a stream gives what it gives for the stream's source.
    subroutine streams
        type(hys_stream) :: single, rows
        type(hys_domain) :: domain
        real(real64) :: one(n), other(n), table(n, 2), again(n, 2)
        real(real64), target :: columns(n)
        integer(int8) :: tiny(n), small(n)
        integer(int64) :: flagged
        integer(hys_status) :: status
        integer :: bad

        call hys_domain_new(domain, ['lr', 'la'], [lr, layers])
        call hys_stream_open(single, source)
        call hys_stream_open(rows, source, domain)
        call hys_sample(lr, source, 9_int64, one)
        call hys_sample(lr, single, 9_int64, other)
        call hys_sample(layers, source, 9_int64, tiny)
        call hys_sample(layers, single, 9_int64, small)
        call ok(all_same(one, other) .and. all(tiny == small), 'an opened stream: samples')
        call hys_sample_indices(lr, source, [7_int64, 2_int64], one(:2))
        call hys_sample_indices(lr, single, [7_int64, 2_int64], other(:2))
        call hys_sample_indices(layers, source, [7_int64, 2_int64], tiny(:2))
        call hys_sample_indices(layers, single, [7_int64, 2_int64], small(:2))
        call ok(all_same(one, other) .and. all(tiny == small), 'an opened stream: sample numbers')
        call hys_unit(source, 3_int64, one)
        call hys_unit(single, 3_int64, other)
        call ok(all_same(one, other), 'an opened stream: units')
        call hys_sample(domain, source, 1_int64, table)
        call hys_sample(domain, rows, 1_int64, again)
        call hys_sample(domain, rows, 1_int64, int(n, int64), [hys_column(columns(1)), &
                hys_column()])
        call ok(all_same(table(:, 1), again(:, 1)) .and. all_same(table(:, 2), again(:, 2)) .and. &
                all_same(table(:, 1), columns), 'an opened stream: tables')
        call hys_sample(lr, rows, 0_int64, one, status)
        call ok(status == HYS_E_STREAM, 'a stream of a domain for a single space')
        call hys_sample(layers, single, 0_int64, tiny, HYS_I32, status)
        call ok(status == HYS_E_TYPE, 'an opened stream: a type of another size')
        call hys_sample(domain, rows, 0_int64, int(n, int64), [hys_column(), hys_column( &
                columns(1))], status, bad)
        call ok(status == HYS_OK .and. bad == 3, 'an opened stream: no column at fault')
        call hys_free(single)
        call hys_free(single)
        call hys_free(rows)
        call hys_free(domain)
        call hys_stream_open(single, hys_source_jax(99, hys_key_from_seed(0), 0), status=status)
        call ok(status == HYS_E_STREAM_UNKNOWN, 'a stream that cannot be opened')
        call hys_decode(lr, [0.5_real64, 2.0_real64, -1.0_real64], one(:3), status, flagged)
        call ok(status == HYS_W_DATA .and. flagged == 2, 'the number of flagged elements')
        call hys_decode(layers, [0.5_real64, 2.0_real64], tiny(:2), flagged=flagged)
        call ok(flagged == 1, 'the number of flagged elements, of integers')
    end subroutine

    ! A mixture of one component is a normal law; one of two equal ones, the same; and a table's
    ! logpdf is that of its columns.
    subroutine mixtures
        type(hys_mixture) :: mixture
        type(hys_domain) :: domain
        type(hys_mixture_column) :: columns(4)
        type(hys_space) :: normal
        real(real64) :: x(n, 4), rows(4, n), out(n), again(n), alone(n), each(n, 4), table(n, 2)
        real(real64), target :: rate(n)
        integer(int32), target :: whole(n)
        real(real64), parameter :: one(1) = 1, two(2) = 0.5_real64
        integer(int64) :: flagged
        integer(hys_status) :: status
        integer :: bad

        call hys_space_new(normal, 'normal', [1.0_real64, 2.0_real64])
        call hys_mixture_new(mixture, one, [hys_mixture_column(one, [2.0_real64])])
        call hys_sample(mixture, source, 5_int64, x(:, :1))
        call hys_logpdf(mixture, x(:, :1), out)
        call hys_logpdf(normal, x(:, 1), alone)
        call ok(maxval(abs(out - alone)) < 1e-13_real64, 'a mixture of one is a normal law')
        call hys_free(mixture)
        call hys_free(normal)

        columns(1) = hys_mixture_column(two - 2, two, lower=1e-3_real64, upper=1.0_real64, &
                log=.true.)
        columns(2) = hys_mixture_column(two + 4, two + 1, 1.0_real64, 9.0_real64, 2.0_real64)
        columns(3) = hys_mixture_column(reshape([1, 2, 1, 0, 0, 3]*1.0_real64, [3, 2]))
        columns(4) = hys_mixture_column(two, two*0.1_real64, lower=0.0_real64)
        call hys_mixture_new(mixture, two, columns)
        call ok(hys_mixture_components(mixture) == 2 .and. hys_mixture_columns(mixture) == 4, &
                'components and columns')
        call hys_sample(mixture, source, 5_int64, x)
        call hys_sample(mixture, source, 5_int64, rows, order=HYS_ROW_MAJOR)
        call ok(all(x == transpose(rows)), 'a mixture by rows')
        call ok(minval(x(:, 1)) >= 1e-3 .and. maxval(x(:, 1)) <= 1 .and. &
                all(modulo(x(:, 2), 2.0_real64) == 1) .and. minval(x(:, 2)) == 1 .and. &
                maxval(x(:, 2)) == 9 .and. maxval(x(:, 3)) == 2 .and. minval(x(:, 4)) >= 0, &
                'bounds and steps of a mixture')
        call ok(abs(count(x(:, 3) == 2)*1.0_real64/n - 0.625_real64) < 0.08, &
                'the weights of a choice are by component')
        call ok(abs(count(x(:, 1) < exp(-1.5_real64))*1.0_real64/n - 0.5_real64) < 0.08, &
                'the normal law of a logarithm')
        x(1, 2) = 11
        rows(2, 1) = 11
        x(2, 1) = nan_of_64()
        rows(1, 2) = nan_of_64()
        call hys_logpdf(mixture, x, out, status=status, flagged=flagged)
        call ok(status == HYS_W_DATA .and. flagged == 1 .and. out(1) < -huge(1.0_real64), &
                'a point outside, and NaN')
        call hys_logpdf(mixture, rows, again, HYS_ROW_MAJOR, status)
        call ok(all(out == again .or. out /= out), 'logpdf by rows')
        out = -5
        call hys_logpdf(mixture, x(:, :3), out, status=status)
        call ok(status == HYS_E_NAME_COUNT .and. all(out == -5), 'points of too few columns')
        call hys_free(mixture)
        call hys_free(mixture)
        columns(2) = hys_mixture_column(two, -two)
        call hys_mixture_new(mixture, two, columns, status, bad)
        call ok(status == HYS_E_BOUNDS_SCALE .and. bad == 2, 'the column of a mixture at fault')

        call hys_domain_new(domain, ['lr', 'la'], [lr, layers])
        call hys_sample(domain, source, 1_int64, table)
        call hys_logpdf(domain, table, out, each(:, :2))
        call hys_logpdf(lr, table(:, 1), alone)
        call hys_logpdf(layers, table(:, 2), again)
        call ok(all(each(:, 1) == alone) .and. all(each(:, 2) == again) .and. &
                all(out == alone + again), 'logpdf of a table')
        rate = table(:, 1)
        whole = int(table(:, 2))
        call hys_logpdf(domain, int(n, int64), [hys_column(rate(1)), hys_column(whole(1))], again)
        call ok(all(out == again), 'logpdf of columns')
        call hys_logpdf(domain, x(:, :3), out, status=status)
        call ok(status == HYS_E_NAME_COUNT, 'logpdf of too many columns')
        call hys_free(domain)
        call hys_logpdf(domain, table, out, status=status)
        call ok(status == HYS_E_NULL, 'logpdf of no domain')
    end subroutine

    ! One result by columns, by rows and in parts; of one point in the middle it is (13/12) - 1.
    subroutine discrepancies
        real(real64) :: x(n, 3), rows(3, n), out, again
        real(real64), allocatable :: sums(:, :)
        integer(c_int32_t) :: kind
        integer(hys_status) :: status
        integer(int64) :: blocks, b
        logical :: agree

        call hys_unit(source, 5_int64, x(:, 1))
        call hys_unit(source, 5000_int64, x(:, 2))
        x(:, 3) = 1 - x(:, 1)
        rows = transpose(x)
        blocks = hys_discrepancy_blocks(int(n, int64))
        allocate (sums(HYS_DISCREPANCY_NUMBERS, blocks))
        agree = (blocks - 1)*HYS_DISCREPANCY_ROWS < n .and. blocks*HYS_DISCREPANCY_ROWS >= n
        do kind = HYS_DISCREPANCY_CD, HYS_DISCREPANCY_L2_STAR
            call hys_discrepancy(kind, x, out)
            call hys_discrepancy(kind, rows, again, HYS_ROW_MAJOR)
            agree = agree .and. out == again .and. out > 0
            do b = 1, blocks
                call hys_discrepancy_sums(kind, x, b - 1, sums(:, b:b))
            end do
            call hys_discrepancy_finish(kind, int(n, int64), 3_int64, sums, again)
            agree = agree .and. out == again
        end do
        call ok(agree, 'discrepancies, whole and in parts')
        call hys_discrepancy(HYS_DISCREPANCY_CD, reshape([0.5_real64], [1, 1]), out)
        call ok(abs(out - 1/12.0_real64) < 1e-15_real64, 'the discrepancy of one point')
        x(2, 2) = nan_of_64()
        out = 7
        call hys_discrepancy(HYS_DISCREPANCY_WD, x, out, status=status)
        call ok(status == HYS_E_POINT .and. out == 7, 'a discrepancy that is refused')
    end subroutine

    function nan_of_64() result(nan)
        real(real64) :: nan

        nan = transfer(9221120237041090560_int64, nan)
    end function

    pure function all_same(a, b) result(same)
        real(real64), intent(in) :: a(:), b(:)
        logical :: same

        same = .not. any(a < b .or. a > b)
    end function

    subroutine files
        type(hys_domain) :: domain
        integer(hys_status) :: status
        character(len=:), allocatable :: message
        character(len=4096) :: folder
        integer :: unit

        call get_command_argument(1, folder)
        call hys_json_read_domain(trim(folder)//'/xgboost.json', domain, status, message)
        call ok(status == HYS_OK .and. hys_domain_columns(domain) == 14 .and. message == '', &
                'a file')
        call ok(all(hys_domain_fingerprint(domain) == [-7181918492328534838_int64, &
                9081306477309732073_int64]), 'its fingerprint')
        call hys_free(domain)
        call hys_json_read_domain('/nowhere/none.json', domain, status, message)
        call ok(status == HYS_E_FILE .and. index(message, '/nowhere/none.json: ') == 1 .and. &
                len(message) > 25, 'no file')
        open (newunit=unit, file='bad.json', action='write')
        write (unit, '(a)') '{"hyspace": 1,', &
                '"space": {"x": {"kind": "linear", "lower": 1, "upper": 1}}}'
        close (unit)
        call hys_json_read_domain('bad.json', domain, status, message)
        call ok(status == HYS_E_BOUNDS_ORDER .and. index(message, 'bad.json: space.x') == 1 .and. &
                index(message, 'lower') > 0, &
                'a file of a space that cannot be')
        open (newunit=unit, file='bad.json', action='write')
        write (unit, '(a)') '{"hyspace": 1,', '"space": ]}'
        close (unit, status='keep')
        call hys_json_read_domain('bad.json', domain, status, message)
        call ok(status == HYS_E_JSON_SYNTAX .and. index(message, 'bad.json:2: ') == 1, &
                'a file that is not JSON')
        open (newunit=unit, file='bad.json')
        close (unit, status='delete')
    end subroutine
end program
