# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract.pieces cimport Piece, Place
from archiver.extract.wording cimport Wording, is_sentence

cdef int _PLACES, _BOXES, _PAGE, _AROUND, _LINKED, _ENDS, _KIND, _IN_BEST

cdef class Vocabulary:
    cdef public object weights
    cdef public dict _known
    @cython.locals(total=double)
    cpdef double score(self, tuple words)

cdef class Looked:
    cdef public Py_ssize_t count, width
    cdef public object rows, tokens, groups, spots

cdef class Look:
    cdef public list pieces, places
    cdef public Looked looked
    cdef public Py_ssize_t width, count
    cdef public Wording wording
    cdef public object starts, good

    @cython.locals(rows="float[::1]", tokens="double[::1]", good="double[::1]", starts="int[::1]", wording=Wording, text=str, piece=Piece, at=Py_ssize_t, i=Py_ssize_t,
                   count=cython.int, chars=Py_ssize_t, ends=cython.bint, linked=double, dated=cython.bint)
    cpdef texts(self)
    @cython.locals(place=Place, rows="float[::1]", said="float[::1]", masks="int[::1]", spots="int[::1]", at=Py_ssize_t, up=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t, bit=cython.int,
                   first=cython.int, size=Py_ssize_t, wide=Py_ssize_t, parent=Py_ssize_t, own=double, mask=cython.int)
    cpdef place(self, Vocabulary vocabulary)
    @cython.locals(rows="float[::1]", logs="float[::1]", sums="double[::1]", tokens="double[::1]", good="double[::1]", spots="int[::1]", parents="int[::1]", inside="int[::1]", at=Py_ssize_t, i=Py_ssize_t,
                   k=Py_ssize_t, size=Py_ssize_t, total=double, words=Py_ssize_t, best=Py_ssize_t, share=double, place=Py_ssize_t,
                   own=Py_ssize_t, level=Py_ssize_t)
    cpdef boxes(self, menus)
    @cython.locals(rows="float[::1]", tokens="double[::1]", good="double[::1]", known=dict, number=Py_ssize_t, total=double, before=double, before_good=double,
                   title_at=Py_ssize_t, h1_at=Py_ssize_t, i=Py_ssize_t, at=Py_ssize_t, all_pieces=double, all_good=double, text=str,
                   piece=Piece, has_body=cython.bint, has_summary=cython.bint, seen=dict)
    cpdef page(self, str title, str summary, str article_body)
    @cython.locals(rows="float[::1]", starts="int[::1]", hashes="long long[::1]", head=set, found=Py_ssize_t, least=double, i=Py_ssize_t, first=Py_ssize_t,
                   last=Py_ssize_t, hits=cython.int, k=Py_ssize_t, share=double)
    cdef Py_ssize_t _title(self, str title)
    @cython.locals(starts="int[::1]", hashes="long long[::1]", first=Py_ssize_t, last=Py_ssize_t, hits=cython.int, k=Py_ssize_t)
    cdef double _overlap(self, Py_ssize_t i, dict known, int bit)
    @cython.locals(piece=Piece, rows="float[::1]", tokens="double[::1]", sums="double[::1]", groups="int[::1]", spots="int[::1]", i=Py_ssize_t, at=Py_ssize_t, to=Py_ssize_t, number=Py_ssize_t,
                   numbers=dict, of_place=dict, place=Py_ssize_t)
    cdef _siblings(self)
    @cython.locals(here=Place)
    cdef tuple _path(self, Py_ssize_t place)
    @cython.locals(rows="float[::1]", good="double[::1]", width=Py_ssize_t, to=Py_ssize_t, size=Py_ssize_t, step=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t,
                   other=Py_ssize_t, at=Py_ssize_t, off=Py_ssize_t)
    cpdef around(self)

@cython.locals(parents="int[::1]", sums="double[::1]", child="int[::1]", size=Py_ssize_t, top=Py_ssize_t, i=Py_ssize_t, k=Py_ssize_t, above=Py_ssize_t,
               fullest=Py_ssize_t)
cdef Py_ssize_t _best(object parents, object sums)
@cython.locals(parents="int[::1]", depth="int[::1]", size=Py_ssize_t, i=Py_ssize_t, above=cython.int)
cdef object _inside(object parents, Py_ssize_t best)
cdef double _signed_log(Py_ssize_t value)
