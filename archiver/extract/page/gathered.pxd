# Types for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.markup.finding as finding
cimport archiver.extract.markup.whitespace as whitespace

cdef Py_ssize_t _ROOM

cdef class Gathered:
    cdef Py_ssize_t runs, size, room
    cdef bytearray held, written
    cdef unsigned char* chars
    cdef unsigned char* into

    cdef object _make_room(self, Py_ssize_t room)
    @cython.locals(size=Py_ssize_t, wanted=Py_ssize_t)
    cdef object add(self, const unsigned char* page, Py_ssize_t start, Py_ssize_t end)
    @cython.locals(size=Py_ssize_t)
    cdef str squeezed(self)
    cdef str lines(self)
    cdef str _whole(self)
