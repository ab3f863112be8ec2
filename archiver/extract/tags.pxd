# Types for the compiled module alone: the source runs without them.

import cython

cdef class Tag:
    cdef public str raw, name, path
    cdef public bint ends, is_void, special, closes_p, hidden, states
    cdef public int act, level
    cdef public object kind
    cdef public tuple words

    cpdef tuple named(self)

cdef dict _known, _named_tags, _words
cdef str _SPACE

cpdef Tag tag_named(bytes name, bint ends=*)
cpdef Tag tag_with(Tag plain, bytes raw)

@cython.locals(at=Py_ssize_t, start=Py_ssize_t)
cdef str _name_of(str raw)

@cython.locals(at=Py_ssize_t, start=Py_ssize_t, size=Py_ssize_t, name=str, value=str)
cpdef dict attributes(str raw)

cdef bint _states(str raw, str name)
cdef bint _hidden(dict stated)
cdef tuple _named(str tag, str classes, list others)
cdef bint _may_hide(str raw)

cdef tuple _words_of(str value)
@cython.locals(found=list, size=Py_ssize_t, at=Py_ssize_t, start=Py_ssize_t, c=Py_UCS4)
cdef list _parts(str value)
