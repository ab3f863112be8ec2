# Types of matching.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.lexicon.gates cimport are_met
from archiver.boilerplate.lexicon.template cimport Variant
from archiver.boilerplate.lexicon.words cimport Memory, letters, small_words, words_and_marks

cdef int _NETWORK

cdef class Filing:
    cdef readonly Variant variant
    cdef readonly object entry
    cdef readonly frozenset others
    cdef readonly str before, after, run
    cdef readonly int marks
    cdef readonly Py_ssize_t longest, small
    cdef readonly int opens, closes
    cdef readonly bint is_open

    @cython.locals(length=Py_ssize_t, word=Word)
    cpdef bint may_be(self, list words, int marks) except -1
    @cython.locals(length=Py_ssize_t, beside=Word)
    cdef bint may_stand(self, list words, Py_ssize_t n, int marks) except -1

cdef class Waiting:
    cdef readonly str template
    cdef readonly object entry
    cdef list _demands
    cpdef bint may_be_in(self, set found) except -1

cdef class Word:
    cdef readonly str text
    cdef public list anchored, first, waiting
    cdef readonly bint is_network
    cdef readonly int kinds

cdef class Index:
    cdef dict _words
    cdef Memory _memory
    cdef list _wordless
    cdef set _written

    @cython.locals(word=Word)
    cdef Word _of(self, str folded)
    cdef int _make_room(self) except -1
    @cython.locals(waiting=Waiting, admitted=list)
    cdef int _admit(self, Word word, set found) except -1
    cdef object _write(self, str template, entry)
    @cython.locals(words=list, candidates=list, one=Filing, marks=int, small=Py_ssize_t)
    cdef list _spans(self, str text)
    @cython.locals(word=Word, other=Word, found=set, standing=list, filing=Filing, length=Py_ssize_t, n=Py_ssize_t)
    cpdef list candidates(self, list words, int marks)

@cython.locals(filing=Filing)
cdef int _add_standing(list to, list filings, list words, Py_ssize_t n, int marks) except -1
@cython.locals(filing=Filing, word=Word, found=set, spaced=str, fitting=list)
cdef list _all_there(list filings, list words)
