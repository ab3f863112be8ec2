# Types of hearing.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.copies cimport is_copy, is_rare
from archiver.boilerplate.counts cimport KeyFacts
from archiver.boilerplate.cut cimport Unit
from archiver.boilerplate.dividing cimport is_html, is_inside, is_outside
from archiver.boilerplate.fingerprint cimport Fingerprint, part_print
from archiver.boilerplate.opinion cimport Opinion, Setting, is_certain, opinion, phrases
from archiver.boilerplate.standing cimport Known, is_on_nearly_all, known_of, roams
from archiver.boilerplate.statistics cimport SiteFacts
from archiver.boilerplate.witnesses cimport Testimony, is_sentence, most_at_end, place_bits, repeated_runs, spoken

cdef int PROSE, ALIKE, _SENTENCE

cdef class Weighed:
    cdef readonly Unit unit
    cdef readonly Opinion said
    cdef readonly double placed
    cdef public double score

    cpdef double bits(self) except? -1

@cython.locals(found=list, n=Py_ssize_t, unit=Unit, own=Setting, known=Known, html=bint, is_glued=bint, in_tail=bint, copy=bint, is_alone=bint, varies=bint, at_head=bint, inside=bint, by_key=dict, twice=dict, placed=dict, leads_out=list, at_end=list, begins=Py_ssize_t, pages=int, start=Py_ssize_t, known_from=Py_ssize_t, learned=Py_ssize_t, lines=double, bits=double, whole=bint, may_be_written_in=bint)
cpdef list heard(list units, blocks, list prints, SiteFacts facts, tail)
cdef bint _is_before_account(Py_ssize_t number, blocks) except -1
@cython.locals(text=str, unit=Unit, known=KeyFacts)
cdef bint _varies(Py_ssize_t n, list units, dict by_key) except -1
@cython.locals(known=Known)
cdef Known _known_part(Unit unit, dict by_key)
@cython.locals(by_key=dict, html=bint, n=Py_ssize_t, own=Fingerprint, text=str, begins=bint)
cdef Py_ssize_t _text_begins(blocks, list prints, SiteFacts facts) except -1
@cython.locals(out=list, n=Py_ssize_t, unit=Unit, following=Unit, known=KeyFacts, by_key=dict, html=bint, beyond=bint)
cdef list _leading_out(list units, blocks, SiteFacts facts)
@cython.locals(known=KeyFacts)
cdef bint _is_surely_outside(Unit unit, dict by_key) except -1
