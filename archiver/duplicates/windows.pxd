# What windows.py does, for compiled modules.

from libc.stdint cimport int32_t, int64_t, uint64_t
from libc.stdlib cimport calloc, free

cdef extern from *:
    """
    #include <stdint.h>

    /* In how many bits two arrays of words differ. Nearly all x86 processors count the bits of a word in one
       instruction, which compilers may not take it for granted that they have. */
    static inline int archiver_bits(uint64_t v) {
        v -= (v >> 1) & 0x5555555555555555u;
        v = (v & 0x3333333333333333u) + ((v >> 2) & 0x3333333333333333u);
        return (int)((((v + (v >> 4)) & 0x0f0f0f0f0f0f0f0fu) * 0x0101010101010101u) >> 56);
    }

    static int archiver_differ_anywhere(const uint64_t *one, const uint64_t *other, int words) {
        int sum = 0;
        for (int i = 0; i < words; i++) sum += archiver_bits(one[i] ^ other[i]);
        return sum;
    }

    #if defined(__GNUC__) && defined(__x86_64__)
    __attribute__((target("popcnt")))
    static int archiver_differ_here(const uint64_t *one, const uint64_t *other, int words) {
        int sum = 0;
        for (int i = 0; i < words; i++) sum += __builtin_popcountll(one[i] ^ other[i]);
        return sum;
    }

    typedef int (*archiver_differ_t)(const uint64_t *, const uint64_t *, int);
    static archiver_differ_t archiver_differ_of_machine(void) {
        return __builtin_cpu_supports("popcnt") ? archiver_differ_here : archiver_differ_anywhere;
    }
    #else
    typedef int (*archiver_differ_t)(const uint64_t *, const uint64_t *, int);
    static archiver_differ_t archiver_differ_of_machine(void) { return archiver_differ_anywhere; }
    #endif
    """
    ctypedef int (*archiver_differ_t)(const uint64_t*, const uint64_t*, int) noexcept nogil
    archiver_differ_t archiver_differ_of_machine() noexcept nogil


cdef inline list look(
    const int32_t[::1] ranks, int64_t[::1] places, const int64_t[::1] ends, Py_ssize_t low, Py_ssize_t high,
    Py_ssize_t one, const int64_t[::1] sizes, const uint64_t[:, ::1] narrow, double share
):
    cdef archiver_differ_t differ = archiver_differ_of_machine()
    cdef Py_ssize_t i, at, other
    cdef int64_t left = 0
    cdef list found = []
    cdef set some
    cdef unsigned char* seen
    for i in range(places.shape[0]):
        left += ends[i] - places[i]
    if left * 16 < high - low:  # so few that they are sorted
        some = set()
        for i in range(places.shape[0]):
            at = places[i]
            while at < ends[i] and ranks[at] < high:
                some.add(ranks[at])
                at += 1
            places[i] = at
        for other in sorted(some):
            if may_be(one, other, sizes, narrow, share, differ):
                found.append(other)
        return found
    seen = <unsigned char*>calloc(high - low, 1)
    if seen == NULL:
        raise MemoryError
    for i in range(places.shape[0]):
        at = places[i]
        while at < ends[i] and ranks[at] < high:
            seen[ranks[at] - low] = 1
            at += 1
        places[i] = at
    for i in range(high - low):
        if seen[i] and may_be(one, low + i, sizes, narrow, share, differ):
            found.append(low + i)
    free(seen)
    return found


cdef inline bint may_be(
    Py_ssize_t one, Py_ssize_t other, const int64_t[::1] sizes, const uint64_t[:, ::1] narrow, double share,
    archiver_differ_t differ
) noexcept:
    cdef double most = (sizes[other] + sizes[one]) * share + 1e-6
    if abs(sizes[other] - sizes[one]) > most:
        return False
    return differ(&narrow[one, 0], &narrow[other, 0], <int>narrow.shape[1]) <= most
