// exp, log, expm1, log1p, tanh and erf on vectors, in float and double, by polynomials: about 1 ulp, without tables or
// calls, the same on every instruction set but for the rounding of fused multiply-adds.
#pragma once
#include "kernels/simd-inl.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

// Polynomial with coefficients from the lowest power up, pairs first (Estrin): a third of the latency of Horner's rule.
template <class T, int N>
DENSA_INLINE Vec<T> polynomial(Vec<T> x, const Vec<T> (&c)[N]) {
    if constexpr (N == 1) {
        return c[0];
    } else {
        Vec<T> pairs[(N + 1) / 2];
DENSA_UNROLL(32)
        for (int i = 0; i < N; i += 2) pairs[i / 2] = i + 1 < N ? c[i + 1 < N ? i + 1 : i] * x + c[i] : c[i];
        return polynomial<T>(x * x, pairs);
    }
}

template <class T, int N>
DENSA_INLINE Vec<T> polynomial(Vec<T> x, const T (&c)[N]) {
    Vec<T> wide[N];
DENSA_UNROLL(32)
    for (int i = 0; i < N; i++) wide[i] = broadcast(c[i]);
    return polynomial<T>(x, wide);
}

template <class T>
struct MathConstants;

template <>
struct MathConstants<float> {
    // ln 2 in two parts; the first has trailing zeros, so that n * kLn2High is exact.
    static constexpr float kLn2High = 0.693359375f, kLn2Low = -2.12194440e-4f;
    static constexpr float kMinExp = -87, kMaxExp = 88;  // e^x is a normal number
    // (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2: Taylor
    static constexpr float kExp[] = {1.f / 2, 1.f / 6, 1.f / 24, 1.f / 120, 1.f / 720, 1.f / 5040};
    // atanh(s) / s in s^2, s <= 1/3
    static constexpr float kAtanh[] = {1, 1.f / 3, 1.f / 5, 1.f / 7, 1.f / 9, 1.f / 11, 1.f / 13, 1.f / 15};
    // (x + 2) e^(x^2) erfc(x) in t = (x - 2) / (x + 2): Chebyshev interpolant, absolute error 5e-9
    static constexpr float kErfc[] = {
        1.0215827138318905f, -0.6871606374219297f, 0.2794714670438583f, -0.03644333885677571f, -0.021503252373169177f,
        0.006486903836199417f, 0.003058314321527384f, -0.0008613409768717189f, -0.000598765424143129f,
        7.320375388758971e-05f, 8.432239439277561e-05f};
};

template <>
struct MathConstants<double> {
    static constexpr double kLn2High = 6.93147180369123816490e-01, kLn2Low = 1.90821492927058770002e-10;
    static constexpr double kMinExp = -708, kMaxExp = 709;
    static constexpr double kExp[] = {1. / 2, 1. / 6, 1. / 24, 1. / 120, 1. / 720, 1. / 5040, 1. / 40320, 1. / 362880,
        1. / 3628800, 1. / 39916800, 1. / 479001600, 1. / 6227020800};
    static constexpr double kAtanh[] = {1, 1. / 3, 1. / 5, 1. / 7, 1. / 9, 1. / 11, 1. / 13, 1. / 15, 1. / 17, 1. / 19,
        1. / 21, 1. / 23, 1. / 25, 1. / 27, 1. / 29, 1. / 31, 1. / 33};
    // As in ErrorFunction.java: absolute error 3e-16.
    static constexpr double kErfc[] = {1.021582705242023, -0.6871606844138103, 0.27947209255605376,
        -0.03644223150691808, -0.02151066188943273, 0.006479185069164135, 0.0030906120581152873,
        -0.0008372960865582222, -0.0006630734952389209, 3.4371663749779505e-05, 0.00014447070122877085,
        3.414756226763783e-05, -2.1696114537782193e-05, -1.611575173429468e-05, -1.1256333870385848e-06,
        3.630071016108333e-06, 2.00183717253082e-06, 2.750901646637189e-08, -5.710963647668234e-07,
        -3.5734458958337067e-07, -3.3965448025871333e-09, 1.3931685886818277e-07, 5.808397088841817e-08,
        -2.6432651035265297e-08, -1.9489513251864517e-08, 2.11806662871436e-09, 2.4103331991767275e-09};
};

