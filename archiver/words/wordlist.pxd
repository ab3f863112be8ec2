# Types of wordlist.py, for the compiled module alone: the source runs without them.
cimport cython

@cython.locals(sign=Py_UCS4, start=Py_ssize_t, at=Py_ssize_t, found=list)
cdef list _words(str text)
