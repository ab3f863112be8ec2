# Types of words.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.lexicon.fold cimport fold_sign
from archiver.boilerplate.lexicon.iban cimport begins_iban
from archiver.words.numbering cimport Numbering

cdef int _NUMBER, _BUTTON, _YEAR_DIGITS, _TO_SMALL
cdef unsigned long long _BASIS, _PRIME, _BITS
cdef int _DIGIT, _DIGITS, _IBAN, _AT, _DOT, _C, _COLON, _SEP, _SLASH, _YEAR, _DATE, _DAY, _PRINTED, _CLOCK

cdef class Reading:
    cdef Numbering _numbers
    cdef readonly int[::1] words
    cdef readonly Py_ssize_t count
    cdef readonly int marks, opens, closes

    @cython.locals(hashed="unsigned long long", marks=int, count=Py_ssize_t, end=Py_ssize_t, i=Py_ssize_t, start=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t, c=Py_UCS4, digits=Py_ssize_t, numbers=Py_ssize_t, iban=bint, closes=bint, year=bint, printed=bint, clock=bint)
    cpdef int read(self, str text) except -1

@cython.locals(count=Py_ssize_t, i=Py_ssize_t, c=Py_UCS4)
cpdef Py_ssize_t letters(str text, Py_ssize_t start, Py_ssize_t end)

cdef int _marks_of_sign(Py_UCS4 c, str text, Py_ssize_t start) except -1

@cython.locals(marks=int)
cdef int _marks_of_numbers(Py_ssize_t digits, Py_ssize_t numbers, bint year) noexcept

cdef bint _may_part_hours(Py_UCS4 sign)
cdef int _kinds_with(Py_UCS4 c) noexcept
cdef bint _is_plain_letter(Py_UCS4 sign)

@cython.locals(end=Py_ssize_t)
cdef bint _has_four_digits(str text, Py_ssize_t start)

cdef int _closed_marks(str lower)
