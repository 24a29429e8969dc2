// Activations. Each struct holds the formula of the enum constant of the same name in Activation.java: the value at the
// pre-activation z, and the derivative from `x`, which is the output y if kFromOutput, else z. A layer keeps z only for
// those that need it. kFused: it costs an instruction or two, so it rides in the epilogue of the product before it; the
// others are passes of their own over a block in the nearest cache, where the trip costs little beside their
// arithmetic. A new activation is one struct here and one line in kActivations.
#pragma once
#include <type_traits>

#include "kernels/gemm-inl.h"
#include "kernels/named-inl.h"
#include "kernels/simd_math-inl.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

struct Identity {
    static constexpr bool kFromOutput = true;
    static constexpr bool kFused = true;
    template <class T>
    static DENSA_INLINE Vec<T> value(Vec<T> z) { return z; }
    template <class T>
    static DENSA_INLINE Vec<T> derivative(Vec<T>) { return broadcast(T(1)); }
};

struct Sigmoid {
    static constexpr bool kFromOutput = true;
    static constexpr bool kFused = false;
    template <class T>
    static DENSA_INLINE Vec<T> value(Vec<T> z) { return sigmoid<T>(z); }
    template <class T>
    static DENSA_INLINE Vec<T> derivative(Vec<T> y) { return y * (T(1) - y); }
};

struct Tanh {
    static constexpr bool kFromOutput = true;
    static constexpr bool kFused = false;
    template <class T>
    static DENSA_INLINE Vec<T> value(Vec<T> z) { return tanh<T>(z); }
    template <class T>
    static DENSA_INLINE Vec<T> derivative(Vec<T> y) { return T(1) - y * y; }
};

struct Relu {
    static constexpr bool kFromOutput = true;
    static constexpr bool kFused = true;
    template <class T>
    static DENSA_INLINE Vec<T> value(Vec<T> z) { return z < T(0) ? Vec<T>{} : z; }
    template <class T>
    static DENSA_INLINE Vec<T> derivative(Vec<T> y) { return y > T(0) ? broadcast(T(1)) : Vec<T>{}; }
};

struct LeakyRelu {
    static constexpr bool kFromOutput = true;
    static constexpr bool kFused = false;
    template <class T>
    static DENSA_INLINE Vec<T> value(Vec<T> z) { return z > T(0) ? z : T(0.01) * z; }
    template <class T>
    static DENSA_INLINE Vec<T> derivative(Vec<T> y) { return y > T(0) ? broadcast(T(1)) : broadcast(T(0.01)); }
};

struct Elu {
    static constexpr bool kFromOutput = false;
    static constexpr bool kFused = false;
    template <class T>
    static DENSA_INLINE Vec<T> value(Vec<T> z) { return z > T(0) ? z : expm1_negative<T>(z > T(0) ? Vec<T>{} : z); }
    template <class T>
    static DENSA_INLINE Vec<T> derivative(Vec<T> z) { return z > T(0) ? broadcast(T(1)) : exp<T>(z); }
};

struct Selu {
    static constexpr bool kFromOutput = false;
    static constexpr bool kFused = false;
    static constexpr double kScale = 1.0507009873554804934193349852946;
    static constexpr double kScaleAlpha = kScale * 1.6732632423543772848170429916717;
    template <class T>
    static DENSA_INLINE Vec<T> value(Vec<T> z) {
        return z > T(0) ? T(kScale) * z : T(kScaleAlpha) * expm1_negative<T>(z > T(0) ? Vec<T>{} : z);
    }
    template <class T>
    static DENSA_INLINE Vec<T> derivative(Vec<T> z) {
        return z > T(0) ? broadcast(T(kScale)) : T(kScaleAlpha) * exp<T>(z);
    }
};

struct Silu {
    static constexpr bool kFromOutput = false;
    static constexpr bool kFused = false;
    template <class T>
    static DENSA_INLINE Vec<T> value(Vec<T> z) { return z * sigmoid<T>(z); }
    template <class T>
    static DENSA_INLINE Vec<T> derivative(Vec<T> z) {
        const Vec<T> s = sigmoid<T>(z);
        return s * (T(1) + z * (T(1) - s));
    }
};

struct Gelu {
    static constexpr bool kFromOutput = false;
    static constexpr bool kFused = false;
    static constexpr double kInverseRoot2 = 0.70710678118654752440;
    static constexpr double kInverseRoot2Pi = 0.39894228040143267794;
    template <class T>
    static DENSA_INLINE Vec<T> value(Vec<T> z) { return T(0.5) * z * (T(1) + erf<T>(z * T(kInverseRoot2))); }
    template <class T>
    static DENSA_INLINE Vec<T> derivative(Vec<T> z) {
        return T(0.5) * (T(1) + erf<T>(z * T(kInverseRoot2))) + z * T(kInverseRoot2Pi) * exp<T>(T(-0.5) * z * z);
    }
};

