# What finding.py does, for compiled modules.

from libc.string cimport memchr, memcmp


cdef inline Py_ssize_t next_of(const unsigned char* page, Py_ssize_t at, Py_ssize_t size, unsigned char wanted) noexcept:
    if at >= size:
        return size
    found = <const unsigned char*>memchr(page + at, wanted, size - at)
    return found - page if found != NULL else size


cdef inline bint is_at(const unsigned char* page, Py_ssize_t start, Py_ssize_t end, bytes wanted) noexcept:
    if len(wanted) != end - start:
        return False
    return memcmp(page + start, <const unsigned char*>wanted, end - start) == 0
