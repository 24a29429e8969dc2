// The first layer on rows that are mostly zeros or ones, as one-hot columns and piecewise linear encodings make them.
//
// A row is a list of entries (input, value), one a column of the data set, in the order of the inputs: a number, the
// level that is 1, or the one bin that holds a fraction. The bins before that one are all 1, so a column adds their
// weights' sum, which is kept for every number of bins: sums [panels][sums][P]. A column of 64 bins costs two rows of
// weights instead of 64.

template <class T>
struct SparseRows {
    int64_t columns;    // entries of a row
    int64_t piecewise;  // sums of a row
    int32_t* input;     // [rows][columns]
    T* value;           // [rows][columns]; 0 for a level that is missing
    int32_t* sum;       // [rows][piecewise]
    T sum_factor = T(1);  // of all sums

    // The rows from one on.
    SparseRows from(int64_t row) const {
        return {columns, piecewise, input + row * columns, value + row * columns, sum + row * piecewise, sum_factor};
    }
};

// Whether the lists pay: from four inputs an entry on, measured with 8 numbers and 8 columns of 10 levels.
template <class T>
bool pays_sparse(const InputLayer<T>& input) {
    return !input.plain && input.width >= 4 * (input.columns + input.piecewise);
}

// Lists the entries of a row of the data set as row r. Values are multiplied by the factor of their column, if there are
// factors; of a column whose factor is 0, the sum over none of its bins is taken.
template <class T, class S>
DENSA_INLINE void list_entries(
    const InputLayer<T>& layer, const S* row, const T* factors, const SparseRows<T>& to, int64_t r) {
    int32_t* input = to.input + r * to.columns;
    T* value = to.value + r * to.columns;
    int32_t* sum = to.sum + r * to.piecewise;
    int32_t at = 0, sums = 0;
    for (int64_t c = 0; c < layer.columns; c++) {
        const int32_t kind = static_cast<int32_t>(layer.kinds[c]);
        const T factor = factors == nullptr ? T(1) : factors[c];
        const int32_t whole = kind == 0 ? 0 : static_cast<int32_t>(row[c]);
        if (kind == 0) {
            input[c] = at;
            value[c] = factor * static_cast<T>(row[c]);
            at++;
        } else if (kind > 0) {
            input[c] = at + (whole < 0 ? 0 : whole);
            value[c] = whole < 0 ? T(0) : factor;
            at += kind;
        } else {
            input[c] = at + (whole < -kind ? whole : -kind - 1);
            value[c] = whole < -kind ? factor * static_cast<T>(row[c] - static_cast<S>(whole)) : T(0);
            *sum++ = factor == T(0) ? sums : sums + whole;
            at -= kind;
            sums += 1 - kind;
        }
    }
}

// Refreshes the sums of one output panel.
template <class T>
void sum_bins(const InputLayer<T>& input, const DenseLayer<T>& layer, int64_t panel, T* all_sums) {
    const T* weight = layer.weight + panel * layer.panel_size();
    T* sums = all_sums + panel * input.sums() * kPanel<T>;
    for (int64_t c = 0; c < input.columns && input.piecewise > 0; c++) {
        Vec<T> low{}, high{};
        for (int64_t b = 0; b < -input.kinds[c]; b++) {
            store<T>(sums, low);
            store<T>(sums + kLanes<T>, high);
            low += load(weight + b * kPanel<T>);
            high += load(weight + b * kPanel<T> + kLanes<T>);
            sums += kPanel<T>;
        }
        if (input.kinds[c] < 0) {
            store<T>(sums, low);
            store<T>(sums + kLanes<T>, high);
            sums += kPanel<T>;
        }
        weight += inputs_of(input.kinds[c]) * kPanel<T>;
    }
}

// Through N output panels at once: y[r][:] = b[:] + sum_e value w[input][:] + factor sum_s sums[s][:].
template <class T, int N>
DENSA_INLINE void multiply_entries(
    const DenseLayer<T>& layer, const SparseRows<T>& x, const T* sums, int64_t sums_panel, int64_t panel, T* y,
    int64_t y_panel, int64_t rows) {
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
        for (int64_t s = r * x.piecewise; s < (r + 1) * x.piecewise; s++) {
            const T* row = sums + panel * sums_panel + x.sum[s] * kPanel<T>;
            for (int p = 0; p < N; p++)
                for (int v = 0; v < 2; v++) tile[p][v] += x.sum_factor * load(row + p * sums_panel + v * kLanes<T>);
        }
        for (int p = 0; p < N; p++)
            for (int v = 0; v < 2; v++) store<T>(y + p * y_panel + r * kPanel<T> + v * kLanes<T>, tile[p][v]);
    }
}

// The whole layer, as `forward` does it for rows in panels.
template <class T>
void forward_sparse(
    const InputLayer<T>& input, const DenseLayer<T>& layer, const SparseRows<T>& x, const T* sums, T* y, T* saved,
    int64_t y_panel, int64_t rows) {
    const int64_t sums_panel = input.sums() * kPanel<T>;
    int64_t p = 0;
    for (; p + 4 <= layer.panels; p += 4)
        multiply_entries<T, 4>(layer, x, sums, sums_panel, p, y + p * y_panel, y_panel, rows);
    for (; p < layer.panels; p++)
        multiply_entries<T, 1>(layer, x, sums, sums_panel, p, y + p * y_panel, y_panel, rows);
    for (p = 0; p < layer.panels; p++) {
        T* keep = saved == nullptr ? nullptr : saved + p * y_panel;
        activate(layer.activation, y + p * y_panel, keep, rows * kPanel<T>, false);
    }
}

// The weight gradient of one output panel, added to g, [inputs][P]: g[input][:] += value d[r][:]. Of the sums first,
// for which there is room at `of_sums`; a bin's weight is in all sums that go beyond it.
template <class T>
void gradient_sparse(
    const InputLayer<T>& input, const SparseRows<T>& x, const T* d, int64_t rows, T* g, T* of_sums) {
    const auto add = [](T* to, Vec<T> low, Vec<T> high) {
        store<T>(to, load(to) + low);
        store<T>(to + kLanes<T>, load(to + kLanes<T>) + high);
    };
    __builtin_memset(of_sums, 0, input.sums() * kPanel<T> * sizeof(T));
    for (int64_t r = 0; r < rows; r++) {
        const Vec<T> low = load(d + r * kPanel<T>), high = load(d + r * kPanel<T> + kLanes<T>);
        for (int64_t e = r * x.columns; e < (r + 1) * x.columns; e++)
            add(g + x.input[e] * kPanel<T>, x.value[e] * low, x.value[e] * high);
        const Vec<T> of_sum_low = x.sum_factor * low, of_sum_high = x.sum_factor * high;
        for (int64_t s = r * x.piecewise; s < (r + 1) * x.piecewise; s++)
            add(of_sums + x.sum[s] * kPanel<T>, of_sum_low, of_sum_high);
    }
    for (int64_t c = 0; c < input.columns && input.piecewise > 0; c++) {
        Vec<T> low{}, high{};
        for (int64_t b = -input.kinds[c]; b > 0; b--) {
            low += load(of_sums + b * kPanel<T>);
            high += load(of_sums + b * kPanel<T> + kLanes<T>);
            add(g + (b - 1) * kPanel<T>, low, high);
        }
        if (input.kinds[c] < 0) of_sums += (1 - input.kinds[c]) * kPanel<T>;
        g += inputs_of(input.kinds[c]) * kPanel<T>;
    }
}
