# Types for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.markup.references as references

@cython.locals(found=list, waiting=list, value=object)
cdef list _nodes(value)
cpdef tuple types(node)
@cython.locals(plain=str)
cpdef str text(value)
cpdef list texts(value)
