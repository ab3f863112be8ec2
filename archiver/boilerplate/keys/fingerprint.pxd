# Types of fingerprint.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.keys.digests cimport key_of
from archiver.boilerplate.keys.masking cimport first_words, last_words, masked, masked_parts, spaced, words_up_to
from archiver.boilerplate.text.names cimport label_length, nameless
from archiver.boilerplate.text.sentences cimport sentence_spans

cdef int _FEWEST, _MOST
cdef str _ENDS

cdef class Fingerprint:
    cdef readonly object whole, head, tail, frame, shared, label
    cdef readonly tuple sentences, keys

cdef object _closing_label(str text, tuple span)
cdef list _outer(list spans)
cpdef Fingerprint part_print(str text, object whole)
cdef tuple _outer_words(str text, bytearray plain)
