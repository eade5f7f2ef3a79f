! hyspace for Fortran 2018, over the C API by ISO_C_BINDING.
!
!     use hyspace
!     type(hys_space) :: lr
!     real(real64) :: out(1000)
!     call hys_space_log(lr, 1e-5_real64, 1e-1_real64, 10.0_real64)
!     call hys_sample(lr, hys_source_native(hys_key_from_seed(42)), 0_int64, out)
!     call hys_free(lr)
!
! Names are the C API's; the kind of the array chooses the element. The C headers are the manual: laws, ranges, errors and their
! order, thread safety. The public statements below are what there is. Not here, and to be had from C by an interface of one's own:
! the fingerprints of spaces and rows, hys_bits, hys_space_find_label, hys_space_value, hys_space_base, hys_space_types, tables by a
! list of numbers, tables to the unit cube and one-hot, hys_isa_*, hys_log_transform, and of hyspace-json all but reading a file.
! What is Fortran's own:
!
!   - base is 10 where it is left out.
!   - status is optional. Without it an error stops the program with its text; a warning (HYS_W_DATA) does not. Two arrays of
!     different lengths, where they must have one, stop it always.
!   - Fortran has no unsigned kinds: type=HYS_U8 and so on put their bits into the integer of that size, HYS_INDEX and HYS_U32
!     into int32.
!   - Samples are numbered from 0, as in every language, in the bits of an int64; positions in a list (HYS_INDEX) count from 0, too.
!     Columns of a domain count from 1.
!   - A table(n, columns) is the natural order: each column contiguous.
!   - Arrays without gaps are written where they lie; others are copied in and out.
!   - A space or domain is a handle. Assignment copies the handle; hys_free frees what it stands for, once. A domain holds its
!     spaces.
module hyspace
    use, intrinsic :: iso_c_binding
    use, intrinsic :: iso_fortran_env, only: int8, int16, int32, int64, real32, real64
    implicit none
    private
    public :: int8, int16, int32, int64, real32, real64

    integer, parameter, public :: hys_status = c_int32_t ! the kind of a status
    integer, parameter, public :: hys_type_kind = c_int32_t ! and of a type

    integer(hys_status), parameter, public :: HYS_OK = 0, HYS_W_DATA = 1, HYS_E_NULL = -100
    integer(hys_status), parameter, public :: HYS_E_ISA = -200, HYS_E_BOUNDS = -300, HYS_E_BOUNDS_FINITE = -301
    integer(hys_status), parameter, public :: HYS_E_BOUNDS_ORDER = -302, HYS_E_BOUNDS_SPAN = -303, HYS_E_BOUNDS_POSITIVE = -304
    integer(hys_status), parameter, public :: HYS_E_BOUNDS_BASE = -305, HYS_E_BOUNDS_RANGE = -306, HYS_E_BOUNDS_INTEGER = -307
    integer(hys_status), parameter, public :: HYS_E_VALUES = -400, HYS_E_VALUES_EMPTY = -401, HYS_E_VALUES_COUNT = -402
    integer(hys_status), parameter, public :: HYS_E_VALUES_FINITE = -403, HYS_E_VALUES_LABEL = -404, HYS_E_VALUES_DUPLICATE = -405
    integer(hys_status), parameter, public :: HYS_E_VALUES_UNKNOWN = -406, HYS_E_NAME = -500, HYS_E_NAME_EMPTY = -501
    integer(hys_status), parameter, public :: HYS_E_NAME_DUPLICATE = -502, HYS_E_NAME_HASH = -503, HYS_E_NAME_UNKNOWN = -504
    integer(hys_status), parameter, public :: HYS_E_NAME_COUNT = -505, HYS_E_STREAM = -600, HYS_E_STREAM_UNKNOWN = -601
    integer(hys_status), parameter, public :: HYS_E_STREAM_RESERVED = -602, HYS_E_TYPE = -700, HYS_E_INDEX = -800
    integer(hys_status), parameter, public :: HYS_E_MEMORY = -900, HYS_E_FILE = -1000, HYS_E_JSON = -1100
    integer(hys_status), parameter, public :: HYS_E_JSON_SYNTAX = -1101, HYS_E_JSON_DUPLICATE = -1102, HYS_E_JSON_LIMIT = -1103
    integer(hys_status), parameter, public :: HYS_E_JSON_NUMBER = -1104, HYS_E_JSON_FORM = -1105
    integer(hys_status), parameter, public :: HYS_E_KIND = -1200, HYS_E_KIND_UNKNOWN = -1201, HYS_E_KIND_ARGUMENT = -1202

    integer(hys_type_kind), parameter, public :: HYS_F32 = 1, HYS_F64 = 2, HYS_I8 = 3, HYS_U8 = 4, HYS_I16 = 5, HYS_U16 = 6
    integer(hys_type_kind), parameter, public :: HYS_I32 = 7, HYS_U32 = 8, HYS_I64 = 9, HYS_U64 = 10, HYS_INDEX = 11
    integer(c_int32_t), parameter, public :: HYS_LINEAR = 1, HYS_LOG = 2, HYS_QLINEAR = 3, HYS_QLOG = 4, HYS_DISCRETE = 5, &
            HYS_LABELS = 6
    integer(c_int32_t), parameter, public :: HYS_KIND_LOG = 1, HYS_KIND_INTEGERS = 2, HYS_KIND_LIST = 4, HYS_KIND_NAMES = 8
    integer(c_int32_t), parameter, public :: HYS_PARAM_REAL = 1, HYS_PARAM_INTEGER = 2, HYS_PARAM_WORD = 3, HYS_PARAM_SWITCH = 4
    integer(c_int32_t), parameter, public :: HYS_PARAM_REALS = 5, HYS_PARAM_NAMES = 6
    integer, parameter, public :: HYS_KIND_PARAMS_MAX = 16
    integer(c_int32_t), parameter, public :: HYS_NATIVE = 0, HYS_JAX_ARRAY = 1, HYS_JAX_KEYS = 2, HYS_JAX_SEARCH = 3
    integer(c_int32_t), parameter, public :: HYS_X64 = 1
    integer(c_int32_t), parameter, public :: HYS_ROW_MAJOR = 0, HYS_COLUMN_MAJOR = 1

    type, bind(C), public :: hys_key
        integer(c_int32_t) :: w(2) = 0
    end type

    type, bind(C), public :: hys_source
        integer(c_int32_t) :: stream = HYS_NATIVE, flags = 0
        type(hys_key) :: key
        integer(c_int64_t) :: dim = 0
        integer(c_int64_t) :: rows = 0, points = 0
        type(c_ptr) :: column_points = c_null_ptr
        integer(c_int64_t) :: reserved(2) = 0
    end type

    ! Where a column's elements go: hys_column(x(1) [, type] [, stride]) to x, which has the attribute target, each stride bytes
    ! behind the last one, side by side where that is left out; components of structures by
    ! hys_column(rows(1)%lr, stride=storage_size(rows)/8). (The first element, not the array: compilers hand over copies of
    ! sections.) hys_column() leaves the column out.
    type, bind(C), public :: hys_column
        type(c_ptr) :: data = c_null_ptr
        integer(c_intptr_t) :: stride = 0
        integer(hys_type_kind) :: type = 0
        integer(c_int32_t) :: flags = 0
        type(c_ptr) :: mask = c_null_ptr
        integer(c_intptr_t) :: mask_stride = 0
    end type

    type, public :: hys_space
        type(c_ptr) :: at = c_null_ptr
    end type

    type, public :: hys_domain
        type(c_ptr) :: at = c_null_ptr
    end type

    public :: hys_strerror, hys_version
    public :: hys_key_from_seed, hys_key_fold_in, hys_key_fold_in_name, hys_key_split, hys_source_native, hys_source_jax
    public :: hys_space_new
    public :: hys_space_linear, hys_space_log, hys_space_qlinear, hys_space_qlog, hys_space_discrete, hys_space_labels
    public :: hys_space_kind, hys_space_lower, hys_space_upper, hys_space_count, hys_space_label
    public :: hys_sample, hys_sample_indices, hys_unit, hys_transform, hys_encode, hys_decode, hys_free
    public :: hys_domain_new, hys_domain_columns, hys_domain_name, hys_domain_space, hys_domain_find, hys_domain_fingerprint
    public :: hys_type_size, hys_space_default_type, hys_domain_type, hys_domain_default_type

    ! hys_argument and hys_param of hyspace/kind.h.
    type, bind(C) :: c_argument
        integer(c_int32_t) :: type = 0, on = 0
        real(c_double) :: real = 0
        integer(c_int64_t) :: integer = 0
        type(c_ptr) :: word = c_null_ptr, reals = c_null_ptr, names = c_null_ptr
        integer(c_size_t) :: count = 0
        type(c_ptr) :: reserved(2) = c_null_ptr
    end type

    type, bind(C) :: c_param
        type(c_ptr) :: name
        integer(c_int32_t) :: type, optional
        real(c_double) :: preset
        type(c_ptr) :: words, meaning
    end type

    ! A space of any kind by its name. The array: the kind's parameters in their order, or its list of numbers or names.
    interface hys_space_new
        module procedure space_new_reals, space_new_names
    end interface

    ! seed: int32 or int64
    interface hys_key_from_seed
        procedure key_from_seed_i32
        function c_key_from_seed(seed) bind(C, name='hys_key_from_seed') result(key)
            import
            integer(c_int64_t), value :: seed
            type(hys_key) :: key
        end function
    end interface

    ! hys_sample(space, source, first, out [, type] [, status]): out(k) is sample first + k - 1; type for integers alone
    ! hys_sample(domain, source, first, table [, order] [, status]): table(n, columns), or table(columns, n) by HYS_ROW_MAJOR
    ! hys_sample(domain, source, first, n, columns [, status]): n rows, each column by its hys_column
    interface hys_sample
        procedure sample_r32, sample_r64, sample_i8, sample_i16, sample_i32, sample_i64
        procedure sample_table_r32, sample_table_r64, sample_columns
    end interface

    ! hys_sample_indices(space, source, index, out [, type] [, status]): out(k) is sample index(k)
    interface hys_sample_indices
        procedure sample_indices_r32, sample_indices_r64, sample_indices_i8, sample_indices_i16, sample_indices_i32, &
                sample_indices_i64
    end interface

    interface hys_unit ! (source, first, out [, status])
        procedure unit_r32, unit_r64
    end interface

    interface hys_transform ! (space, in, out [, status])
        procedure transform_r32, transform_r64
    end interface

    interface hys_column
        procedure column_r32, column_r64, column_i8, column_i16, column_i32, column_i64
    end interface

    interface hys_free ! (space), (domain): none is fine
        procedure free_space, free_domain
    end interface

    interface
        function hys_key_fold_in(key, data) bind(C, name='hys_key_fold_in') result(folded)
            import
            type(hys_key), value :: key
            integer(c_int32_t), value :: data
            type(hys_key) :: folded
        end function

        function hys_key_split(key, i) bind(C, name='hys_key_split') result(part)
            import
            type(hys_key), value :: key
            integer(c_int64_t), value :: i
            type(hys_key) :: part
        end function

        function hys_source_native(key) bind(C, name='hys_source_native') result(source)
            import
            type(hys_key), value :: key
            type(hys_source) :: source
        end function

        function hys_source_jax(stream, key, flags) bind(C, name='hys_source_jax') result(source)
            import
            integer(c_int32_t), value :: stream
            type(hys_key), value :: key
            integer(c_int32_t), value :: flags
            type(hys_source) :: source
        end function
    end interface

    interface ! the C API as it is
        function c_key_fold_in_name(key, name) bind(C, name='hys_key_fold_in_name') result(folded)
            import
            type(hys_key), value :: key
            character(kind=c_char), intent(in) :: name(*)
            type(hys_key) :: folded
        end function

        function c_space_new(space, kind, arguments, count, bad) bind(C, name='hys_space_new') result(status)
            import
            type(c_ptr), intent(out) :: space
            integer(c_int32_t), value :: kind
            type(c_argument), intent(in) :: arguments(*)
            integer(c_size_t), value :: count
            type(c_ptr), value :: bad
            integer(hys_status) :: status
        end function

        function c_kind_from_name(name) bind(C, name='hys_kind_from_name') result(kind)
            import
            character(kind=c_char), intent(in) :: name(*)
            integer(c_int32_t) :: kind
        end function

        function c_kind_param(kind, p) bind(C, name='hys_kind_param') result(param)
            import
            integer(c_int32_t), value :: kind
            integer(c_size_t), value :: p
            type(c_ptr) :: param
        end function

        function c_linear(space, lower, upper) bind(C, name='hys_space_linear') result(status)
            import
            type(c_ptr), intent(out) :: space
            real(c_double), value :: lower, upper
            integer(hys_status) :: status
        end function

        function c_log(space, lower, upper, base) bind(C, name='hys_space_log') result(status)
            import
            type(c_ptr), intent(out) :: space
            real(c_double), value :: lower, upper, base
            integer(hys_status) :: status
        end function

        function c_qlinear(space, lower, upper) bind(C, name='hys_space_qlinear') result(status)
            import
            type(c_ptr), intent(out) :: space
            real(c_double), value :: lower, upper
            integer(hys_status) :: status
        end function

        function c_qlog(space, lower, upper, base) bind(C, name='hys_space_qlog') result(status)
            import
            type(c_ptr), intent(out) :: space
            real(c_double), value :: lower, upper, base
            integer(hys_status) :: status
        end function

        function c_discrete(space, values, count) bind(C, name='hys_space_discrete') result(status)
            import
            type(c_ptr), intent(out) :: space
            real(c_double), intent(in) :: values(*)
            integer(c_size_t), value :: count
            integer(hys_status) :: status
        end function

        function c_labels(space, labels, count) bind(C, name='hys_space_labels') result(status)
            import
            type(c_ptr), intent(out) :: space
            type(c_ptr), intent(in) :: labels(*)
            integer(c_size_t), value :: count
            integer(hys_status) :: status
        end function

        subroutine c_space_free(space) bind(C, name='hys_space_free')
            import
            type(c_ptr), value :: space
        end subroutine

        pure function c_space_kind(space) bind(C, name='hys_space_kind') result(kind)
            import
            type(c_ptr), value :: space
            integer(c_int32_t) :: kind
        end function

        pure function c_space_lower(space) bind(C, name='hys_space_lower') result(lower)
            import
            type(c_ptr), value :: space
            real(c_double) :: lower
        end function

        pure function c_space_upper(space) bind(C, name='hys_space_upper') result(upper)
            import
            type(c_ptr), value :: space
            real(c_double) :: upper
        end function

        pure function c_space_count(space) bind(C, name='hys_space_count') result(count)
            import
            type(c_ptr), value :: space
            integer(c_size_t) :: count
        end function

        function c_space_label(space, i) bind(C, name='hys_space_label') result(label)
            import
            type(c_ptr), value :: space
            integer(c_size_t), value :: i
            type(c_ptr) :: label
        end function

        pure function c_type_size(type) bind(C, name='hys_type_size') result(bytes)
            import
            integer(hys_type_kind), value :: type
            integer(c_size_t) :: bytes
        end function

        function c_sample(space, source, first, n, type, out) bind(C, name='hys_sample') result(status)
            import
            type(c_ptr), value :: space
            type(hys_source), intent(in) :: source
            integer(c_int64_t), value :: first
            integer(c_size_t), value :: n
            integer(hys_type_kind), value :: type
            type(*), intent(inout) :: out(*)
            integer(hys_status) :: status
        end function

        function c_sample_indices(space, source, index, n, type, out) bind(C, name='hys_sample_indices') result(status)
            import
            type(c_ptr), value :: space
            type(hys_source), intent(in) :: source
            integer(c_int64_t), intent(in) :: index(*)
            integer(c_size_t), value :: n
            integer(hys_type_kind), value :: type
            type(*), intent(inout) :: out(*)
            integer(hys_status) :: status
        end function

        function c_unit_f32(source, first, n, out) bind(C, name='hys_unit_f32') result(status)
            import
            type(hys_source), intent(in) :: source
            integer(c_int64_t), value :: first
            integer(c_size_t), value :: n
            real(c_float), intent(inout) :: out(*)
            integer(hys_status) :: status
        end function

        function c_unit_f64(source, first, n, out) bind(C, name='hys_unit_f64') result(status)
            import
            type(hys_source), intent(in) :: source
            integer(c_int64_t), value :: first
            integer(c_size_t), value :: n
            real(c_double), intent(inout) :: out(*)
            integer(hys_status) :: status
        end function

        function c_transform_f32(space, in, n, out) bind(C, name='hys_transform_f32') result(status)
            import
            type(c_ptr), value :: space
            real(c_float), intent(in) :: in(*)
            integer(c_size_t), value :: n
            real(c_float), intent(inout) :: out(*)
            integer(hys_status) :: status
        end function

        function c_transform_f64(space, in, n, out) bind(C, name='hys_transform_f64') result(status)
            import
            type(c_ptr), value :: space
            real(c_double), intent(in) :: in(*)
            integer(c_size_t), value :: n
            real(c_double), intent(inout) :: out(*)
            integer(hys_status) :: status
        end function

        function c_encode(space, in, n, out) bind(C, name='hys_encode_f64') result(status)
            import
            type(c_ptr), value :: space
            real(c_double), intent(in) :: in(*)
            integer(c_size_t), value :: n
            real(c_double), intent(inout) :: out(*)
            integer(hys_status) :: status
        end function

        function c_decode(space, in, n, out) bind(C, name='hys_decode_f64') result(status)
            import
            type(c_ptr), value :: space
            real(c_double), intent(in) :: in(*)
            integer(c_size_t), value :: n
            real(c_double), intent(inout) :: out(*)
            integer(hys_status) :: status
        end function

        function c_domain_new(domain, names, spaces, types, columns, bad) bind(C, name='hys_domain_new_typed') &
                result(status)
            import
            type(c_ptr), intent(out) :: domain
            type(c_ptr), intent(in) :: names(*), spaces(*)
            type(c_ptr), value :: types
            integer(c_size_t), value :: columns
            integer(c_size_t), intent(out) :: bad
            integer(hys_status) :: status
        end function

        subroutine c_domain_free(domain) bind(C, name='hys_domain_free')
            import
            type(c_ptr), value :: domain
        end subroutine

        pure function c_domain_columns(domain) bind(C, name='hys_domain_columns') result(columns)
            import
            type(c_ptr), value :: domain
            integer(c_size_t) :: columns
        end function

        function c_domain_name(domain, i) bind(C, name='hys_domain_name') result(name)
            import
            type(c_ptr), value :: domain
            integer(c_size_t), value :: i
            type(c_ptr) :: name
        end function

        function c_domain_space(domain, i) bind(C, name='hys_domain_space') result(space)
            import
            type(c_ptr), value :: domain
            integer(c_size_t), value :: i
            type(c_ptr) :: space
        end function

        pure function c_domain_type(domain, i) bind(C, name='hys_domain_type') result(type)
            import
            type(c_ptr), value :: domain
            integer(c_size_t), value :: i
            integer(hys_type_kind) :: type
        end function

        pure function c_domain_default_type(domain, i, stream, flags) bind(C, name='hys_domain_default_type') &
                result(type)
            import
            type(c_ptr), value :: domain
            integer(c_size_t), value :: i
            integer(c_int32_t), value :: stream, flags
            integer(hys_type_kind) :: type
        end function

        pure function c_default_type(space, stream, flags) bind(C, name='hys_space_default_type') result(type)
            import
            type(c_ptr), value :: space
            integer(c_int32_t), value :: stream, flags
            integer(hys_type_kind) :: type
        end function

        function c_domain_find(domain, name, i) bind(C, name='hys_domain_find') result(status)
            import
            type(c_ptr), value :: domain
            character(kind=c_char), intent(in) :: name(*)
            integer(c_size_t), intent(inout) :: i
            integer(hys_status) :: status
        end function

        subroutine c_domain_fingerprint(domain, words) bind(C, name='hys_domain_fingerprint')
            import
            type(c_ptr), value :: domain
            integer(c_int64_t), intent(out) :: words(2)
        end subroutine

        function c_domain_sample(domain, source, first, n, columns, count) bind(C, name='hys_domain_sample') result(status)
            import
            type(c_ptr), value :: domain
            type(hys_source), intent(in) :: source
            integer(c_int64_t), value :: first
            integer(c_size_t), value :: n
            type(hys_column), intent(in) :: columns(*)
            integer(c_size_t), value :: count
            integer(hys_status) :: status
        end function

        function c_matrix_f32(domain, source, first, n, order, out, ld) bind(C, name='hys_domain_sample_matrix_f32') result(status)
            import
            type(c_ptr), value :: domain
            type(hys_source), intent(in) :: source
            integer(c_int64_t), value :: first
            integer(c_size_t), value :: n
            integer(c_int32_t), value :: order
            real(c_float), intent(inout) :: out(*)
            integer(c_size_t), value :: ld
            integer(hys_status) :: status
        end function

        function c_matrix_f64(domain, source, first, n, order, out, ld) bind(C, name='hys_domain_sample_matrix_f64') result(status)
            import
            type(c_ptr), value :: domain
            type(hys_source), intent(in) :: source
            integer(c_int64_t), value :: first
            integer(c_size_t), value :: n
            integer(c_int32_t), value :: order
            real(c_double), intent(inout) :: out(*)
            integer(c_size_t), value :: ld
            integer(hys_status) :: status
        end function

        function c_strerror(status) bind(C, name='hys_strerror') result(text)
            import
            integer(hys_status), value :: status
            type(c_ptr) :: text
        end function

        function c_version() bind(C, name='hys_version') result(text)
            import
            type(c_ptr) :: text
        end function

        function c_strlen(text) bind(C, name='strlen') result(n)
            import
            type(c_ptr), value :: text
            integer(c_size_t) :: n
        end function
    end interface

