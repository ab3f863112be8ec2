# Types of filling.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.lexicon.frames cimport past_marks

cdef int _JOINT, _FURTHER, _FURTHER_OF_PERSON, _SHORTEST_DATE, _LONGEST_DATE, _THOUSAND

@cython.locals(end=Py_ssize_t, further=Py_ssize_t, found=list)
cpdef list numbers(str text, Py_ssize_t at)
@cython.locals(end=Py_ssize_t, start=Py_ssize_t, one=Py_ssize_t)
cpdef list names(str text, Py_ssize_t at)
@cython.locals(end=Py_ssize_t, least=Py_ssize_t, one=Py_ssize_t)
cpdef list persons(str text, Py_ssize_t at)
@cython.locals(end=Py_ssize_t, most=Py_ssize_t, one=Py_ssize_t)
cpdef list dates(str text, Py_ssize_t at)
cpdef list network(str text, Py_ssize_t at)
cpdef list networks(str text, Py_ssize_t at)
cpdef list buttons(str text, Py_ssize_t at)
cdef list _item_ends(str text, Py_ssize_t at)
@cython.locals(end=Py_ssize_t, phrase=str)
cdef list _phrase_ends(str text, Py_ssize_t at, dict phrases)
@cython.locals(end=Py_ssize_t)
cdef Py_ssize_t _past_joint(str text, Py_ssize_t at) except -1
@cython.locals(end=Py_ssize_t)
cdef Py_ssize_t _past_word(str text, Py_ssize_t at, frozenset words) except -1
cpdef list copyrights(str text, Py_ssize_t at)
cpdef list separators(str text, Py_ssize_t at)
cpdef list colons(str text, Py_ssize_t at)
cpdef list slashes(str text, Py_ssize_t at)
cdef list _sign(str text, Py_ssize_t at, str signs)
cdef bint _is_end(str text, Py_ssize_t at) except -1
cdef Py_ssize_t _past_digits(str text, Py_ssize_t at) except -1
@cython.locals(i=Py_ssize_t)
cdef bint _are_digits(str text, Py_ssize_t start, Py_ssize_t end) except -1
cdef Py_ssize_t _word_end(str text, Py_ssize_t at) except -1
cdef bint _is_of_name(Py_UCS4 c) noexcept
cdef Py_ssize_t _past_name(str text, Py_ssize_t at) except -1
cdef bint _is_letter(Py_UCS4 c) noexcept
cdef Py_ssize_t _past_person(str text, Py_ssize_t at) except -1
cdef bint _ends_date(Py_UCS4 c) noexcept
