# Types of way.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.lexicon.frames cimport (
    anywhere_end, item_end, joint_end, line_end, next_anywhere, next_item, next_line, next_sign_anywhere,
    next_sign_of_item, next_sign_of_line, rest_of_item, rest_of_line
)

cdef int _LINE, _SENTENCE, _TITLE, _REST, _WORD
cdef Py_ssize_t _LONGEST_TITLE, _LONGEST_REST, _BLANKS
cdef str _NOT_IN_REST, _STOPS, _CLOSING, _LABEL
cdef list _CHECKS

cdef class Way:
    cdef int _scope
    cdef Py_ssize_t _size
    cdef bint _is_label
    cdef list _words
    cdef int[::1] _slots
    cdef long long[::1] _starts, _ends

    cpdef int begin(self, int scope) except -1
    cpdef int add_word(self, str word) except -1
    cpdef int add_slot(self, int slot) except -1
    @cython.locals(within=str, past=Py_ssize_t, at=Py_ssize_t, end=Py_ssize_t)
    cpdef list find(self, folded, str text)
    @cython.locals(word=str)
    cdef Py_ssize_t _next(self, str within, Py_ssize_t at, Py_ssize_t past) except -2
    @cython.locals(slot=int, word=str, end=Py_ssize_t, found=Py_ssize_t)
    cdef Py_ssize_t _stands(self, str within, Py_ssize_t n, Py_ssize_t at) except -2
    @cython.locals(size=Py_ssize_t, most=Py_ssize_t, end=Py_ssize_t, found=Py_ssize_t)
    cdef Py_ssize_t _title(self, str within, Py_ssize_t n, Py_ssize_t at) except -2
    @cython.locals(end=Py_ssize_t, most=Py_ssize_t, found=Py_ssize_t)
    cdef Py_ssize_t _rest(self, str within, Py_ssize_t n, Py_ssize_t at) except -2
    @cython.locals(slot=int, found=Py_ssize_t)
    cdef Py_ssize_t _goes_on(self, str within, Py_ssize_t n, Py_ssize_t at) except -2
    @cython.locals(start=Py_ssize_t, found=Py_ssize_t)
    cdef Py_ssize_t _behind_joint(self, str within, Py_ssize_t n, Py_ssize_t at) except -2
    @cython.locals(start=Py_ssize_t, found=Py_ssize_t)
    cdef Py_ssize_t _behind_blanks(self, str within, Py_ssize_t n, Py_ssize_t at) except -2
    @cython.locals(sign=Py_ssize_t, found=Py_ssize_t)
    cdef Py_ssize_t _behind_label(self, str within, Py_ssize_t n, Py_ssize_t at) except -2
    cdef Py_ssize_t _end(self, str within, Py_ssize_t at) except -2
    @cython.locals(n=Py_ssize_t)
    cdef bint _holds(self, folded, str text) except -1

@cython.locals(end=Py_ssize_t)
cdef Py_ssize_t _past_blanks(str text, Py_ssize_t at) except -2
@cython.locals(end=Py_ssize_t)
cdef bint _ends_sentence(str text, Py_ssize_t at) except -1
cdef bint _is_of_word(Py_UCS4 c) noexcept
