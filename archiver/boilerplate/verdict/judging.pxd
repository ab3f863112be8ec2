# Types of judging.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.keys.fingerprint cimport Fingerprint
from archiver.boilerplate.site.facts_digest cimport digest_of
from archiver.boilerplate.site.statistics cimport SiteFacts
from archiver.boilerplate.units.cutting cimport Unit
from archiver.boilerplate.units.dividing cimport units_in
from archiver.boilerplate.units.sheet cimport Sheet
from archiver.boilerplate.verdict.agreeing cimport agreed
from archiver.boilerplate.verdict.hearing cimport Weighed, heard
from archiver.boilerplate.witnesses.testimony cimport Testimony

cdef double _PINNED, _MARGIN, _MARGIN_ALONE

@cython.locals(n=Py_ssize_t, units=list, weighed=list, own=list, said=list, scores=list, one=Weighed, margin=double, score=double)
cpdef list weigh(Sheet page, SiteFacts facts, pins)
@cython.locals(end=Py_ssize_t, first=Weighed, one=Weighed)
cdef Py_ssize_t _block_end(list weighed, Py_ssize_t start) except -1
@cython.locals(judged=list, one=Weighed, start=Py_ssize_t, end=Py_ssize_t)
cdef list _judged(tuple written, tuple blocks, list weighed)
@cython.locals(start=Py_ssize_t, end=Py_ssize_t, before=Py_ssize_t, joined=list, decisive=Weighed)
cdef object _judge_parts(list judged, block, str text, list parts)
@cython.locals(whole=cython.longlong)
cdef double _rounded(double score) except? -1
@cython.locals(score=double, removed=bint, best=Testimony)
cdef object _verdict(Weighed part, path)
