# Types of weigh.py, for the compiled module alone: the source runs without them.
cimport cython

cdef double _SHARE, _VOTES, _BIAS

cdef class Votes:
    cdef readonly dict weight, by
    cdef public Py_ssize_t words

    @cython.locals(before=object)
    cpdef int add(self, str topic, double weight, str word) except -1

@cython.locals(votes=Votes, votes_of=dict, topic=str, seen=dict, form=dict, entry=str, word=str, part=str, found=list, named=list, leads=list, times=Py_ssize_t, here=Py_ssize_t, often=double, weight=double)
cpdef Votes count(str text, str title, tuple stated, object known)
@cython.locals(found=dict, tops=dict, top=str, votes=double)
cpdef dict at_top(dict weight)
cpdef double probability(double votes, double all_votes) except? -1
@cython.locals(below=list, evidence=list, by=list, weight=double, share=double, rank=double, topic=str)
cdef int _add_with_below(list found, str top, double score, Votes votes, double all_votes) except -1
@cython.locals(given=dict, weight=double, ranked=list, word=str)
cdef str _evidence(list by)
