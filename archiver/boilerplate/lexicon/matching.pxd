# Types of matching.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.lexicon.book cimport Book
from archiver.boilerplate.lexicon.choosing cimport Choosing
from archiver.boilerplate.lexicon.way cimport Way
from archiver.boilerplate.lexicon.words cimport letters
from archiver.boilerplate.text.fold cimport fold_plain, is_reshaped

cdef int _LINE

cdef class Index:
    cdef Book _book
    cdef Choosing _choosing
    cdef Way _way

    @cython.locals(row=int, places=tuple)
    cdef list _spans(self, str text, bint whole)
    @cython.locals(book=Book, way=Way, place=Py_ssize_t, token=int)
    cdef int _put(self, int row, tuple places) except -1
