# Types of telling.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.site.facts cimport KeyFacts

cdef int ALIKE, LAST, MANY_PAGES
cdef tuple _OFTEN

cpdef str describe(KeyFacts known)
cpdef str place(KeyFacts known, beside=*)
cpdef str how_often(KeyFacts known)
cpdef str about(int pages)
cdef str _where(KeyFacts known)
@cython.locals(sides=list, blocks=list)
cdef str _beside(KeyFacts known)
