# Types of vocabulary.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.listed cimport Listed

@cython.locals(c=Py_UCS4)
cdef bint _has_quote(str text) except -1
@cython.locals(said=str, words=list, known=Listed, total=cython.longlong, before=str, word=str, weight=cython.longlong)
cpdef double vocabulary_bits(str text) except? -1
