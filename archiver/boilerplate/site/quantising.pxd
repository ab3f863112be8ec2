# Types of quantising.py, for the compiled module alone: the source runs without them.
cimport cython

@cython.locals(least=double)
cpdef int share_step(double share) except -1
@cython.locals(shift=int)
cpdef long long pages_step(long long pages) except -1
@cython.locals(power=cython.longlong, most=cython.longlong)
cpdef int power_of_two(long long pages) except -1
