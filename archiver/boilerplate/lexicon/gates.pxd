# Types of gates.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.lexicon.fold cimport fold_word, is_reshaped

cdef tuple _whole(str template)
cdef str _unreshaped(str writing)
@cython.locals(longest=str, best=list, words=list, fewest=Py_ssize_t, letters=Py_ssize_t)
cdef tuple _gate(str writing)
cdef str _longest_of(str choice)
@cython.locals(best=Py_ssize_t, best_end=Py_ssize_t, at=Py_ssize_t, size=Py_ssize_t, start=Py_ssize_t, c=Py_UCS4)
cpdef str longest_word(str writing)
@cython.locals(size=Py_ssize_t, end=Py_ssize_t, opening=Py_UCS4, closing=Py_UCS4)
cdef Py_ssize_t _past_option(str writing, Py_ssize_t at) except -1
cdef bint _is_of_word(Py_UCS4 c) noexcept
cpdef tuple writings(str template)
@cython.locals(writing=str, read=str, options=list, found=list)
cpdef list demands(str template)
@cython.locals(found=list, at=Py_ssize_t, size=Py_ssize_t, end=Py_ssize_t)
cdef list _taken(str writing)
cpdef int count_words(str template) except -1
@cython.locals(found=int, at=Py_ssize_t, size=Py_ssize_t, start=Py_ssize_t)
cdef int _count_words(str writing) noexcept
cdef frozenset _words_of(str choice)
@cython.locals(found=list, at=Py_ssize_t, size=Py_ssize_t, start=Py_ssize_t, c=Py_UCS4)
cdef frozenset _words(str writing)
