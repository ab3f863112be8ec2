# Types for the compiled module alone: the source runs without them.

from archiver.enrich.people.reading cimport Reading

cpdef Py_ssize_t skip_function_words(object line, list run, Py_ssize_t start, bint opens, Reading as_read)
cdef bint _is_entry(object line, list run, Py_ssize_t start, Reading as_read)
cpdef bint is_saint(str word, Reading as_read)
cpdef Py_ssize_t skip_demonyms(list run, Py_ssize_t start, Reading as_read)
cpdef Py_ssize_t skip_titles(object line, list run, Py_ssize_t start, Py_ssize_t first, Reading as_read)
cdef bint _is_role(str word, Reading as_read)
cdef Py_ssize_t _past_letters(object line, Py_ssize_t at, Py_ssize_t end, Reading as_read)
cdef Py_ssize_t _given_name_inside(list run, Py_ssize_t start, Reading as_read)
cdef bint _is_double(str word, Reading as_read)
cpdef Py_ssize_t own_role(object line, Py_ssize_t start, Py_ssize_t end, Reading as_read)
cpdef bint is_title(object line, Py_ssize_t start, Py_ssize_t end, Reading as_read)
cpdef Py_ssize_t roles_before(object line, Py_ssize_t i, Reading as_read, bint inside)
