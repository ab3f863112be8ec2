# What leaves.py does, for compiled modules.

from libc.string cimport memset


cdef inline void answer(unsigned char[::1] answers, Py_ssize_t at, float[::1] column, float border, Py_ssize_t count) noexcept:
    cdef unsigned char* to = &answers[at]
    cdef float* numbers = &column[0]
    cdef Py_ssize_t i
    for i in range(count):
        to[i] = numbers[i] > border


cdef inline void find_leaves(unsigned char[::1] leaf, unsigned char[::1] answers, int[::1] which, Py_ssize_t node,
                             int levels, Py_ssize_t count) noexcept:
    cdef unsigned char* to = &leaf[0]
    cdef unsigned char *a
    cdef unsigned char *b
    cdef unsigned char *c
    cdef unsigned char *d
    cdef unsigned char *e
    cdef unsigned char *f
    cdef Py_ssize_t i
    cdef int level
    if levels == 6:  # all at once, as the model's trees have it
        a, b, c = &answers[which[node] * count], &answers[which[node + 1] * count], &answers[which[node + 2] * count]
        d, e, f = &answers[which[node + 3] * count], &answers[which[node + 4] * count], &answers[which[node + 5] * count]
        for i in range(count):
            to[i] = a[i] + 2 * (b[i] + 2 * (c[i] + 2 * (d[i] + 2 * (e[i] + 2 * f[i]))))
        return
    memset(to, 0, count)
    for level in range(levels - 1, -1, -1):
        a = &answers[which[node + level] * count]
        for i in range(count):
            to[i] = 2 * to[i] + a[i]
