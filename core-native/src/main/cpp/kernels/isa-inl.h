// The instruction set for which the kernels are being compiled. A file of targets/ names it, says in `Isa` what it has,
// and includes the kernels, which then stand in a namespace of that name. A header of the kernels that is opened alone,
// in an editor, is compiled for vectors of 16 bytes.
#pragma once
#include <cstdint>

#include "border/engine.h"

#if !defined(DENSA_TARGET)
#define DENSA_TARGET alone
#define DENSA_ALONE 1
#endif

#define DENSA_INLINE inline __attribute__((always_inline))

// What stands between BEGIN and END is compiled for DENSA_FEATURES, if there are any. Headers of the standard library
// stay outside: an inline function of theirs compiled for AVX-512 could be picked by the linker for everybody.
// g++ takes lambdas for part of what is around them; clang has to be told (DENSA_LAMBDA).
#define DENSA_PRAGMA(...) DENSA_PRAGMA_TEXT(__VA_ARGS__)
#define DENSA_PRAGMA_TEXT(...) _Pragma(#__VA_ARGS__)
#if !defined(DENSA_FEATURES)
#define DENSA_BEGIN_TARGET
#define DENSA_END_TARGET
#define DENSA_LAMBDA
#elif defined(__clang__)
#define DENSA_LAMBDA __attribute__((target(DENSA_FEATURES)))
#define DENSA_BEGIN_TARGET DENSA_PRAGMA(clang attribute push(DENSA_LAMBDA, apply_to = function))
#define DENSA_END_TARGET DENSA_PRAGMA(clang attribute pop)
#else
#define DENSA_BEGIN_TARGET DENSA_PRAGMA(GCC push_options) DENSA_PRAGMA(GCC target(DENSA_FEATURES))
#define DENSA_END_TARGET DENSA_PRAGMA(GCC pop_options)
#define DENSA_LAMBDA
#endif

#if defined(__clang__)
#define DENSA_UNROLL(times) DENSA_PRAGMA(clang loop unroll_count(times))
#else
#define DENSA_UNROLL(times) DENSA_PRAGMA(GCC unroll times)
#endif

#pragma GCC diagnostic ignored "-Wpsabi"  // vectors are passed between inlined functions only

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

// A vector of so many bytes.
template <class T, int bytes>
struct VectorOf {
    typedef T Type __attribute__((vector_size(bytes)));
};

// What an instruction set is if it says nothing else: a number of bytes in a vector, and operations that need no
// instruction of their own. V is a vector of floats or of doubles.
template <int bytes>
struct PortableIsa {
    static constexpr int kVectorBytes = bytes;

    // Rows of a product's tile: as many as leave registers for the other operands (gemm-inl.h).
    static constexpr int kTileRows = 6;
    // Rows multiplied by one panel after the other, and inputs at a time: so many that the rows' part stays in the
    // second cache for all panels, and a panel's part in the nearest one for all rows.
    static constexpr int64_t kRowBlock = 192;
    static constexpr int64_t kDepth = 256;

    // Another instruction set with narrower vectors, for batches of few rows; null: none.
    static const Target* narrower() { return nullptr; }

    template <class V>
    static DENSA_INLINE V square_root(V v) {
        for (unsigned i = 0; i < sizeof v / sizeof v[0]; i++) v[i] = __builtin_sqrt(v[i]);
        return v;
    }
    // x < lo ? lo : x, which keeps a NaN
    template <class V>
    static DENSA_INLINE V at_least(V x, V lo) { return x < lo ? lo : x; }
    // x > hi ? hi : x
    template <class V>
    static DENSA_INLINE V at_most(V x, V hi) { return x > hi ? hi : x; }
    // The first `count` lanes from p, 0 in the others; memory behind them is not touched.
    template <class T>
    static DENSA_INLINE typename VectorOf<T, bytes>::Type load_first(const T* p, int64_t count) {
        typename VectorOf<T, bytes>::Type v{};
        for (int64_t i = 0; i < count; i++) v[i] = p[i];
        return v;
    }
};

#if defined(DENSA_ALONE)
using Isa = PortableIsa<16>;
inline bool supported() { return true; }
#endif

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
