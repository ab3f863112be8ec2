# Types of template.py, for the compiled module alone: the source runs without them.
cimport cython

cdef str _BEFORE_SENTENCE

cdef class Variant:
    cdef readonly tuple tokens, edges
    cdef readonly str scope, anchor, run
    cdef readonly frozenset needs
    cdef readonly object longest, small
    cdef readonly int ends
    cdef object _pattern
    cdef tuple _checks

    @cython.locals(within=str)
    cpdef list find(self, folded, str text)
    cdef object _compiled(self)
    cdef bint _holds(self, match, folded, str text) except -1

cpdef _variant(str template, tuple tokens, str scope)
cdef object _sum(tuple tokens, str name)
cdef str _run(tuple tokens)
cdef tuple _span(match, folded)
@cython.locals(at=Py_ssize_t, i=Py_ssize_t)
cdef bint _may_begin(str token, str text) except -1
