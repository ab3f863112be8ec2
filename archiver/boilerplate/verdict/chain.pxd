# Types of chain.py, for the compiled module alone: the source runs without them.
cimport cython

cdef double _ENTER, _LEAVE, _OPEN, _LEAVE_START, _LEAVE_HEAD, _NEVER

@cython.locals(best=list, found=list, content=double, head=double, tail=double, content_before=double, head_before=double, tail_before=double, own=double, after_content=double, after_head=double, after_tail=double, n=Py_ssize_t)
cpdef list scores(list evidence, Py_ssize_t until=*)
@cython.locals(best=list, content=double, head=double, tail=double, own=double, before=double, n=Py_ssize_t)
cdef list _forward(list evidence, Py_ssize_t until)
