// Vectors of the instruction set that is being compiled, by the vector extensions of g++ and clang: arithmetic,
// comparison and selection are the compiler's; what it has no operator for stands here, or in the Isa.
//
// NaN must propagate: a limit is written `x < lo ? lo : x`, which keeps a NaN.
#pragma once
#include <utility>

#include "kernels/isa-inl.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

template <class T>
struct Lanes;

template <>
struct Lanes<float> {
    using Vec = VectorOf<float, Isa::kVectorBytes>::Type;
    using Int = VectorOf<int32_t, Isa::kVectorBytes>::Type;
    using Unsigned = VectorOf<uint32_t, Isa::kVectorBytes>::Type;
    using IntElement = int32_t;
    static constexpr int kCount = Isa::kVectorBytes / 4;
    static constexpr int kMantissa = 23;
    static constexpr int kBias = 127;
    static constexpr float kRound = 12582912.0f;  // 1.5 * 2^23: adding it rounds to an integer in the low bits
};

template <>
struct Lanes<double> {
    using Vec = VectorOf<double, Isa::kVectorBytes>::Type;
    using Int = VectorOf<int64_t, Isa::kVectorBytes>::Type;
    using Unsigned = VectorOf<uint64_t, Isa::kVectorBytes>::Type;
    using IntElement = int64_t;
    static constexpr int kCount = Isa::kVectorBytes / 8;
    static constexpr int kMantissa = 52;
    static constexpr int kBias = 1023;
    static constexpr double kRound = 6755399441055744.0;  // 1.5 * 2^52
};

template <class T>
using Vec = typename Lanes<T>::Vec;
template <class T>
using Int = typename Lanes<T>::Int;

// Numbers in a vector, and columns in a panel: two vectors.
template <class T>
constexpr int kLanes = Lanes<T>::kCount;
template <class T>
constexpr int kPanel = 2 * kLanes<T>;
static_assert(kPanel<float> * sizeof(float) % 64 == 0 || Isa::kVectorBytes < 32, "panels begin where cache lines do");

template <class T>
DENSA_INLINE Vec<T> load(const T* p) {
    Vec<T> v;
    __builtin_memcpy(&v, p, sizeof v);
    return v;
}

template <class T>
DENSA_INLINE void store(T* p, Vec<T> v) {
    __builtin_memcpy(p, &v, sizeof v);
}

// x - 0 is x, and costs nothing; 0 + x is not for x = -0, so the compiler adds.
template <class T>
DENSA_INLINE Vec<T> broadcast(T x) {
    return x - Vec<T>{};
}

template <class T>
DENSA_INLINE Int<T> bits(Vec<T> v) {
    return reinterpret_cast<Int<T>>(v);
}

template <class T>
DENSA_INLINE Vec<T> from_bits(Int<T> v) {
    return reinterpret_cast<Vec<T>>(v);
}

template <class T>
DENSA_INLINE Vec<T> abs(Vec<T> v) {
    const Int<T> sign = Int<T>{} + (typename Lanes<T>::IntElement(1) << (sizeof(T) * 8 - 1));
    return from_bits<T>(bits<T>(v) & ~sign);
}

template <class T>
DENSA_INLINE Vec<T> copy_sign(Vec<T> magnitude, Vec<T> sign_of) {
    const Int<T> sign = Int<T>{} + (typename Lanes<T>::IntElement(1) << (sizeof(T) * 8 - 1));
    return from_bits<T>((bits<T>(magnitude) & ~sign) | (bits<T>(sign_of) & sign));
}

// Lanes 0, 1, 2, ...
template <class T>
DENSA_INLINE Int<T> lane_numbers() {
    Int<T> v{};
    for (int i = 0; i < kLanes<T>; i++) v[i] = i;
    return v;
}

template <class T>
DENSA_INLINE Vec<T> square_root(Vec<T> v) {
    return Isa::square_root(v);
}

// x < lo ? lo : x, which keeps a NaN
template <class T>
DENSA_INLINE Vec<T> at_least(Vec<T> x, T lo) {
    return Isa::at_least(x, broadcast(lo));
}

