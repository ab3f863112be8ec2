# Types for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.markup.finding as finding
cimport archiver.extract.markup.references as references

cdef unsigned char _A, _Z
cdef unsigned char _BLANK, _TAB, _LINE, _FEED, _RETURN, _SLASH, _EQUALS, _DOUBLE, _SINGLE, _DASH, _AND
cdef tuple _SCREEN_READER_WORDS
cdef Py_ssize_t LONGEST, MOST

cdef class Spot:
    cdef bytes raw
    cdef const unsigned char* chars
    cdef Py_ssize_t size, at, start, end, begins, ends
    cdef bint plain, refers

    @cython.locals(chars="const unsigned char*", at=Py_ssize_t, size=Py_ssize_t)
    cdef object begin(self, bytes raw)
    @cython.locals(chars="const unsigned char*", at=Py_ssize_t, start=Py_ssize_t, begins=Py_ssize_t, ends=Py_ssize_t,
                   size=Py_ssize_t, plain=cython.bint, refers=cython.bint, quote=cython.uchar)
    cdef bint next(self) noexcept
    @cython.locals(name=str)
    cdef str name(self)
    @cython.locals(size=Py_ssize_t)
    cdef bint is_named(self, bytes name)
    @cython.locals(value=str)
    cdef str value(self)

@cython.locals(spot=Spot)
cdef Spot spot_of(bytes raw)
@cython.locals(spot=Spot, name=str, found=dict)
cpdef dict attributes(bytes raw)
@cython.locals(spot=Spot, found=list, number=cython.int, k=Py_ssize_t, name=bytes)
cpdef list values(bytes raw, tuple names)
cdef bint _is_blank(unsigned char c) noexcept
@cython.locals(found=cython.uchar, i=Py_ssize_t)
cdef bint names_author(const unsigned char* page, Py_ssize_t at, Py_ssize_t end, Py_ssize_t size) noexcept
@cython.locals(found=cython.uchar, i=Py_ssize_t, a=cython.uchar, b=cython.uchar, c=cython.uchar)
cdef bint may_be_for_screen_readers(const unsigned char* page, Py_ssize_t at, Py_ssize_t end, Py_ssize_t size) except -1
@cython.locals(i=Py_ssize_t, word=bytes, c=cython.uchar)
cdef bint _has_screen_reader_word(const unsigned char* page, Py_ssize_t at, Py_ssize_t end) except -1
@cython.locals(found=cython.uchar, i=Py_ssize_t, a=cython.uchar, b=cython.uchar, c=cython.uchar)
cdef bint may_cut_off(const unsigned char* page, Py_ssize_t at, Py_ssize_t end) noexcept
@cython.locals(hidden=str, identity=str, style=str, classes=str, spot=Spot, number=cython.int)
cdef bint hides(bytes raw)
@cython.locals(said=str)
cdef bint _cuts_off(str style)
@cython.locals(coded=bytes)
cdef bint _for_screen_readers(str classes)
