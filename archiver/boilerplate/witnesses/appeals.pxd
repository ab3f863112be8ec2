# Types of appeals.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.text.forms cimport asks, is_open_line
from archiver.boilerplate.witnesses.looks cimport prose_bits

cdef int _FEWEST
cdef double _AGAIN, _CONCEPT, _WORD, _LOOKS

@cython.locals(different=Py_ssize_t)
cpdef double appeal_bits(named) except? -1
@cython.locals(own=double)
cpdef bint is_appeal(Py_ssize_t length, named, double words=*) except -1
