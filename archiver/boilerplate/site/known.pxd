# Types of known.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.keys.fingerprint cimport Fingerprint, label_length
from archiver.boilerplate.site.facts cimport KeyFacts
from archiver.boilerplate.text.forms cimport asks, has_number, is_prose, is_sentence

cdef int ALIKE, ALWAYS, LAST, NEARLY_ALL, _SEVERAL, _FEWEST_CLOSING

cdef class Known:
    cdef readonly KeyFacts own, head, tail
    cdef readonly bint framed

    @cython.locals(same=bint)
    cpdef bint says(self, Known other) except -1
    cpdef tuple _parts(self)

cdef bint _is_same(KeyFacts one, KeyFacts other) except -1
@cython.locals(own=KeyFacts, head=KeyFacts, tail=KeyFacts, frame=KeyFacts)
cpdef Known known_of(Fingerprint prints, dict by_key)
@cython.locals(short=bint)
cpdef bint is_between(str text, Known known) except -1
@cython.locals(own=KeyFacts)
cpdef bint is_among_others(str text, Known known) except -1
cpdef bint roams(KeyFacts own) except -1
cdef bint _is_among_others(KeyFacts known) except -1
@cython.locals(head=KeyFacts)
cpdef bint frames_others(str text, Known known) except -1
@cython.locals(own=KeyFacts)
cpdef bint is_common_sentence(str text, Known known) except -1
cpdef bint is_put(KeyFacts known, bint heads, bint counts) except -1
cpdef bint is_on_nearly_all(KeyFacts known) except -1
cpdef bint hangs_at_ends(KeyFacts known) except -1
