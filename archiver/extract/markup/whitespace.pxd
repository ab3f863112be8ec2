# Types for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.markup.finding as finding

cdef bint is_blank(unsigned char c) noexcept
@cython.locals(c=cython.uchar, second=cython.uchar, third=cython.uchar)
cdef int beyond(const unsigned char* text, Py_ssize_t at, Py_ssize_t size) noexcept
@cython.locals(c=cython.uchar, length=cython.int)
cdef bint is_all_blank(const unsigned char* text, Py_ssize_t start, Py_ssize_t end) noexcept
@cython.locals(shown=cython.int)
cdef bint is_indented(const unsigned char* text, Py_ssize_t start, Py_ssize_t end) noexcept
@cython.locals(at=Py_ssize_t, size=Py_ssize_t, left=Py_ssize_t, c=cython.uchar, length=cython.int)
cdef Py_ssize_t size_without_ends(const unsigned char* text, Py_ssize_t start, Py_ssize_t end) noexcept
@cython.locals(at=Py_ssize_t, written=Py_ssize_t, c=cython.uchar, length=cython.int, blank=cython.bint, wide=cython.bint,
               lines=cython.bint, loose=cython.bint)
cdef Py_ssize_t squeeze(const unsigned char* text, Py_ssize_t size, unsigned char* into) noexcept
@cython.locals(c=cython.uchar, second=cython.uchar)
cdef bint may_join(const unsigned char* text, Py_ssize_t at, Py_ssize_t size) noexcept
cpdef str composed(str text)
cpdef str squeezed(str text)
@cython.locals(at=Py_ssize_t, c=cython.uchar, blank=cython.bint, was_blank=cython.bint)
cdef bint _has_gaps(const unsigned char* text, Py_ssize_t size) noexcept
cpdef str with_wide_lines(str text)
@cython.locals(c=Py_UCS4)
cdef str _without_marks(str text)
@cython.locals(start=Py_ssize_t, end=Py_ssize_t, at=Py_ssize_t, size=Py_ssize_t, done=Py_ssize_t, parts=list)
cdef str _without_line_ends(str text)
@cython.locals(c=cython.int)
cdef bint _is_wide(Py_UCS4 character)
cpdef str lines_of(str text)
