# Types of extractor.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.text.forms cimport is_sentence
from archiver.boilerplate.witnesses.testimony cimport Testimony

cdef double _BODY, _BODY_PER_BIT, _BODY_PART, _BODY_END, _BODY_END_LINE

cpdef double most_at_end(str text) except? -1
@cython.locals(bits=double)
cpdef double place_bits(double odds, bint whole=*, double most=*) except? -1
cdef tuple _INSIDE, _OUTSIDE

@cython.locals(tenths=Py_ssize_t)
cpdef Testimony by_place(double bits)
