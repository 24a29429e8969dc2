// What training and prediction share: the gather of rows into panels, the dense layers in panels, and the forward pass
// over a block of rows.
#pragma once
#include <type_traits>

#include "border/dataset_view.h"
#include "border/plan.h"
#include "kernels/activation-inl.h"
#include "runtime/arena.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

// ---- counter-based random numbers for dropout: the same masks in Java (DropoutMask.java), whatever the threads ----

DENSA_INLINE uint64_t mix(uint64_t x) {  // the finaliser of SplitMix64 (Steele et al. 2014)
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

// Key of one row's mask: of the layer that reads it, in one step.
DENSA_INLINE uint32_t mask_key(uint64_t seed, int64_t step, int64_t layer, int64_t row) {
    const uint64_t of_step = mix(seed + 0x9E3779B97F4A7C15u * static_cast<uint64_t>(step + 1));
    const uint64_t of_layer = of_step + static_cast<uint64_t>(layer);
    return static_cast<uint32_t>(mix(mix(of_layer) + 0x9E3779B97F4A7C15u * static_cast<uint64_t>(row)) >> 32);
}

template <class T>
struct DropoutRate {
    typename Lanes<T>::IntElement threshold;
    T scale;
    explicit DropoutRate(double rate)
        : threshold(static_cast<typename Lanes<T>::IntElement>(rate * (1 << 16))), scale(T(1 / (1 - rate))) {}
};

// 32 random bits serve two units, 16 bits each: unit u, whose number lacks bit kMaskPair, takes the low half, and unit
// u + kMaskPair the high half. So a vector of units shares its bits with the vector kMaskPair units further on.
constexpr int64_t kMaskPair = 16;

template <class T>
DENSA_INLINE typename Lanes<T>::Unsigned mask_bits(
    typename Lanes<T>::Unsigned keys, typename Lanes<T>::Unsigned units) {
    using U = typename Lanes<T>::Unsigned;
    typedef decltype(U{}[0] + 0) E;
    const U low = U{} + E(0xFFFFFFFFu);
    U h = units * E(0x9E3779B9u) + keys;
    h &= low;
    h ^= h >> 16;
    h = (h * E(0x7FEB352Du)) & low;
    h ^= h >> 15;
    h = (h * E(0x846CA68Bu)) & low;
    return h ^ h >> 16;
}

// 0 where a value is dropped, `scale` where it is kept.
template <class T>
DENSA_INLINE Vec<T> mask(typename Lanes<T>::Unsigned bits, bool second, DropoutRate<T> rate) {
    const Int<T> draw = reinterpret_cast<Int<T>>(second ? bits >> 16 : bits & 0xFFFF);
    return draw >= rate.threshold ? broadcast(rate.scale) : Vec<T>{};
}

struct DropoutSettings {
    uint64_t seed = 0;
    int64_t step = 0;
    int64_t first_row = 0;  // of the block, within its batch
};

// Applies the mask of what `layer` reads to rows x panels, in place.
template <class T>
void drop(
    T* x, int64_t panel_stride, int64_t panels, int64_t rows, double rate, int64_t layer, const DropoutSettings& d) {
    using U = typename Lanes<T>::Unsigned;
    static_assert(kLanes<T> <= kMaskPair && kMaskPair % kLanes<T> == 0, "a vector of units lies in one half of a pair");
    constexpr int64_t kKeys = 64, kVectors = kMaskPair / kLanes<T>;  // vectors from a unit to the other one of its pair
    const DropoutRate<T> dropout(rate);
    uint32_t keys[kKeys];
    for (int64_t first = 0; first < rows; first += kKeys) {
        const int64_t last = first + kKeys < rows ? first + kKeys : rows;
        for (int64_t row = first; row < last; row++)
            keys[row - first] = mask_key(d.seed, d.step, layer, d.first_row + row);
        for (int64_t v = 0; v < 2 * panels; v += v % kVectors == kVectors - 1 ? 1 + kVectors : 1) {
            U units{};
            for (int i = 0; i < kLanes<T>; i++) units[i] = static_cast<uint32_t>(v * kLanes<T> + i);
            const int64_t second = v + kVectors;
            T* at = x + v / 2 * panel_stride + v % 2 * kLanes<T>;
            T* at_second = second < 2 * panels ? x + second / 2 * panel_stride + second % 2 * kLanes<T> : nullptr;
            for (int64_t row = first; row < last; row++) {
                const U bits = mask_bits<T>(U{} + keys[row - first], units);
                T* value = at + row * kPanel<T>;
                store<T>(value, load(value) * mask<T>(bits, false, dropout));
                if (at_second == nullptr) continue;
                value = at_second + row * kPanel<T>;
                store<T>(value, load(value) * mask<T>(bits, true, dropout));
            }
        }
    }
}

// ---- input layer ----

// Rows between the one that is gathered and the one that is asked for from memory.
constexpr int64_t kRowsAhead = 16;

// Asks for a row: of the nearest cache, or of the second one where it will be needed later.
template <int locality>
DENSA_INLINE void prefetch(const DatasetView& data, const char* row) {
    for (int64_t at = 0; at < data.row_bytes; at += 64) __builtin_prefetch(row + at, 0, locality);
}

// A vector's worth of numbers, `left` of which are there; zero beyond.
template <class T, class S>
DENSA_INLINE void copy_first(const S* from, int64_t left, T* to) {
    if constexpr (std::is_same_v<S, T>) {
        if (left >= kLanes<T>) {
            store<T>(to, load(from));
        } else {
            store<T>(to, load_first(from, left < 0 ? 0 : left));
        }
    } else {
        for (int i = 0; i < kLanes<T>; i++) to[i] = i < left ? static_cast<T>(from[i]) : T(0);
    }
}

// How rows of a data set become panels of inputs.
template <class T>
struct InputLayer {
    int64_t columns = 0;
    int64_t width = 0;
    int64_t piecewise = 0;             // columns that are encoded piecewise linearly
    int64_t bins = 0;                  // of all of them
    bool plain = true;                 // every column is a number
    int64_t* kinds = nullptr;          // per column: 0 a number, n > 0 one-hot levels, n < 0 bins

    // Takes room for the kinds, then reads them.
    void take_kinds(Arena& arena, const Plan& plan) { arena.take(kinds, static_cast<int64_t>(plan.inputs.size())); }
    void read_kinds(const Plan& plan) {
        columns = static_cast<int64_t>(plan.inputs.size());
        width = plan.input_width();
        for (int64_t c = 0; c < columns; c++) {
            kinds[c] = plan.inputs[c];
            plain = plain && kinds[c] == 0;
            if (kinds[c] < 0) {
                piecewise++;
                bins -= kinds[c];
            }
        }
    }

    int64_t panels() const { return (width + kPanel<T> - 1) / kPanel<T>; }
    // Panels of one number a column.
    int64_t column_panels() const { return (columns + kPanel<T> - 1) / kPanel<T>; }
    // Sums of a piecewise column's weights: over none of its bins, the first, the first two, to all of them.
    int64_t sums() const { return bins + piecewise; }

    // Writes one row at `out`, panels `panel_stride` apart. Inputs of a column are multiplied by its factor, if there
    // are factors, which those of plain columns never have.
    template <class S>
    void expand(const S* row, const T* factors, T* out, int64_t panel_stride) const {
        if (plain) {
            for (int64_t c = 0; c < columns; c += kPanel<T>) {
                copy_first(row + c, columns - c, out);
                copy_first(row + c + kLanes<T>, columns - c - kLanes<T>, out + kLanes<T>);
                out += panel_stride;
            }
            return;
        }
        for (int64_t p = 0; p < panels(); p++) {
            store<T>(out + p * panel_stride, Vec<T>{});
            store<T>(out + p * panel_stride + kLanes<T>, Vec<T>{});
        }
        int64_t at = 0;
        for (int64_t c = 0; c < columns; c++) {
            const T factor = factors == nullptr ? T(1) : factors[c];
            const auto place = [&](int64_t input) DENSA_LAMBDA {
                return input / kPanel<T> * panel_stride + input % kPanel<T>;
            };
            if (kinds[c] == 0) {
                out[place(at)] = factor * static_cast<T>(row[c]);
                at++;
            } else if (kinds[c] > 0) {
                const int64_t level = static_cast<int64_t>(row[c]);
                if (level >= 0) out[place(at + level)] = factor;
                at += kinds[c];
            } else {
                // Whole bins below the value are 1, the one it is in holds the rest of it.
                const int64_t whole = static_cast<int64_t>(row[c]);
                for (int64_t b = 0; b < whole; b++) out[place(at + b)] = factor;
                if (whole < -kinds[c])
                    out[place(at + whole)] = factor * static_cast<T>(row[c] - static_cast<S>(whole));
                at -= kinds[c];
            }
        }
    }
};

// ---- dense layers ----

template <class T>
struct DenseLayer {
    int64_t inputs, units;
    bool column;           // the network's only output: weights lie as activations do, outputs one after another
    int64_t panels;        // of outputs
    bool has_bias;
    double dropout;        // of what it reads; of the columns of the data set, if it is the first
    ActivationPasses<T> activation;
    T* weight;             // [panels][inputs][P], or [panels of inputs][P] of a column
    T* bias;               // [panels][P]; zero if there is none

    int64_t input_panels() const { return (inputs + kPanel<T> - 1) / kPanel<T>; }
    int64_t panel_size() const { return inputs * kPanel<T>; }
    int64_t weight_size() const { return column ? input_panels() * kPanel<T> : panels * panel_size(); }
    int64_t bias_size() const { return panels * kPanel<T>; }
    int64_t parameters() const { return units * inputs + (has_bias ? units : 0); }
    // Numbers of its outputs for so many rows.
    int64_t output_size(int64_t rows) const { return column ? rows : panels * rows * kPanel<T>; }
    // From one row of outputs to the next.
    int64_t row_stride() const { return column ? 1 : kPanel<T>; }
    // Where weight [unit][input] lies.
    int64_t place(int64_t unit, int64_t input) const {
        return column ? input : unit / kPanel<T> * panel_size() + input * kPanel<T> + unit % kPanel<T>;
    }
};

// Canonical [units x inputs] to and from panels.
template <class T>
void pack(const DenseLayer<T>& layer, const double* from, T* weight, T* bias) {
    for (int64_t u = 0; u < layer.units; u++)
        for (int64_t i = 0; i < layer.inputs; i++) weight[layer.place(u, i)] = static_cast<T>(*from++);
    if (layer.has_bias)
        for (int64_t u = 0; u < layer.units; u++) bias[u] = static_cast<T>(*from++);
}

template <class T>
void unpack(const DenseLayer<T>& layer, const T* weight, const T* bias, double* to) {
    for (int64_t u = 0; u < layer.units; u++)
        for (int64_t i = 0; i < layer.inputs; i++) *to++ = weight[layer.place(u, i)];
    if (layer.has_bias)
        for (int64_t u = 0; u < layer.units; u++) *to++ = bias[u];
}

// Copies `inputs` (at most a vector) rows of a weight panel, [inputs][P], to columns: `units` rows of a transposed
// panel.
template <class T>
void transpose_block(const T* from, int64_t inputs, T* to, int64_t units) {
    for (int64_t u = 0; u < units; u += kLanes<T>) {
        Vec<T> square[kLanes<T>];
        for (int i = 0; i < kLanes<T>; i++) square[i] = i < inputs ? load(from + i * kPanel<T> + u) : Vec<T>{};
        transpose_square<T>(square);
        for (int i = 0; i < kLanes<T> && u + i < units; i++) store<T>(to + (u + i) * kPanel<T>, square[i]);
    }
}

// Turns n pre-activations into outputs, unless they are `activated` already, and keeps what the derivative needs if
// `saved` is not null.
template <class T>
DENSA_INLINE void activate(const ActivationPasses<T>& activation, T* y, T* saved, int64_t n, bool activated) {
    if (saved != nullptr && !activation.from_output) __builtin_memcpy(saved, y, n * sizeof(T));
    if (!activated) activation.forward(y, y, n);
    if (saved != nullptr && activation.from_output) __builtin_memcpy(saved, y, n * sizeof(T));
}

// One layer over a block of rows: y = activation(x W + b). `saved`, if not null, receives what the derivative needs:
// the output before any dropout, or the pre-activation. Panels of y and saved are `y_panel` apart.
template <class T>
void forward(
    const DenseLayer<T>& layer, const Matrix<T>& x, T* y, T* saved, int64_t y_panel, int64_t rows) {
    const ActivationPasses<T>& activation = layer.activation;
    const auto finish = [&](T* out, int64_t panel, int64_t numbers, bool activated) DENSA_LAMBDA {
        activate(activation, out, saved == nullptr ? nullptr : saved + panel * y_panel, numbers, activated);
    };
    if (layer.column) {
        multiply_column<T>(x.data, x.panel, layer.weight, layer.input_panels(), layer.bias[0], y, rows);
        finish(y, 0, (rows + kLanes<T> - 1) / kLanes<T> * kLanes<T>, false);
        return;
    }
    int64_t p = 0;
    if (rows == 1) {
        for (; p + 4 <= layer.panels; p += 4) {
            multiply_row_by_four<T>(
                x, layer.weight + p * layer.panel_size(), layer.inputs, layer.bias + p * kPanel<T>,
                y + p * y_panel, y_panel);
            for (int i = 0; i < 4; i++) finish(y + (p + i) * y_panel, p + i, kPanel<T>, false);
        }
    }
    by_slices(layer.inputs, p, layer.panels, [&](int64_t panel, int64_t begin, int64_t end) DENSA_LAMBDA {
        T* out = y + panel * y_panel;
        activation.multiply(
            {x, layer.weight + panel * layer.panel_size(), layer.inputs, begin, end, layer.bias + panel * kPanel<T>,
             out, out, rows, layer.units - panel * kPanel<T>});
        if (end == layer.inputs) finish(out, panel, rows * kPanel<T>, activation.fused);
    });
}

// The layers of a plan, their weights in an arena.
template <class T>
struct Layers {
    InputLayer<T> input;
    DenseLayer<T>* dense = nullptr;
    int64_t count = 0;
    int64_t parameters = 0;
    Arena shapes;

    // Reads the shapes; the weights come with take_weights. Returns false for an unknown activation.
    bool read(const Plan& plan, bool& out_of_memory) {
        count = static_cast<int64_t>(plan.layers.size());
        for (int pass = 0; pass < 2; pass++) {
            if (pass == 1 && !shapes.allocate()) {
                out_of_memory = true;
                return false;
            }
            shapes.take(dense, count);
            input.take_kinds(shapes, plan);
        }
        input.read_kinds(plan);
        int64_t width = input.width;
        for (int64_t l = 0; l < count; l++) {
            const DensePlan& from = plan.layers[l];
            DenseLayer<T>& layer = dense[l];
            layer.inputs = width;
            layer.units = from.units;
            layer.panels = (from.units + kPanel<T> - 1) / kPanel<T>;
            layer.column = l == count - 1 && from.units == 1 && plan.loss != "softmax_cross_entropy";
            layer.has_bias = from.bias;
            layer.dropout = from.dropout;
            if (!find(kActivations<T>, from.activation.c_str(), layer.activation)) return false;
            width = from.units;
            parameters += layer.parameters();
        }
        return true;
    }

    void take_weights(Arena& arena) {
        for (int64_t l = 0; l < count; l++) {
            arena.take(dense[l].weight, dense[l].weight_size());
            arena.take(dense[l].bias, dense[l].bias_size());
        }
    }

    void write_parameters(const double* values) {
        for (int64_t l = 0; l < count; l++) {
            pack(dense[l], values, dense[l].weight, dense[l].bias);
            values += dense[l].parameters();
        }
    }

    void read_parameters(double* out) const {
        for (int64_t l = 0; l < count; l++) {
            unpack(dense[l], dense[l].weight, dense[l].bias, out);
            out += dense[l].parameters();
        }
    }
};

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
