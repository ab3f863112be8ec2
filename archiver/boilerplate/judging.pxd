# Types of judging.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.cut cimport Unit
from archiver.boilerplate.facts_digest cimport digest_of
from archiver.boilerplate.fingerprint cimport part_print
from archiver.boilerplate.opinion cimport Opinion
from archiver.boilerplate.standing cimport known_of

cdef double _PINNED

cdef class Weighed:
    cdef readonly Unit unit
    cdef readonly Opinion said
    cdef readonly double score

@cython.locals(n=Py_ssize_t, units=list, said=list, own=list, scores=list, opinion=Opinion)
cpdef list weigh(blocks, list prints, facts, pins)
@cython.locals(found=list, n=Py_ssize_t, unit=Unit, text=str, said=Opinion, glued=bint, in_tail=bint, behind=bint, heading=bint, out=bint, copy=bint, twice=dict, leads_out=list, at_end=list, at_head=bint, begins=Py_ssize_t)
cdef list _opinions(list units, blocks, list prints, facts, tail)
@cython.locals(out=list, n=Py_ssize_t, unit=Unit)
cdef list _leading_out(list units, blocks, facts)
cdef bint _is_surely_outside(Unit unit, blocks, facts) except -1
@cython.locals(found=list, block=Py_ssize_t, one=Weighed)
cdef list _by_block(list weighed)
@cython.locals(one=Weighed, start=Py_ssize_t, end=Py_ssize_t, before=Py_ssize_t, joined=list, first=Weighed, last=Weighed, decisive=Weighed)
cdef object _judge(list judged, block, list parts)
@cython.locals(removed=bint)
@cython.locals(said=Opinion, score=double)
cdef object _verdict(Weighed part)
cdef object _known_part(Unit unit, by_key)
