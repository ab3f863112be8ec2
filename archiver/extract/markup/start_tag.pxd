# Types for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.markup.attributes as attributes_of
cimport archiver.extract.markup.finding as finding
from archiver.extract.markup.attributes cimport Spot
from archiver.extract.markup.delimiters cimport tag_end

cdef int _CLASS, _ID, _ROLE, _ITEMPROP, _TESTID, _COMPONENT, _STYLE, _HIDDEN, _NAMING, _ALL
cdef Py_ssize_t _MOST, _LONGEST, _ROOM
cdef tuple _ASKED

cdef class StartTag:
    cdef Py_ssize_t[8] begins, ends
    cdef Py_ssize_t number, size
    cdef bytearray held
    cdef unsigned char* names

    @cython.locals(c=cython.uchar, start=Py_ssize_t, own=Py_ssize_t, end=Py_ssize_t, begins=Py_ssize_t, ends=Py_ssize_t)
    cdef Py_ssize_t read(self, const unsigned char* page, Py_ssize_t name, Py_ssize_t at, Py_ssize_t size) except -2
    @cython.locals(k=cython.int)
    cdef void _clear(self) noexcept
    @cython.locals(k=cython.int, length=Py_ssize_t)
    cdef void _note(self, const unsigned char* page, Py_ssize_t start, Py_ssize_t end, Py_ssize_t begins, Py_ssize_t ends) noexcept
    @cython.locals(end=Py_ssize_t, spot=Spot)
    cdef Py_ssize_t _read_slowly(self, const unsigned char* page, Py_ssize_t name, Py_ssize_t at, Py_ssize_t size) except -2
    cdef bint states(self) noexcept
    @cython.locals(begins=Py_ssize_t)
    cdef bint is_plain(self, const unsigned char* page) noexcept
    @cython.locals(begins=Py_ssize_t)
    cdef bint may_be_for_screen_readers(self, const unsigned char* page, Py_ssize_t size) except -1
    @cython.locals(begins=Py_ssize_t, length=Py_ssize_t, size=Py_ssize_t, k=cython.int, names="unsigned char*")
    cdef bint write_names(self, const unsigned char* page, bytes name) noexcept
    cdef bytes written(self)
    @cython.locals(k=cython.int)
    cdef bytes names_of(self, const unsigned char* page, bytes name)

cdef bint _is_blank(unsigned char c) noexcept
