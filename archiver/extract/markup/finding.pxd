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


cdef inline bint begins_at(const unsigned char* page, Py_ssize_t start, Py_ssize_t end, bytes wanted) noexcept:
    return memcmp(page + start, <const unsigned char*>wanted, end - start) == 0


cdef inline bint begins_folded_at(const unsigned char* page, Py_ssize_t start, Py_ssize_t end, bytes wanted) noexcept:
    cdef const unsigned char* letters = wanted
    cdef Py_ssize_t i
    cdef unsigned char c
    for i in range(end - start):
        c = page[start + i]
        if (c + 32 if c"A" <= c <= c"Z" else c) != letters[i]:
            return False
    return True


cdef inline bint is_folded_at(const unsigned char* page, Py_ssize_t at, Py_ssize_t end, bytes wanted) noexcept:
    cdef Py_ssize_t size = len(wanted)
    return at + size <= end and begins_folded_at(page, at, at + size, wanted)


cdef inline bint stands_in(const unsigned char* page, Py_ssize_t at, Py_ssize_t end, bytes wanted) noexcept:
    cdef const unsigned char* letters = wanted
    cdef Py_ssize_t size = len(wanted), last = end - len(wanted)
    while at <= last:
        at = next_of(page, at, last + 1, letters[0])
        if at <= last and memcmp(page + at, letters, size) == 0:
            return True
        at += 1
    return False


cdef inline void copy(unsigned char* into, Py_ssize_t at, const unsigned char* page, Py_ssize_t start, Py_ssize_t end) noexcept:
    memcpy(into + at, page + start, end - start)


cdef inline bytes bytes_of(const unsigned char* page, Py_ssize_t start, Py_ssize_t end):
    return page[start:end]


cdef inline uint64_t code_of(const unsigned char* page, Py_ssize_t start, Py_ssize_t end) noexcept:
    cdef uint64_t code = <uint64_t>(end - start), part
    while start + 8 <= end:
        memcpy(&part, page + start, 8)
        code = (code ^ part) * <uint64_t>0x9E3779B97F4A7C15
        code ^= code >> 29
        start += 8
    while start < end:
        code = (code ^ page[start]) * <uint64_t>0x9E3779B97F4A7C15
        start += 1
    return code ^ (code >> 32)


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


cdef inline Py_ssize_t whole_steps(Py_ssize_t at, Py_ssize_t end, Py_ssize_t size) noexcept:
    cdef Py_ssize_t last = at + ((end - at + 15) & -16)
    return last if last <= size - 2 else max(at, min(end, size - 2))
