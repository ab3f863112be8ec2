# Types for the compiled module alone: the source runs without them.

import cython

cdef class Tag:
    cdef public str raw, name, path
    cdef public bint ends, is_void, special, closes_p, hidden, states
    cdef public int act, level
    cdef public object kind
    cdef public tuple words

    cpdef tuple named(self)

cdef long long _NAMING_LENGTHS
cdef dict _known, _starts, _ends, _words
cdef unsigned char _H, _A, _I, _S

cpdef Tag tag_named(bytes name, bint ends=*)
cpdef Tag tag_with(Tag plain, bytes raw)

@cython.locals(c=cython.uchar, size=Py_ssize_t, found=cython.bint)
cdef bint _says_more(bytes raw, Py_ssize_t at)
@cython.locals(c=cython.uchar, size=Py_ssize_t, i=Py_ssize_t)
cdef bint _is_at(bytes raw, Py_ssize_t at, bytes wanted)

@cython.locals(at=Py_ssize_t, start=Py_ssize_t)
cdef str _name_of(str raw)

@cython.locals(at=Py_ssize_t, start=Py_ssize_t, end=Py_ssize_t, begins=Py_ssize_t, ends=Py_ssize_t, size=Py_ssize_t,
               plain=cython.bint, quote=Py_UCS4, name=str, value=str)
cpdef dict attributes(str raw, long long lengths=*)

cdef bint _states(str raw, str name)
cdef bint _hidden(dict stated)
cdef tuple _named(str tag, str classes, list others)
cdef bint _may_hide(str raw)

cdef tuple _words_of(str value)
@cython.locals(found=list, size=Py_ssize_t, at=Py_ssize_t, start=Py_ssize_t, c=Py_UCS4)
cdef list _parts(str value)
