# Types of dividing.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.cut cimport Unit
from archiver.boilerplate.fingerprint cimport Fingerprint
from archiver.boilerplate.standing cimport known_of

cpdef bint is_inside(block) except -1
@cython.locals(found=list, units=list, i=Py_ssize_t, own=Fingerprint, before_prose=bint, unit=Unit)
cpdef list units_in(blocks, list prints, facts, tail)
