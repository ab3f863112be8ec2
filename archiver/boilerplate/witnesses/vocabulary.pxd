# Types of vocabulary.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.text.fold cimport fold_word, is_reshaped
from archiver.words.memory cimport Memory, word_end, word_start
from archiver.words.numbering cimport Listed, begun_by

cdef unsigned long long _FIRST
cdef Memory _MEMORY

cdef class Known:
    cdef readonly long long weight
    cdef readonly str paired
    cdef readonly unsigned long long begun

cpdef str own_words(str text)
cpdef tuple parts_of(str word)
cdef str _numbers_alike(str word)
@cython.locals(c=Py_UCS4)
cdef bint _has_quote(str text) except -1
@cython.locals(said=str, words=list, known=Listed, total=cython.longlong, begun=cython.ulonglong, word=Known)
cpdef double vocabulary_bits(str text) except? -1
@cython.locals(at=Py_ssize_t, end=Py_ssize_t, word=Known, own=cython.longlong, least=cython.longlong, found=list)
cdef list _telling(str text, int sign)