struct GeluTanh {
    static constexpr bool kFromOutput = false;
    static constexpr bool kFused = false;
    static constexpr double kTwoRoot2OverPi = 2 * 0.79788456080286535588;
    static constexpr double kCubic = 0.044715;
    // (1 + tanh(u)) / 2 is sigmoid(2 u), which does not cancel for negative u.
    template <class T>
    static DENSA_INLINE Vec<T> gate(Vec<T> z) {
        return sigmoid<T>(T(kTwoRoot2OverPi) * (z + T(kCubic) * z * z * z));
    }
    template <class T>
    static DENSA_INLINE Vec<T> value(Vec<T> z) { return z * gate<T>(z); }
    template <class T>
    static DENSA_INLINE Vec<T> derivative(Vec<T> z) {
        const Vec<T> s = gate<T>(z);
        return s + z * s * (T(1) - s) * T(kTwoRoot2OverPi) * (T(1) + T(3 * kCubic) * z * z);
    }
};

struct Softplus {
    static constexpr bool kFromOutput = false;
    static constexpr bool kFused = false;
    template <class T>
    static DENSA_INLINE Vec<T> value(Vec<T> z) {
        return (z < T(0) ? Vec<T>{} : z) + log1p_unit<T>(exp<T>(-abs<T>(z)));
    }
    template <class T>
    static DENSA_INLINE Vec<T> derivative(Vec<T> z) { return sigmoid<T>(z); }
};

struct Softsign {
    static constexpr bool kFromOutput = false;
    static constexpr bool kFused = false;
    template <class T>
    static DENSA_INLINE Vec<T> value(Vec<T> z) { return z / (T(1) + abs<T>(z)); }
    template <class T>
    static DENSA_INLINE Vec<T> derivative(Vec<T> z) {
        const Vec<T> r = T(1) / (T(1) + abs<T>(z));
        return r * r;
    }
};

struct Mish {
    static constexpr bool kFromOutput = false;
    static constexpr bool kFused = false;
    // tanh(softplus(z)) = n / d; everything in w = e^-|z|, so that nothing overflows.
    template <class T>
    static DENSA_INLINE Vec<T> value(Vec<T> z) {
        const Vec<T> w = exp<T>(-abs<T>(z));
        const Vec<T> n = z < T(0) ? w * (w + T(2)) : T(1) + T(2) * w;
        const Vec<T> d = z < T(0) ? T(2) + w * (T(2) + w) : T(1) + T(2) * w * (T(1) + w);
        return z * (n / d);
    }
    template <class T>
    static DENSA_INLINE Vec<T> derivative(Vec<T> z) {
        const Vec<T> w = exp<T>(-abs<T>(z));
        const Vec<T> n = z < T(0) ? w * (w + T(2)) : T(1) + T(2) * w;
        const Vec<T> d = z < T(0) ? T(2) + w * (T(2) + w) : T(1) + T(2) * w * (T(1) + w);
        const Vec<T> u = z < T(0) ? T(1) + w : w * (T(1) + w);
        return n / d + z * (T(4) * u * u / (d * d)) * sigmoid<T>(z);
    }
};

struct HardSigmoid {
    static constexpr bool kFromOutput = false;
    static constexpr bool kFused = false;
    template <class T>
    static DENSA_INLINE Vec<T> value(Vec<T> z) {
        const Vec<T> y = z / T(6) + T(0.5);
        return z <= T(-3) ? Vec<T>{} : z >= T(3) ? broadcast(T(1)) : y;
    }
    template <class T>
    static DENSA_INLINE Vec<T> derivative(Vec<T> z) {
        return z <= T(-3) ? Vec<T>{} : z >= T(3) ? Vec<T>{} : broadcast(T(1 / 6.f));
    }
};

struct HardSwish {
    static constexpr bool kFromOutput = false;
    static constexpr bool kFused = false;
    template <class T>
    static DENSA_INLINE Vec<T> value(Vec<T> z) { return z * HardSigmoid::value<T>(z); }
    template <class T>
    static DENSA_INLINE Vec<T> derivative(Vec<T> z) {
        return z < T(-3) ? Vec<T>{} : z >= T(3) ? broadcast(T(1)) : z / T(3) + T(0.5);
    }
};

