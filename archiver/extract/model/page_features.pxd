# Types for the compiled module alone: the source runs without them.

import cython
from libc cimport math
from archiver.extract.model.grams cimport Grams
from archiver.extract.model.columns cimport Features
from archiver.extract.page.pieces cimport Piece
from archiver.extract.page.wording cimport Wording

cdef object _HEADING
cdef int _PAGE, _AROUNDS, _LINKED, _ENDS, _KIND, _IN_BEST, _SUMMARY, _BODY, _LONGEST_TITLE

@cython.locals(values="float[::1]", room=Py_ssize_t, tokens="double[::1]", good="double[::1]", known=Grams, number=Py_ssize_t,
               total=double, before=double, before_good=double, title_at=Py_ssize_t, h1_at=Py_ssize_t, i=Py_ssize_t,
               at=Py_ssize_t, all_pieces=double, all_good=double, text=str, piece=Piece, has_body=cython.bint,
               has_summary=cython.bint, body=Wording, brief=Wording, seen=dict)
cpdef add_page_features(Features features, list pieces, str title, str summary, str article_body)
@cython.locals(wording=Wording)
cdef Wording _words(str text)
@cython.locals(hashes="long long[::1]", k=Py_ssize_t)
cdef _add_triples(Grams known, Wording wording, int bit)
@cython.locals(values="float[::1]", starts="int[::1]", hashes="long long[::1]", first=Py_ssize_t, last=Py_ssize_t,
               in_body=cython.int, in_summary=cython.int, bits=cython.int, told=cython.bint, i=Py_ssize_t, k=Py_ssize_t,
               to_body=Py_ssize_t, to_summary=Py_ssize_t)
cdef object _add_overlaps(Features features, Grams known, bint has_body, bint has_summary)
@cython.locals(values="float[::1]", starts="int[::1]", hashes="long long[::1]", stated="long long[::1]", wording=Wording,
               head=Grams, found=Py_ssize_t, least=double, i=Py_ssize_t, first=Py_ssize_t, last=Py_ssize_t,
               hits=cython.int, k=Py_ssize_t, share=double)
cdef Py_ssize_t _add_title(Features features, str title)
@cython.locals(piece=Piece, values="float[::1]", room=Py_ssize_t, sums="double[::1]", groups="int[::1]",
               spots="int[::1]", numbers="int[::1]", i=Py_ssize_t, at=Py_ssize_t, to=Py_ssize_t,
               number=cython.int, family=cython.int)
cpdef add_sibling_features(Features features, list pieces, int[::1] kin)
@cython.locals(values="float[::1]", logs="float[::1]", good="double[::1]", room=Py_ssize_t, to=Py_ssize_t,
               size=Py_ssize_t, step=Py_ssize_t, column=Py_ssize_t, i=Py_ssize_t)
cpdef add_neighbour_features(Features features)
@cython.locals(i=Py_ssize_t)
cdef void _shift(float[::1] values, Py_ssize_t to, float[::1] source, Py_ssize_t at, Py_ssize_t size, Py_ssize_t step) noexcept
cdef double _signed_log(Py_ssize_t value)
