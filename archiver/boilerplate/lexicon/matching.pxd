# Types of matching.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.lexicon.filing cimport Filing, Waiting, Word
from archiver.boilerplate.lexicon.fold cimport fold_word, is_reshaped
from archiver.boilerplate.lexicon.words cimport letters, small_words, words_and_marks
from archiver.memory cimport Memory

cdef int _NETWORK

cdef class Index:
    cdef dict _words
    cdef Memory _memory
    cdef dict _wordless
    cdef set _written
    cdef long long _texts

    @cython.locals(word=Word)
    cdef Word _of(self, str folded)
    cdef int _make_room(self) except -1
    @cython.locals(waiting=Waiting, admitted=list)
    cdef int _admit(self, Word word, Py_ssize_t length) except -1
    @cython.locals(word=Word)
    cdef object _write(self, str template, entry)
    @cython.locals(words=list, candidates=list, one=Filing, marks=int, small=Py_ssize_t)
    cdef list _spans(self, str text)
    @cython.locals(word=Word, standing=list, filing=Filing, needed=int, filings=list, length=Py_ssize_t, n=Py_ssize_t)
    cpdef list candidates(self, list words, int marks)

@cython.locals(filing=Filing)
cdef int _add_standing(list to, tuple filings, list words, Py_ssize_t n, int marks, long long text) except -1
@cython.locals(filing=Filing, word=Word, found=set, spaced=str, fitting=list)
cdef list _all_there(list filings, list words)
