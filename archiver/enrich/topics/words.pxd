# Types of words.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.words.memory cimport Memory

cdef int NEAR, APART, LETTER, DIGIT, MARK
cdef bytes _KINDS
cdef unsigned short[::1] _SMALL
cdef unsigned long long _BASIS, _PRIME, _BITS

@cython.locals(found=list, pieces=list, plain=bint, at=Py_ssize_t, size=Py_ssize_t, end=Py_ssize_t, sign=Py_UCS4, word=str)
cdef list _read(str text, bint shaped)
@cython.locals(found=list, at=Py_ssize_t, size=Py_ssize_t, after=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t, joint=int, before=int, hashed=cython.ulonglong, basis=cython.ulonglong, prime=cython.ulonglong, bits=cython.ulonglong, code=int, kind=int, sign=Py_UCS4)
cdef list _remembered(str text, Memory memory)
cdef int _remember(object known, list found) except -1
@cython.locals(times=dict, named=list, leads=list, word=str, entry=str, at=Py_ssize_t, before=Py_ssize_t, one=tuple)
cpdef tuple listed(list found)
@cython.locals(end=Py_ssize_t)
cpdef str longest_stem(str word, dict stems, Py_ssize_t shortest, Py_ssize_t longest)
@cython.locals(code=int)
cdef bint _is_alnum(Py_UCS4 sign)
cdef bint _is_currency(Py_UCS4 sign)
cdef bint _is_joint(Py_UCS4 sign)
@cython.locals(sign=Py_UCS4, number=bint, end=Py_ssize_t)
cdef Py_ssize_t _end_of(str text, Py_ssize_t at, Py_ssize_t size)
@cython.locals(i=Py_ssize_t, sign=Py_UCS4)
cdef Py_ssize_t _end_of_word(str text, Py_ssize_t at, Py_ssize_t size)
@cython.locals(i=Py_ssize_t, end=Py_ssize_t)
cdef Py_ssize_t _end_of_number(str text, Py_ssize_t at, Py_ssize_t size)
@cython.locals(sign=Py_UCS4)
cdef bint _goes_on(str text, Py_ssize_t i, Py_ssize_t size)
