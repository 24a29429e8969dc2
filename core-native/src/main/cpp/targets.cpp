// Compiles the kernels once per instruction set, each time in a namespace and a target region of its own, and lists the
// results. The headers of the standard library stand outside the regions: an inline function of theirs compiled for
// AVX-512 could be picked by the linker for everybody.
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>
#include <type_traits>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "arena.h"
#include "plan.h"
#include "scheduler.h"

#pragma GCC diagnostic ignored "-Wpsabi"  // vectors are passed between inlined functions only

// SSE3 has a load that copies a double to both lanes; x86-64 processors without it were built before 2005.
#pragma GCC push_options
#if defined(__x86_64__)
#pragma GCC target("sse3")
#endif
#define VECTOR_BYTES 16
namespace densa::baseline {
#include "kernels.h"
}
#undef VECTOR_BYTES
#pragma GCC pop_options

#if defined(__x86_64__)

#pragma GCC push_options
#pragma GCC target("avx2,fma")
#define VECTOR_BYTES 32
namespace densa::avx2 {
#include "kernels.h"
}
#undef VECTOR_BYTES
#pragma GCC pop_options

#pragma GCC push_options
#pragma GCC target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma")
#define VECTOR_BYTES 64
namespace densa::avx512 {
#include "kernels.h"
}
#undef VECTOR_BYTES
#pragma GCC pop_options

#endif

namespace densa {

#define DENSA_TARGET(NAMESPACE, SUPPORTED)                                                                   \
    {                                                                                                        \
        #NAMESPACE, [] { return static_cast<bool>(SUPPORTED); }, NAMESPACE::open_session,                    \
            NAMESPACE::open_predictor, NAMESPACE::run_activation, NAMESPACE::peak,                           \
            NAMESPACE::multiply<float>, NAMESPACE::multiply<double>                                          \
    }

const Target targets[] = {
#if defined(__x86_64__)
    DENSA_TARGET(
        avx512,
        __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")
            && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("fma")),
    DENSA_TARGET(avx2, __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")),
    DENSA_TARGET(baseline, __builtin_cpu_supports("sse3")),
#else
    DENSA_TARGET(baseline, true),
#endif
    {nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr}};

}  // namespace densa
