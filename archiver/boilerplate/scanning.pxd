# Types of scanning.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.digests cimport key_of

cdef int _SPACE, _ZERO, _FIGURE, _NO_WORD, _LISTED, _DATE_WORDS
cdef str _SIGMA
cdef unsigned short[::1] _SIGNS

cdef class Reading:
    cdef readonly bytearray packed
    cdef readonly Py_ssize_t size, words, numbers, first, last
    cdef readonly bint over
    cdef Py_ssize_t _since

    cpdef bytes all(self)
    @cython.locals(before=Py_ssize_t, begin=Py_ssize_t)
    cpdef object read_next(self, str text, Py_ssize_t start, Py_ssize_t end)
    cdef bint _continues_date(self)
    @cython.locals(size=Py_ssize_t, start=Py_ssize_t, words=Py_ssize_t, numbers=Py_ssize_t, first=Py_ssize_t, word=Py_ssize_t, number=Py_ssize_t, after=Py_ssize_t, last=Py_ssize_t, dated=bint, sign=int, packed=bytearray)
    cpdef int read(self, str text, Py_ssize_t i, Py_ssize_t end) except -1
    @cython.locals(own=bytes, end=Py_ssize_t)
    cdef Py_ssize_t _put_all(self, str text) except -1

cpdef bytes masked(str text)
@cython.locals(keys=list, at=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t, own=Reading)
cpdef tuple masked_parts(str text, list parts)
cdef Py_ssize_t _put(bytearray packed, Py_ssize_t at, int code) except -1
cdef int _sign(Py_UCS4 c)

cdef Py_ssize_t number_end(str text, Py_ssize_t i, Py_ssize_t end)

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
