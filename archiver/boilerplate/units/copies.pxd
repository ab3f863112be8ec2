# Types of copies.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.keys.fingerprint cimport Fingerprint
from archiver.boilerplate.site.facts cimport KeyFacts
from archiver.boilerplate.site.statistics cimport SiteFacts
from archiver.boilerplate.text.forms cimport is_prose, is_sentence
from archiver.boilerplate.units.cutting cimport Unit
from archiver.boilerplate.units.sheet cimport Sheet
from archiver.boilerplate.witnesses.extractor cimport place_bits
from archiver.boilerplate.witnesses.looks cimport looks
from archiver.boilerplate.witnesses.phrases cimport phrases
from archiver.boilerplate.witnesses.testimony cimport Testimony

cdef int PROSE, _FEW, _ENOUGH_PAGES

cdef bint _is_told(str text) except -1
@cython.locals(n=Py_ssize_t, unit=Unit, rare=Py_ssize_t, prose=Py_ssize_t, repeated=Py_ssize_t, times=Py_ssize_t)
cpdef bint is_copy(list units, Sheet page, said, SiteFacts facts) except -1
@cython.locals(known=KeyFacts)
cpdef bint is_rare(Unit unit, SiteFacts facts) except -1
