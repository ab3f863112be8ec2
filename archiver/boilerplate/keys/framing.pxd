# Types of framing.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.keys.fingerprint cimport Fingerprint

cdef int _SHORTEST, _LONGEST, _LONGEST_FRAME, _BEGIN

cpdef list prints_of(blocks)
@cython.locals(lines=list, text=str)
cpdef list prints_in(list texts)
@cython.locals(lines=list, text=str, line=str)
cpdef list held(list texts)
@cython.locals(begin=str, text=str)
cdef bint _is_held(str line, list texts) except -1
cdef bint _may_frame(str text, str line) except -1
cdef Fingerprint _print_of(str text, list lines)
@cython.locals(line=str, start=Py_ssize_t, before=str, after=str)
cpdef around(str text, list lines)
