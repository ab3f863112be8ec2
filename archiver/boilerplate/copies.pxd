# Types of copies.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.counts cimport KeyFacts
from archiver.boilerplate.cut cimport Unit
from archiver.boilerplate.extractor cimport place_bits
from archiver.boilerplate.fingerprint cimport Fingerprint
from archiver.boilerplate.forms cimport is_prose, is_sentence
from archiver.boilerplate.looks cimport looks
from archiver.boilerplate.phrases cimport phrases
from archiver.boilerplate.sheet cimport Sheet
from archiver.boilerplate.statistics cimport SiteFacts
from archiver.boilerplate.testimony cimport Testimony

cdef int PROSE, _FEW, _ENOUGH_PAGES

cdef bint _is_told(str text) except -1
@cython.locals(n=Py_ssize_t, unit=Unit, rare=Py_ssize_t, prose=Py_ssize_t, repeated=Py_ssize_t, times=Py_ssize_t)
cpdef bint is_copy(list units, Sheet page, said, SiteFacts facts) except -1
@cython.locals(known=KeyFacts)
cpdef bint is_rare(Unit unit, SiteFacts facts) except -1
