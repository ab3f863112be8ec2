# Types of template.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.lexicon.leading cimport (
    anywhere_end, item_end, leading_end, line_end, next_anywhere, next_item, next_line
)

cdef class Variant:
    cdef readonly tuple tokens, edges
    cdef readonly str scope, anchor, run
    cdef readonly frozenset needs
    cdef readonly object longest, small
    cdef readonly int ends
    cdef list _leading
    cdef object _pattern
    cdef tuple _checks

    @cython.locals(within=str, at=Py_ssize_t, end=Py_ssize_t, holds=bint)
    cpdef list find(self, folded, str text)
    cdef list _find_slots(self, folded, str text)
    cdef Py_ssize_t _next(self, str within, Py_ssize_t at) except -2
    cdef Py_ssize_t _end(self, str within, Py_ssize_t at) except -2
    cdef object _compiled(self)
    cdef bint _holds(self, match, folded, str text) except -1

cpdef _variant(str template, tuple tokens, str scope)
cdef object _sum(tuple tokens, str name)
cdef str _run(tuple tokens)
cdef tuple _span(match, folded)
