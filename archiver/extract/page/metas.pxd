# Types for the compiled module alone: the source runs without them.

import cython
cimport archiver.extract.markup.attributes as attributes_of
cimport archiver.extract.markup.whitespace as whitespace
from archiver.extract.markup.attributes cimport Spot
from archiver.extract.page.scan cimport Element

cdef Py_ssize_t _LONGEST_NAME
cdef tuple _CONTENT

cdef class Metas:
    cdef dict _tags, _known

    @cython.locals(tags=dict, element=Element, name=str, others=list)
    cdef object _sort(self, elements)
    @cython.locals(known=list, found=list, content=str)
    cpdef list named(self, str name)

@cython.locals(spot=Spot, stated=str, named=str, prop=str, name=str, content=cython.int)
cdef str _name_of(bytes raw)
cdef str _plain(str text)
