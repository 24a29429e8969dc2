// Losses. Each elementwise struct holds the formulas of the Java record of the same name: the loss of one
// output o with target t, and its derivative. Softmax cross-entropy works on whole rows and has a function of its own.
// A new elementwise loss is one struct here and one line in kLosses.
//
// Outputs, targets and deltas are panels [outputs / panel][rows][panel]; a panel's columns beyond the outputs hold
// garbage in the outputs and must be 0 in the deltas. A single output is a column instead, one number a row.
#pragma once
#include <vector>

#include "kernels/named-inl.h"
#include "kernels/simd_math-inl.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

template <class T>
struct LossBatch {
    int64_t outputs;        // columns
    int64_t panel_stride;   // numbers from one panel to the next
    const T* settings;      // one an output, up to a whole panel: Huber's delta, quantile levels, label smoothing
    const T* output;        // first panel
    const T* target;        // panels as the outputs, even if all have the same; null for softmax
    const int32_t* labels;  // one class a row; for softmax
    const T* scale;         // per row: weight / (sum of the batch's weights)
    T* delta;               // receives scale * d loss / d output
    T* loss;                // receives each row's loss, not scaled
};

struct MeanSquaredError {
    template <class T>
    static DENSA_INLINE void at(Vec<T> o, Vec<T> t, Vec<T>, Vec<T>& value, Vec<T>& derivative) {
        const Vec<T> d = o - t;
        value = d * d;
        derivative = d + d;
    }
};

struct MeanAbsoluteError {
    template <class T>
    static DENSA_INLINE void at(Vec<T> o, Vec<T> t, Vec<T>, Vec<T>& value, Vec<T>& derivative) {
        const Vec<T> d = o - t;
        value = abs<T>(d);
        // A NaN is neither and stays.
        derivative = d > T(0) ? broadcast(T(1)) : d < T(0) ? broadcast(T(-1)) : d;
    }
};

struct Huber {
    template <class T>
    static DENSA_INLINE void at(Vec<T> o, Vec<T> t, Vec<T> setting, Vec<T>& value, Vec<T>& derivative) {
        const Vec<T> d = o - t;
        const Vec<T> a = abs<T>(d);
        value = a > setting ? setting * (a - T(0.5) * setting) : T(0.5) * d * d;
        derivative = d < -setting ? -setting : d > setting ? setting : d;
    }
};

struct Poisson {
    static constexpr double kMaxOutput = 20;
    template <class T>
    static DENSA_INLINE void at(Vec<T> o, Vec<T> t, Vec<T>, Vec<T>& value, Vec<T>& derivative) {
        const Vec<T> c = o > T(kMaxOutput) ? broadcast(T(kMaxOutput)) : o;
        const Vec<T> e = exp<T>(c);
        value = e - t * c;
        derivative = o > T(kMaxOutput) ? Vec<T>{} : e - t;
    }
};

// For outputs that are logarithms: kept within -20 to 20; a NaN stays.
template <class T>
DENSA_INLINE Vec<T> clamp_logarithm(Vec<T> o) {
    return o > T(20) ? broadcast(T(20)) : o < T(-20) ? broadcast(T(-20)) : o;
}

// 0 where the output was clamped.
template <class T>
DENSA_INLINE Vec<T> clamped_derivative(Vec<T> o, Vec<T> derivative) {
    return abs<T>(o) > T(20) ? Vec<T>{} : derivative;
}

struct Gamma {
    template <class T>
    static DENSA_INLINE void at(Vec<T> o, Vec<T> t, Vec<T>, Vec<T>& value, Vec<T>& derivative) {
        const Vec<T> c = clamp_logarithm<T>(o);
        const Vec<T> ratio = t * exp<T>(-c);
        value = ratio + c;
        derivative = clamped_derivative<T>(o, T(1) - ratio);
    }
};

// The setting is the power.
struct Tweedie {
    template <class T>
    static DENSA_INLINE void at(Vec<T> o, Vec<T> t, Vec<T> setting, Vec<T>& value, Vec<T>& derivative) {
        const Vec<T> c = clamp_logarithm<T>(o);
        const Vec<T> up = T(2) - setting, down = T(1) - setting;
        const Vec<T> rise = exp<T>(up * c), fall = t * exp<T>(down * c);
        value = rise / up - fall / down;
        derivative = clamped_derivative<T>(o, rise - fall);
    }
};

// The setting is the output's level.
struct Quantile {
    template <class T>
    static DENSA_INLINE void at(Vec<T> o, Vec<T> t, Vec<T> setting, Vec<T>& value, Vec<T>& derivative) {
        const Vec<T> d = t - o;
        const Vec<T> over = setting * d, under = (setting - T(1)) * d;
        value = over > under ? over : under;
        // A NaN is neither and stays.
        derivative = d > T(0) ? -setting : d < T(0) ? T(1) - setting : d;
    }
};

struct BinaryCrossEntropy {
    template <class T>
    static DENSA_INLINE void at(Vec<T> o, Vec<T> t, Vec<T> setting, Vec<T>& value, Vec<T>& derivative) {
        const Vec<T> q = t * (T(1) - setting) + T(0.5) * setting;
        value = (o < T(0) ? Vec<T>{} : o) + log1p_unit<T>(exp<T>(-abs<T>(o))) - q * o;
        derivative = sigmoid<T>(o) - q;
    }
};

// Which lanes of a row's vector v are outputs.
template <class T>
DENSA_INLINE Int<T> inside_row(int64_t outputs, int64_t v) {
    return lane_numbers<T>() < static_cast<typename Lanes<T>::IntElement>(outputs - v * kLanes<T>);
}

