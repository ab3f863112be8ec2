# Types of standing.py, for the compiled module alone: the source runs without them.
cimport cython
from archiver.boilerplate.fingerprint cimport Fingerprint

cpdef known_of(Fingerprint prints, by_key)
