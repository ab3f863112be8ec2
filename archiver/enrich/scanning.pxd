# Types of scanning.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.words.memory cimport Memory

cdef int NEAR, LETTER, DIGIT, _PAIRS
cdef bytes _KINDS
cdef unsigned short[::1] _LETTERS
cdef unsigned long long _BASIS, _PRIME, _BITS

@cython.locals(near="unsigned int[::1]", far=dict)
cpdef tuple counted(str text)
cpdef tuple words_of_languages(str text, Memory known, tuple groups, Py_ssize_t longest)
@cython.locals(near="unsigned int[::1]", far=dict, first=str)
cpdef tuple read(str text, Py_ssize_t limit, Memory known, tuple groups, Py_ssize_t longest)
@cython.locals(code=int, sign=Py_UCS4)
cdef int _count(str text, unsigned int[::1] near, dict far) except -1
@cython.locals(latin=Py_ssize_t, code=int)
cdef tuple _characters(unsigned int[::1] near, dict found)
@cython.locals(counts="unsigned int[::1]", met=list, found=dict, number=Py_ssize_t, words=Py_ssize_t, at=Py_ssize_t, length=Py_ssize_t, joint=int, hashed=cython.ulonglong, basis=cython.ulonglong, prime=cython.ulonglong, bits=cython.ulonglong, code=int, sign=Py_UCS4)
cdef tuple _words(str text, unsigned int[::1] near, dict far, Memory known, tuple groups, Py_ssize_t longest)
@cython.locals(number=Py_ssize_t)
cdef int _note(Memory known, str text, Py_ssize_t start, Py_ssize_t length, unsigned long long hashed, unsigned int[::1] counts, list met) except -1
@cython.locals(found=dict, codes=tuple)
cpdef dict by_language(dict shared)
@cython.locals(both=dict, lacked=dict, to=dict, codes=tuple)
cpdef tuple beside(dict shared, str language)

cdef class Beginnings:
    cdef dict _words
    cdef bytes _signs
    cdef bytearray _pairs

    @cython.locals(found=list, at=Py_ssize_t, last=Py_ssize_t, all_signs=bytes, code=int, signs=int, sign=Py_UCS4, before=Py_UCS4, may_be=bint)
    cpdef list places(self, str text)
    @cython.locals(word=str, is_apart=bint, end=Py_ssize_t)
    cdef bint _begins(self, str text, Py_ssize_t at, Py_UCS4 sign) except -1

cdef Py_ssize_t _pair(Py_ssize_t first, Py_ssize_t second) noexcept
@cython.locals(code=int)
cdef bint _is_of_word(Py_UCS4 sign) noexcept
cdef bint _is_joint(Py_UCS4 sign)
