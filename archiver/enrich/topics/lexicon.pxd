# Types of lexicon.py, for the compiled module alone: the source runs without them.
cimport cython

cdef int _LONGEST_ENDING

cdef class Lead:
    cdef dict lasts, stems, leads

    @cython.locals(end=Py_ssize_t, entry=str)
    cpdef str entry_of(self, str last)

@cython.locals(several=list, size=Py_ssize_t, start=Py_ssize_t, at=Py_ssize_t, first=Lead, lead=Lead, longer=Lead, last=str, entry=str)
cpdef list phrases(list found, list leads)
