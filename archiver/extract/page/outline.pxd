# Types for the compiled module alone: the source runs without them.

import cython
cimport archiver.common.counting as counting
cimport archiver.extract.markup.attributes as attributes_of
cimport archiver.extract.markup.authoring as authoring
cimport archiver.extract.markup.finding as finding
cimport archiver.extract.markup.references as references
cimport archiver.extract.markup.tags as tags_of
from archiver.extract.markup.delimiters cimport comment_end, is_letter, tag_end
from archiver.extract.page.open_elements cimport Open, OpenElements
from archiver.extract.markup.tags cimport Tag, tag_named

cdef int _HTML, _HEAD, _BODY, _SVG, _NOSCRIPT, _H1, _ADDRESS, _RAW, _PART, _HEADING
cdef unsigned char _LESS, _MORE, _SLASH, _BANG, _ASKS, _BLANK
cdef bytes _EMPTY, _IN_HEAD
cdef Py_ssize_t MOST, LONG, _CUT
cdef Tag _WHOLE, _WITHIN

cdef class Outline(OpenElements):
    cdef bytes page
    cdef const unsigned char* chars
    cdef Py_ssize_t size, number, text_number, at_start, at_end, room
    cdef list tags
    cdef public list said
    cdef dict known_attributes, known_texts
    cdef bint in_body
    cdef int[::1] starts, ends, parents, first, last, text_from, text_to, text_in

    cpdef object node(self, Py_ssize_t index)
    @cython.locals(tag=Tag)
    cpdef str name(self, Py_ssize_t index)
    cpdef Py_ssize_t parent(self, Py_ssize_t index)
    @cython.locals(found=dict)
    cpdef dict attributes(self, Py_ssize_t index)
    @cython.locals(tag=Tag, index=Py_ssize_t)
    cpdef list named(self, str name)
    @cython.locals(page=bytes, index=Py_ssize_t, at=Py_ssize_t)
    cpdef list holding(self, bytes words)
    @cython.locals(i=Py_ssize_t, size=Py_ssize_t, start=Py_ssize_t, text=str, found=list, known=list)
    cpdef list texts(self, Py_ssize_t index)
    @cython.locals(page="const unsigned char*", at=Py_ssize_t, size=Py_ssize_t, less=Py_ssize_t, first=cython.uchar)
    cdef object _read(self)
    @cython.locals(page="const unsigned char*", at=Py_ssize_t)
    cdef object _text(self, Py_ssize_t start, Py_ssize_t end)
    @cython.locals(i=Py_ssize_t, around=Open)
    cdef object _add(self, Py_ssize_t start, Py_ssize_t end)
    @cython.locals(page="const unsigned char*", tag=Tag, ends=cython.bint, named=cython.bint, start=Py_ssize_t, at=Py_ssize_t, end=Py_ssize_t, size=Py_ssize_t)
    cdef Py_ssize_t _tag(self, Py_ssize_t less)
    @cython.locals(page=bytes, chars="const unsigned char*", size=Py_ssize_t, width=Py_ssize_t, at=Py_ssize_t, end=Py_ssize_t, name=bytes)
    cdef Py_ssize_t _raw(self, Tag tag, Py_ssize_t start)
    @cython.locals(before=Py_ssize_t)
    cdef bint _started(self, Tag tag)
    cdef object _into_body(self, Tag tag)
    @cython.locals(at=Py_ssize_t)
    cdef object _ended(self, Tag tag)
    @cython.locals(before=Py_ssize_t)
    cdef object _open(self, Tag tag)
    cdef object _close_to(self, Py_ssize_t index)
    @cython.locals(element=Open, above=Py_ssize_t, depth=Py_ssize_t, number=Py_ssize_t)
    cdef push(self, Tag tag)
    @cython.locals(element=Open, at=Py_ssize_t)
    cdef pop_to(self, Py_ssize_t index)
