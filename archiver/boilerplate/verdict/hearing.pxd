# Types of hearing.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.keys.fingerprint cimport Fingerprint, part_print
from archiver.boilerplate.site.facts cimport KeyFacts
from archiver.boilerplate.site.known cimport Known, is_on_nearly_all, known_of, roams
from archiver.boilerplate.site.statistics cimport SiteFacts
from archiver.boilerplate.text.forms cimport is_sentence
from archiver.boilerplate.units.copies cimport is_copy, is_rare
from archiver.boilerplate.units.cutting cimport Unit
from archiver.boilerplate.units.sheet cimport Sheet
from archiver.boilerplate.units.twice cimport repeated_runs
from archiver.boilerplate.verdict.opinion cimport Opinion, Setting, is_certain, opinion, phrases_at
from archiver.boilerplate.witnesses.extractor cimport most_at_end, place_bits
from archiver.boilerplate.witnesses.phrases cimport spoken
from archiver.boilerplate.witnesses.testimony cimport Testimony

cdef int PROSE, ALIKE, _SENTENCE

cdef class Weighed:
    cdef readonly Unit unit
    cdef readonly Opinion said
    cdef readonly double placed
    cdef public double score

    cpdef double bits(self) except? -1

@cython.locals(hearing=Hearing, n=Py_ssize_t)
cpdef list heard(list units, Sheet page, SiteFacts facts, tail)

cdef class Hearing:
    cdef list units, at_end, leads_out
    cdef Sheet page
    cdef SiteFacts facts
    cdef dict by_key, twice, placed
    cdef object glued
    cdef Py_ssize_t start, known_from, learned, begins
    cdef double lines
    cdef bint copy
    cdef int pages

    @cython.locals(unit=Unit, known=Known, in_tail=bint, own=Setting, bits=double)
    cpdef Weighed weighed(self, Py_ssize_t n)
    cdef Known _known_of(self, Unit unit)
    cdef bint _is_in_tail(self, Py_ssize_t n, Unit unit) except -1
    cdef bint _may_be_written_in(self, Py_ssize_t n, Unit unit, Known known) except -1
    @cython.locals(page=Sheet, block=Py_ssize_t, own=Setting, varies=bint)
    cdef Setting _setting(self, Py_ssize_t n, Unit unit, Known known, bint in_tail)

@cython.locals(unit=Unit)
cdef list _at_end(list units, Sheet page, Py_ssize_t start)
cdef bint _is_before_account(Py_ssize_t number, list texts) except -1
@cython.locals(text=str, unit=Unit, known=KeyFacts)
cdef bint _varies(Py_ssize_t n, list units, dict by_key) except -1
@cython.locals(known=Known)
cdef Known _known_part(Unit unit, dict by_key)
@cython.locals(by_key=dict, html=bint, n=Py_ssize_t, own=Fingerprint, text=str, begins=bint)
cdef Py_ssize_t _text_begins(Sheet page, SiteFacts facts) except -1
@cython.locals(out=list, n=Py_ssize_t, unit=Unit, following=Unit, known=KeyFacts, by_key=dict, html=bint, beyond=bint)
cdef list _leading_out(list units, Sheet page, SiteFacts facts)
@cython.locals(known=KeyFacts)
cdef bint _is_surely_outside(Unit unit, dict by_key) except -1
