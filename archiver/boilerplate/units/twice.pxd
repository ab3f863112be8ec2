# Types of twice.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.witnesses.testimony cimport Testimony

@cython.locals(i=Py_ssize_t, before=Py_ssize_t, first=dict, found=dict)
cdef list _repeated(list keys)
@cython.locals(i=Py_ssize_t, j=Py_ssize_t, said=dict, repeats=list)
cpdef dict repeated_runs(list keys, blocks, spoken)
