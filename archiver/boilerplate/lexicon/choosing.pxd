# Types of choosing.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.lexicon.book cimport Book
from archiver.boilerplate.lexicon.words cimport Reading

cdef int _MUST, _MAY, _END, _LINE

cdef class Choosing:
    cdef Book _book
    cdef Reading _reading
    cdef long long _texts
    cdef long long[::1] _seen, _asked, _places
    cdef int _marks
    cdef list _found

    @cython.locals(book=Book, reading=Reading, n=Py_ssize_t, word=int, link=int, row=int, marks=int)
    cpdef list ways(self, str text)
    cdef int _ask(self, int row) except -1
    @cython.locals(book=Book, at=Py_ssize_t, end=Py_ssize_t, token=int)
    cdef bint _may_hold(self, int row) noexcept
    @cython.locals(marks=int)
    cdef bint _has(self, int token) noexcept
    @cython.locals(at=Py_ssize_t, has=bint, token=int)
    cdef bint _has_choice(self, Py_ssize_t option) noexcept
    @cython.locals(book=Book, token=int, n=Py_ssize_t)
    cdef object _choose(self, int row, Py_ssize_t at, Py_ssize_t size)
    @cython.locals(past=Py_ssize_t, at=Py_ssize_t, chosen=Py_ssize_t, has=bint, token=int)
    cdef int _choose_each(self, int row, Py_ssize_t option, Py_ssize_t size) except -1
    @cython.locals(taken=Py_ssize_t, n=Py_ssize_t, start=Py_ssize_t, token=int)
    cdef bint _may_stand(self, bint is_line, Py_ssize_t size) noexcept
    @cython.locals(book=Book, reading=Reading, token=int, kinds=int)
    cdef bint _has_edges(self, Py_ssize_t size) noexcept
    @cython.locals(at=Py_ssize_t)
    cdef bint _are_somewhere(self, Py_ssize_t start, Py_ssize_t end) noexcept
    @cython.locals(n=Py_ssize_t)
    cdef bint _are_at(self, Py_ssize_t at, Py_ssize_t start, Py_ssize_t end) noexcept
