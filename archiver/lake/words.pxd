# Types of words.py, for the compiled module alone: the source runs without them.
cimport cython

@cython.locals(count=Py_ssize_t, inside=bint, sign=Py_UCS4)
cpdef Py_ssize_t count_words(str text)
