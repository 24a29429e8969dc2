// The first layer on rows that are mostly zeros or ones, as one-hot columns and piecewise linear encodings make them.
//
// A row is a list of entries (input, value), one a column of the data set, in the order of the inputs: a number, the
// level that is 1, or the one bin that holds a fraction. The bins before that one are all 1, so a column adds their
// weights' sum, which is kept for every number of bins: sums [panels][sums][P]. A column of 64 bins costs two rows of
// weights instead of 64. For the gradient, entries are sorted by columns.
#pragma once
#include "kernels/layers-inl.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

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

// Lists the entries of a row of the data set as row r. Values are multiplied by the factor of their column, if there
// are factors; of a column whose factor is 0, the sum over none of its bins is taken.
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

// The inputs of a network; Network.MAX_INPUTS in Java.
constexpr int64_t kMaxInputs = int64_t{1} << 22;
static_assert(2 * kMaxInputs * kPanel<float> <= INT32_MAX, "places of entries and sums, two an input, are 32 bits");

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

// The entries of a batch column by column, rows of the same level or number of whole bins one after another. So a
// weight's gradient is added up in registers; row by row, every entry would load and store it.
template <class T>
struct SparseColumns {
    int64_t most_rows;
    int32_t* row;    // [columns][most_rows]
    T* value;        // [columns][most_rows]
    int32_t* first;  // where in the column the groups begin, and the last one ends: [groups of all columns and ends]
};

// Groups of a column's rows: one of a number; of bins, one more than there are, whose rows are above all of them.
constexpr int64_t groups_of(int64_t kind) { return kind < 0 ? 1 - kind : inputs_of(kind); }

// Numbers in SparseColumns::first: two more than a column has groups, of which sorting needs the last.
template <class T>
int64_t groups_and_ends(const InputLayer<T>& input) {
    int64_t count = 0;
    for (int64_t c = 0; c < input.columns; c++) count += groups_of(input.kinds[c]) + 2;
    return count;
}

// A counting sort, which keeps the order of rows within a group.
template <class T>
void sort_entries(const InputLayer<T>& input, const SparseRows<T>& x, int64_t rows, const SparseColumns<T>& to) {
    int32_t inputs = 0, sums = 0;
    const int32_t* sum = x.sum;
    int32_t* first = to.first;
    for (int64_t c = 0; c < input.columns; c++) {
        const int32_t kind = static_cast<int32_t>(input.kinds[c]), groups = static_cast<int32_t>(groups_of(kind));
        const bool bins = kind < 0;
        const int32_t* index = bins ? sum : x.input + c;
        const int64_t stride = bins ? x.piecewise : x.columns;
        const int32_t base = bins ? sums : inputs;
        for (int32_t i = 0; i < groups + 2; i++) first[i] = 0;
        for (int64_t r = 0; r < rows; r++) first[index[r * stride] - base + 2]++;
        for (int32_t i = 2; i < groups + 2; i++) first[i] += first[i - 1];
        for (int64_t r = 0; r < rows; r++) {
            const int64_t at = c * to.most_rows + first[index[r * stride] - base + 1]++;
            to.row[at] = static_cast<int32_t>(r);
            to.value[at] = x.value[r * x.columns + c];
        }
        inputs += static_cast<int32_t>(inputs_of(kind));
        if (bins) {
            sums += groups;
            sum++;
        }
        first += groups + 2;
    }
}

// The weight gradient of one output panel: g[input][:] (+)= sum_r value d[r][:], and of a bin as well the sum of
// factor d[r][:] of all rows beyond it.
template <class T>
void gradient_sparse(
    const InputLayer<T>& input, const SparseColumns<T>& x, T factor, const T* d, bool add, T* g) {
    const int32_t* first = x.first;
    for (int64_t c = 0; c < input.columns; c++) {
        const int64_t inputs = inputs_of(input.kinds[c]), groups = groups_of(input.kinds[c]);
        const int32_t* row = x.row + c * x.most_rows;
        const T* value = x.value + c * x.most_rows;
        Vec<T> low_beyond{}, high_beyond{};
        for (int64_t b = groups - 1; b >= 0; b--) {
            T* to = g + b * kPanel<T>;
            const bool continued = add && b < inputs;
            Vec<T> low = continued ? load(to) : Vec<T>{}, high = continued ? load(to + kLanes<T>) : Vec<T>{};
            Vec<T> low_whole{}, high_whole{};
            for (int32_t i = first[b]; i < first[b + 1]; i++) {
                const Vec<T> of_low = load(d + row[i] * kPanel<T>), of_high = load(d + row[i] * kPanel<T> + kLanes<T>);
                low += value[i] * of_low;
                high += value[i] * of_high;
                low_whole += factor * of_low;
                high_whole += factor * of_high;
            }
            if (b < inputs) {
                store<T>(to, low + low_beyond);
                store<T>(to + kLanes<T>, high + high_beyond);
            }
            if (groups == inputs) continue;
            low_beyond += low_whole;
            high_beyond += high_whole;
        }
        g += inputs * kPanel<T>;
        first += groups + 2;
    }
}

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
