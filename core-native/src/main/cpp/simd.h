// Vectors of the instruction set that is being compiled, by GCC vector extensions: arithmetic, comparison and selection
// are the compiler's; what it has no operator for stands here. VECTOR_BYTES is set by targets.cpp, which includes this
// file and the kernels once per instruction set inside a namespace and a target region of their own.
//
// NaN must propagate: a limit is written `x < lo ? lo : x`, which keeps a NaN.

#define DENSA_INLINE inline __attribute__((always_inline))

template <class T>
struct Lanes;

template <>
struct Lanes<float> {
    typedef float Vec __attribute__((vector_size(VECTOR_BYTES)));
    typedef int32_t Int __attribute__((vector_size(VECTOR_BYTES)));
    typedef uint32_t Unsigned __attribute__((vector_size(VECTOR_BYTES)));
    typedef int32_t IntElement;
    static constexpr int kCount = VECTOR_BYTES / 4;
    static constexpr int kMantissa = 23;
    static constexpr int kBias = 127;
    static constexpr float kRound = 12582912.0f;  // 1.5 * 2^23: adding it rounds to an integer in the low bits
};

template <>
struct Lanes<double> {
    typedef double Vec __attribute__((vector_size(VECTOR_BYTES)));
    typedef int64_t Int __attribute__((vector_size(VECTOR_BYTES)));
    typedef uint64_t Unsigned __attribute__((vector_size(VECTOR_BYTES)));
    typedef int64_t IntElement;
    static constexpr int kCount = VECTOR_BYTES / 8;
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
#if defined(__x86_64__) && VECTOR_BYTES == 64
    if constexpr (sizeof(T) == 4) return (Vec<T>)_mm512_maskz_sqrt_ps(__mmask16(-1), (__m512)v);
    else return (Vec<T>)_mm512_maskz_sqrt_pd(__mmask8(-1), (__m512d)v);
#elif defined(__x86_64__) && VECTOR_BYTES == 32
    if constexpr (sizeof(T) == 4) return (Vec<T>)_mm256_sqrt_ps((__m256)v);
    else return (Vec<T>)_mm256_sqrt_pd((__m256d)v);
#elif defined(__x86_64__)
    if constexpr (sizeof(T) == 4) return (Vec<T>)_mm_sqrt_ps((__m128)v);
    else return (Vec<T>)_mm_sqrt_pd((__m128d)v);
#else
    for (int i = 0; i < kLanes<T>; i++) v[i] = __builtin_sqrt(v[i]);
    return v;
#endif
}

// x < lo ? lo : x, which keeps a NaN; one instruction on x86, where the second operand is the one that stays.
template <class T>
DENSA_INLINE Vec<T> at_least(Vec<T> x, T lo) {
#if defined(__x86_64__) && VECTOR_BYTES == 64
    if constexpr (sizeof(T) == 4) return (Vec<T>)_mm512_maskz_max_ps(__mmask16(-1), (__m512)broadcast(lo), (__m512)x);
    else return (Vec<T>)_mm512_maskz_max_pd(__mmask8(-1), (__m512d)broadcast(lo), (__m512d)x);
#elif defined(__x86_64__) && VECTOR_BYTES == 32
    if constexpr (sizeof(T) == 4) return (Vec<T>)_mm256_max_ps((__m256)broadcast(lo), (__m256)x);
    else return (Vec<T>)_mm256_max_pd((__m256d)broadcast(lo), (__m256d)x);
#else
    return x < lo ? broadcast(lo) : x;
#endif
}

// x > hi ? hi : x
template <class T>
DENSA_INLINE Vec<T> at_most(Vec<T> x, T hi) {
#if defined(__x86_64__) && VECTOR_BYTES == 64
    if constexpr (sizeof(T) == 4) return (Vec<T>)_mm512_maskz_min_ps(__mmask16(-1), (__m512)broadcast(hi), (__m512)x);
    else return (Vec<T>)_mm512_maskz_min_pd(__mmask8(-1), (__m512d)broadcast(hi), (__m512d)x);
#elif defined(__x86_64__) && VECTOR_BYTES == 32
    if constexpr (sizeof(T) == 4) return (Vec<T>)_mm256_min_ps((__m256)broadcast(hi), (__m256)x);
    else return (Vec<T>)_mm256_min_pd((__m256d)broadcast(hi), (__m256d)x);
#else
    return x > hi ? broadcast(hi) : x;
#endif
}

// The first `count` lanes from p, 0 in the others; memory behind them is not touched.
template <class T>
DENSA_INLINE Vec<T> load_first(const T* p, int64_t count) {
#if defined(__x86_64__) && VECTOR_BYTES == 64
    if constexpr (sizeof(T) == 4) return (Vec<T>)_mm512_maskz_loadu_ps(__mmask16((1u << count) - 1), p);
    else return (Vec<T>)_mm512_maskz_loadu_pd(__mmask8((1u << count) - 1), p);
#elif defined(__x86_64__) && VECTOR_BYTES == 32
    const Int<T> first = lane_numbers<T>() < static_cast<typename Lanes<T>::IntElement>(count);
    if constexpr (sizeof(T) == 4) return (Vec<T>)_mm256_maskload_ps(p, (__m256i)first);
    else return (Vec<T>)_mm256_maskload_pd(p, (__m256i)first);
#else
    Vec<T> v{};
    for (int64_t i = 0; i < count; i++) v[i] = p[i];
    return v;
#endif
}

// Sum of all lanes, by halves.
template <class T>
DENSA_INLINE T sum(Vec<T> v) {
    for (int half = kLanes<T> / 2; half > 0; half /= 2) v += __builtin_shuffle(v, lane_numbers<T>() ^ half);
    return v[0];
}

// Turns rows into columns, as many as there are lanes: swaps blocks of 1, 2, 4, ... between pairs of rows.
template <class T>
DENSA_INLINE void transpose_square(Vec<T> (&rows)[kLanes<T>]) {
    const Int<T> lane = lane_numbers<T>();
#pragma GCC unroll 4
    for (int half = 1; half < kLanes<T>; half *= 2) {
        const Int<T> upper = (lane & half) != 0;
        const Int<T> first = upper ? lane - half + kLanes<T> : lane, second = upper ? lane + kLanes<T> : lane + half;
#pragma GCC unroll 16
        for (int i = 0; i < kLanes<T>; i++) {
            if ((i & half) != 0) continue;
            const Vec<T> a = rows[i], b = rows[i + half];
            rows[i] = __builtin_shuffle(a, b, first);
            rows[i + half] = __builtin_shuffle(a, b, second);
        }
    }
}

// Lane i of the result is the sum of row i, by halves: two rows a vector after the first step, four after the second.
template <class T>
DENSA_INLINE Vec<T> sums_of_rows(Vec<T> (&rows)[kLanes<T>]) {
    const Int<T> lane = lane_numbers<T>();
#pragma GCC unroll 4
    for (int half = kLanes<T> / 2; half > 0; half /= 2) {
        const Int<T> upper = (lane & half) != 0;
        const Int<T> near = upper ? lane + kLanes<T> : lane, far = upper ? lane - half + kLanes<T> : lane + half;
#pragma GCC unroll 16
        for (int i = 0; i < half; i++) {
            const Vec<T> a = rows[i], b = rows[i + half];
            rows[i] = __builtin_shuffle(a, b, near) + __builtin_shuffle(a, b, far);
        }
    }
    return rows[0];
}

// Sum of the first `count` lanes in their order: the same for every vector width that holds them.
template <class T>
DENSA_INLINE double ordered_sum(Vec<T> v, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) sum += v[i];
    return sum;
}
