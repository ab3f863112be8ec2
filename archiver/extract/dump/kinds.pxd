# Types of kinds.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.extract.dump.lines cimport Line

cdef int _LONGEST, _FOLLOWED_BY

@cython.locals(kinds=list, last=Py_ssize_t, number=Py_ssize_t, line=Line, other=Line, before=str, after=str)
cpdef list classify(list found, skip=*)
cdef tuple _kind(str text, str before, str after, Py_ssize_t indent)
@cython.locals(least=double)
cdef bint _is_heading(str text, str after) except -1
