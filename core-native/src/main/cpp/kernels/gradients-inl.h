// What the items of a step's other phases do: a block of inputs with its weight gradient and update. Members of
// NetworkSession (session-inl.h).
#pragma once
#include "kernels/session-inl.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

template <class T>
void NetworkSession<T>::run_gradient(int64_t number) {
    const GradientItem& item = items_.list[number];
    const DenseLayer<T>& layer = layers_.dense[item.layer];
    Trained& t = trained_[item.layer];
    const bool fresh = phase_ == Phase::kGradient;
    const bool sparse = item.layer == 0 && first_.sparse;
    const bool keep = mode_ == Mode::kGradient || rule_.clip_norm > 0;
    const bool add = mode_ == Mode::kGradient && batch_.position > 0;
    const bool update = mode_ == Mode::kTrain && (phase_ == Phase::kUpdate || rule_.clip_norm == 0);
    const StepModifiers modify = rule_.modifiers(rate_ * t.rate_factor, t.decay_factor, gradient_scale_);
    alignas(64) T local[kInputBlock * P];
    double* square = items_.squares + item.square;
    // P inputs at a time, after the biases, as items are cut differently for other numbers of threads.
    const int64_t squared = layer.column ? P : P * P;
    const auto finish = [&](int64_t offset, const T* gradient, T* w, T* const* state, int64_t numbers) DENSA_LAMBDA {
        for (int64_t i = 0; i < numbers && fresh && rule_.clip_norm > 0; i += squared)
            *square++ = sum_of_squares(gradient + i, numbers - i < squared ? numbers - i : squared);
        if (update) {
            rule_.pass.update(
                t.constants, modify, w + offset, gradient, rule_.pass.state > 0 ? state[0] + offset : nullptr,
                rule_.pass.state > 1 ? state[1] + offset : nullptr, numbers);
        }
    };
    if (item.begin == 0 && layer.has_bias) {
        T* gradient = keep ? t.bias_gradient + item.panel * P : local;
        if (fresh && sliced()) {
            sum_slices(t.slice_bias_gradient + item.panel * P, layer.bias_size(), P, gradient);
        } else if (fresh) {
            bias_gradient(item, {0, batch_.rows}, add, gradient);
        }
        finish(item.panel * P, gradient, layer.bias, t.bias_state, P);
    }
    const int64_t step = sparse ? layer.inputs : layer.column ? kInputBlock * P : kInputBlock;
    for (int64_t begin = item.begin; begin < item.end; begin += step) {
        const int64_t end = begin + step < item.end ? begin + step : item.end;
        const int64_t offset = layer.place(item.panel * P, begin);
        const int64_t numbers = layer.column ? (end - begin + P - 1) / P * P : (end - begin) * P;
        T* gradient = keep ? t.weight_gradient + offset : sparse ? first_.sparse_gradient + offset : local;
        if (fresh && sliced()) {
            sum_slices(t.slice_weight_gradient + offset, layer.weight_size(), numbers, gradient);
        } else if (fresh) {
            weight_gradient(item, begin, end, {0, batch_.rows}, add, gradient);
        }
        finish(offset, gradient, layer.weight, t.weight_state, numbers);
        if (update && item.layer > 0) transpose(item.layer, item.panel, begin, end);
        if (update && item.layer == 0) first_.refresh_sums(layer, item.panel);
    }
    if (update) batch_.prefetch_next(batch_size_, number, items_.count);
}

template <class T>
void NetworkSession<T>::weight_gradient(
    const GradientItem& item, int64_t begin, int64_t end, RowRange rows, bool add, T* gradient) {
    const DenseLayer<T>& layer = layers_.dense[item.layer];
    const T* delta = trained_[item.layer].delta + rows.first * layer.row_stride();
    if (item.layer == 0 && first_.sparse) {
        gradient_sparse<T>(
            layers_.input, first_.sorted, first_.entries.sum_factor, delta + item.panel * batch_.stride(), add,
            gradient);
        return;
    }
    const T* x = inputs_of(item.layer) + begin / P * batch_.stride() + rows.first * P;
    if (layer.column) {
        const int64_t panels = (end - begin + P - 1) / P;
        gradient_column<T>(x, batch_.stride(), delta, rows.count, add, gradient, panels);
        // What stands beyond the last input is no activation, and its weight must stay 0.
        for (int64_t i = end - begin; i < panels * P; i++) gradient[i] = 0;
        return;
    }
    for (int64_t k = begin; k < end; k += P) {
        gradient_panel<T>(
            x + (k - begin) / P * batch_.stride(), delta + item.panel * batch_.stride(), rows.count,
            end - k < P ? end - k : P, layer.units - item.panel * P, add, gradient + (k - begin) * P);
    }
}

template <class T>
void NetworkSession<T>::bias_gradient(const GradientItem& item, RowRange rows, bool add, T* gradient) {
    const DenseLayer<T>& layer = layers_.dense[item.layer];
    const T* delta = trained_[item.layer].delta + rows.first * layer.row_stride();
    if (layer.column) {
        Vec<T> total{};
        int64_t r = 0;
        for (; r + kLanes<T> <= rows.count; r += kLanes<T>) total += load(delta + r);
        total += load_first(delta + r, rows.count - r);
        const T before = add ? gradient[0] : T(0);
        store<T>(gradient, Vec<T>{});
        store<T>(gradient + kLanes<T>, Vec<T>{});
        gradient[0] = before + sum<T>(total);
        return;
    }
    delta += item.panel * batch_.stride();
    for (int v = 0; v < 2; v++) {
        // Four accumulators hide the latency of addition.
        Vec<T> part[4] = {add ? load(gradient + v * kLanes<T>) : Vec<T>{}};
        int64_t r = 0;
        for (; r + 4 <= rows.count; r += 4)
            for (int i = 0; i < 4; i++) part[i] += load(delta + (r + i) * P + v * kLanes<T>);
        for (; r < rows.count; r++) part[0] += load(delta + r * P + v * kLanes<T>);
        store<T>(gradient + v * kLanes<T>, (part[0] + part[1]) + (part[2] + part[3]));
    }
}

// Adds what the slices of the batch found for some numbers of the gradient; `size` from one slice to the next.
template <class T>
void NetworkSession<T>::sum_slices(const T* slice, int64_t size, int64_t numbers, T* gradient) const {
    const int64_t slices = blocks(slice_rows_);
    for (int64_t i = 0; i < numbers; i += kLanes<T>) {
        Vec<T> sum = load(slice + i);
        for (int64_t s = 1; s < slices; s++) sum += load(slice + s * size + i);
        store<T>(gradient + i, sum);
    }
}

// Refreshes part of a layer's transposed copy: of one output panel and of some inputs.
template <class T>
void NetworkSession<T>::transpose(int64_t l, int64_t panel, int64_t begin, int64_t end) {
    const DenseLayer<T>& layer = layers_.dense[l];
    if (layer.column) return;
    const int64_t units = layer.units - panel * P < P ? layer.units - panel * P : P;
    for (int64_t k = begin; k < end; k += kLanes<T>) {
        const T* from = layer.weight + panel * layer.panel_size() + k * P;
        T* to = trained_[l].transposed + (k / P * layer.units + panel * P) * P + k % P;
        transpose_block<T>(from, end - k, to, units);
    }
}

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
