# Types of language.py, for the compiled module alone: the source runs without them.
cimport cython

cdef Py_ssize_t _MOST_LETTERS

@cython.locals(found=dict, character=str, count=Py_ssize_t, least=Py_ssize_t, users=frozenset, code=str)
cdef dict _foreign(dict characters, frozenset languages)
@cython.locals(character=str, count=Py_ssize_t, script=str)
cdef dict _scripts(Py_ssize_t latin, dict characters)
@cython.locals(count=Py_ssize_t, letters=str, letter=str, users=frozenset, told=list, least=double)
cdef frozenset _by_letters(dict characters, Py_ssize_t total)
