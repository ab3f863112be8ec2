# Types of walk.py's state, for the compiled module alone: the source runs without them.

cdef class _Walk:
    cdef public object out
    cdef public list parts, open, kinds
    cdef public Py_ssize_t linked, bold, links, in_link, in_bold, breaks, lists, tables
    cdef public bint after_break

    cpdef object run(self, object root)
    cdef object _text(self, str text)
    cdef object _break(self)
    cdef object _enter(self, object node, str tag)
    cdef object _enter_inline(self, str tag)
    cdef object _leave(self, tuple left)
    cdef Py_ssize_t _place(self)
    cdef object _kind(self, str tag)
    cdef object _flush(self)

