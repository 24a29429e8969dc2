// What the items of a training step do: a block or a slice of rows forward and backward, and a block of inputs with its
// weight gradient and update. Members of NetworkSession (session.h). Activations and deltas are panels
// [columns / P][rows of the batch][P], those of a column one number a row.
#pragma once
#include "kernels/session-inl.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

// ---- rows: forward and backward ----

template <class T>
void NetworkSession<T>::run_rows(int64_t begin, int64_t end) {
    gather(begin, end);
    const DropoutSettings dropout{seed_, step_, begin};
    const int64_t rows = end - begin;
    for (int64_t l = 0; l < layers_.count; l++) {
        const DenseLayer<T>& layer = layers_.dense[l];
        Trained& t = trained_[l];
        T* x = l == 0 ? x_ : trained_[l - 1].y;  // null if the rows are sparse
        if (x != nullptr) x += begin * P;
        // Columns that are more than one input are dropped when they are gathered.
        if (mode_ == Mode::kTrain && layer.dropout > 0 && (l > 0 || layers_.input.plain))
            drop<T>(x, stride(), layer.input_panels(), rows, layer.dropout, l, dropout);
        const int64_t at = begin * layer.row_stride();
        T* saved = t.saved == t.y ? nullptr : t.saved + at;
        if (l == 0 && sparse_) {
            forward_sparse<T>(
                layers_.input, layer, entries_.from(begin), sums_of_bins_, t.y + at, saved, stride(), rows);
        } else {
            forward<T>(layer, {x, P, stride()}, t.y + at, saved, stride(), rows);
        }
    }
    run_loss(begin, end);
    if (mode_ != Mode::kEvaluate) backward(begin, end);
}

// A slice of the batch with its part of the gradient, for which its rows are still in the nearest caches.
template <class T>
void NetworkSession<T>::run_slice(int64_t slice) {
    const int64_t first = slice * slice_rows_;
    const int64_t last = first + slice_rows_ < batch_rows_ ? first + slice_rows_ : batch_rows_;
    for (int64_t row = first; row < last; row += kRowBlock)
        run_rows(row, row + kRowBlock < last ? row + kRowBlock : last);
    for (int64_t i = 0; i < gradient_item_count_; i++) {
        const GradientItem& item = gradient_items_[i];
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
void NetworkSession<T>::gather(int64_t begin, int64_t end) {
    if (data_.bytes == 4) {
        gather_as<float>(begin, end);
    } else {
        gather_as<double>(begin, end);
    }
}

template <class T>
template <class S>
void NetworkSession<T>::gather_as(int64_t begin, int64_t end) {
    // In registers: the compiler must assume that what is written changes the members.
    const DatasetView data = data_;
    const InputLayer<T> input = layers_.input;
    const int32_t* rows = rows_;
    const int64_t outputs = last().units, row_stride = last().row_stride(), panel_stride = stride(), at = position_;
    // A row's only target is that of all outputs.
    const int64_t next_target = data.targets == 1 ? 0 : 1;
    const auto row_at = [=](int64_t r) DENSA_LAMBDA { return data.row(rows == nullptr ? at + r : rows[at + r]); };
    const bool dropped = drops_columns();
    for (int64_t r = begin; r < end; r++) {
        if (r + kRowsAhead < end) prefetch<3>(data, row_at(r + kRowsAhead));
        const S* row = reinterpret_cast<const S*>(row_at(r));
        T* factors = nullptr;
        if (dropped) {
            const int64_t panels = input.column_panels();
            factors = column_factors_ + r * panels * P;
            for (int64_t c = 0; c < panels * P; c++) factors[c] = T(1);
            drop<T>(factors, P, panels, 1, layers_.dense[0].dropout, 0, {seed_, step_, r});
        }
        if (sparse_) {
            list_entries(input, row, factors, entries_, r);
        } else {
            input.expand(row, factors, x_ + r * P, panel_stride);
        }
        row += data.inputs;
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
    const LossBatch<T> batch{last().units, stride(), loss_settings_, t.y, target_, labels_, scale_, t.delta, row_loss_};
    (last().column ? loss_.column : loss_.rows)(batch, begin, end);
}

template <class T>
void NetworkSession<T>::backward(int64_t begin, int64_t end) {
    const int64_t rows = end - begin;
    const DenseLayer<T>& output = last();
    const Trained& top = trained_[layers_.count - 1];
    for (int64_t p = 0; p < output.panels && !output.activation.identity; p++) {
        const int64_t at = p * stride() + begin * output.row_stride();
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
            const int64_t at = p * stride() + begin * P;
            if (layer.column) {
                below.activation.spread_backward(
                    t.delta + begin, layer.weight + p * P, b.delta + at, b.saved + at, rows);
            } else {
                below.activation.multiply_backward(
                    {{t.delta + begin * P, P, stride()}, t.transposed + p * layer.units * P, layer.units, first, last,
                     nullptr, b.delta + at, b.saved + at, rows, layer.inputs - p * P});
            }
            if (last == layer.units && !below.activation.fused)
                below.activation.backward(b.saved + at, b.delta + at, rows * P);
        });
        if (dropped) {
            const DropoutSettings dropout{seed_, step_, begin};
            drop<T>(b.delta + begin * P, stride(), below.panels, rows, layer.dropout, l, dropout);
        }
    }
}

// ---- inputs: weight gradients and updates ----

template <class T>
void NetworkSession<T>::run_gradient(int64_t number) {
    const GradientItem& item = gradient_items_[number];
    const DenseLayer<T>& layer = layers_.dense[item.layer];
    Trained& t = trained_[item.layer];
    const bool fresh = phase_ == Phase::kGradient;
    const bool sparse = item.layer == 0 && sparse_;
    const bool keep = mode_ == Mode::kGradient || rule_.clip_norm > 0;
    const bool add = mode_ == Mode::kGradient && position_ > 0;
    const bool update = mode_ == Mode::kTrain && (phase_ == Phase::kUpdate || rule_.clip_norm == 0);
    const StepModifiers modify = rule_.modifiers(rate_ * t.rate_factor, t.decay_factor, gradient_scale_);
    alignas(64) T local[kInputBlock * P];
    double* square = squares_ + item.square;
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
            bias_gradient(item, {0, batch_rows_}, add, gradient);
        }
        finish(item.panel * P, gradient, layer.bias, t.bias_state, P);
    }
    const int64_t step = sparse ? layer.inputs : layer.column ? kInputBlock * P : kInputBlock;
    for (int64_t begin = item.begin; begin < item.end; begin += step) {
        const int64_t end = begin + step < item.end ? begin + step : item.end;
        const int64_t offset = layer.place(item.panel * P, begin);
        const int64_t numbers = layer.column ? (end - begin + P - 1) / P * P : (end - begin) * P;
        T* gradient = keep ? t.weight_gradient + offset : sparse ? sparse_gradient_ + offset : local;
        if (fresh && sliced()) {
            sum_slices(t.slice_weight_gradient + offset, layer.weight_size(), numbers, gradient);
        } else if (fresh) {
            weight_gradient(item, begin, end, {0, batch_rows_}, add, gradient);
        }
        finish(offset, gradient, layer.weight, t.weight_state, numbers);
        if (update && item.layer > 0) transpose(item.layer, item.panel, begin, end);
        if (update && sparse) sum_bins(layers_.input, layer, item.panel, sums_of_bins_);
    }
    if (update) prefetch_next_batch(number, gradient_item_count_);
}

