# Types for the compiled module alone: the source runs without them.

import cython
from libc cimport math
from archiver.extract.model.columns cimport Features
from archiver.extract.page.pieces cimport Piece
from archiver.extract.page.wording cimport Wording, is_sentence

cdef tuple KINDS
cdef object _PARAGRAPH

@cython.locals(values="float[::1]", tokens="double[::1]", good="double[::1]", starts="int[::1]", wording=Wording, text=str,
               piece=Piece, room=Py_ssize_t, i=Py_ssize_t, count=cython.int, chars=Py_ssize_t, ends=cython.bint,
               linked=double, dated=cython.bint)
cpdef add_text_features(Features features, list pieces)
@cython.locals(at=Py_ssize_t, size=Py_ssize_t, c=Py_UCS4, begins=cython.bint)
cpdef bint has_date(str text)
@cython.locals(end=Py_ssize_t, begins=Py_ssize_t, width=Py_ssize_t, second=Py_ssize_t, sign=Py_UCS4)
cdef bint _is_date(str text, Py_ssize_t start, Py_ssize_t size)
cdef Py_ssize_t _past_figures(str text, Py_ssize_t at, Py_ssize_t size)
cdef bint _ends_word(str text, Py_ssize_t at, Py_ssize_t size)
@cython.locals(number=cython.int)
cdef int _number_of(kind)
