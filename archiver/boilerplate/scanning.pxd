# Types of scanning.py, for the compiled module alone: the source runs without them.
cimport cython

cdef class Reading:
    cdef readonly str plain
    cdef readonly Py_ssize_t words, numbers, first, last

    @cython.locals(lower=str, i=Py_ssize_t, end=Py_ssize_t, gap=Py_ssize_t, run=Py_ssize_t, words=Py_ssize_t, numbers=Py_ssize_t, first=Py_ssize_t, word=Py_ssize_t, number=Py_ssize_t, last=Py_ssize_t, dated=bint, c=Py_UCS4, parts=list, plain=str)
    cpdef int read(self, str text) except -1
    cdef bint continues_date(self, Py_ssize_t since)
    cdef Py_ssize_t words_since(self, Py_ssize_t since)

cpdef str masked(str text)
@cython.locals(plains=list, said=list, since=Py_ssize_t, over=bint, at=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t, own=Reading)
cpdef tuple masked_parts(str text, list parts)
cdef bint _has_capitals(str text)
cdef bint _is_small(Py_UCS4 c)

@cython.locals(end=Py_ssize_t)
cpdef Py_ssize_t number_end(str text, Py_ssize_t i)

@cython.locals(i=Py_ssize_t, end=Py_ssize_t, start=Py_ssize_t, stop=Py_ssize_t, dot=Py_ssize_t, c=Py_UCS4, ends=bint, in_row=bint, spans=list)
cpdef list sentence_spans(str text)

@cython.locals(end=Py_ssize_t)
cdef Py_ssize_t _after_stops(str text, Py_ssize_t i)

@cython.locals(end=Py_ssize_t)
cdef Py_ssize_t _after_spaces(str text, Py_ssize_t i)

cdef bint _opens(Py_UCS4 c)
cdef bint _is_number(str text, Py_ssize_t start, Py_ssize_t i)
@cython.locals(month=str, rest=str)
cdef bint _is_day(str text, Py_ssize_t dot, Py_ssize_t i)
cdef bint _is_month(str word)
