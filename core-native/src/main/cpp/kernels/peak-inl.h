// The most floating-point operations a second: multiply-adds on registers alone, as many chains as hide their latency.
// Where there is no fused one, a multiplication and an addition.
#pragma once
#include "kernels/simd-inl.h"
#include "runtime/clock.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

template <class T>
DENSA_INLINE void keep_in_register(Vec<T>& v) {
#if defined(__x86_64__)
    asm volatile("" : "+v"(v));
#else
    asm volatile("" : "+w"(v));
#endif
}

template <class T>
double peak_as() {
    constexpr int kChains = 12, kSteps = 20000;
    const Vec<T> factor = broadcast(T(0.999)), term = broadcast(T(0.001));
    Vec<T> a = term, b = a, c = a, d = a, e = a, f = a, g = a, h = a, i = a, j = a, k = a, l = a;
    const auto step = [&](Vec<T>& x) __attribute__((always_inline)) {
        x = x * factor + term;
        keep_in_register<T>(x);
    };
    const double start = now();
    double seconds = 0;
    int64_t rounds = 0;
    for (; seconds < 0.05; seconds = now() - start) {
        for (int s = 0; s < kSteps; s++) {
            step(a), step(b), step(c), step(d), step(e), step(f), step(g), step(h), step(i), step(j), step(k), step(l);
        }
        rounds++;
    }
    return 2.0 * kLanes<T> * kChains * kSteps * static_cast<double>(rounds) / seconds;
}

inline double peak(int bytes) { return bytes == 8 ? peak_as<double>() : peak_as<float>(); }

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
