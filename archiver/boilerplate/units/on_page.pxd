# Types of on_page.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.site.facts cimport KeyFacts
from archiver.boilerplate.text.forms cimport is_open_line, may_be_title
from archiver.boilerplate.units.cutting cimport Unit
from archiver.boilerplate.witnesses.phrases cimport phrases, spoken
from archiver.boilerplate.witnesses.testimony cimport Testimony
from archiver.boilerplate.witnesses.vocabulary cimport vocabulary_bits

cdef str _ARROWS
cdef int ALIKE, ALWAYS, PROSE, _LONGEST, _OFTEN, _LONE_TITLE, _MOST_TITLES, _LABEL, _SEVERAL
cdef double _WORDS
cdef Testimony _REFRAIN, _LABELLED, _LISTED, _LONE, _LINK

@cython.locals(found=dict, again=dict)
cpdef dict placed(list units, Py_ssize_t text_ends, dict by_key)
@cython.locals(n=Py_ssize_t, before=Py_ssize_t, unit=Unit, first=dict, found=dict)
cdef dict _coming_again(list units, Py_ssize_t text_ends)
@cython.locals(again=dict, found=dict, own=list, below=list)
cdef dict refrains(list units, dict places)
@cython.locals(below=list)
cdef list _below(list own, list units, dict again)
cdef bint _is_known(Unit unit) except -1
@cython.locals(n=Py_ssize_t, found=dict, own=list, several=list)
cdef dict labels(list units, dict places)
@cython.locals(n=Py_ssize_t, label=Py_ssize_t, title=Py_ssize_t, count=Py_ssize_t, has_begun=bint, unit=Unit, found=dict)
cdef dict listed(list units, dict by_key)
@cython.locals(n=Py_ssize_t, unit=Unit, found=dict)
cdef dict links(list units)
@cython.locals(first=Py_UCS4)
cdef bint _has_arrow(str text) except -1
@cython.locals(known=KeyFacts)
cdef bint _is_label(Unit unit, dict by_key) except -1
cdef bint _is_learned(KeyFacts known) except -1
cdef bint _is_title(Unit unit) except -1
