# What digests.py does, for compiled modules: BLAKE2b (RFC 7693) with a digest of 8 bytes and no key.

from libc.stdint cimport int64_t

cdef extern from *:
    """
    #include <stdint.h>
    #include <string.h>

    static const uint64_t archiver_blake2b_iv[8] = {
        0x6a09e667f3bcc908u, 0xbb67ae8584caa73bu, 0x3c6ef372fe94f82bu, 0xa54ff53a5f1d36f1u,
        0x510e527fade682d1u, 0x9b05688c2b3e6c1fu, 0x1f83d9abfb41bd6bu, 0x5be0cd19137e2179u,
    };
    static const unsigned char archiver_blake2b_sigma[10][16] = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
        {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
        {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
        {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
        {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
    };

    #define ARCHIVER_TURNED(x, n) (((x) >> (n)) | ((x) << (64 - (n))))
    #define ARCHIVER_MIX(a, b, c, d, x, y) \
        v[a] += v[b] + (x); v[d] = ARCHIVER_TURNED(v[d] ^ v[a], 32); \
        v[c] += v[d];       v[b] = ARCHIVER_TURNED(v[b] ^ v[c], 24); \
        v[a] += v[b] + (y); v[d] = ARCHIVER_TURNED(v[d] ^ v[a], 16); \
        v[c] += v[d];       v[b] = ARCHIVER_TURNED(v[b] ^ v[c], 63);

    /* Take one block of 128 bytes into the state h; size: bytes up to its end. */
    static void archiver_blake2b_block(uint64_t h[8], const unsigned char *block, uint64_t size, int is_last) {
        uint64_t v[16], m[16];
        for (int i = 0; i < 16; i++) {
            uint64_t word = 0;
            for (int j = 7; j >= 0; j--) word = word << 8 | block[8 * i + j];
            m[i] = word;
        }
        for (int i = 0; i < 8; i++) { v[i] = h[i]; v[i + 8] = archiver_blake2b_iv[i]; }
        v[12] ^= size;
        if (is_last) v[14] = ~v[14];
        for (int round = 0; round < 12; round++) {
            const unsigned char *s = archiver_blake2b_sigma[round % 10];
            ARCHIVER_MIX(0, 4, 8, 12, m[s[0]], m[s[1]])
            ARCHIVER_MIX(1, 5, 9, 13, m[s[2]], m[s[3]])
            ARCHIVER_MIX(2, 6, 10, 14, m[s[4]], m[s[5]])
            ARCHIVER_MIX(3, 7, 11, 15, m[s[6]], m[s[7]])
            ARCHIVER_MIX(0, 5, 10, 15, m[s[8]], m[s[9]])
            ARCHIVER_MIX(1, 6, 11, 12, m[s[10]], m[s[11]])
            ARCHIVER_MIX(2, 7, 8, 13, m[s[12]], m[s[13]])
            ARCHIVER_MIX(3, 4, 9, 14, m[s[14]], m[s[15]])
        }
        for (int i = 0; i < 8; i++) h[i] ^= v[i] ^ v[i + 8];
    }

    static int64_t archiver_blake2b_64(const unsigned char *bytes, uint64_t size) {
        uint64_t h[8], done = 0;
        unsigned char last[128] = {0};
        memcpy(h, archiver_blake2b_iv, sizeof h);
        h[0] ^= 0x01010000u ^ 8u;
        while (size - done > 128) {
            archiver_blake2b_block(h, bytes + done, done + 128, 0);
            done += 128;
        }
        memcpy(last, bytes + done, size - done);
        archiver_blake2b_block(h, last, size, 1);
        return (int64_t)h[0];
    }
    """
    int64_t archiver_blake2b_64(const unsigned char* bytes, Py_ssize_t size) noexcept nogil


cdef inline int64_t key_of(const unsigned char* packed, Py_ssize_t start, Py_ssize_t end) noexcept:
    return archiver_blake2b_64(packed + start, end - start)
