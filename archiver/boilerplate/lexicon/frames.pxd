# Types of frames.py, for the compiled module alone: the source runs without them.
cimport cython

cdef int _JOINT, _REST
cdef str _BEFORE_ITEM, _BEHIND_ITEM, _STOPS, _CLOSING, _ENDS_SENTENCE, _ENDS_ANYWHERE, _NOT_IN_REST

cpdef Py_ssize_t next_line(str text, Py_ssize_t at) except -2
@cython.locals(found=Py_ssize_t)
cpdef Py_ssize_t next_item(str text, str word, Py_ssize_t at) except -2
@cython.locals(found=Py_ssize_t)
cpdef Py_ssize_t next_anywhere(str text, str word, Py_ssize_t at) except -2
cpdef Py_ssize_t next_sign_of_line(str text, Py_ssize_t at) except -2
cpdef Py_ssize_t next_sign_of_item(str text, Py_ssize_t at, Py_ssize_t least) except -2
cpdef Py_ssize_t next_sign_anywhere(str text, Py_ssize_t at) except -2
cpdef Py_ssize_t line_end(str text, Py_ssize_t at) except -2
@cython.locals(end=Py_ssize_t)
cpdef Py_ssize_t item_end(str text, Py_ssize_t at) except -2
cpdef Py_ssize_t anywhere_end(str text, Py_ssize_t at) except -2
@cython.locals(end=Py_ssize_t, start=Py_ssize_t, least=Py_ssize_t)
cpdef Py_ssize_t rest_of_line(str text, Py_ssize_t at) except -2
@cython.locals(end=Py_ssize_t, start=Py_ssize_t, least=Py_ssize_t)
cpdef Py_ssize_t rest_of_item(str text, Py_ssize_t at) except -2
cpdef Py_ssize_t joint_end(str text, Py_ssize_t at) except -2
cdef Py_ssize_t _past_rest(str text, Py_ssize_t at, Py_ssize_t end) except -2
cpdef Py_ssize_t past_marks(str text, Py_ssize_t at) except -2
cdef bint _begins_item(str text, Py_ssize_t at) except -1
cdef bint _is_joined(str text, Py_ssize_t at) except -1
cdef bint _is_item(str text, Py_ssize_t at, Py_ssize_t least) except -1
