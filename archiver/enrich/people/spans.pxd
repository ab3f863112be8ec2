# Types for the compiled module alone: the source runs without them.

cdef class Reading:
    cdef public bint german, turkish
    cdef public object demonyms, east, family, function, given, honorifics, modifiers, names, places, roles, titles, words

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
cdef Py_ssize_t _skip_function_words(object line, list run, Py_ssize_t start, bint opens, Reading as_read)
cdef bint _is_entry(object line, list run, Py_ssize_t start, Reading as_read)
cdef bint _is_saint(str word, Reading as_read)
cdef Py_ssize_t _skip_demonyms(list run, Py_ssize_t start, Reading as_read)
cdef Py_ssize_t _skip_titles(object line, list run, Py_ssize_t start, Py_ssize_t first, Reading as_read)
cdef bint _is_role(str word, Reading as_read)
cdef Py_ssize_t _past_letters(object line, Py_ssize_t at, Py_ssize_t end, Reading as_read)
cdef Py_ssize_t _given_name_inside(list run, Py_ssize_t start, Reading as_read)
cdef Py_ssize_t _roles_before(object line, Py_ssize_t i, Reading as_read)
cdef tuple _words(object line, Py_ssize_t start, Py_ssize_t end, Reading as_read)
cdef str _as_written(object line, Py_ssize_t start, Py_ssize_t end)
