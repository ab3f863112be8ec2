# Types for the compiled module alone: the source runs without them.

import cython

cdef int _OTHER, _LETTER, _CAPITAL, _DIGIT, _STOP, _COMMA, _QUOTE, _BAR, MARGIN
cdef long long _SEED, _ALL
cdef bytes _ASCII
cdef dict _BEYOND
cdef str _ENDS, _CLOSING

cdef class Wording:
    cdef public long long[::1] hashes
    cdef public Py_ssize_t used
    cdef public int words, letters, stops, commas, quotes, bars, digits, numerals, capitals

    @cython.locals(hashes="long long[::1]", first=Py_ssize_t, used=Py_ssize_t, shortest=cython.int, length=cython.int,
                   stops=cython.int, commas=cython.int, quotes=cython.int, bars=cython.int, digits=cython.int,
                   numerals=cython.int, capitals=cython.int, code=cython.longlong, kind=cython.int, at=cython.int,
                   value=cython.longlong, in_word=cython.bint, character=Py_UCS4)
    cpdef read(self, str text)

cdef int _kind_beyond(Py_UCS4 character) except -1
cdef bint _is_capital(long long code)
cdef bint _is_alone(long long code)

@cython.locals(at=Py_ssize_t)
cpdef bint is_sentence(str text)