// x = n ln 2 + r with integer n and |r| <= ln 2 / 2; returns e^r - 1.
template <class T>
DENSA_INLINE Vec<T> reduced_expm1(Vec<T> x, Int<T>& n) {
    using C = MathConstants<T>;
    const Vec<T> round = broadcast(Lanes<T>::kRound);
    const Vec<T> t = x * T(1.4426950408889634074) + round;
    n = bits<T>(t) - bits<T>(round);
    const Vec<T> whole = t - round;
    const Vec<T> r = x - whole * C::kLn2High - whole * C::kLn2Low;
    return r + r * r * polynomial<T>(r, C::kExp);
}

template <class T>
DENSA_INLINE Vec<T> power_of_two(Int<T> n) {
    return from_bits<T>((n + Lanes<T>::kBias) << Lanes<T>::kMantissa);
}

// e^x, at least the smallest and at most about the largest normal number: never 0, never infinite. A NaN stays one.
template <class T>
DENSA_INLINE Vec<T> exp(Vec<T> x) {
    using C = MathConstants<T>;
    Int<T> n;
    const Vec<T> p = reduced_expm1<T>(at_most<T>(at_least<T>(x, C::kMinExp), C::kMaxExp), n);
    return (p + T(1)) * power_of_two<T>(n);
}

// e^x - 1 for x <= 0.
template <class T>
DENSA_INLINE Vec<T> expm1_negative(Vec<T> x) {
    using C = MathConstants<T>;
    Int<T> n;
    const Vec<T> p = reduced_expm1<T>(at_least<T>(x, C::kMinExp), n);
    const Vec<T> scale = power_of_two<T>(n);
    return scale * p + (scale - T(1));
}

// log(1 + e) for 0 <= e <= 1: 2 atanh(e / (2 + e)).
template <class T>
DENSA_INLINE Vec<T> log1p_unit(Vec<T> e) {
    const Vec<T> s = e / (e + T(2));
    return T(2) * s * polynomial<T>(s * s, MathConstants<T>::kAtanh);
}

// log x of a positive normal number: x = 2^n m with m around 1, and 2 atanh((m - 1) / (m + 1)).
template <class T>
DENSA_INLINE Vec<T> log(Vec<T> x) {
    using C = MathConstants<T>;
    const Int<T> n = (bits<T>(x) - bits<T>(broadcast(T(0.70710678118654752440)))) >> Lanes<T>::kMantissa;
    const Vec<T> m = from_bits<T>(bits<T>(x) - (n << Lanes<T>::kMantissa));
    const Vec<T> whole = __builtin_convertvector(n, Vec<T>);
    const Vec<T> s = (m - T(1)) / (m + T(1));
    return whole * C::kLn2High + (whole * C::kLn2Low + T(2) * s * polynomial<T>(s * s, C::kAtanh));
}

template <class T>
DENSA_INLINE Vec<T> tanh(Vec<T> x) {
    const Vec<T> e = expm1_negative<T>(T(-2) * abs<T>(x));
    return copy_sign<T>(-e / (e + T(2)), x);
}

template <class T>
DENSA_INLINE Vec<T> sigmoid(Vec<T> x) {
    using C = MathConstants<T>;
    Int<T> n;
    const Vec<T> p = reduced_expm1<T>(at_most<T>(at_least<T>(-x, C::kMinExp), C::kMaxExp), n);
    const Vec<T> scale = power_of_two<T>(n);
    return T(1) / (scale * p + (scale + T(1)));
}

template <class T>
DENSA_INLINE Vec<T> erf(Vec<T> x) {
    // Beyond 30 the result is 1 and the square would overflow.
    const Vec<T> a = at_most<T>(abs<T>(x), T(30));
    const Vec<T> t = (a - T(2)) / (a + T(2));
    const Vec<T> p = polynomial<T>(t, MathConstants<T>::kErfc);
    return copy_sign<T>(T(1) - exp<T>(-a * a) * p / (a + T(2)), x);
}

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
