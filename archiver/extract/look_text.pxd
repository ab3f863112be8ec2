# Types for the compiled module alone: the source runs without them.

import cython
from libc cimport math
from archiver.extract.looked cimport Looked
from archiver.extract.pieces cimport Piece
from archiver.extract.wording cimport Wording, is_sentence

cdef tuple KINDS
cdef object _PARAGRAPH

@cython.locals(rows="float[::1]", tokens="double[::1]", good="double[::1]", starts="int[::1]", wording=Wording, text=str,
               piece=Piece, at=Py_ssize_t, i=Py_ssize_t, count=cython.int, chars=Py_ssize_t, ends=cython.bint,
               linked=double, dated=cython.bint)
cpdef look_at_texts(Looked looked, list pieces)
@cython.locals(number=cython.int)
cdef int _number_of(kind)
