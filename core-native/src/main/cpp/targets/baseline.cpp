// What every processor of its kind has: vectors of 16 bytes. On x86-64 with SSE3, which loads a double to both lanes
// (processors without it were built before 2005); on arm64 with NEON, and 32 registers.
#if defined(__x86_64__)
#include <immintrin.h>
#define DENSA_FEATURES "sse3"
#endif

#include "targets/targets.h"

#define DENSA_TARGET baseline
#include "kernels/isa-inl.h"

DENSA_BEGIN_TARGET
namespace densa::baseline {

struct Isa : PortableIsa<16> {
#if defined(__aarch64__)
    static constexpr int kTileRows = 8;
#elif defined(__x86_64__)
    using Floats = VectorOf<float, 16>::Type;
    using Doubles = VectorOf<double, 16>::Type;

    static DENSA_INLINE Floats square_root(Floats v) { return (Floats)_mm_sqrt_ps((__m128)v); }
    static DENSA_INLINE Doubles square_root(Doubles v) { return (Doubles)_mm_sqrt_pd((__m128d)v); }
#endif
};

}  // namespace densa::baseline
DENSA_END_TARGET

namespace densa::baseline {

static bool supported() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("sse3");
#else
    return true;
#endif
}

}  // namespace densa::baseline

#include "kernels/target-inl.h"
