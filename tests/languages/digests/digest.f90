! The digest of a file's table, from Fortran: digest FILE COUNT SEED [STREAM]. Hexadecimal
! digits are capitals here.
program digest
    use, intrinsic :: iso_c_binding
    use hyspace
    use hyspace_json
    implicit none

    interface
        function xxh3(data, n) bind(C, name='XXH3_64bits') result(hash)
            import
            integer(int8), intent(in) :: data(*)
            integer(c_size_t), value :: n
            integer(c_int64_t) :: hash
        end function
    end interface

    type(hys_domain) :: domain
    type(hys_source) :: source
    type(hys_column), allocatable :: columns(:)
    integer(int8), allocatable, target :: table(:)
    integer(int64) :: n, seed
    integer :: c, bytes, at

    n = number_of(2)
    seed = number_of(3)
    source = hys_source_native(hys_key_from_seed(seed))
    if (command_argument_count() > 3) source%stream = hys_stream_from_name(argument(4))
    if (iand(hys_stream_traits(source%stream), HYS_STREAM_ROWS) /= 0) source%rows = n
    call hys_json_read_domain(argument(1), domain)
    allocate (columns(hys_domain_columns(domain)))
    bytes = 0
    do c = 1, size(columns)
        columns(c)%type = hys_domain_default_type(domain, c)
        bytes = bytes + hys_type_size(columns(c)%type)
    end do

    allocate (table(n*bytes))
    at = 1
    do c = 1, size(columns)
        columns(c)%data = c_loc(table(at))
        columns(c)%stride = bytes
        at = at + hys_type_size(columns(c)%type)
    end do
    call hys_sample(domain, source, 0_int64, n, columns)
    print '("* ", z16.16)', xxh3(table, size(table, kind=c_size_t))
    call hys_free(domain)

contains

    function argument(i) result(text)
        integer, intent(in) :: i
        character(len=:), allocatable :: text
        integer :: length

        call get_command_argument(i, length=length)
        allocate (character(len=length) :: text)
        call get_command_argument(i, text)
    end function

    function number_of(i) result(number)
        integer, intent(in) :: i
        integer(int64) :: number
        character(len=:), allocatable :: text

        text = argument(i)
        read (text, *) number
    end function
end program
