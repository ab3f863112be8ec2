# Types of book.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.text.fold cimport fold_sign, fold_word, is_reshaped
from archiver.words.numbering cimport Numbering

cdef int _MUST, _MAY, _OR, _END, _ANY, _LINE, _LONG, _TO_SMALL
cdef unsigned long long _BASIS, _PRIME, _BITS

cdef class Book:
    cdef readonly Numbering numbers
    cdef readonly list entries
    cdef readonly Py_ssize_t most_tokens
    cdef int[::1] tokens, starts, scopes, longest, marks, most, edges, said, kinds, gates, rows, links, gateless, demanded
    cdef int[::1] _places, _letters
    cdef Py_ssize_t _room
    cdef str _text
    cdef list _words, _filed, _next, _loose

    cdef int _note_items(self) except -1
    @cython.locals(template=str, writing=str)
    cdef str _joined(self, lexicon, list scopes)
    @cython.locals(tokens="int[::1]", places="int[::1]", letters="int[::1]", n=Py_ssize_t)
    cdef int _grow(self) except -1
    @cython.locals(number=Py_ssize_t, start=Py_ssize_t, word=str)
    cpdef str word(self, Py_ssize_t at)
    @cython.locals(text=str, at=Py_ssize_t, start=Py_ssize_t, count=Py_ssize_t, row=Py_ssize_t, opened=bint, c=Py_UCS4, hashed="unsigned long long")
    cdef int _read(self) except -1
    cdef int _slot(self, str name, Py_ssize_t row) except -1
    cdef int _check(self, bint is_understood, Py_ssize_t row) except -1
    @cython.locals(at=Py_ssize_t, end=Py_ssize_t, word=Py_ssize_t, option=Py_ssize_t, letters=Py_ssize_t, words=Py_ssize_t, fewest=Py_ssize_t, marks=int, own=Py_ssize_t, least=Py_ssize_t, most=Py_ssize_t, token=int)
    cdef int _file(self, Py_ssize_t row) except -1
    @cython.locals(least=Py_ssize_t, most=Py_ssize_t, letters=Py_ssize_t, words=Py_ssize_t, at=Py_ssize_t, token=int)
    cdef (Py_ssize_t, Py_ssize_t) _choices(self, Py_ssize_t option)
    @cython.locals(at=Py_ssize_t, past=Py_ssize_t, word=Py_ssize_t, letters=Py_ssize_t)
    cdef int _file_choices(self, Py_ssize_t row, Py_ssize_t option) except -1
    cdef int _link(self, Py_ssize_t row, Py_ssize_t at) except -1
    cdef Py_ssize_t _size(self, int token) noexcept
    cdef Py_ssize_t past_option(self, Py_ssize_t at) noexcept

@cython.locals(hashed="unsigned long long", c=Py_UCS4)
cpdef unsigned long long _hash(str word) except? 0
cdef tuple _writings(str template)
