# Types for the compiled module alone: the source runs without them.
cdef class Line:
    cdef public str text
    cdef public Py_ssize_t offset
    cdef public list starts, ends, words
    cpdef str gap(self, Py_ssize_t at)

cpdef tuple places(str text)
cdef Py_ssize_t _end(str text, Py_ssize_t at, Py_ssize_t size)
cdef Py_ssize_t _end_of_number(str text, Py_ssize_t at, Py_ssize_t size)
cdef Py_ssize_t _end_of_letters(str text, Py_ssize_t at, Py_ssize_t size)
cdef Py_ssize_t _end_of_article(str text, Py_ssize_t at, Py_ssize_t size)
cdef Py_ssize_t _end_of_word(str text, Py_ssize_t at, Py_ssize_t size)
cdef bint _is_letter(Py_UCS4 sign)
cdef bint _is_word(Py_UCS4 sign)
