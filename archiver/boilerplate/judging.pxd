# Types of judging.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.agreeing cimport agreed
from archiver.boilerplate.cut cimport Unit
from archiver.boilerplate.dividing cimport is_html
from archiver.boilerplate.facts_digest cimport digest_of
from archiver.boilerplate.fingerprint cimport Fingerprint
from archiver.boilerplate.hearing cimport Weighed, heard
from archiver.boilerplate.statistics cimport SiteFacts
from archiver.boilerplate.witnesses cimport Testimony

cdef double _PINNED, _MARGIN, _MARGIN_ALONE

@cython.locals(n=Py_ssize_t, units=list, weighed=list, own=list, scores=list, one=Weighed)
cpdef list weigh(blocks, list prints, SiteFacts facts, pins)
@cython.locals(found=list, block=Py_ssize_t, one=Weighed)
cdef list _by_block(list weighed)
@cython.locals(one=Weighed, start=Py_ssize_t, end=Py_ssize_t, before=Py_ssize_t, joined=list, first=Weighed, last=Weighed, decisive=Weighed)
cdef object _judge(list judged, block, list parts)
@cython.locals(whole=cython.longlong)
cdef double _rounded(double score) except? -1
@cython.locals(score=double, removed=bint, best=Testimony)
cdef object _verdict(Weighed part)
