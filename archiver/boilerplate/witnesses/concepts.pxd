# Types of concepts.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.text.fold cimport fold_word, is_reshaped
from archiver.words.memory cimport Memory

cdef Memory _MEMORY

@cython.locals(words=Py_ssize_t, times=list, found=list, meanings=tuple, language=Py_ssize_t)
cpdef object naming(parts)
@cython.locals(words=dict, stems=dict, lengths=dict, found=dict, known=list)
cdef tuple _meanings(str word)
