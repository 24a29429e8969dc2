// How the weights are cut into items of the gradient's phase, and the batch into slices.
#pragma once
#include <cstdint>

#include "kernels/layers-inl.h"
#include "runtime/arena.h"
#include "runtime/team.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

// A panel of a layer's outputs, or a column's only one, and a range of its inputs.
struct GradientItem {
    int64_t layer, panel, begin, end;
    int64_t square;  // index of its first in GradientItems::squares
};

template <class T>
struct GradientItems {
    static constexpr int64_t P = kPanel<T>;
    // Inputs of one item at most: its block of the weights, [kInputBlock][P], stays in the nearest cache.
    static constexpr int64_t kInputBlock = 96;
    static_assert(kInputBlock % P == 0, "squares are summed P inputs at a time, and items may not share any");

    GradientItem* list = nullptr;
    int64_t count = 0;
    double* squares = nullptr;  // of a panel's P inputs or of its biases: their part of the gradient's squared norm
    int64_t square_count = 0;
    Arena lists;

    // A few for every thread, the widest layers' as large as the nearest cache allows. False if memory ran out.
    bool open(const Layers<T>& layers, bool sparse, int threads) {
        int64_t work = 0, panels = 0;
        for (int64_t l = 0; l < layers.count; l++) {
            work += layers.dense[l].panels * layers.dense[l].inputs;
            panels += layers.dense[l].panels;
        }
        // Units by the million, whose activations would not fit any memory either.
        if (panels > Job::kMostItems) return false;
        int64_t block = work / (4 * threads) / P * P;
        block = threads == 1 || block > kInputBlock ? kInputBlock : block < P ? P : block;
        // The inputs of a layer that one item covers: all of a sparse one, as a row's entries are anywhere.
        const auto inputs_of_item = [&](int64_t l) DENSA_LAMBDA {
            const DenseLayer<T>& layer = layers.dense[l];
            return l == 0 && sparse ? layer.inputs : layer.column ? block * P : block;
        };
        // Twice as large until their number fits a ticket.
        for (;; block *= 2) {
            count = 0;
            for (int64_t l = 0; l < layers.count; l++) {
                const int64_t inputs = inputs_of_item(l);
                count += layers.dense[l].panels * ((layers.dense[l].inputs + inputs - 1) / inputs);
            }
            if (count <= Job::kMostItems) break;
        }
        for (int pass = 0; pass < 2; pass++) {
            if (pass == 1 && !lists.allocate()) return false;
            lists.take(list, count);
        }
        GradientItem* item = list;
        for (int64_t l = 0; l < layers.count; l++) {
            const DenseLayer<T>& layer = layers.dense[l];
            const int64_t inputs = inputs_of_item(l);
            for (int64_t p = 0; p < layer.panels; p++)
                for (int64_t begin = 0; begin < layer.inputs; begin += inputs) {
                    const int64_t end = begin + inputs < layer.inputs ? begin + inputs : layer.inputs;
                    *item++ = {l, p, begin, end, square_count};
                    square_count += (end - begin + P - 1) / P + (begin == 0 && layer.has_bias ? 1 : 0);
                }
        }
        return true;
    }

    double squared_norm() const {
        double square = 0;
        for (int64_t i = 0; i < square_count; i++) square += squares[i];
        return square;
    }
};

// Into how many slices a batch is cut: where that moves fewer numbers from one processor to another, of each slice's
// gradient and the new weights, rather than of activations and deltas. The cut must not depend on the threads, since it
// decides in which order a gradient's terms are added.
template <class T>
int64_t slices_of(const Layers<T>& layers, int64_t batch, double flops) {
    constexpr double kLeastFlops = 7e5;  // of a slice: some microseconds
    constexpr int64_t kMostSlices = 8;
    int64_t activations = layers.input.width;
    for (int64_t l = 0; l < layers.count; l++) activations += 2 * layers.dense[l].units;
    const auto pays = [&](int64_t slices) DENSA_LAMBDA {
        return flops >= kLeastFlops * static_cast<double>(slices)
            && 2 * slices * layers.parameters <= batch * activations;
    };
    int64_t slices = 1;
    while (2 * slices <= kMostSlices && pays(2 * slices)) slices *= 2;
    return slices;
}

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
