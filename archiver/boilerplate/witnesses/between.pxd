# Types of between.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.site.facts cimport KeyFacts
from archiver.boilerplate.site.known cimport Known, is_on_nearly_all
from archiver.boilerplate.text.forms cimport asks, has_number, is_open_line, is_prose, is_sentence
from archiver.boilerplate.witnesses.testimony cimport Testimony
from archiver.boilerplate.witnesses.vocabulary cimport vocabulary_bits

cdef int ALIKE
cdef double _SENTENCE, _BASE, _WORD, _SHARE, _SUPPORT, _NUMBER, _LENGTH, _LEADS, _LEAST, _QUESTION, _EVERYWHERE
cdef double _MOST, _FEWEST
cdef str _QUOTES

@cython.locals(own=KeyFacts, words=double, bits=double)
cpdef Testimony label(str text, Known known)
@cython.locals(words=double)
cpdef Testimony sentence(str text)
cdef bint _is_quoted(str text) except -1
