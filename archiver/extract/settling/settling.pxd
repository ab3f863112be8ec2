# Types for the compiled module alone: the source runs without them.

import cython
from archiver.extract.settling.captions cimport captions
from archiver.extract.page.kinship cimport kin_of
from archiver.extract.page.pieces cimport Piece, Place
from archiver.extract.settling.notes cimport notes
from archiver.extract.settling.pointers cimport pointers
from archiver.extract.settling.repeats cimport items_twice, of_a_kind, pulled_quotes
from archiver.extract.settling.within cimport folds_within, leads_within, mixed_within, runs_in_box, runs_within, tables_within

cdef int COMMENTS, BESIDE, FOLDED, _ANY
cdef double _AGAINST, DOUBTED, LINKS, HOPE, BOX, REPEATED, BEHIND, POINTING, LABELLED, NOTED
cdef object _PARAGRAPH

@cython.locals(out="double[::1]", inside="int[::1]", kin="int[::1]", pieces=list, bare=list, labelled=list, i=Py_ssize_t, value=double)
cpdef list settled(walked, list odds, addresses=*)
@cython.locals(i=Py_ssize_t)
cdef object _raise(double[::1] odds, list runs)
@cython.locals(piece=Piece, i=Py_ssize_t, count=Py_ssize_t, best=double)
cdef object _hope(list pieces, double[::1] odds)
@cython.locals(inside="int[::1]", place=Place, parent=Py_ssize_t, i=Py_ssize_t)
cdef object _inside(list places)
@cython.locals(piece=Piece, place=Py_ssize_t, i=Py_ssize_t)
cdef object _put_out(list pieces, double[::1] odds, int[::1] inside, int role)
@cython.locals(piece=Piece, place=Py_ssize_t, size=Py_ssize_t, i=Py_ssize_t)
cdef Py_ssize_t _body(list pieces, double[::1] odds, int[::1] inside, int role)
@cython.locals(pieces=list, places=list, asides=list, piece=Piece, around=Place, own="long long[::1]", place=Py_ssize_t,
               size=Py_ssize_t, total=Py_ssize_t, i=Py_ssize_t)
cdef list _boxed(walked, double[::1] odds, int[::1] inside)
@cython.locals(place=Place)
cdef Py_ssize_t _round_aside(list places, int[::1] inside, Py_ssize_t at)
@cython.locals(pieces=list, piece=Piece, body="long long[::1]", total="long long", i=Py_ssize_t, doubted=list, found=list)
cdef list _of_kin(walked, double[::1] odds, int[::1] kin)
@cython.locals(pieces=list, places=list, piece=Piece, body="long long[::1]", total="long long", size=Py_ssize_t,
               least=double, i=Py_ssize_t, last=Py_ssize_t, chosen=list)
cdef list _behind(walked, double[::1] odds, int[::1] kin)
@cython.locals(place=Place)
cdef int _round(list places, Piece piece, int[::1] kin)
@cython.locals(text=str)
cdef bint _is_prose(Piece piece)
