# Types of masking.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.keys.digests cimport key_of
from archiver.boilerplate.text.names cimport is_month

cdef int _SPACE, _A, _Z, _FIGURE, _NO_WORD, _LISTED, _DATE_WORDS
cdef int _BETWEEN, _JOINT, _FIGURES, _LETTERS
cdef str _SIGMA
cdef unsigned short[::1] _SIGNS

cdef class Reading:
    cdef readonly bytearray packed
    cdef readonly Py_ssize_t size, words, numbers, first, last
    cdef readonly bint dated, over
    cdef Py_ssize_t _since

    cdef bytearray all(self)
    @cython.locals(before=Py_ssize_t, begin=Py_ssize_t)
    cdef object read_next(self, str text)
    cdef bint _continues_date(self) noexcept
    @cython.locals(packed=bytearray, size=Py_ssize_t, words=Py_ssize_t, is_number=bint, where=int, sign=int, c=Py_UCS4)
    cdef int read(self, str text) except -1
    cdef void _note_number(self, Py_ssize_t word) noexcept
    @cython.locals(own=bytes, end=Py_ssize_t)
    cdef Py_ssize_t _put_all(self, str text) except -1

cpdef bytearray masked(str text)
@cython.locals(keys=list, at=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t, own=Reading)
cpdef tuple masked_parts(str text, list parts)
cdef Py_ssize_t _put(bytearray packed, Py_ssize_t at, int code) noexcept
@cython.locals(begin=int)
cpdef bytearray spaced(bytearray plain)
@cython.locals(i=Py_ssize_t, words=Py_ssize_t)
cpdef Py_ssize_t words_up_to(bytearray line, Py_ssize_t most) except -1
@cython.locals(i=Py_ssize_t)
cpdef bytearray first_words(bytearray line, Py_ssize_t words)
@cython.locals(i=Py_ssize_t)
cpdef bytearray last_words(bytearray line, Py_ssize_t words)
cdef int _sign(Py_UCS4 c) noexcept
@cython.locals(i=Py_ssize_t, end=Py_ssize_t, out=list)
cdef list _without_dates(list words)
@cython.locals(last=Py_ssize_t, at=Py_ssize_t)
cdef Py_ssize_t _date_end(list words, Py_ssize_t i) except -1