template <class T>
void NetworkSession<T>::weight_gradient(
    const GradientItem& item, int64_t begin, int64_t end, RowRange rows, bool add, T* gradient) {
    const DenseLayer<T>& layer = layers_.dense[item.layer];
    const T* delta = trained_[item.layer].delta + rows.first * layer.row_stride();
    if (item.layer == 0 && sparse_) {
        gradient_sparse<T>(
            layers_.input, sorted_, entries_.sum_factor, delta + item.panel * stride(), add, gradient);
        return;
    }
    const T* x = inputs_of(item.layer) + begin / P * stride() + rows.first * P;
    if (layer.column) {
        const int64_t panels = (end - begin + P - 1) / P;
        gradient_column<T>(x, stride(), delta, rows.count, add, gradient, panels);
        // What stands beyond the last input is no activation, and its weight must stay 0.
        for (int64_t i = end - begin; i < panels * P; i++) gradient[i] = 0;
        return;
    }
    for (int64_t k = begin; k < end; k += P) {
        gradient_panel<T>(
            x + (k - begin) / P * stride(), delta + item.panel * stride(), rows.count, end - k < P ? end - k : P,
            layer.units - item.panel * P, add, gradient + (k - begin) * P);
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
    delta += item.panel * stride();
    for (int v = 0; v < 2; v++) {
        // Four sums, since one would wait for itself.
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
    const int64_t slices = items_of(slice_rows_);
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

// A part of the next batch's rows on their way to the second cache, while the processor multiplies.
template <class T>
void NetworkSession<T>::prefetch_next_batch(int64_t part, int64_t parts) const {
    const int64_t next = position_ + batch_rows_;
    const int64_t rows = count_ - next < batch_ ? count_ - next : batch_;
    for (int64_t r = rows * part / parts; r < rows * (part + 1) / parts; r++)
        prefetch<2>(data_, source(batch_rows_ + r));
}

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
