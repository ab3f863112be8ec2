# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract cimport attributes as attributes_of
from archiver.extract cimport finding, naming
from archiver.extract.naming cimport Called

cdef class Tag:
    cdef public bytes raw
    cdef public str name
    cdef public int number, act, marks, level
    cdef public bint hidden, states
    cdef public object kind
    cdef public Called called

    cpdef Called named(self)

cdef int _BLOCK, _LINK, _TIME, _A, _HIDDEN, _STATING
cdef Py_ssize_t _SLOTS, _LONGEST_NAME, _KNOWN, _LONGEST_KNOWN
cdef list _plain, _known

@cython.locals(code="unsigned int", at=Py_ssize_t)
cpdef Py_ssize_t slot_of(const unsigned char* page, Py_ssize_t start, Py_ssize_t end) noexcept
@cython.locals(tag=Tag, slot=Py_ssize_t, raw=bytes)
cpdef Tag tag_named(const unsigned char* page, Py_ssize_t start, Py_ssize_t end)
@cython.locals(tag=Tag, raw=bytes, said=cython.int, slot=Py_ssize_t)
cdef Tag tag_with(Tag plain, const unsigned char* page, Py_ssize_t start, Py_ssize_t at, Py_ssize_t end)
@cython.locals(tag=Tag)
cdef Tag _with_attributes(Tag plain, bytes raw, int said)