// A layer of a tiny network (tiny-inl.h): weights [units][inputs], and a vector of rows for everything else.
template <class T>
struct LaneProduct {
    const T* weight;
    const T* bias;  // [units]; null: none
    int64_t inputs, units;
    const T* x;     // [inputs][L]: what it reads; backward, what the derivatives of the layer below read
    T* y;           // [units][L]: outputs; backward, d loss / d pre-activations
    T* saved;       // [units][L]: what the derivative reads, maybe y itself; backward not used
    T* below;       // [inputs][L], backward only: receives d loss / d pre-activations of the layer below
};

// What a layer does with its activation.
template <class T>
struct ActivationPasses {
    bool from_output;
    bool fused;
    bool identity;
    // y = activation(z) for n numbers, a multiple of the vector size; z and y may be the same memory.
    void (*forward)(const T* z, T* y, int64_t n);
    // delta *= activation'(x), x the output or the pre-activation.
    void (*backward)(const T* x, T* delta, int64_t n);
    // Products with the activation, or a factor of its derivative, in the epilogue; without, unless fused.
    void (*multiply)(const PanelProduct<T>&);
    void (*multiply_backward)(const PanelProduct<T>&);
    void (*spread_backward)(const T* d, const T* w, T* below, const T* x, int64_t rows);
    // A layer of a tiny network, forward and, above one of this activation, backward.
    void (*forward_lanes)(const LaneProduct<T>&);
    void (*backward_lanes)(const LaneProduct<T>&);
};

template <class A, class T>
struct Passes {
    static void forward(const T* z, T* y, int64_t n) {
        for (int64_t i = 0; i < n; i += kLanes<T>) store<T>(y + i, A::template value<T>(load(z + i)));
    }
    static void backward(const T* x, T* delta, int64_t n) {
        for (int64_t i = 0; i < n; i += kLanes<T>)
            store<T>(delta + i, load(delta + i) * A::template derivative<T>(load(x + i)));
    }
    static void forward_lanes(const LaneProduct<T>& p) {
        constexpr int64_t L = kLanes<T>;
        for (int64_t u = 0; u < p.units; u++) {
            Vec<T> z = p.bias == nullptr ? Vec<T>{} : broadcast(p.bias[u]);
            for (int64_t i = 0; i < p.inputs; i++) z += p.weight[u * p.inputs + i] * load(p.x + i * L);
            const Vec<T> y = A::template value<T>(z);
            store<T>(p.saved + u * L, A::kFromOutput ? y : z);
            store<T>(p.y + u * L, y);
        }
    }
    static void backward_lanes(const LaneProduct<T>& p) {
        constexpr int64_t L = kLanes<T>;
        for (int64_t i = 0; i < p.inputs; i++) {
            Vec<T> d{};
            for (int64_t u = 0; u < p.units; u++) d += p.weight[u * p.inputs + i] * load(p.y + u * L);
            store<T>(p.below + i * L, d * A::template derivative<T>(load(p.x + i * L)));
        }
    }
};

template <class A, class T>
constexpr ActivationPasses<T> passes_of() {
    static_assert(A::kFromOutput || !A::kFused);
    constexpr bool identity = std::is_same_v<A, Identity>, plain = !A::kFused || identity;
    using Forward = std::conditional_t<plain, Plain, Value<A>>;
    using Backward = std::conditional_t<plain, Plain, TimesDerivative<A>>;
    return {
        A::kFromOutput,
        A::kFused,
        identity,
        Passes<A, T>::forward,
        Passes<A, T>::backward,
        multiply_panel<T, Forward>,
        multiply_panel<T, Backward>,
        spread_column<T, Backward>,
        Passes<A, T>::forward_lanes,
        Passes<A, T>::backward_lanes};
}

template <class T>
constexpr Named<ActivationPasses<T>> kActivations[] = {
    {"identity", passes_of<Identity, T>()},
    {"sigmoid", passes_of<Sigmoid, T>()},
    {"tanh", passes_of<Tanh, T>()},
    {"relu", passes_of<Relu, T>()},
    {"leaky_relu", passes_of<LeakyRelu, T>()},
    {"elu", passes_of<Elu, T>()},
    {"selu", passes_of<Selu, T>()},
    {"silu", passes_of<Silu, T>()},
    {"gelu", passes_of<Gelu, T>()},
    {"gelu_tanh", passes_of<GeluTanh, T>()},
    {"softplus", passes_of<Softplus, T>()},
    {"softsign", passes_of<Softsign, T>()},
    {"mish", passes_of<Mish, T>()},
    {"hard_sigmoid", passes_of<HardSigmoid, T>()},
    {"hard_swish", passes_of<HardSwish, T>()},
};

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
