! Search spaces from JSON files, for Fortran 2018. include/hyspace-json.h says what a file holds and
! what is refused. A domain carries the types that its columns ask for (hys_domain_type). This
! module cannot read a text in memory, and it does not write.
module hyspace_json
    use, intrinsic :: iso_c_binding
    use hyspace
    implicit none
    private
    public :: hys_json_read_domain

    type, bind(C) :: json_error
        integer(c_int32_t) :: status, line, column
        character(kind=c_char) :: path(512), text(512)
    end type

    interface
        function c_read_domain(path, domain, error) bind(C, name='hys_json_read_domain') &
                result(status)
            import
            character(kind=c_char), intent(in) :: path(*)
            type(c_ptr), intent(out) :: domain
            type(json_error), intent(out) :: error
            integer(hys_status) :: status
        end function
    end interface

contains

    ! The domain of a file; free it with hys_free. message says what is wrong and where; it is empty
    ! after HYS_OK. Without status an error ends the program with the message.
    subroutine hys_json_read_domain(file, domain, status, message)
        character(len=*), intent(in) :: file
        type(hys_domain), intent(out) :: domain
        integer(hys_status), intent(out), optional :: status
        character(len=:), allocatable, intent(out), optional :: message
        type(json_error) :: error
        integer(hys_status) :: code
        character(len=:), allocatable :: says

        code = c_read_domain(trim(file)//c_null_char, domain%at, error)
        says = ''
        if (code /= HYS_OK) says = place(trim(file), error)//': '//text_of(error%text)
        if (present(message)) message = says
        if (present(status)) then
            status = code
        else if (code /= HYS_OK) then
            error stop says
        end if
    end subroutine

    function place(file, error) result(text)
        character(len=*), intent(in) :: file
        type(json_error), intent(in) :: error
        character(len=:), allocatable :: text
        character(len=11) :: line

        write (line, '(i0)') error%line
        text = file
        if (error%line /= 0) then
            text = text//':'//trim(line)
        else if (error%path(1) /= c_null_char) then
            text = text//': '//text_of(error%path)
        end if
    end function

    pure function text_of(bytes) result(text)
        character(kind=c_char), intent(in) :: bytes(:)
        character(len=:), allocatable :: text
        integer :: i

        text = ''
        do i = 1, size(bytes)
            if (bytes(i) == c_null_char) exit
            text = text//bytes(i)
        end do
    end function
end module