// Zeroes the second vector of a row's last panel if outputs reach only into the first.
template <class T>
DENSA_INLINE void clear_padding(T* row, int64_t panel_stride, int64_t vectors) {
    if (vectors % 2 != 0) store<T>(row + vectors / 2 * panel_stride + kLanes<T>, Vec<T>{});
}

// Rows [begin, end) of an elementwise loss: the mean over a row's outputs.
template <class L, class T>
void elementwise_loss(const LossBatch<T>& b, int64_t begin, int64_t end) {
    constexpr int lanes = kLanes<T>;
    const int64_t vectors = (b.outputs + lanes - 1) / lanes;
    const double per_output = 1.0 / b.outputs;
    for (int64_t row = begin; row < end; row++) {
        const T scale = b.scale[row] * static_cast<T>(per_output);
        double sum = 0;
        for (int64_t v = 0; v < vectors; v++) {
            const int64_t at = v / 2 * b.panel_stride + row * kPanel<T> + v % 2 * lanes;
            const int64_t left = b.outputs - v * lanes;
            Vec<T> value, derivative;
            L::template at<T>(
                load(b.output + at), load(b.target + at), load(b.settings + v * lanes), value, derivative);
            store<T>(b.delta + at, inside_row<T>(b.outputs, v) ? derivative * scale : Vec<T>{});
            sum += ordered_sum<T>(value, left < lanes ? static_cast<int>(left) : lanes);
        }
        clear_padding<T>(b.delta + row * kPanel<T>, b.panel_stride, vectors);
        b.loss[row] = static_cast<T>(sum * per_output);
    }
}

// The same for a single output; may write on to the end of the last vector.
template <class L, class T>
void column_loss(const LossBatch<T>& b, int64_t begin, int64_t end) {
    const Vec<T> setting = broadcast(b.settings[0]);
    for (int64_t row = begin; row < end; row += kLanes<T>) {
        Vec<T> value, derivative;
        L::template at<T>(load(b.output + row), load(b.target + row), setting, value, derivative);
        store<T>(b.delta + row, derivative * load(b.scale + row));
        store<T>(b.loss + row, value);
    }
}

// Rows [begin, end) of softmax cross-entropy with label smoothing.
template <class T>
void softmax_loss(const LossBatch<T>& b, int64_t begin, int64_t end) {
    constexpr int lanes = kLanes<T>;
    const int64_t vectors = (b.outputs + lanes - 1) / lanes;
    const T smoothing = b.settings[0];
    const T per_class = smoothing / static_cast<T>(b.outputs);
    for (int64_t row = begin; row < end; row++) {
        const T* output = b.output + row * kPanel<T>;
        T* delta = b.delta + row * kPanel<T>;
        const auto at = [&](int64_t v) DENSA_LAMBDA { return v / 2 * b.panel_stride + v % 2 * lanes; };
        T max = output[0];
        for (int64_t v = 0; v < vectors; v++) {
            const Vec<T> o = inside_row<T>(b.outputs, v) ? load(output + at(v)) : broadcast(max);
            for (int i = 0; i < lanes; i++) max = o[i] <= max ? max : o[i];
        }
        double sum = 0, mean = 0;
        for (int64_t v = 0; v < vectors; v++) {
            const Vec<T> o = inside_row<T>(b.outputs, v) ? load(output + at(v)) : Vec<T>{};
            const Vec<T> e = inside_row<T>(b.outputs, v) ? exp<T>(o - max) : Vec<T>{};
            store<T>(delta + at(v), e);
            sum += ordered_sum<T>(e, lanes);
            mean += ordered_sum<T>(o, lanes);
        }
        mean /= b.outputs;
        const T scale = b.scale[row];
        const T inverse = static_cast<T>(1 / sum);
        for (int64_t v = 0; v < vectors; v++) {
            const Vec<T> d = (load(delta + at(v)) * inverse - per_class) * scale;
            store<T>(delta + at(v), inside_row<T>(b.outputs, v) ? d : Vec<T>{});
        }
        clear_padding<T>(delta, b.panel_stride, vectors);
        const int64_t label = b.labels[row];
        const int64_t place = label / kPanel<T> * b.panel_stride + label % kPanel<T>;
        delta[place] -= (T(1) - smoothing) * scale;
        b.loss[row] = static_cast<T>(
            __builtin_log(sum) + max - (T(1) - smoothing) * output[place] - smoothing * mean);
    }
}

// Writes one setting an output: those of the plan, its only one again and again, or 0 if it has none.
template <class T>
void spread_settings(const std::vector<double>& settings, int64_t outputs, T* to) {
    const int64_t count = static_cast<int64_t>(settings.size());
    for (int64_t o = 0; o < outputs && count > 0; o++) to[o] = static_cast<T>(settings[count == 1 ? 0 : o]);
}

template <class T>
struct LossPass {
    bool softmax;
    void (*rows)(const LossBatch<T>&, int64_t begin, int64_t end);
    void (*column)(const LossBatch<T>&, int64_t begin, int64_t end);  // null for softmax
};

template <class L, class T>
constexpr LossPass<T> pass_of() {
    return {false, elementwise_loss<L, T>, column_loss<L, T>};
}

template <class T>
constexpr Named<LossPass<T>> kLosses[] = {
    {"mean_squared_error", pass_of<MeanSquaredError, T>()},
    {"mean_absolute_error", pass_of<MeanAbsoluteError, T>()},
    {"huber", pass_of<Huber, T>()},
    {"poisson", pass_of<Poisson, T>()},
    {"gamma", pass_of<Gamma, T>()},
    {"tweedie", pass_of<Tweedie, T>()},
    {"quantile", pass_of<Quantile, T>()},
    {"binary_cross_entropy", pass_of<BinaryCrossEntropy, T>()},
    {"softmax_cross_entropy", {true, softmax_loss<T>, nullptr}},
};

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
