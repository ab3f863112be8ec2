# Types of opinion.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.site.facts cimport KeyFacts
from archiver.boilerplate.site.known cimport Known, is_among_others, is_between, is_common_sentence, roams
from archiver.boilerplate.text.forms cimport is_sentence
from archiver.boilerplate.witnesses.between cimport label, sentence
from archiver.boilerplate.witnesses.extractor cimport by_place
from archiver.boilerplate.witnesses.looks cimport looks, looks_long
from archiver.boilerplate.witnesses.phrases cimport phrases, spoken
from archiver.boilerplate.witnesses.repetition cimport said_by_site
from archiver.boilerplate.witnesses.testimony cimport Testimony

cdef double _CERTAIN, _DOUBT, _MOST_HTML, _HTML
cdef Py_ssize_t _PLACES
cdef list _FORMED

cdef class Setting:
    cdef public bint whole, plain, seen, certain, heading, outside, at_end, leads_out, behind, above, alone
    cdef public object line
    cdef public Testimony twice, placed
    cdef public Known known
    cdef public int unseen

    cpdef bint is_like(self, Setting other) except -1
    cdef bint _knows(self, Setting other) except -1

cdef class Opinion:
    cdef readonly list heard
    cdef readonly bint put, apart, roams
    cdef public str text
    cdef public Setting setting

    @cython.locals(total=double, one=Testimony)
    cpdef double bits(self, double placed) except? -1
    @cython.locals(most=double, found=Testimony, one=Testimony)
    cpdef Testimony decisive(self, bint furniture, double placed)

@cython.locals(known=Known, mixed=Py_ssize_t, place=Py_ssize_t, found=Opinion)
cpdef Opinion opinion(str text, Setting setting)
@cython.locals(whole=bint, seen=bint, placed=Testimony, known=Known, between=Testimony, of_site=Testimony, worded=Testimony, says_put=bint, is_listed=bint, is_open=bint, said=list, put=bint)
cdef Opinion _formed(str text, Setting setting)
@cython.locals(own=KeyFacts)
cdef Known _of_refrain(Known known)
@cython.locals(phrase=Testimony, stock=Testimony)
cdef tuple _worded(str text, Setting setting)
cpdef Testimony phrases_at(str text, odds, bint at_end=*)
cpdef bint is_certain(double odds) except -1
@cython.locals(said=Testimony)
cdef Testimony _phrases_of_html(str text, bint at_end)
@cython.locals(bits=double, one=Testimony)
cdef bint _leave_doubt(list said) except -1
cdef Testimony _where_open(Testimony said, bint outside)
