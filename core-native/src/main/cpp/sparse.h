// The first layer on rows that are mostly zeros, as one-hot columns make them: only what is not zero is multiplied. A
// row is a list of entries (input, value), one a column of the data set, in the order of the inputs; so every sum has
// the terms of the dense product in the same order, less the zeros, and the same bits.

template <class T>
struct SparseRows {
    int64_t columns;   // entries of a row
    int32_t* input;    // [rows][columns]
    T* value;          // [rows][columns]; 0 for a level that is missing

    // The rows from one on.
    SparseRows from(int64_t row) const { return {columns, input + row * columns, value + row * columns}; }
};

// Whether the lists pay: from four inputs a column on, measured with 8 numbers and 8 columns of 10 levels.
template <class T>
bool pays_sparse(const InputLayer<T>& input) {
    return !input.plain && input.width >= 4 * input.columns;
}

// Lists the entries of a row of the data set as row r.
template <class T, class S>
DENSA_INLINE void list_entries(const InputLayer<T>& layer, const S* row, const SparseRows<T>& to, int64_t r) {
    int32_t* input = to.input + r * to.columns;
    T* value = to.value + r * to.columns;
    int32_t at = 0;
    for (int64_t c = 0; c < layer.columns; c++) {
        const int64_t levels = layer.levels[c];
        const int64_t level = levels == 0 ? 0 : static_cast<int64_t>(row[c]);
        input[c] = at + static_cast<int32_t>(level < 0 ? 0 : level);
        value[c] = levels == 0 ? static_cast<T>(row[c]) : level < 0 ? T(0) : T(1);
        at += static_cast<int32_t>(levels == 0 ? 1 : levels);
    }
}

// Through N output panels at once: y[r][:] = b[:] + sum_e value w[input][:].
template <class T, int N>
DENSA_INLINE void multiply_entries(
    const DenseLayer<T>& layer, const SparseRows<T>& x, int64_t panel, T* y, int64_t y_panel, int64_t rows) {
    const T* weight = layer.weight + panel * layer.panel_size();
    const T* bias = layer.bias + panel * kPanel<T>;
    for (int64_t r = 0; r < rows; r++) {
        Vec<T> tile[N][2];
        for (int p = 0; p < N; p++)
            for (int v = 0; v < 2; v++) tile[p][v] = load(bias + p * kPanel<T> + v * kLanes<T>);
        for (int64_t e = r * x.columns; e < (r + 1) * x.columns; e++) {
            const T value = x.value[e];
            const T* row = weight + x.input[e] * kPanel<T>;
            for (int p = 0; p < N; p++)
                for (int v = 0; v < 2; v++) tile[p][v] += value * load(row + p * layer.panel_size() + v * kLanes<T>);
        }
        for (int p = 0; p < N; p++)
            for (int v = 0; v < 2; v++) store<T>(y + p * y_panel + r * kPanel<T> + v * kLanes<T>, tile[p][v]);
    }
}

// The whole layer, as `forward` does it for rows in panels.
template <class T>
void forward_sparse(
    const DenseLayer<T>& layer, const SparseRows<T>& x, T* y, T* saved, int64_t y_panel, int64_t rows) {
    int64_t p = 0;
    for (; p + 4 <= layer.panels; p += 4) multiply_entries<T, 4>(layer, x, p, y + p * y_panel, y_panel, rows);
    for (; p < layer.panels; p++) multiply_entries<T, 1>(layer, x, p, y + p * y_panel, y_panel, rows);
    for (p = 0; p < layer.panels; p++) {
        T* keep = saved == nullptr ? nullptr : saved + p * y_panel;
        activate(layer.activation, y + p * y_panel, keep, rows * kPanel<T>, false);
    }
}

// The weight gradient of one output panel, [inputs][P]: g[input][:] += value d[r][:].
template <class T>
void gradient_sparse(const SparseRows<T>& x, const T* d, int64_t rows, T* g) {
    for (int64_t r = 0; r < rows; r++) {
        const Vec<T> low = load(d + r * kPanel<T>), high = load(d + r * kPanel<T> + kLanes<T>);
        for (int64_t e = r * x.columns; e < (r + 1) * x.columns; e++) {
            T* to = g + x.input[e] * kPanel<T>;
            store<T>(to, load(to) + x.value[e] * low);
            store<T>(to + kLanes<T>, load(to + kLanes<T>) + x.value[e] * high);
        }
    }
}
