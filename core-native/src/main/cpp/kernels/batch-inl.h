// The rows that a call works on, batch by batch, and what each of them counts.
#pragma once
#include <cstdint>

#include "border/engine.h"
#include "kernels/layers-inl.h"
#include "runtime/arena.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

template <class T>
struct Batch {
    // The call's.
    DatasetView data{};
    const int32_t* order = nullptr;  // of its rows; null: as they lie
    int64_t count = 0;               // of its rows
    int64_t position = 0;            // of the batch's first row among them
    int64_t rows = 0;                // of the batch
    double total_weight = -1;        // of the batch
    double* weight = nullptr;        // per row
    T* scale = nullptr;              // weight / total weight
    T* row_loss = nullptr;

    void take(Arena& arena, int64_t capacity) {
        arena.take(weight, capacity);
        arena.take(scale, capacity);
        arena.take(row_loss, capacity);
    }

    // Goes to the rows of a call, before their first batch.
    void start(DatasetView call_data, const int32_t* call_order, int64_t call_count) {
        data = call_data;
        order = call_order;
        count = call_count;
        position = 0;
        rows = 0;
        total_weight = -1;
    }

    // Takes the next rows, at most `most`; returns whether they are as many as before.
    bool next(int64_t most) {
        const int64_t before = rows;
        rows = count - position < most ? count - position : most;
        return rows == before;
    }

    // False if there are no more.
    bool advance() {
        position += rows;
        return position < count;
    }

    const char* row(int64_t r) const { return data.row(order == nullptr ? position + r : order[position + r]); }

    // From one panel of activations to the next.
    int64_t stride() const { return rows * kPanel<T>; }

    // Reads the rows' weights, and scales them by those of `all`, or of the batch if that is below 0.
    void weigh(double all) {
        total_weight = 0;
        for (int64_t r = 0; r < rows; r++) {
            weight[r] = data.weighted ? data.weight(row(r)) : 1;
            total_weight += weight[r];
        }
        const double total = all < 0 ? total_weight : all;
        for (int64_t r = 0; r < rows; r++) scale[r] = static_cast<T>(total > 0 ? weight[r] / total : 0);
    }

    // Four accumulators hide the latency of addition; a row of weight 0 counts for nothing, even if its loss is not
    // finite.
    void add_losses(LossSums& sums) const {
        double sum[4] = {};
        for (int64_t r = 0; r < rows; r++) sum[r % 4] += weight[r] > 0 ? weight[r] * row_loss[r] : 0;
        sums.loss += (sum[0] + sum[1]) + (sum[2] + sum[3]);
        sums.weight += total_weight;
    }

    // A part of the next batch's rows on their way to the second cache, while the processor multiplies.
    void prefetch_next(int64_t most, int64_t part, int64_t parts) const {
        const int64_t left = count - (position + rows), following = left < most ? left : most;
        for (int64_t r = following * part / parts; r < following * (part + 1) / parts; r++)
            prefetch<2>(data, row(rows + r));
    }
};

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
