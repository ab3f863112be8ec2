# Types of agreeing.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.text.forms cimport is_sentence
from archiver.boilerplate.units.cutting cimport Unit
from archiver.boilerplate.units.sheet cimport Sheet
from archiver.boilerplate.verdict.opinion cimport Opinion

cdef double _INSIDE, _FIRM, _ISLAND
cdef int _HEAD_BLOCKS, PROSE

@cython.locals(scores=list)
cpdef list agreed(list units, list own, list said, Sheet page, facts, tail)
@cython.locals(n=Py_ssize_t, unit=Unit, scores=list, chained=list, bits=list, begins=Py_ssize_t, text_ends=Py_ssize_t, before_tail=bint, is_firm=bint, score=double)
cdef list _of_dump(list units, list own, list said, tail)
cdef bint _is_island(Opinion said, double bits, bint before_tail) except -1
@cython.locals(n=Py_ssize_t, unit=Unit)
cdef Py_ssize_t _text_at(list units, list own)
@cython.locals(scores=list, start=Py_ssize_t, end=Py_ssize_t, size=Py_ssize_t, one=Unit, other=Unit)
cdef list _joined_at_ends(list units, list own, facts)
@cython.locals(out=list, n=Py_ssize_t, unit=Unit, start=Py_ssize_t, at_end=list, agreed=list)
cdef list _of_body_end(list units, list scores, Sheet page, tail)
@cython.locals(out=list, content_follows=bint, n=Py_ssize_t, block=Py_ssize_t, unit=Unit, score=double)
cdef list _glued_at_ends(list units, list scores)
