// AVX-512: 32 registers of 64 bytes.
#if defined(__x86_64__)
#include <immintrin.h>

#include "targets/targets.h"

#define DENSA_TARGET avx512
#define DENSA_FEATURES "avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"
#include "kernels/isa-inl.h"

DENSA_BEGIN_TARGET
namespace densa::avx512 {

struct Isa : PortableIsa<64> {
    using Floats = VectorOf<float, 64>::Type;
    using Doubles = VectorOf<double, 64>::Type;

    static constexpr int kTileRows = 14;
    static constexpr int64_t kRowBlock = 16 * kTileRows;
    static constexpr int64_t kDepth = 512;

    static const Target* narrower() { return &avx2::target; }

    // With a mask, as the plain forms of g++'s header leave a register undefined, of which it then warns.
    static DENSA_INLINE Floats square_root(Floats v) {
        return (Floats)_mm512_maskz_sqrt_ps(__mmask16(-1), (__m512)v);
    }
    static DENSA_INLINE Doubles square_root(Doubles v) {
        return (Doubles)_mm512_maskz_sqrt_pd(__mmask8(-1), (__m512d)v);
    }
    // The second operand is the one that stays if a NaN is compared.
    static DENSA_INLINE Floats at_least(Floats x, Floats lo) {
        return (Floats)_mm512_maskz_max_ps(__mmask16(-1), (__m512)lo, (__m512)x);
    }
    static DENSA_INLINE Doubles at_least(Doubles x, Doubles lo) {
        return (Doubles)_mm512_maskz_max_pd(__mmask8(-1), (__m512d)lo, (__m512d)x);
    }
    static DENSA_INLINE Floats at_most(Floats x, Floats hi) {
        return (Floats)_mm512_maskz_min_ps(__mmask16(-1), (__m512)hi, (__m512)x);
    }
    static DENSA_INLINE Doubles at_most(Doubles x, Doubles hi) {
        return (Doubles)_mm512_maskz_min_pd(__mmask8(-1), (__m512d)hi, (__m512d)x);
    }
    static DENSA_INLINE Floats load_first(const float* p, int64_t count) {
        return (Floats)_mm512_maskz_loadu_ps(__mmask16((1u << count) - 1), p);
    }
    static DENSA_INLINE Doubles load_first(const double* p, int64_t count) {
        return (Doubles)_mm512_maskz_loadu_pd(__mmask8((1u << count) - 1), p);
    }
};

}  // namespace densa::avx512
DENSA_END_TARGET

namespace densa::avx512 {

static bool supported() {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("fma");
}

}  // namespace densa::avx512

#include "kernels/target-inl.h"
#endif
