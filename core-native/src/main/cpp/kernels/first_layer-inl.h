// What training keeps of the first layer's inputs: panels, or lists of entries where those pay (sparse-inl.h), and
// which columns are dropped.
#pragma once
#include <cstdint>

#include "kernels/batch-inl.h"
#include "kernels/layers-inl.h"
#include "kernels/sparse-inl.h"
#include "runtime/arena.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

template <class T>
struct FirstLayer {
    static constexpr int64_t P = kPanel<T>;

    InputLayer<T> input;
    bool sparse = false;
    T* x = nullptr;              // inputs in panels, [panels][rows][P]; null if sparse
    SparseRows<T> entries{};     // inputs as lists
    SparseColumns<T> sorted{};   // the same entries
    T* sums_of_bins = nullptr;   // of the layer's weights, [panels][sums][P]
    T* sparse_gradient = nullptr;  // as the weights lie
    T* column_factors = nullptr;   // of dropped columns that are more than one input, [rows][columns]

    // Before take().
    void open(const Layers<T>& layers, int64_t capacity) {
        input = layers.input;
        sparse = pays_sparse(input) && !layers.dense[0].column;
        entries.columns = input.columns;
        entries.piecewise = input.piecewise;
        sorted.most_rows = capacity;
    }

    void take(Arena& arena, const DenseLayer<T>& layer, int64_t capacity) {
        if (sparse) {
            arena.take(entries.input, capacity * entries.columns);
            arena.take(entries.value, capacity * entries.columns);
            arena.take(entries.sum, capacity * entries.piecewise);
            arena.take(sparse_gradient, layer.weight_size());
            arena.take(sums_of_bins, layer.panels * input.sums() * P);
            arena.take(sorted.row, capacity * entries.columns);
            arena.take(sorted.value, capacity * entries.columns);
            arena.take(sorted.first, groups_and_ends(input));
        } else {
            arena.take(x, input.panels() * capacity * P);
        }
        if (layer.dropout > 0 && !input.plain) arena.take(column_factors, capacity * input.column_panels() * P);
    }

    // Says that columns are dropped at this rate, or that none is.
    void drop_columns(double rate) { entries.sum_factor = rate > 0 ? DropoutRate<T>(rate).scale : T(1); }

    // Reads the inputs of a row of the data set as row r. Columns that are more than one input are dropped here.
    template <class S>
    DENSA_INLINE void gather(const S* row, int64_t r, double dropout, DropoutSettings settings, int64_t stride) const {
        T* factors = nullptr;
        if (dropout > 0) {
            const int64_t panels = input.column_panels();
            factors = column_factors + r * panels * P;
            for (int64_t c = 0; c < panels * P; c++) factors[c] = T(1);
            settings.first_row = r;
            drop<T>(factors, P, panels, 1, dropout, 0, settings);
        }
        if (sparse) {
            list_entries(input, row, factors, entries, r);
        } else {
            input.expand(row, factors, x + r * P, stride);
        }
    }

    void forward_rows(
        const DenseLayer<T>& layer, int64_t begin, T* y, T* saved, int64_t stride, int64_t rows) const {
        if (sparse) {
            forward_sparse<T>(input, layer, entries.from(begin), sums_of_bins, y, saved, stride, rows);
        } else {
            forward<T>(layer, {x + begin * P, P, stride}, y, saved, stride, rows);
        }
    }

    // Between the rows' phase and that of the gradients.
    void sort(int64_t rows) const {
        if (sparse) sort_entries(input, entries, rows, sorted);
    }

    // The sums of an output panel's weights, after they changed.
    void refresh_sums(const DenseLayer<T>& layer, int64_t panel) const {
        if (sparse) sum_bins(input, layer, panel, sums_of_bins);
    }
};

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
