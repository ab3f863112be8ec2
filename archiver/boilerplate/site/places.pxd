# Types of places.py, for the compiled module alone: the source runs without them.
cdef int _START, _BEFORE, _AFTER, _INSIDE, _LEADS, _FIRST

cpdef int place(int end, int start, int before, int after, int inside, bint leads) noexcept
cpdef int as_first(int of) noexcept
cpdef int end_of(int of) noexcept
cpdef int start_of(int of) noexcept
cpdef int before_of(int of) noexcept
cpdef int after_of(int of) noexcept
cpdef int inside_of(int of) noexcept
cpdef int leads_of(int of) noexcept
cpdef int first_of(int of) noexcept
