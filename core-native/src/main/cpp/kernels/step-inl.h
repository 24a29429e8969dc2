// A training step: the job of running its phases over the batches of a call. Members of NetworkSession (session-inl.h).
// One step is two or three phases of independent items.
//   rows      blocks of rows: gather, forward through all layers, loss, deltas back through all layers; if the batch is
//             cut into slices, a slice, and its part of all gradients
//   gradient  (layer, output panel, block of inputs): weight gradient over the whole batch, or the sum of the slices'
//             parts, and the update, unless the gradient's norm must be known first
//   update    the same items, only when clipping by norm
// Every number is one chain of operations in a fixed order, so the result does not depend on the threads.
#pragma once
#include "kernels/gradients-inl.h"
#include "kernels/rows-inl.h"
#include "kernels/session-inl.h"
#include "runtime/clock.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

// Works on the first of the rows, in training at least a step's, otherwise on all; returns how many.
template <class T>
int64_t NetworkSession<T>::run_turn(
    Mode mode, DatasetView data, const int32_t* rows, int64_t count, const double* rates, LossSums& sums) {
    ThreadChoice& choice = mode == Mode::kTrain ? training_threads_ : other_threads_;
    const int64_t step = mode == Mode::kTrain ? batch_size_ : count;
    const ThreadChoice::Turn turn = choice.choose(threads_, Team::finds_helper(), count, step);
    mode_ = mode;
    rates_ = rates;
    sums_ = &sums;
    batch_.start(data, rows, turn.units);
    first_.drop_columns(column_dropout());
    running_threads_ = turn.threads;
    const double began = now();
    next_batch();
    team_.run(*this, turn.threads);
    // The time of several threads says nothing if another team came and took one of them.
    if (turn.threads == 1 || Team::finds_helper()) choice.ran(now() - began, turn.units);
    return turn.units;
}

template <class T>
void NetworkSession<T>::next_batch() {
    const bool alike = batch_.next(mode_ == Mode::kTrain ? batch_size_ : capacity_);
    if (!alike) {
        choose_row_block();
        slice_rows_ = (batch_.rows + slices_ * kLanes<T> - 1) / (slices_ * kLanes<T>) * kLanes<T>;
    }
    if (!alike || batch_.data.weighted) batch_.weigh(mode_ == Mode::kGradient ? data_weight_ : -1);
    phase_ = Phase::kRows;
}

// The block that lets the busiest thread do the fewest rows. Every block reads all weights once more, which costs as
// much as some rows: with 4 instead of 24, layers beyond the second cache were 10 % slower.
template <class T>
void NetworkSession<T>::choose_row_block() {
    constexpr int64_t kBlockCost = 24;
    int64_t least = -1;
    for (int64_t block = kRowBlock; block >= kLanes<T>; block -= kLanes<T>) {
        const int64_t of_busiest = (blocks(block) + running_threads_ - 1) / running_threads_;
        const int64_t cost = of_busiest * (block + kBlockCost);
        if (least < 0 || cost < least) {
            least = cost;
            row_block_ = block;
        }
    }
}

template <class T>
int64_t NetworkSession<T>::items() const {
    if (phase_ != Phase::kRows) return items_.count;
    return blocks(sliced() ? slice_rows_ : row_block_);
}

template <class T>
void NetworkSession<T>::run(int64_t item) {
    if (phase_ != Phase::kRows) {
        run_gradient(item);
    } else if (sliced()) {
        run_slice(item);
    } else {
        const int64_t begin = item * row_block_, end = begin + row_block_;
        run_rows(begin, end < batch_.rows ? end : batch_.rows);
    }
}

template <class T>
bool NetworkSession<T>::advance() {
    if (phase_ == Phase::kRows) {
        batch_.add_losses(*sums_);
        if (mode_ != Mode::kEvaluate) {
            if (mode_ == Mode::kTrain) prepare_step();
            first_.sort(batch_.rows);
            phase_ = Phase::kGradient;
            return true;
        }
    } else if (phase_ == Phase::kGradient && mode_ == Mode::kTrain && rule_.clip_norm > 0) {
        gradient_scale_ = rule_.clipping_scale(__builtin_sqrt(items_.squared_norm()));
        phase_ = Phase::kUpdate;
        return true;
    }
    if (mode_ == Mode::kTrain) step_++;
    if (!batch_.advance()) return false;
    next_batch();
    return true;
}

template <class T>
void NetworkSession<T>::prepare_step() {
    rate_ = rates_[batch_.position / batch_size_];
    gradient_scale_ = 1;
    double product = rule_.momentum_product;
    for (int64_t l = 0; l < layers_.count; l++) {
        Trained& t = trained_[l];
        if (l > 0 && t.rate_factor == trained_[l - 1].rate_factor) {
            t.constants = trained_[l - 1].constants;
            continue;
        }
        t.constants = rule_.prepare(step_ + 1, rate_ * t.rate_factor, product);
    }
    rule_.momentum_product = product;
}

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
