// CRC-32C. The instruction answers after three cycles and can be asked again after one, so long pieces run in three chains
// side by side, whose sums are then brought together: 10 GB/s with one chain, 21 with three, on what we run on.
#include "checksum.h"

#include <stdatomic.h>
#include <string.h>

#define POLYNOMIAL 0x82F63B78u   // reflected

// Slicing by eight (Kounavis and Berry, 2005), built once on first use.
static uint32_t tables[8][256];
static atomic_int tables_ready;

static void build_tables(void) {
    if (atomic_load_explicit(&tables_ready, memory_order_acquire)) return;
    // Two threads may both build: they store the same words, and the flag is set only after all of them.
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) ? POLYNOMIAL : 0);
        __atomic_store_n(&tables[0][byte], crc, __ATOMIC_RELAXED);
    }
    for (int slice = 1; slice < 8; slice++) {
        for (uint32_t byte = 0; byte < 256; byte++) {
            uint32_t before = __atomic_load_n(&tables[slice - 1][byte], __ATOMIC_RELAXED);
            uint32_t low = __atomic_load_n(&tables[0][before & 0xFF], __ATOMIC_RELAXED);
            __atomic_store_n(&tables[slice][byte], (before >> 8) ^ low, __ATOMIC_RELAXED);
        }
    }
    atomic_store_explicit(&tables_ready, 1, memory_order_release);
}

uint32_t cs_crc32c_table(uint32_t seed, const void *bytes, size_t length) {
    build_tables();
    const uint8_t *at = bytes;
    uint32_t crc = ~seed;
    while (length >= 8) {
        uint32_t low = crc ^ ((uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24);
        crc = tables[7][low & 0xFF] ^ tables[6][(low >> 8) & 0xFF] ^ tables[5][(low >> 16) & 0xFF] ^ tables[4][low >> 24]
            ^ tables[3][at[4]] ^ tables[2][at[5]] ^ tables[1][at[6]] ^ tables[0][at[7]];
        at += 8;
        length -= 8;
    }
    while (length-- > 0) crc = (crc >> 8) ^ tables[0][(crc ^ *at++) & 0xFF];
    return ~crc;
}

#if defined(__x86_64__)
#include <immintrin.h>

// The bytes of one chain, and what a sum must be multiplied by to stand that many bytes (and twice as many) further on:
// x^(8 × bytes − 33) modulo the polynomial, reflected. The product is one bit short of 64 and the instruction multiplies by
// another x^32 as it divides, which makes the 33.
enum { CHAIN = 1024 };
#define PAST_ONE 0x170076FAu
#define PAST_TWO 0xA51B6135u

__attribute__((target("sse4.2,pclmul")))
static uint64_t moved(uint64_t crc, uint32_t factor) {
    __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128((int64_t)crc), _mm_cvtsi32_si128((int32_t)factor), 0);
    return _mm_crc32_u64(0, (uint64_t)_mm_cvtsi128_si64(product));
}

__attribute__((target("sse4.2,pclmul")))
static uint32_t by_instruction(uint32_t seed, const void *bytes, size_t length) {
    const uint8_t *at = bytes;
    uint64_t crc = (uint32_t)~seed;
    while (length >= 3 * CHAIN) {
        uint64_t second = 0, third = 0, word;
        for (size_t i = 0; i < CHAIN; i += 8) {
            memcpy(&word, at + i, 8);
            crc = _mm_crc32_u64(crc, word);
            memcpy(&word, at + CHAIN + i, 8);
            second = _mm_crc32_u64(second, word);
            memcpy(&word, at + 2 * CHAIN + i, 8);
            third = _mm_crc32_u64(third, word);
        }
        crc = moved(crc, PAST_TWO) ^ moved(second, PAST_ONE) ^ third;
        at += 3 * CHAIN;
        length -= 3 * CHAIN;
    }
    while (length >= 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        crc = _mm_crc32_u64(crc, word);
        at += 8;
        length -= 8;
    }
    uint32_t rest = (uint32_t)crc;
    while (length-- > 0) rest = _mm_crc32_u8(rest, *at++);
    return ~rest;
}

static int instruction_exists(void) { return __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("pclmul"); }

#elif defined(__aarch64__)
#include <arm_acle.h>
#include <sys/auxv.h>

#ifndef HWCAP_CRC32
#define HWCAP_CRC32 (1 << 7)
#endif

__attribute__((target("crc")))
static uint32_t by_instruction(uint32_t seed, const void *bytes, size_t length) {
    const uint8_t *at = bytes;
    uint32_t crc = ~seed;
    while (length >= 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        crc = __crc32cd(crc, word);
        at += 8;
        length -= 8;
    }
    while (length-- > 0) crc = __crc32cb(crc, *at++);
    return ~crc;
}

static int instruction_exists(void) { return (getauxval(AT_HWCAP) & HWCAP_CRC32) != 0; }

#else
static uint32_t by_instruction(uint32_t seed, const void *bytes, size_t length) {
    return cs_crc32c_table(seed, bytes, length);
}

static int instruction_exists(void) { return 0; }
#endif

uint32_t cs_crc32c(uint32_t seed, const void *bytes, size_t length) {
    static atomic_int choice;   // 0 not asked yet, 1 table, 2 instruction
    int chosen = atomic_load_explicit(&choice, memory_order_relaxed);
    if (chosen == 0) {
        chosen = instruction_exists() ? 2 : 1;
        atomic_store_explicit(&choice, chosen, memory_order_relaxed);
    }
    return chosen == 2 ? by_instruction(seed, bytes, length) : cs_crc32c_table(seed, bytes, length);
}
