# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract.model.columns cimport Features
from archiver.extract.page.pieces cimport Place

cdef int _FARTHEST, _COUNT, _ROLES

@cython.locals(values="float[::1]", room=Py_ssize_t, steps="int[::1]", spots="int[::1]", place=Place, i=Py_ssize_t, at=Py_ssize_t,
               up=Py_ssize_t, k=Py_ssize_t, parent=Py_ssize_t, bits=cython.int)
cpdef add_role_features(Features features, list places)
