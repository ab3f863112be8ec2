# Types for the compiled module alone: the source runs without them.

cdef class Reading:
    cdef public bint german, turkish
    cdef public object demonyms, east, family, function, given, honorifics, modifiers, names, places, roles, titles, words
