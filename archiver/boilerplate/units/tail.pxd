# Types of tail.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.keys.fingerprint cimport Fingerprint
from archiver.boilerplate.text.forms cimport is_open_line, is_sentence
from archiver.boilerplate.witnesses.appeals cimport appeal_bits, is_appeal

cdef int _UNKNOWN, _LINES, _LIST, _BOTH_SIDES, _LABEL, _FRAGMENT, _APPEAL_SENTENCES
cdef int _LINE, _APPEAL, _SENTENCE, _PROSE
cdef double _ARTICLES, _MOST_OF_WORDS

@cython.locals(unknown=Py_ssize_t, lines=Py_ssize_t, known=Py_ssize_t, run=Py_ssize_t, longest=Py_ssize_t, listed=Py_ssize_t, above=Py_ssize_t, start=Py_ssize_t, first=Py_ssize_t, below=Py_ssize_t, plain=Py_ssize_t, form=int, says=bint, ends=bint, text=str)
cpdef tail_of(list texts, is_known, bint placed=*)
cdef bint _speaks_as_furniture(str text) except -1
cdef bint _names_another(str text) except -1
cdef bint _bears_address(str text) except -1
cdef bint _begins_as_content(str text) except -1
cdef object _last_line(str text, Py_ssize_t start)
cpdef hanging_line(str text, Fingerprint prints)
