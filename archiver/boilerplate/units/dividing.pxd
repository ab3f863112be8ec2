# Types of dividing.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.keys.fingerprint cimport Fingerprint
from archiver.boilerplate.site.facts cimport KeyFacts
from archiver.boilerplate.site.known cimport Known, is_between, is_on_nearly_all, known_of, roams
from archiver.boilerplate.site.statistics cimport SiteFacts
from archiver.boilerplate.text.forms cimport is_open_line, is_prose, is_sentence
from archiver.boilerplate.units.cutting cimport Unit, units_of, whole_unit
from archiver.boilerplate.units.sheet cimport Sheet
from archiver.boilerplate.units.twice cimport repeated_runs
from archiver.boilerplate.witnesses.phrases cimport phrases, spoken
from archiver.boilerplate.witnesses.repetition cimport said_by_site
from archiver.boilerplate.witnesses.testimony cimport Testimony

cdef int _CUTTABLE
cdef double _GLUED

@cython.locals(known=KeyFacts)
cdef bint _roams(Fingerprint prints, dict by_key) except -1
@cython.locals(n=Py_ssize_t, first=Py_ssize_t)
cdef object _learned_in(tail, list texts, list prints, dict by_key)
@cython.locals(known=Known)
cdef bint _precedes_sentence(Py_ssize_t n, list texts, list prints, dict by_key) except -1
@cython.locals(known=KeyFacts)
cdef bint _comes_again(str text, Fingerprint prints, dict by_key) except -1
@cython.locals(known=Known, own=KeyFacts, said=Testimony)
cdef bint _is_learned(str text, Fingerprint prints, dict by_key) except -1
@cython.locals(found=list, units=list, i=Py_ssize_t, own=Fingerprint, before_prose=bint, unit=Unit, by_key=dict, text=str, texts=list, prints=list)
cpdef list units_in(Sheet page, facts, tail)
cdef bint _ends_known(Fingerprint prints, dict by_key) except -1
@cython.locals(said=Testimony)
cdef bint _is_said(str text) except -1
