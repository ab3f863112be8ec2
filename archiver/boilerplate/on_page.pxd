# Types of on_page.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.cut cimport Unit

@cython.locals(n=Py_ssize_t, unit=Unit, places=dict, again=dict, found=dict, own=list, below=list)
cpdef dict refrains(list units, Py_ssize_t text_ends)
@cython.locals(below=list)
cdef list _below(list own, list units, dict again)
cdef bint _is_known(Unit unit) except -1
@cython.locals(n=Py_ssize_t, unit=Unit, places=dict, found=dict, own=list)
cpdef dict labels(list units, Py_ssize_t text_ends)
@cython.locals(n=Py_ssize_t, label=Py_ssize_t, title=Py_ssize_t, count=Py_ssize_t, has_begun=bint, unit=Unit, found=dict)
cpdef dict listed(list units, by_key)
cdef bint _is_label(Unit unit, by_key) except -1
cdef bint _is_title(Unit unit) except -1
cdef bint _has_arrow(str text) except -1
