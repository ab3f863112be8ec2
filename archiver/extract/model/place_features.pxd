# Types for the compiled module alone: the source runs without them.

import cython
from libc cimport math
cimport archiver.extract.markup.codes as codes
cimport archiver.extract.markup.naming as naming
from archiver.extract.markup.codes cimport Table
from archiver.extract.model.columns cimport Features
from archiver.extract.markup.naming cimport Called
from archiver.extract.page.pieces cimport Piece, Place, parents_of

cdef int _FIRST, _WIDE, _PLACES, _BOXES, _LINKED
cdef int _MOST_COUNTED
cdef dict _STRUCTURE, BITS

cdef class Vocabulary:
    cdef public object weights
    cdef dict _numbers
    cdef Table _table
    cdef double[::1] _odds
    cdef int[600] _counted
    cdef unsigned long long[200] _codes

    cpdef double score(self, Called called)
    @cython.locals(found="unsigned long long*", counted="int*", number="long long", n=cython.int, size=cython.int,
                   said="long long", bits=cython.int, k=cython.int, total=double)
    cdef object _read(self, Called called)

@cython.locals(k=cython.int)
cdef bint _is_new(long long number, int* counted, int size) noexcept
@cython.locals(place=Place, called=Called, values="float[::1]", said="float[::1]", masks="int[::1]", spots="int[::1]", room=Py_ssize_t, at=Py_ssize_t,
               up=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t, bit=cython.int, size=Py_ssize_t, parent=Py_ssize_t, own=double,
               mask=cython.int)
cpdef add_place_features(Features features, list places, Vocabulary vocabulary)
@cython.locals(values="float[::1]", logs="float[::1]", known="signed char[::1]", to=Py_ssize_t, of=Py_ssize_t,
               sums="double[::1]", tokens="double[::1]", good="double[::1]",
               spots="int[::1]", room=Py_ssize_t, parents="int[::1]", inside="int[::1]", at=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t,
               size=Py_ssize_t, total=double, words=Py_ssize_t, best=Py_ssize_t, share=double, place=Py_ssize_t,
               own=Py_ssize_t, level=Py_ssize_t, piece=Piece)
cpdef add_box_features(Features features, list places, menus)

@cython.locals(parents="int[::1]", sums="double[::1]", child="int[::1]", size=Py_ssize_t, top=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t, above=Py_ssize_t,
               fullest=Py_ssize_t)
cdef Py_ssize_t _best(object parents, object sums)
@cython.locals(parents="int[::1]", depth="int[::1]", size=Py_ssize_t, i=Py_ssize_t, above=cython.int)
cdef object _inside(object parents, Py_ssize_t best)
