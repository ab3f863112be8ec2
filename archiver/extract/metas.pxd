# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract cimport attributes as attributes_of
from archiver.extract cimport whitespace
from archiver.extract.scan cimport Element

cdef Py_ssize_t _LONGEST_NAME
cdef tuple _STATED

@cython.locals(metas=dict, element=Element, stated=list, name=str, content=str, known=list)
cpdef dict metas_of(elements)
cdef str _plain(str text)