// x > hi ? hi : x
template <class T>
DENSA_INLINE Vec<T> at_most(Vec<T> x, T hi) {
    return Isa::at_most(x, broadcast(hi));
}

// The first `count` lanes from p, 0 in the others; memory behind them is not touched.
template <class T>
DENSA_INLINE Vec<T> load_first(const T* p, int64_t count) {
    return Isa::load_first(p, count);
}

// Lane i of the result is number Order::at(i) of the lanes of a and b, one after another.
template <class T, class Order, int... lanes>
DENSA_INLINE Vec<T> shuffle_lanes(Vec<T> a, Vec<T> b, std::integer_sequence<int, lanes...>) {
#if defined(__clang__)
    return __builtin_shufflevector(a, b, Order::at(lanes)...);
#else
    return __builtin_shuffle(a, b, Int<T>{Order::at(lanes)...});
#endif
}

template <class T, class Order>
DENSA_INLINE Vec<T> shuffle(Vec<T> a, Vec<T> b) {
    return shuffle_lanes<T, Order>(a, b, std::make_integer_sequence<int, kLanes<T>>());
}

// Blocks of `half` lanes: each in the place of its neighbour; those of even number, of a and then of b; those of odd
// number; and of every two blocks the first of a with the second of b, or the second of a with the first of b.
template <int half>
struct SwapBlocks {
    static constexpr int at(int lane) { return lane ^ half; }
};
template <class T, int half>
struct EvenBlocks {
    static constexpr int at(int lane) { return (lane & half) != 0 ? lane - half + kLanes<T> : lane; }
};
template <class T, int half>
struct OddBlocks {
    static constexpr int at(int lane) { return (lane & half) != 0 ? lane + kLanes<T> : lane + half; }
};
template <class T, int half>
struct OuterBlocks {
    static constexpr int at(int lane) { return (lane & half) != 0 ? lane + kLanes<T> : lane; }
};
template <class T, int half>
struct InnerBlocks {
    static constexpr int at(int lane) { return (lane & half) != 0 ? lane - half + kLanes<T> : lane + half; }
};

// Sum of all lanes, by halves.
template <class T, int half = kLanes<T> / 2>
DENSA_INLINE T sum(Vec<T> v) {
    if constexpr (half == 0) return v[0];
    else return sum<T, half / 2>(v + shuffle<T, SwapBlocks<half>>(v, v));
}

// Turns rows into columns, as many as there are lanes: swaps blocks of 1, 2, 4, ... between pairs of rows.
template <class T, int half = 1>
DENSA_INLINE void transpose_square(Vec<T> (&rows)[kLanes<T>]) {
    if constexpr (half < kLanes<T>) {
        DENSA_UNROLL(16)
        for (int i = 0; i < kLanes<T>; i++) {
            if ((i & half) != 0) continue;
            const Vec<T> a = rows[i], b = rows[i + half];
            rows[i] = shuffle<T, EvenBlocks<T, half>>(a, b);
            rows[i + half] = shuffle<T, OddBlocks<T, half>>(a, b);
        }
        transpose_square<T, 2 * half>(rows);
    }
}

// Lane i of the result is the sum of row i, by halves: two rows a vector after the first step, four after the second.
template <class T, int half = kLanes<T> / 2>
DENSA_INLINE Vec<T> sums_of_rows(Vec<T> (&rows)[kLanes<T>]) {
    if constexpr (half == 0) {
        return rows[0];
    } else {
        DENSA_UNROLL(16)
        for (int i = 0; i < half; i++) {
            const Vec<T> a = rows[i], b = rows[i + half];
            rows[i] = shuffle<T, OuterBlocks<T, half>>(a, b) + shuffle<T, InnerBlocks<T, half>>(a, b);
        }
        return sums_of_rows<T, half / 2>(rows);
    }
}

// Sum of the first `count` lanes in their order: the same for every vector width that holds them.
template <class T>
DENSA_INLINE double ordered_sum(Vec<T> v, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) sum += v[i];
    return sum;
}

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
