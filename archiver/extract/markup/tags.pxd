# Types for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.markup.attributes as attributes_of
cimport archiver.extract.markup.finding as finding
cimport archiver.extract.markup.naming as naming
from archiver.extract.markup.naming cimport Called
from archiver.extract.markup.start_tag cimport StartTag

cdef class Tag:
    cdef public bytes raw, own
    cdef public str name
    cdef public int number, act, marks, level
    cdef public bint hidden, is_named
    cdef public object kind
    cdef public Called called

    cpdef Called named(self)

cdef int _BLOCK
cdef Py_ssize_t _SLOTS, _LONGEST_NAME, _KNOWN
cdef list _plain, _known

@cython.locals(code="unsigned int", at=Py_ssize_t)
cpdef Py_ssize_t slot_of(const unsigned char* page, Py_ssize_t start, Py_ssize_t end) noexcept
@cython.locals(tag=Tag, slot=Py_ssize_t, raw=bytes)
cpdef Tag tag_named(const unsigned char* page, Py_ssize_t start, Py_ssize_t end)
@cython.locals(tag=Tag, slot=Py_ssize_t, asked=cython.bint, hidden=cython.bint)
cdef Tag tag_with(Tag plain, StartTag said, const unsigned char* page, Py_ssize_t start, Py_ssize_t end, Py_ssize_t size)
cdef bint _is_for_screen_readers(StartTag said, const unsigned char* page, Py_ssize_t start, Py_ssize_t end, Py_ssize_t size) except -1
@cython.locals(tag=Tag)
cdef Tag _named(Tag plain, bytes names, bint hidden)
@cython.locals(tag=Tag)
cdef Tag _like(Tag plain, bytes raw, bint hidden)
