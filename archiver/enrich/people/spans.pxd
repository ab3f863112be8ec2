# Types for the compiled module alone: the source runs without them.

from archiver.enrich.people.reading cimport Reading

cdef bint _is_name_like(str word)
cpdef str strip_possessive(str word)
cdef bint _joins(object line, Py_ssize_t at)
cdef bint _name_goes_on(object line, Py_ssize_t at)
cdef Py_ssize_t _end_of_run(object line, Py_ssize_t start, Reading as_read)
cdef bint _is_korean(object line, Py_ssize_t start, Py_ssize_t at, Reading as_read)
cdef Py_ssize_t _particles(object line, Py_ssize_t i)
cdef object _span(object line, Py_ssize_t start, Py_ssize_t end, bint is_table, Reading as_read)
cdef bint _closes_quote(object line, Py_ssize_t at)
cdef str _folded(object line, Py_ssize_t at)
cdef str _shape(object line, Py_ssize_t at)
cdef bint _is_table(list words)
cdef tuple _words(object line, Py_ssize_t start, Py_ssize_t end, Reading as_read)
cdef str _as_written(object line, Py_ssize_t start, Py_ssize_t end)
