# What leaves.py does, for compiled modules: plain pointers, and indexes of a pointer's width, without which a compiler
# makes no steps of sixteen bytes of these loops.

from libc.string cimport memset


cdef inline void rank(signed char[::1] ranks, Py_ssize_t start, float[::1] features, Py_ssize_t begin, Py_ssize_t whole,
                      float[::1] borders, Py_ssize_t first, Py_ssize_t last) noexcept:
    cdef signed char* to = &ranks[start]
    cdef const float* numbers = &features[begin]
    cdef Py_ssize_t at, i, k
    cdef float border, next_border
    cdef int[32] found
    for at in range(0, whole, 32):
        for i in range(32):
            found[i] = -128
        k = first
        while k + 1 < last:  # two at a time: each number is read once for both
            border, next_border = borders[k], borders[k + 1]
            for i in range(32):
                found[i] += (numbers[at + i] > border) + (numbers[at + i] > next_border)
            k += 2
        if k < last:
            border = borders[k]
            for i in range(32):
                found[i] += numbers[at + i] > border
        for i in range(32):
            to[at + i] = <signed char>found[i]


cdef inline void find_leaves(unsigned char[::1] leaf, Py_ssize_t start, signed char[::1] ranks, int[::1] scales,
                             signed char[::1] steps, Py_ssize_t node, int levels, Py_ssize_t whole) noexcept:
    cdef unsigned char* to = &leaf[start]
    cdef const signed char *a
    cdef const signed char *b
    cdef const signed char *c
    cdef const signed char *d
    cdef const signed char *e
    cdef const signed char *f
    cdef signed char first, second, third, fourth, fifth, sixth
    cdef unsigned char bit
    cdef Py_ssize_t i
    cdef int level
    if levels == 6:  # all at once, as the model's trees have it
        a, b, c = &ranks[scales[node] * whole], &ranks[scales[node + 1] * whole], &ranks[scales[node + 2] * whole]
        d, e, f = &ranks[scales[node + 3] * whole], &ranks[scales[node + 4] * whole], &ranks[scales[node + 5] * whole]
        first, second, third = steps[node], steps[node + 1], steps[node + 2]
        fourth, fifth, sixth = steps[node + 3], steps[node + 4], steps[node + 5]
        for i in range(whole):
            to[i] = ((1 if a[i] > first else 0) | (2 if b[i] > second else 0) | (4 if c[i] > third else 0)
                     | (8 if d[i] > fourth else 0) | (16 if e[i] > fifth else 0) | (32 if f[i] > sixth else 0))
        return
    memset(to, 0, whole)
    for level in range(levels):
        a, first, bit = &ranks[scales[node + level] * whole], steps[node + level], 1 << level
        for i in range(whole):
            to[i] |= bit if a[i] > first else 0


cdef inline void add_leaves(double[::1] out, unsigned char[::1] leaf, float[::1] leaves, Py_ssize_t base, Py_ssize_t size,
                            Py_ssize_t trees, Py_ssize_t count, Py_ssize_t whole) noexcept:
    cdef double* to = &out[0]
    cdef const unsigned char* a = &leaf[0]
    cdef const unsigned char* b = a + whole
    cdef const unsigned char* c = b + whole
    cdef const unsigned char* d = c + whole
    cdef const float* worth = &leaves[base]
    cdef Py_ssize_t i, k
    if trees == 4:  # each sum is read and written once; its parts are added in the same order
        for i in range(count - 1, -1, -1):  # backwards: forwards a compiler packs pairs, which takes longer than adding
            to[i] = to[i] + worth[a[i]] + worth[size + b[i]] + worth[2 * size + c[i]] + worth[3 * size + d[i]]
        return
    for k in range(trees):
        for i in range(count):
            to[i] = to[i] + worth[k * size + a[k * whole + i]]
