# What leaves.py does, for compiled modules.

from libc.string cimport memset


cdef inline void answer(unsigned char[::1] answers, Py_ssize_t at, float[::1] column, float border, Py_ssize_t count) noexcept:
    cdef unsigned char* to = &answers[at]
    cdef float* numbers = &column[0]
    cdef Py_ssize_t i
    for i in range(count):
        to[i] = numbers[i] > border


cdef inline void find_leaves(unsigned char[::1] leaf, Py_ssize_t start, unsigned char[::1] answers, int[::1] which, Py_ssize_t node,
                             int levels, Py_ssize_t count) noexcept:
    cdef unsigned char* to = &leaf[start]
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


cdef inline void add_leaves(double[::1] out, unsigned char[::1] leaf, float[::1] leaves, Py_ssize_t base, Py_ssize_t size,
                            Py_ssize_t trees, Py_ssize_t count) noexcept:
    cdef double* to = &out[0]
    cdef const unsigned char* a = &leaf[0]
    cdef const unsigned char* b = a + count
    cdef const unsigned char* c = b + count
    cdef const unsigned char* d = c + count
    cdef const float* worth = &leaves[base]
    cdef Py_ssize_t i, k
    if trees == 4:  # each sum is read and written once; its parts are added in the same order
        for i in range(count):
            to[i] = to[i] + worth[a[i]] + worth[size + b[i]] + worth[2 * size + c[i]] + worth[3 * size + d[i]]
        return
    for k in range(trees):
        for i in range(count):
            to[i] = to[i] + worth[k * size + a[k * count + i]]
