# Types of template.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.lexicon.leading cimport (
    anywhere_end, item_end, leading_end, line_end, next_anywhere, next_item, next_line, rest_of_item,
    rest_of_line
)

cdef class Variant:
    cdef readonly tuple tokens, edges
    cdef readonly str scope, anchor
    cdef readonly frozenset needs
    cdef readonly object longest, small
    cdef readonly int ends
    cdef list _leading
    cdef bint _is_known, _has_rest, _has_end
    cdef object _pattern
    cdef tuple _checks

    @cython.locals(within=str, at=Py_ssize_t, end=Py_ssize_t, holds=bint)
    cpdef list find(self, folded, str text)
    cdef int _know(self) except -1
    cdef list _find_slots(self, folded, str text)
    cdef Py_ssize_t _next(self, str within, Py_ssize_t at) except -2
    cdef Py_ssize_t _end(self, str within, Py_ssize_t at) except -2
    cdef object _compiled(self)
    cdef bint _holds(self, match, folded, str text) except -1

cpdef _variant(str template, tuple tokens, str scope)
cdef object _sum(tuple tokens, str name)
cpdef str longest_run(tuple tokens)
cdef tuple _span(match, folded)
