# Types for the compiled module alone: the source runs without them.

import cython
from libc cimport math
from archiver.extract.model.columns cimport Features
from archiver.extract.page.pieces cimport parents_of

cdef int _OWN, _BOX, _REST, _LEVELS
cdef Py_ssize_t _FAR
cdef double _MOST, _SURE

cdef class _Context:
    cdef public Features features
    cdef public Py_ssize_t count
    cdef public int[::1] parents
    cdef public double[::1] odds, chance, weight, mass
    cdef public double total

    cpdef fill(self)
    @cython.locals(log_odds="double[::1]", odds="double[::1]", chance="double[::1]", weight="double[::1]",
                   mass="double[::1]", tokens="double[::1]", total=double, i=Py_ssize_t)
    cdef _measure(self, log_odds)
    @cython.locals(values="float[::1]", odds="double[::1]", count=Py_ssize_t, room=Py_ssize_t, i=Py_ssize_t, to=Py_ssize_t, step=Py_ssize_t,
                   other=Py_ssize_t, start=Py_ssize_t)
    cpdef neighbours(self)
    @cython.locals(values="float[::1]", spots="int[::1]", parents="int[::1]", room=Py_ssize_t, chance="double[::1]", weight="double[::1]", mass="double[::1]", sums="double[::1]",
                   size=Py_ssize_t, i=Py_ssize_t, at=Py_ssize_t, k=Py_ssize_t, place=Py_ssize_t, to=Py_ssize_t, mean=double,
                   share=double, others=double, start=Py_ssize_t, level=Py_ssize_t, levels=Py_ssize_t)
    cpdef boxes(self)
    @cython.locals(values="float[::1]", groups="int[::1]", room=Py_ssize_t, count=Py_ssize_t, chance="double[::1]", weight="double[::1]", mass="double[::1]", hits="double[::1]",
                   weights="double[::1]", total=double, surest=double, all_mass=double, running=double, last=Py_ssize_t, i=Py_ssize_t,
                   at=Py_ssize_t, others=double, far=Py_ssize_t)
    cpdef rest(self)