contains

    ! ---- helpers ----

    ! What becomes of a status: given to the caller who asks for it, else an error ends the program.
    subroutine settle(code, status)
        integer(hys_status), intent(in) :: code
        integer(hys_status), intent(out), optional :: status
        character(len=:), allocatable :: text

        if (present(status)) then
            status = code
        else if (code < 0) then
            text = 'hyspace: '//hys_strerror(code)
            error stop text
        end if
    end subroutine

    ! A C string's text; empty for NULL.
    function text_of(at) result(text)
        type(c_ptr), intent(in) :: at
        character(len=:), allocatable :: text
        character(kind=c_char), pointer :: bytes(:)
        integer :: i

        text = ''
        if (.not. c_associated(at)) return
        call c_f_pointer(at, bytes, [c_strlen(at)])
        text = repeat(' ', size(bytes))
        do i = 1, size(bytes)
            text(i:i) = bytes(i)
        end do
    end function

    ! Names without their trailing blanks, as C has them: string i in bytes(:, i), at(i) points to it.
    subroutine c_strings(names, bytes, at)
        character(len=*), intent(in) :: names(:)
        character(kind=c_char), allocatable, target, intent(out) :: bytes(:, :)
        type(c_ptr), allocatable, intent(out) :: at(:)
        integer :: i, j

        allocate (bytes(len(names) + 1, size(names)), at(size(names)))
        bytes = c_null_char
        do i = 1, size(names)
            do j = 1, len_trim(names(i))
                bytes(j, i) = names(i)(j:j)
            end do
            at(i) = c_loc(bytes(1, i))
        end do
    end subroutine

    ! The type asked for, if it is of the kind's size; else no type at all, which the call refuses.
    function chosen(own, type) result(it)
        integer(hys_type_kind), intent(in) :: own
        integer(hys_type_kind), intent(in), optional :: type
        integer(hys_type_kind) :: it

        it = own
        if (.not. present(type)) return
        it = 0
        if (type /= HYS_F32 .and. type /= HYS_F64 .and. c_type_size(type) == c_type_size(own)) it = type
    end function

    ! The length of two arrays that must have one.
    function shared_size(a, b) result(n)
        integer(c_size_t), intent(in) :: a, b
        integer(c_size_t) :: n

        if (a /= b) error stop 'hyspace: arrays of different lengths'
        n = a
    end function

    function column_at(data, type, stride) result(column)
        type(c_ptr), intent(in) :: data
        integer(hys_type_kind), intent(in) :: type
        integer, intent(in), optional :: stride
        type(hys_column) :: column

        column%data = data
        column%type = type
        column%stride = c_type_size(type)
        if (present(stride)) column%stride = stride
    end function

    function hys_strerror(status) result(text)
        integer(hys_status), intent(in) :: status
        character(len=:), allocatable :: text

        text = text_of(c_strerror(status))
    end function

    function hys_version() result(text)
        character(len=:), allocatable :: text

        text = text_of(c_version())
    end function

    function key_from_seed_i32(seed) result(key)
        integer(int32), intent(in) :: seed
        type(hys_key) :: key

        key = c_key_from_seed(int(seed, c_int64_t))
    end function

    ! A named sub-stream; blanks behind the name do not count.
    function hys_key_fold_in_name(key, name) result(folded)
        type(hys_key), intent(in) :: key
        character(len=*), intent(in) :: name
        type(hys_key) :: folded

        folded = c_key_fold_in_name(key, trim(name)//c_null_char)
    end function

    ! ---- spaces ----

    ! The base of the log kinds where none is given, as in the files of hyspace-json.
    pure function base_or_ten(base) result(it)
        real(real64), intent(in), optional :: base
        real(real64) :: it

        it = 10
        if (present(base)) it = base
    end function

    ! The type of a kind's parameter, from 0; 0 where it has no such parameter.
    function param_type(kind, p) result(type_of)
        integer(c_int32_t), intent(in) :: kind
        integer(c_size_t), intent(in) :: p
        integer(c_int32_t) :: type_of
        type(c_param), pointer :: param
        type(c_ptr) :: at

        type_of = 0
        at = c_kind_param(kind, p)
        if (.not. c_associated(at)) return
        call c_f_pointer(at, param)
        type_of = param%type
    end function

    ! A number that an integer parameter takes must be one; a switch is on where it is not 0.
    subroutine space_new_reals(space, kind, values, status)
        type(hys_space), intent(out) :: space
        character(len=*), intent(in) :: kind
        real(real64), intent(in), contiguous, target :: values(:)
        integer(hys_status), intent(out), optional :: status
        type(c_argument) :: arguments(HYS_KIND_PARAMS_MAX + 1) ! one more, so that one too many is refused
        real(real64), target :: none(1)
        integer(c_int32_t) :: id
        integer :: p, given

        id = c_kind_from_name(trim(kind)//c_null_char)
        if (param_type(id, 0_c_size_t) == HYS_PARAM_REALS) then
            arguments(1)%type = HYS_PARAM_REALS
            arguments(1)%reals = c_loc(none)
            if (size(values) > 0) arguments(1)%reals = c_loc(values)
            arguments(1)%count = size(values, kind=c_size_t)
            call settle(c_space_new(space%at, id, arguments, 1_c_size_t, c_null_ptr), status)
            return
        end if
        given = min(size(values), size(arguments))
        do p = 1, given
            arguments(p)%type = HYS_PARAM_REAL
            arguments(p)%real = values(p)
            select case (param_type(id, int(p - 1, c_size_t)))
            case (HYS_PARAM_INTEGER)
                if (.not. abs(values(p) - anint(values(p))) > 0 .and. abs(values(p)) <= 2.0_real64**53) then
                    arguments(p)%type = HYS_PARAM_INTEGER
                    arguments(p)%integer = int(values(p), c_int64_t)
                end if
            case (HYS_PARAM_SWITCH)
                arguments(p)%type = HYS_PARAM_SWITCH
                arguments(p)%on = merge(1_c_int32_t, 0_c_int32_t, abs(values(p)) > 0)
            end select
        end do
        call settle(c_space_new(space%at, id, arguments, int(given, c_size_t), c_null_ptr), status)
    end subroutine

    ! Trailing blanks are no part of a name.
    subroutine space_new_names(space, kind, names, status)
        type(hys_space), intent(out) :: space
        character(len=*), intent(in) :: kind, names(:)
        integer(hys_status), intent(out), optional :: status
        character(kind=c_char), allocatable, target :: bytes(:, :)
        type(c_ptr), allocatable, target :: at(:)
        type(c_argument) :: arguments(1)
        type(c_ptr), target :: none(1)

        call c_strings(names, bytes, at)
        arguments(1)%type = HYS_PARAM_NAMES
        arguments(1)%names = c_loc(none)
        if (size(names) > 0) arguments(1)%names = c_loc(at)
        arguments(1)%count = size(names, kind=c_size_t)
        call settle(c_space_new(space%at, c_kind_from_name(trim(kind)//c_null_char), arguments, 1_c_size_t, c_null_ptr), status)
    end subroutine

    subroutine hys_space_linear(space, lower, upper, status)
        type(hys_space), intent(out) :: space
        real(real64), intent(in) :: lower, upper
        integer(hys_status), intent(out), optional :: status

        call settle(c_linear(space%at, lower, upper), status)
    end subroutine

    subroutine hys_space_log(space, lower, upper, base, status)
        type(hys_space), intent(out) :: space
        real(real64), intent(in) :: lower, upper
        real(real64), intent(in), optional :: base
        integer(hys_status), intent(out), optional :: status

        call settle(c_log(space%at, lower, upper, base_or_ten(base)), status)
    end subroutine

    subroutine hys_space_qlinear(space, lower, upper, status)
        type(hys_space), intent(out) :: space
        real(real64), intent(in) :: lower, upper
        integer(hys_status), intent(out), optional :: status

        call settle(c_qlinear(space%at, lower, upper), status)
    end subroutine

    subroutine hys_space_qlog(space, lower, upper, base, status)
        type(hys_space), intent(out) :: space
        real(real64), intent(in) :: lower, upper
        real(real64), intent(in), optional :: base
        integer(hys_status), intent(out), optional :: status

        call settle(c_qlog(space%at, lower, upper, base_or_ten(base)), status)
    end subroutine

    subroutine hys_space_discrete(space, values, status)
        type(hys_space), intent(out) :: space
        real(real64), intent(in), contiguous :: values(:)
        integer(hys_status), intent(out), optional :: status

        call settle(c_discrete(space%at, values, size(values, kind=c_size_t)), status)
    end subroutine

    ! Trailing blanks are no part of a label.
    subroutine hys_space_labels(space, labels, status)
        type(hys_space), intent(out) :: space
        character(len=*), intent(in) :: labels(:)
        integer(hys_status), intent(out), optional :: status
        character(kind=c_char), allocatable, target :: bytes(:, :)
        type(c_ptr), allocatable :: at(:)

        call c_strings(labels, bytes, at)
        call settle(c_labels(space%at, at, size(labels, kind=c_size_t)), status)
    end subroutine

    subroutine free_space(space)
        type(hys_space), intent(inout) :: space

        call c_space_free(space%at)
        space%at = c_null_ptr
    end subroutine

    pure function hys_space_kind(space) result(kind)
        type(hys_space), intent(in) :: space
        integer(c_int32_t) :: kind

        kind = c_space_kind(space%at)
    end function

    pure function hys_space_lower(space) result(lower)
        type(hys_space), intent(in) :: space
        real(real64) :: lower

        lower = c_space_lower(space%at)
    end function

    pure function hys_space_upper(space) result(upper)
        type(hys_space), intent(in) :: space
        real(real64) :: upper

        upper = c_space_upper(space%at)
    end function

    pure function hys_space_count(space) result(count)
        type(hys_space), intent(in) :: space
        integer :: count

        count = int(c_space_count(space%at))
    end function

    ! The label of an element of type HYS_INDEX, from 0; empty where there is none.
    function hys_space_label(space, index) result(label)
        type(hys_space), intent(in) :: space
        integer(int32), intent(in) :: index
        character(len=:), allocatable :: label

        label = text_of(c_space_label(space%at, int(index, c_size_t)))
    end function

    subroutine hys_encode(space, value, unit, status)
        type(hys_space), intent(in) :: space
        real(real64), intent(in), contiguous :: value(:)
        real(real64), intent(inout), contiguous :: unit(:)
        integer(hys_status), intent(out), optional :: status

        call settle(c_encode(space%at, value, shared_size(size(value, kind=c_size_t), size(unit, kind=c_size_t)), unit), status)
    end subroutine

    subroutine hys_decode(space, unit, value, status)
        type(hys_space), intent(in) :: space
        real(real64), intent(in), contiguous :: unit(:)
        real(real64), intent(inout), contiguous :: value(:)
        integer(hys_status), intent(out), optional :: status

        call settle(c_decode(space%at, unit, shared_size(size(unit, kind=c_size_t), size(value, kind=c_size_t)), value), status)
    end subroutine

    ! ---- domains ----

    ! bad: the column at fault, from 1, or the number of columns and 1. types: one for each column, that the
    ! column asks for, 0 for none; left out: no column asks.
    subroutine hys_domain_new(domain, names, spaces, status, bad, types)
        type(hys_domain), intent(out) :: domain
        character(len=*), intent(in) :: names(:)
        type(hys_space), intent(in) :: spaces(:)
        integer(hys_status), intent(out), optional :: status
        integer, intent(out), optional :: bad
        integer(hys_type_kind), intent(in), optional :: types(:)
        character(kind=c_char), allocatable, target :: bytes(:, :)
        integer(hys_type_kind), allocatable, target :: asked(:)
        type(c_ptr), allocatable :: at(:)
        type(c_ptr) :: types_at
        integer(c_size_t) :: columns, fault
        integer(hys_status) :: code

        fault = 0
        types_at = c_null_ptr
        columns = shared_size(size(names, kind=c_size_t), size(spaces, kind=c_size_t))
        if (present(types)) then
            columns = shared_size(columns, size(types, kind=c_size_t))
            asked = types
            if (columns > 0) types_at = c_loc(asked)
        end if
        call c_strings(names, bytes, at)
        code = c_domain_new(domain%at, at, spaces%at, types_at, columns, fault)
        if (present(bad)) bad = int(fault) + 1
        call settle(code, status)
    end subroutine

    subroutine free_domain(domain)
        type(hys_domain), intent(inout) :: domain

        call c_domain_free(domain%at)
        domain%at = c_null_ptr
    end subroutine

    pure function hys_domain_columns(domain) result(columns)
        type(hys_domain), intent(in) :: domain
        integer :: columns

        columns = int(c_domain_columns(domain%at))
    end function

    function hys_domain_name(domain, column) result(name)
        type(hys_domain), intent(in) :: domain
        integer, intent(in) :: column
        character(len=:), allocatable :: name

        name = text_of(c_domain_name(domain%at, int(column - 1, c_size_t)))
    end function

    ! The domain's own: not to be freed.
    function hys_domain_space(domain, column) result(space)
        type(hys_domain), intent(in) :: domain
        integer, intent(in) :: column
        type(hys_space) :: space

        space%at = c_domain_space(domain%at, int(column - 1, c_size_t))
    end function

    ! The type that a column asks for; 0: none.
    pure function hys_domain_type(domain, column) result(type)
        type(hys_domain), intent(in) :: domain
        integer, intent(in) :: column
        integer(hys_type_kind) :: type

        type = c_domain_type(domain%at, int(column - 1, c_size_t))
    end function

    ! The type that a column, or samples of a space, have where nobody chooses another. The native stream is
    ! meant where stream is left out.
    pure function hys_domain_default_type(domain, column, stream, flags) result(type)
        type(hys_domain), intent(in) :: domain
        integer, intent(in) :: column
        integer(c_int32_t), intent(in), optional :: stream, flags
        integer(hys_type_kind) :: type

        type = c_domain_default_type(domain%at, int(column - 1, c_size_t), or_zero(stream), or_zero(flags))
    end function

    pure function hys_space_default_type(space, stream, flags) result(type)
        type(hys_space), intent(in) :: space
        integer(c_int32_t), intent(in), optional :: stream, flags
        integer(hys_type_kind) :: type

        type = c_default_type(space%at, or_zero(stream), or_zero(flags))
    end function

    pure function or_zero(given) result(number)
        integer(c_int32_t), intent(in), optional :: given
        integer(c_int32_t) :: number

        number = 0
        if (present(given)) number = given
    end function

    ! Bytes of an element.
    pure function hys_type_size(type) result(bytes)
        integer(hys_type_kind), intent(in) :: type
        integer :: bytes

        bytes = int(c_type_size(type))
    end function

    ! The two words of 64 bits, the low one first, that tell the table from others.
    function hys_domain_fingerprint(domain) result(words)
        type(hys_domain), intent(in) :: domain
        integer(int64) :: words(2)

        call c_domain_fingerprint(domain%at, words)
    end function

    subroutine hys_domain_find(domain, name, column, status)
        type(hys_domain), intent(in) :: domain
        character(len=*), intent(in) :: name
        integer, intent(inout) :: column
        integer(hys_status), intent(out), optional :: status
        integer(c_size_t) :: i
        integer(hys_status) :: code

        i = 0
        code = c_domain_find(domain%at, trim(name)//c_null_char, i)
        if (code == HYS_OK) column = int(i) + 1
        call settle(code, status)
    end subroutine

    subroutine sample_columns(domain, source, first, n, columns, status)
        type(hys_domain), intent(in) :: domain
        type(hys_source), intent(in) :: source
        integer(int64), intent(in) :: first, n
        type(hys_column), intent(in), contiguous :: columns(:)
        integer(hys_status), intent(out), optional :: status

        call settle(c_domain_sample(domain%at, source, first, int(n, c_size_t), columns, size(columns, kind=c_size_t)), status)
    end subroutine

    ! ---- one for each kind ----

    subroutine sample_r32(space, source, first, out, status)
        type(hys_space), intent(in) :: space
        type(hys_source), intent(in) :: source
        integer(int64), intent(in) :: first
        real(real32), intent(inout), contiguous :: out(:)
        integer(hys_status), intent(out), optional :: status

        call settle(c_sample(space%at, source, first, size(out, kind=c_size_t), HYS_F32, out), status)
    end subroutine

    subroutine sample_r64(space, source, first, out, status)
        type(hys_space), intent(in) :: space
        type(hys_source), intent(in) :: source
        integer(int64), intent(in) :: first
        real(real64), intent(inout), contiguous :: out(:)
        integer(hys_status), intent(out), optional :: status

        call settle(c_sample(space%at, source, first, size(out, kind=c_size_t), HYS_F64, out), status)
    end subroutine

    subroutine sample_i8(space, source, first, out, type, status)
        type(hys_space), intent(in) :: space
        type(hys_source), intent(in) :: source
        integer(int64), intent(in) :: first
        integer(int8), intent(inout), contiguous :: out(:)
        integer(hys_type_kind), intent(in), optional :: type
        integer(hys_status), intent(out), optional :: status

        call settle(c_sample(space%at, source, first, size(out, kind=c_size_t), chosen(HYS_I8, type), out), status)
    end subroutine

    subroutine sample_i16(space, source, first, out, type, status)
        type(hys_space), intent(in) :: space
        type(hys_source), intent(in) :: source
        integer(int64), intent(in) :: first
        integer(int16), intent(inout), contiguous :: out(:)
        integer(hys_type_kind), intent(in), optional :: type
        integer(hys_status), intent(out), optional :: status

        call settle(c_sample(space%at, source, first, size(out, kind=c_size_t), chosen(HYS_I16, type), out), status)
    end subroutine

    subroutine sample_i32(space, source, first, out, type, status)
        type(hys_space), intent(in) :: space
        type(hys_source), intent(in) :: source
        integer(int64), intent(in) :: first
        integer(int32), intent(inout), contiguous :: out(:)
        integer(hys_type_kind), intent(in), optional :: type
        integer(hys_status), intent(out), optional :: status

        call settle(c_sample(space%at, source, first, size(out, kind=c_size_t), chosen(HYS_I32, type), out), status)
    end subroutine

    subroutine sample_i64(space, source, first, out, type, status)
        type(hys_space), intent(in) :: space
        type(hys_source), intent(in) :: source
        integer(int64), intent(in) :: first
        integer(int64), intent(inout), contiguous :: out(:)
        integer(hys_type_kind), intent(in), optional :: type
        integer(hys_status), intent(out), optional :: status

        call settle(c_sample(space%at, source, first, size(out, kind=c_size_t), chosen(HYS_I64, type), out), status)
    end subroutine

    subroutine sample_indices_r32(space, source, index, out, status)
        type(hys_space), intent(in) :: space
        type(hys_source), intent(in) :: source
        integer(int64), intent(in), contiguous :: index(:)
        real(real32), intent(inout), contiguous :: out(:)
        integer(hys_status), intent(out), optional :: status

        call settle(c_sample_indices(space%at, source, index, shared_size(size(index, kind=c_size_t), size(out, kind=c_size_t)), &
                HYS_F32, out), status)
    end subroutine

    subroutine sample_indices_r64(space, source, index, out, status)
        type(hys_space), intent(in) :: space
        type(hys_source), intent(in) :: source
        integer(int64), intent(in), contiguous :: index(:)
        real(real64), intent(inout), contiguous :: out(:)
        integer(hys_status), intent(out), optional :: status

        call settle(c_sample_indices(space%at, source, index, shared_size(size(index, kind=c_size_t), size(out, kind=c_size_t)), &
                HYS_F64, out), status)
    end subroutine

    subroutine sample_indices_i8(space, source, index, out, type, status)
        type(hys_space), intent(in) :: space
        type(hys_source), intent(in) :: source
        integer(int64), intent(in), contiguous :: index(:)
        integer(int8), intent(inout), contiguous :: out(:)
        integer(hys_type_kind), intent(in), optional :: type
        integer(hys_status), intent(out), optional :: status

        call settle(c_sample_indices(space%at, source, index, shared_size(size(index, kind=c_size_t), size(out, kind=c_size_t)), &
                chosen(HYS_I8, type), out), status)
    end subroutine

    subroutine sample_indices_i16(space, source, index, out, type, status)
        type(hys_space), intent(in) :: space
        type(hys_source), intent(in) :: source
        integer(int64), intent(in), contiguous :: index(:)
        integer(int16), intent(inout), contiguous :: out(:)
        integer(hys_type_kind), intent(in), optional :: type
        integer(hys_status), intent(out), optional :: status

        call settle(c_sample_indices(space%at, source, index, shared_size(size(index, kind=c_size_t), size(out, kind=c_size_t)), &
                chosen(HYS_I16, type), out), status)
    end subroutine

    subroutine sample_indices_i32(space, source, index, out, type, status)
        type(hys_space), intent(in) :: space
        type(hys_source), intent(in) :: source
        integer(int64), intent(in), contiguous :: index(:)
        integer(int32), intent(inout), contiguous :: out(:)
        integer(hys_type_kind), intent(in), optional :: type
        integer(hys_status), intent(out), optional :: status

        call settle(c_sample_indices(space%at, source, index, shared_size(size(index, kind=c_size_t), size(out, kind=c_size_t)), &
                chosen(HYS_I32, type), out), status)
    end subroutine

    subroutine sample_indices_i64(space, source, index, out, type, status)
        type(hys_space), intent(in) :: space
        type(hys_source), intent(in) :: source
        integer(int64), intent(in), contiguous :: index(:)
        integer(int64), intent(inout), contiguous :: out(:)
        integer(hys_type_kind), intent(in), optional :: type
        integer(hys_status), intent(out), optional :: status

        call settle(c_sample_indices(space%at, source, index, shared_size(size(index, kind=c_size_t), size(out, kind=c_size_t)), &
                chosen(HYS_I64, type), out), status)
    end subroutine

    function column_r32(x, stride) result(column)
        real(real32), intent(inout), target :: x
        integer, intent(in), optional :: stride
        type(hys_column) :: column

        column = column_at(c_loc(x), HYS_F32, stride)
    end function

    function column_r64(x, stride) result(column)
        real(real64), intent(inout), target :: x
        integer, intent(in), optional :: stride
        type(hys_column) :: column

        column = column_at(c_loc(x), HYS_F64, stride)
    end function

    function column_i8(x, type, stride) result(column)
        integer(int8), intent(inout), target :: x
        integer(hys_type_kind), intent(in), optional :: type
        integer, intent(in), optional :: stride
        type(hys_column) :: column

        column = column_at(c_loc(x), chosen(HYS_I8, type), stride)
    end function

    function column_i16(x, type, stride) result(column)
        integer(int16), intent(inout), target :: x
        integer(hys_type_kind), intent(in), optional :: type
        integer, intent(in), optional :: stride
        type(hys_column) :: column

        column = column_at(c_loc(x), chosen(HYS_I16, type), stride)
    end function

    function column_i32(x, type, stride) result(column)
        integer(int32), intent(inout), target :: x
        integer(hys_type_kind), intent(in), optional :: type
        integer, intent(in), optional :: stride
        type(hys_column) :: column

        column = column_at(c_loc(x), chosen(HYS_I32, type), stride)
    end function

    function column_i64(x, type, stride) result(column)
        integer(int64), intent(inout), target :: x
        integer(hys_type_kind), intent(in), optional :: type
        integer, intent(in), optional :: stride
        type(hys_column) :: column

        column = column_at(c_loc(x), chosen(HYS_I64, type), stride)
    end function

    subroutine sample_table_r32(domain, source, first, table, order, status)
        type(hys_domain), intent(in) :: domain
        type(hys_source), intent(in) :: source
        integer(int64), intent(in) :: first
        real(real32), intent(inout), contiguous :: table(:, :)
        integer(c_int32_t), intent(in), optional :: order
        integer(hys_status), intent(out), optional :: status
        integer(c_int32_t) :: way
        integer(c_size_t) :: n(2)

        way = HYS_COLUMN_MAJOR
        if (present(order)) way = order
        n = shape(table, kind=c_size_t)
        if (n(merge(2, 1, way == HYS_COLUMN_MAJOR)) /= hys_domain_columns(domain)) then
            call settle(HYS_E_NAME_COUNT, status)
        else
            call settle(c_matrix_f32(domain%at, source, first, n(merge(1, 2, way == HYS_COLUMN_MAJOR)), way, table, n(1)), status)
        end if
    end subroutine

    subroutine sample_table_r64(domain, source, first, table, order, status)
        type(hys_domain), intent(in) :: domain
        type(hys_source), intent(in) :: source
        integer(int64), intent(in) :: first
        real(real64), intent(inout), contiguous :: table(:, :)
        integer(c_int32_t), intent(in), optional :: order
        integer(hys_status), intent(out), optional :: status
        integer(c_int32_t) :: way
        integer(c_size_t) :: n(2)

        way = HYS_COLUMN_MAJOR
        if (present(order)) way = order
        n = shape(table, kind=c_size_t)
        if (n(merge(2, 1, way == HYS_COLUMN_MAJOR)) /= hys_domain_columns(domain)) then
            call settle(HYS_E_NAME_COUNT, status)
        else
            call settle(c_matrix_f64(domain%at, source, first, n(merge(1, 2, way == HYS_COLUMN_MAJOR)), way, table, n(1)), status)
        end if
    end subroutine

    subroutine unit_r32(source, first, out, status)
        type(hys_source), intent(in) :: source
        integer(int64), intent(in) :: first
        real(real32), intent(inout), contiguous :: out(:)
        integer(hys_status), intent(out), optional :: status

        call settle(c_unit_f32(source, first, size(out, kind=c_size_t), out), status)
    end subroutine

    subroutine transform_r32(space, in, out, status)
        type(hys_space), intent(in) :: space
        real(real32), intent(in), contiguous :: in(:)
        real(real32), intent(inout), contiguous :: out(:)
        integer(hys_status), intent(out), optional :: status

        call settle(c_transform_f32(space%at, in, shared_size(size(in, kind=c_size_t), size(out, kind=c_size_t)), out), status)
    end subroutine

    subroutine unit_r64(source, first, out, status)
        type(hys_source), intent(in) :: source
        integer(int64), intent(in) :: first
        real(real64), intent(inout), contiguous :: out(:)
        integer(hys_status), intent(out), optional :: status

        call settle(c_unit_f64(source, first, size(out, kind=c_size_t), out), status)
    end subroutine

    subroutine transform_r64(space, in, out, status)
        type(hys_space), intent(in) :: space
        real(real64), intent(in), contiguous :: in(:)
        real(real64), intent(inout), contiguous :: out(:)
        integer(hys_status), intent(out), optional :: status

        call settle(c_transform_f64(space%at, in, shared_size(size(in, kind=c_size_t), size(out, kind=c_size_t)), out), status)
    end subroutine
end module
