// What training and prediction share: the gather of rows into panels, the dense layers in panels, and the forward pass
// over a block of rows.

// ---- counter-based random numbers for dropout: the same masks in Java (DropoutMask.java), whatever the threads ----

DENSA_INLINE uint64_t mix(uint64_t x) {  // the finaliser of SplitMix64 (Steele et al. 2014)
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

// Key of one row's mask: of the layer that reads it, in one step.
DENSA_INLINE uint32_t mask_key(uint64_t seed, int64_t step, int64_t layer, int64_t row) {
    const uint64_t of_layer = mix(seed + 0x9E3779B97F4A7C15u * static_cast<uint64_t>(step + 1)) + static_cast<uint64_t>(layer);
    return static_cast<uint32_t>(mix(mix(of_layer) + 0x9E3779B97F4A7C15u * static_cast<uint64_t>(row)) >> 32);
}

// 0 where a value is dropped, `scale` where it is kept, for the units unit, unit + 1, ...
template <class T>
DENSA_INLINE Vec<T> mask(uint32_t key, int64_t unit, int64_t threshold, T scale) {
    using U = typename Lanes<T>::Unsigned;
    typedef decltype(U{}[0] + 0) E;
    const U low = U{} + E(0xFFFFFFFFu);
    U h = (reinterpret_cast<U>(lane_numbers<T>()) + E(static_cast<uint32_t>(unit))) * E(0x9E3779B9u) + E(key);
    h &= low;
    h ^= h >> 16;
    h = (h * E(0x7FEB352Du)) & low;
    h ^= h >> 15;
    h = (h * E(0x846CA68Bu)) & low;
    h ^= h >> 16;
    const Int<T> draw = reinterpret_cast<Int<T>>(h >> 8);
    return draw >= static_cast<typename Lanes<T>::IntElement>(threshold) ? broadcast(scale) : Vec<T>{};
}

struct DropoutSettings {
    bool on = false;
    uint64_t seed = 0;
    int64_t step = 0;
    int64_t first_row = 0;  // of the block, within its batch
};

// Applies the mask of what `layer` reads to rows x panels, in place.
template <class T>
void drop(T* x, int64_t panel_stride, int64_t panels, int64_t rows, double rate, int64_t layer, const DropoutSettings& d) {
    const int64_t threshold = static_cast<int64_t>(rate * (1 << 24));
    const T scale = T(1 / (1 - rate));
    for (int64_t row = 0; row < rows; row++) {
        const uint32_t key = mask_key(d.seed, d.step, layer, d.first_row + row);
        for (int64_t p = 0; p < panels; p++) {
            for (int v = 0; v < 2; v++) {
                T* at = x + p * panel_stride + row * kPanel<T> + v * kLanes<T>;
                store<T>(at, load(at) * mask<T>(key, p * kPanel<T> + v * kLanes<T>, threshold, scale));
            }
        }
    }
}

// ---- input layer ----

// How rows of a data set become panels of inputs.
template <class T>
struct InputLayer {
    int64_t columns = 0;
    int64_t width = 0;
    bool plain = true;                 // every column is a number
    const int64_t* levels = nullptr;   // per column: 0 for a number, else its one-hot levels

    int64_t panels() const { return (width + kPanel<T> - 1) / kPanel<T>; }

    // Writes one row at `out`, panels `panel_stride` apart.
    template <class S>
    void expand(const S* row, T* out, int64_t panel_stride) const {
        if (plain) {
            for (int64_t c = 0; c < columns; c += kPanel<T>) {
                const int64_t count = columns - c < kPanel<T> ? columns - c : kPanel<T>;
                for (int64_t i = 0; i < count; i++) out[i] = static_cast<T>(row[c + i]);
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
            if (levels[c] == 0) {
                out[at / kPanel<T> * panel_stride + at % kPanel<T>] = static_cast<T>(row[c]);
                at++;
            } else {
                const int64_t level = static_cast<int64_t>(row[c]);
                const int64_t input = at + level;
                if (level >= 0) out[input / kPanel<T> * panel_stride + input % kPanel<T>] = T(1);
                at += levels[c];
            }
        }
    }
};

// ---- dense layers ----

template <class T>
struct DenseLayer {
    int64_t inputs, units;
    int64_t panels;        // of outputs
    bool has_bias;
    double dropout;        // of what it reads
    ActivationPasses<T> activation;
    T* weight;             // [panels][inputs][P]
    T* bias;               // [panels][P]; zero if there is none

    int64_t panel_size() const { return inputs * kPanel<T>; }
    int64_t weight_size() const { return panels * panel_size(); }
    int64_t bias_size() const { return panels * kPanel<T>; }
    int64_t parameters() const { return units * inputs + (has_bias ? units : 0); }
};

// Canonical [units x inputs] to and from panels.
template <class T>
void pack(const DenseLayer<T>& layer, const double* from, T* weight, T* bias) {
    for (int64_t u = 0; u < layer.units; u++) {
        T* column = weight + u / kPanel<T> * layer.panel_size() + u % kPanel<T>;
        for (int64_t i = 0; i < layer.inputs; i++) column[i * kPanel<T>] = static_cast<T>(*from++);
    }
    if (layer.has_bias)
        for (int64_t u = 0; u < layer.units; u++) bias[u] = static_cast<T>(*from++);
}

template <class T>
void unpack(const DenseLayer<T>& layer, const T* weight, const T* bias, double* to) {
    for (int64_t u = 0; u < layer.units; u++) {
        const T* column = weight + u / kPanel<T> * layer.panel_size() + u % kPanel<T>;
        for (int64_t i = 0; i < layer.inputs; i++) *to++ = column[i * kPanel<T>];
    }
    if (layer.has_bias)
        for (int64_t u = 0; u < layer.units; u++) *to++ = bias[u];
}

// One layer over a block of rows: y = activation(x W + b). `saved`, if not null, receives what the derivative needs:
// the output before any dropout, or the pre-activation. Panels of y and saved are `y_panel` apart.
template <class T>
void forward(
    const DenseLayer<T>& layer, const T* x, int64_t x_panel, T* y, T* saved, int64_t y_panel, int64_t rows) {
    int64_t p = 0;
    if (rows == 1) {
        for (; p + 4 <= layer.panels; p += 4) {
            multiply_row_by_four<T>(
                x, x_panel, layer.weight + p * layer.panel_size(), layer.inputs, layer.bias + p * kPanel<T>,
                y + p * y_panel, y_panel);
        }
    }
    for (; p < layer.panels; p++) {
        multiply_panel<T>(
            x, x_panel, layer.weight + p * layer.panel_size(), layer.inputs, layer.bias + p * kPanel<T>,
            y + p * y_panel, rows, layer.units - p * kPanel<T>);
    }
    const int64_t numbers = rows * kPanel<T>;
    const ActivationPasses<T>& activation = layer.activation;
    for (p = 0; p < layer.panels; p++) {
        T* out = y + p * y_panel;
        T* keep = saved == nullptr ? nullptr : saved + p * y_panel;
        if (keep != nullptr && !activation.from_output) __builtin_memcpy(keep, out, numbers * sizeof(T));
        if (!activation.identity) activation.forward(out, out, numbers);
        if (keep != nullptr && activation.from_output) __builtin_memcpy(keep, out, numbers * sizeof(T));
    }
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
        input.columns = static_cast<int64_t>(plan.inputs.size());
        input.width = plan.input_width();
        int64_t* levels = nullptr;
        for (int pass = 0; pass < 2; pass++) {
            if (pass == 1 && !shapes.allocate()) {
                out_of_memory = true;
                return false;
            }
            shapes.take(dense, count);
            shapes.take(levels, input.columns);
        }
        for (int64_t c = 0; c < input.columns; c++) {
            levels[c] = plan.inputs[c];
            input.plain = input.plain && levels[c] == 0;
        }
        input.levels = levels;
        int64_t width = input.width;
        for (int64_t l = 0; l < count; l++) {
            const DensePlan& from = plan.layers[l];
            DenseLayer<T>& layer = dense[l];
            layer.inputs = width;
            layer.units = from.units;
            layer.panels = (from.units + kPanel<T> - 1) / kPanel<T>;
            layer.has_bias = from.bias;
            layer.dropout = from.dropout;
            if (!find_activation<T>(from.activation.c_str(), layer.activation)) return false;
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
