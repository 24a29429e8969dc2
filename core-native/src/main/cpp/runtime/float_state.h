// Treats denormal numbers as zero while it lives (they cost a hundred cycles each, and dead units are full of them),
// then gives the thread its own floating-point state back: the JVM relies on it.
#pragma once
#include <cstdint>
#if defined(__x86_64__) || defined(__i386__)
#include <xmmintrin.h>
#endif

namespace densa {

// The processor's control word for floating point.
inline int64_t float_control() {
#if defined(__x86_64__) || defined(__i386__)
    return _mm_getcsr() & ~0x3F;  // without the exceptions seen so far
#elif defined(__aarch64__)
    int64_t value;
    asm volatile("mrs %0, fpcr" : "=r"(value));
    return value;
#else
    return 0;
#endif
}

class FloatState {
public:
#if defined(__x86_64__) || defined(__i386__)
    FloatState() : saved_(_mm_getcsr()) { _mm_setcsr(saved_ | 0x8040); }  // flush to zero, denormals are zero
    ~FloatState() { _mm_setcsr(saved_); }
#elif defined(__aarch64__)
    FloatState() {
        asm volatile("mrs %0, fpcr" : "=r"(saved_));
        asm volatile("msr fpcr, %0" : : "r"(saved_ | (uint64_t{1} << 24)));
    }
    ~FloatState() { asm volatile("msr fpcr, %0" : : "r"(saved_)); }
#endif
    FloatState(const FloatState&) = delete;
    FloatState& operator=(const FloatState&) = delete;

private:
#if defined(__aarch64__)
    uint64_t saved_;
#else
    unsigned saved_ = 0;
#endif
};

}  // namespace densa
