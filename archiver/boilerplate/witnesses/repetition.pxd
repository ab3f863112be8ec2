# Types of repetition.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.site.facts cimport KeyFacts
from archiver.boilerplate.site.known cimport Known, frames_others, hangs_at_ends, is_on_nearly_all, is_put
from archiver.boilerplate.site.telling cimport describe, how_often
from archiver.boilerplate.text.forms cimport has_number, is_prose, is_sentence
from archiver.boilerplate.witnesses.testimony cimport Testimony

cdef int ALIKE, LAST, MANY_PAGES, SHORT, _NEAR_END, _NEAR_START, _HEAD
cdef double _REPEATED, _REPEATED_SHORT, _REPEATED_COUNT, _SENTENCE, _PART, _RARE_LINE, _FEW, _ENDING, _INSIDE
cdef double _RUN, _DOUBLED, _OPENING, _LOOSE, _LOOSE_SHORT, _LOOSE_LINE, _LOOSE_ONCE, _LOOSE_TWO
cdef tuple _SHARES
cdef dict _CLOSING

cdef class Form:
    cdef readonly bint short, counts, prose, sentence, leads_out, behind, above, placed

    cpdef tuple _parts(self)

cpdef Testimony said_by_site(str text, bint whole, Known known, bint leads_out=*, bint behind=*, bint above=*, bint placed=*)
@cython.locals(own=Testimony, pattern=Testimony, ending=Testimony, head=KeyFacts, tail=KeyFacts, bits=double)
cdef Testimony _weighed(Form form, bint whole, Known known, bint above, bint frames)
@cython.locals(short=bint, counts=bint)
cpdef Form form_of(str text, bint leads_out=*, bint behind=*, bint placed=*)
cdef Form _above(Form form, bint above, KeyFacts known)
cdef Testimony repetition(Form form, bint whole, KeyFacts known)
cdef double _base(Form form, bint whole, KeyFacts known) except? -1
@cython.locals(bits=double, where=str)
cdef Testimony _repeated(Form form, KeyFacts known, double base)
@cython.locals(share=double, of_its_own=bint)
cdef double _share(Form form, KeyFacts known) except? -1
@cython.locals(prose=bint, ends=bint, once=bint, total=double, intro=bint, loose=double)
cdef double _surroundings(Form form, KeyFacts known) except? -1
@cython.locals(several=bint)
cdef bint _is_once(KeyFacts known) except -1
@cython.locals(after_head=bint)
cdef bint _opens(Form form, KeyFacts known) except -1
cdef bint _is_notice(Form form, KeyFacts known) except -1
@cython.locals(often=bint)
cdef bint _is_on_many(KeyFacts known) except -1
cdef bint _is_everywhere(KeyFacts known) except -1
@cython.locals(line=bint, at_head=bint)
cdef double _looseness(Form form, KeyFacts known, bint intro) except? -1
