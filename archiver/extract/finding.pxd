# What finding.py does, for compiled modules.

from libc.stdint cimport uint64_t
from libc.string cimport memchr, memcmp, memcpy


cdef extern from "Python.h":
    const char* PyUnicode_AsUTF8(object text) except NULL


cdef inline const unsigned char* utf8_of(str text) except NULL:
    return <const unsigned char*>PyUnicode_AsUTF8(text)


cdef inline Py_ssize_t next_of(const unsigned char* page, Py_ssize_t at, Py_ssize_t size, unsigned char wanted) noexcept:
    if at >= size:
        return size
    found = <const unsigned char*>memchr(page + at, wanted, size - at)
    return found - page if found != NULL else size


cdef inline bint is_at(const unsigned char* page, Py_ssize_t start, Py_ssize_t end, bytes wanted) noexcept:
    if len(wanted) != end - start:
        return False
    return memcmp(page + start, <const unsigned char*>wanted, end - start) == 0


cdef inline Py_ssize_t past_ascii(const unsigned char* page, Py_ssize_t at, Py_ssize_t size) noexcept:
    cdef uint64_t one, two
    while at + 16 <= size:
        memcpy(&one, page + at, 8)
        memcpy(&two, page + at + 8, 8)
        if (one | two) & <uint64_t>0x8080808080808080:
            break
        at += 16
    while at < size and page[at] < 0x80:
        at += 1
    return at
