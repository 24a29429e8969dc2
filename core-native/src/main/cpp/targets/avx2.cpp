// AVX2 with fused multiply-adds: 16 registers of 32 bytes.
#if defined(__x86_64__)
#include <immintrin.h>

#include "targets/targets.h"

#define DENSA_TARGET avx2
#define DENSA_FEATURES "avx2,fma"
#include "kernels/isa-inl.h"

DENSA_BEGIN_TARGET
namespace densa::avx2 {

struct Isa : PortableIsa<32> {
    using Floats = VectorOf<float, 32>::Type;
    using Doubles = VectorOf<double, 32>::Type;
    using Ints = VectorOf<int32_t, 32>::Type;
    using Longs = VectorOf<int64_t, 32>::Type;

    static DENSA_INLINE Floats square_root(Floats v) { return (Floats)_mm256_sqrt_ps((__m256)v); }
    static DENSA_INLINE Doubles square_root(Doubles v) { return (Doubles)_mm256_sqrt_pd((__m256d)v); }
    // The second operand is the one that stays if a NaN is compared.
    static DENSA_INLINE Floats at_least(Floats x, Floats lo) { return (Floats)_mm256_max_ps((__m256)lo, (__m256)x); }
    static DENSA_INLINE Doubles at_least(Doubles x, Doubles lo) {
        return (Doubles)_mm256_max_pd((__m256d)lo, (__m256d)x);
    }
    static DENSA_INLINE Floats at_most(Floats x, Floats hi) { return (Floats)_mm256_min_ps((__m256)hi, (__m256)x); }
    static DENSA_INLINE Doubles at_most(Doubles x, Doubles hi) {
        return (Doubles)_mm256_min_pd((__m256d)hi, (__m256d)x);
    }
    static DENSA_INLINE Floats load_first(const float* p, int64_t count) {
        const Ints first = Ints{0, 1, 2, 3, 4, 5, 6, 7} < static_cast<int32_t>(count);
        return (Floats)_mm256_maskload_ps(p, (__m256i)first);
    }
    static DENSA_INLINE Doubles load_first(const double* p, int64_t count) {
        const Longs first = Longs{0, 1, 2, 3} < count;
        return (Doubles)_mm256_maskload_pd(p, (__m256i)first);
    }
};

}  // namespace densa::avx2
DENSA_END_TARGET

namespace densa::avx2 {

static bool supported() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }

}  // namespace densa::avx2

#include "kernels/target-inl.h"
#endif
