// What the items of a step's first phase do: a block or a slice of rows forward and backward. Members of NetworkSession
// (session-inl.h). Activations and deltas are panels [columns / P][rows of the batch][P], those of a column one number
// a row.
#pragma once
#include "kernels/session-inl.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

template <class T>
void NetworkSession<T>::run_rows(int64_t begin, int64_t end) {
    if (batch_.data.bytes == 4) {
        gather<float>(begin, end);
    } else {
        gather<double>(begin, end);
    }
    const DropoutSettings dropout{seed_, step_, begin};
    const int64_t rows = end - begin;
    for (int64_t l = 0; l < layers_.count; l++) {
        const DenseLayer<T>& layer = layers_.dense[l];
        Trained& t = trained_[l];
        T* x = l == 0 ? first_.x : trained_[l - 1].y;  // null if the rows are sparse
        if (x != nullptr) x += begin * P;
        // Columns that are more than one input are dropped when they are gathered.
        if (mode_ == Mode::kTrain && layer.dropout > 0 && (l > 0 || layers_.input.plain))
            drop<T>(x, batch_.stride(), layer.input_panels(), rows, layer.dropout, l, dropout);
        const int64_t at = begin * layer.row_stride();
        T* saved = t.saved == t.y ? nullptr : t.saved + at;
        if (l == 0) {
            first_.forward_rows(layer, begin, t.y + at, saved, batch_.stride(), rows);
        } else {
            forward<T>(layer, {x, P, batch_.stride()}, t.y + at, saved, batch_.stride(), rows);
        }
    }
    run_loss(begin, end);
    if (mode_ != Mode::kEvaluate) backward(begin, end);
}

// A slice of the batch with its part of the gradient, for which its rows are still in the nearest caches.
template <class T>
void NetworkSession<T>::run_slice(int64_t slice) {
    const int64_t first = slice * slice_rows_;
    const int64_t last = first + slice_rows_ < batch_.rows ? first + slice_rows_ : batch_.rows;
    for (int64_t row = first; row < last; row += kRowBlock)
        run_rows(row, row + kRowBlock < last ? row + kRowBlock : last);
    for (int64_t i = 0; i < items_.count; i++) {
        const GradientItem& item = items_.list[i];
        const DenseLayer<T>& layer = layers_.dense[item.layer];
        const Trained& t = trained_[item.layer];
        T* weights = t.slice_weight_gradient + slice * layer.weight_size();
        T* biases = t.slice_bias_gradient + slice * layer.bias_size();
        const int64_t offset = layer.place(item.panel * P, item.begin);
        weight_gradient(item, item.begin, item.end, {first, last - first}, false, weights + offset);
        if (item.begin == 0 && layer.has_bias)
            bias_gradient(item, {first, last - first}, false, biases + item.panel * P);
    }
}

template <class T>
template <class S>
void NetworkSession<T>::gather(int64_t begin, int64_t end) {
    // In registers: the compiler must assume that what is written changes the members.
    const Batch<T> batch = batch_;
    const FirstLayer<T> first = first_;
    const int64_t outputs = last().units, row_stride = last().row_stride(), panel_stride = batch.stride();
    // A row's only target is that of all outputs.
    const int64_t next_target = batch.data.targets == 1 ? 0 : 1;
    const double dropout = column_dropout();
    for (int64_t r = begin; r < end; r++) {
        if (r + kRowsAhead < end) prefetch<3>(batch.data, batch.row(r + kRowsAhead));
        const S* row = reinterpret_cast<const S*>(batch.row(r));
        first.gather(row, r, dropout, {seed_, step_, r}, panel_stride);
        row += batch.data.inputs;
        if (loss_.softmax) {
            labels_[r] = static_cast<int32_t>(*row);
        } else {
            for (int64_t o = 0; o < outputs; o++)
                target_[o / P * panel_stride + r * row_stride + o % P] = static_cast<T>(row[o * next_target]);
        }
    }
}

template <class T>
void NetworkSession<T>::run_loss(int64_t begin, int64_t end) {
    const Trained& t = trained_[layers_.count - 1];
    const LossBatch<T> losses{
        last().units, batch_.stride(), loss_settings_, t.y, target_, labels_, batch_.scale, t.delta, batch_.row_loss};
    (last().column ? loss_.column : loss_.rows)(losses, begin, end);
}

template <class T>
void NetworkSession<T>::backward(int64_t begin, int64_t end) {
    const int64_t rows = end - begin;
    const DenseLayer<T>& output = last();
    const Trained& top = trained_[layers_.count - 1];
    for (int64_t p = 0; p < output.panels && !output.activation.identity; p++) {
        const int64_t at = p * batch_.stride() + begin * output.row_stride();
        const int64_t numbers = (rows * output.row_stride() + kLanes<T> - 1) / kLanes<T> * kLanes<T>;
        output.activation.backward(top.saved + at, top.delta + at, numbers);
    }
    // From layer to layer: d loss / d outputs of the one below is the deltas times transposed weights.
    for (int64_t l = layers_.count - 1; l > 0; l--) {
        const DenseLayer<T>& layer = layers_.dense[l];
        const DenseLayer<T>& below = layers_.dense[l - 1];
        const Trained& t = trained_[l];
        const Trained& b = trained_[l - 1];
        const bool dropped = mode_ == Mode::kTrain && layer.dropout > 0;
        by_slices(layer.units, 0, below.panels, [&](int64_t p, int64_t first, int64_t last) DENSA_LAMBDA {
            const int64_t at = p * batch_.stride() + begin * P;
            if (layer.column) {
                below.activation.spread_backward(
                    t.delta + begin, layer.weight + p * P, b.delta + at, b.saved + at, rows);
            } else {
                below.activation.multiply_backward(
                    {{t.delta + begin * P, P, batch_.stride()}, t.transposed + p * layer.units * P, layer.units, first,
                     last, nullptr, b.delta + at, b.saved + at, rows, layer.inputs - p * P});
            }
            if (last == layer.units && !below.activation.fused)
                below.activation.backward(b.saved + at, b.delta + at, rows * P);
        });
        if (dropped) {
            const DropoutSettings dropout{seed_, step_, begin};
            drop<T>(b.delta + begin * P, batch_.stride(), below.panels, rows, layer.dropout, l, dropout);
        }
    }
}

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
