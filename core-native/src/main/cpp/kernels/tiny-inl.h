// Training of tiny networks, no layer wider than eight: panels would be padding for the most part, and two phases of
// items would cost more than the arithmetic. Here the rows of a batch lie in the lanes of vectors, one vector a unit,
// and a step is one piece of straight code on one thread:
//
//   activations, deltas  [units][L]             of L rows, a chunk of the batch
//   parameters           per layer the weights [units x inputs], the biases; zeros up to a whole vector after the last
//                        one, and where the factors of the learning rate or of the weight decay change
//   gradients            [parameters][L] while chunks are added, then one number a parameter
//
// What a layer reads stands before what it writes, so x of a layer is y of the one below.
#pragma once
#include "border/engine.h"
#include "kernels/layers-inl.h"
#include "kernels/loss-inl.h"
#include "kernels/optimizer-inl.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

template <class T>
class TinySession final : public Session {
public:
    static constexpr int64_t kMostUnits = 8;

    static bool fits(const Plan& plan) {
        bool fits = plan.input_width() <= kMostUnits;
        for (const DensePlan& layer : plan.layers) fits = fits && layer.units <= kMostUnits;
        return fits;
    }

    bool open(const Plan& plan, bool& out_of_memory);
    int threads() const override { return 1; }
    void train(DatasetView data, const int32_t* rows, int64_t count, const double* rates, LossSums& sums) override;
    void evaluate(DatasetView data, const int32_t* rows, int64_t count, LossSums& sums) override;
    bool gradient(DatasetView data, double* gradient, LossSums& sums) override;
    void read_parameters(double* out) override { copy_out(weight_, out); }
    void write_parameters(const double* values) override { copy_in(values, weight_); }
    void read_state(double* out) override;
    void write_state(const double* values) override;

private:
    static constexpr int64_t L = kLanes<T>;

    struct TinyLayer {
        int64_t inputs, units, parameters;
        int64_t bias;   // index of the first bias among the layer's parameters; -1: none
        int64_t first;  // index of its first parameter
        double dropout, rate_factor, decay_factor;
        bool joined;    // has the factors of the layer below, and is updated with it
        ActivationPasses<T> activation;
        T* x;      // what it reads
        T* y;      // what the one above reads
        T* saved;  // what the derivative reads; y itself where that will do
        T* delta;
        // Made once, not in a step: fields written one by one and then read as a vector stall, as the processor cannot
        // forward several stores to one load.
        LaneProduct<T> forward, backward;
    };

    // Rows of a data set in some order, and what each counts.
    struct Rows {
        const DatasetView& data;
        const int32_t* order;  // null: as they are
        int64_t first, count;
        double total_weight;   // by which the weights are divided
        bool dropout;
        int64_t index(int64_t r) const { return order == nullptr ? first + r : order[first + r]; }
    };

    void run(const Rows& rows, bool backwards, LossSums& sums);
    void gather(const Rows& rows, int64_t chunk, int64_t lanes);
    template <class S>
    void gather_row(const S* row, const DatasetView& data, int64_t lane);
    void forward(bool dropout, int64_t chunk);
    void drop(const TinyLayer& layer, int64_t number, int64_t chunk, T* values) const;
    void losses();
    void softmax();
    void backward(bool dropout, int64_t chunk, bool add);
    double weigh(const DatasetView& data, const int32_t* order, int64_t first, int64_t count) const;
    void reduce_gradient();
    void update(double rate);
    void copy_in(const double* from, T* to) const;
    void copy_out(const T* from, double* to) const;

    TinyLayer* layers_ = nullptr;
    int64_t count_ = 0, padded_ = 0;
    InputLayer<T> input_;
    Arena shapes_, arena_;
    LossPass<T> loss_{};
    UpdateRule<T> rule_;
    uint64_t seed_ = 0;
    int64_t batch_ = 0, step_ = 0;

    T* weight_ = nullptr;        // all parameters
    T* state_[2] = {};
    T* gradient_ = nullptr;
    T* lane_gradient_ = nullptr; // [parameters][L]
    T* loss_settings_ = nullptr; // one an output
    LossBatch<T>* loss_batches_ = nullptr;  // one an output
    T* target_ = nullptr;
    T* row_ = nullptr;           // one row, widened
    T* scale_ = nullptr;
    T* row_loss_ = nullptr;
    T* part_loss_ = nullptr;
    T* row_weight_ = nullptr;
    const int64_t* gathered_blocks_ = nullptr;  // the data set whose rows lie in the lanes; null if they were changed
    int64_t gathered_lanes_ = 0;
    int64_t gathered_rows_[L] = {};
};

template <class T>
bool TinySession<T>::open(const Plan& plan, bool& out_of_memory) {
    if (!find(kLosses<T>, plan.loss.c_str(), loss_) || !rule_.read(plan)) return false;
    seed_ = plan.seed;
    batch_ = plan.batch;
    count_ = static_cast<int64_t>(plan.layers.size());
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1 && !shapes_.allocate()) return !(out_of_memory = true);
        shapes_.take(layers_, count_);
        input_.take_kinds(shapes_, plan);
    }
    input_.read_kinds(plan);
    int64_t width = input_.width;
    for (int64_t l = 0; l < count_; l++) {
        const DensePlan& from = plan.layers[l];
        TinyLayer& layer = layers_[l];
        layer.inputs = width;
        layer.units = width = from.units;
        layer.bias = from.bias ? layer.units * layer.inputs : -1;
        layer.parameters = layer.units * (layer.inputs + (from.bias ? 1 : 0));
        layer.dropout = from.dropout;
        layer.rate_factor = from.rate_factor;
        layer.decay_factor = from.decay_factor;
        layer.joined = l > 0 && layers_[l - 1].rate_factor == from.rate_factor
            && layers_[l - 1].decay_factor == from.decay_factor;
        layer.first = layer.joined ? layers_[l - 1].first + layers_[l - 1].parameters : padded_;
        padded_ = (layer.first + layer.parameters + L - 1) / L * L;
        if (!find(kActivations<T>, from.activation.c_str(), layer.activation)) return false;
    }
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1 && !arena_.allocate()) return !(out_of_memory = true);
        for (int64_t l = 0; l < count_; l++) {
            TinyLayer& layer = layers_[l];
            if (l == 0) arena_.take(layer.x, layer.inputs * L);
            arena_.take(layer.y, layer.units * L);
            arena_.take(layer.delta, layer.units * L);
            const bool dropped = l + 1 < count_ && layers_[l + 1].dropout > 0;
            layer.saved = layer.y;
            if (dropped || !layer.activation.from_output) arena_.take(layer.saved, layer.units * L);
            if (l + 1 < count_) layers_[l + 1].x = layer.y;
        }
        arena_.take(weight_, padded_);
        for (int s = 0; s < rule_.pass.state; s++) arena_.take(state_[s], padded_);
        arena_.take(gradient_, padded_);
        arena_.take(lane_gradient_, padded_ * L);
        arena_.take(loss_settings_, layers_[count_ - 1].units);
        arena_.take(loss_batches_, layers_[count_ - 1].units);
        arena_.take(target_, layers_[count_ - 1].units * L);
        arena_.take(row_, (input_.panels() + 1) * kPanel<T>);
        arena_.take(scale_, L);
        arena_.take(row_loss_, L);
        arena_.take(part_loss_, L);
        arena_.take(row_weight_, L);
    }
    for (int64_t l = 0; l < count_; l++) {
        TinyLayer& layer = layers_[l];
        const T* w = weight_ + layer.first;
        const T* bias = layer.bias < 0 ? nullptr : w + layer.bias;
        layer.forward = {w, bias, layer.inputs, layer.units, layer.x, layer.y, layer.saved, nullptr};
        if (l > 0) {
            const TinyLayer& under = layers_[l - 1];
            layer.backward = {w, bias, layer.inputs, layer.units, under.saved, layer.delta, nullptr, under.delta};
        }
    }
    const TinyLayer& last = layers_[count_ - 1];
    for (int64_t o = 0; o < last.units; o++)
        loss_batches_[o] = {1,      0,      loss_settings_ + o,  last.y + o * L, target_ + o * L,
                            nullptr, scale_, last.delta + o * L, last.units > 1 ? part_loss_ : row_loss_};
    spread_settings(plan.loss_settings, last.units, loss_settings_);
    return true;
}

// ---- training ----

template <class T>
void TinySession<T>::train(
    DatasetView data, const int32_t* rows, int64_t count, const double* rates, LossSums& sums) {
    for (int64_t first = 0; first < count; first += batch_) {
        const int64_t batch = count - first < batch_ ? count - first : batch_;
        const double total = weigh(data, rows, first, batch);
        run({data, rows, first, batch, total, true}, true, sums);
        reduce_gradient();
        update(*rates++);
        step_++;
    }
}

template <class T>
void TinySession<T>::evaluate(DatasetView data, const int32_t* rows, int64_t count, LossSums& sums) {
    run({data, rows, 0, count, 1, false}, false, sums);
}

template <class T>
bool TinySession<T>::gradient(DatasetView data, double* gradient, LossSums& sums) {
    run({data, nullptr, 0, data.rows, weigh(data, nullptr, 0, data.rows), false}, true, sums);
    reduce_gradient();
    copy_out(gradient_, gradient);
    return true;
}

template <class T>
double TinySession<T>::weigh(const DatasetView& data, const int32_t* order, int64_t first, int64_t count) const {
    if (!data.weighted) return static_cast<double>(count);
    double total = 0;
    for (int64_t r = first; r < first + count; r++) total += data.weight(data.row(order == nullptr ? r : order[r]));
    return total;
}

template <class T>
void TinySession<T>::run(const Rows& rows, bool backwards, LossSums& sums) {
    const T share = static_cast<T>(rows.total_weight > 0 ? 1 / rows.total_weight : 0);
    for (int64_t chunk = 0; chunk < rows.count; chunk += L) {
        const int64_t lanes = rows.count - chunk < L ? rows.count - chunk : L;
        gather(rows, chunk, lanes);
        const Vec<T> weight = load(row_weight_);
        store<T>(scale_, weight * share);
        forward(rows.dropout, chunk);
        losses();
        if (backwards) backward(rows.dropout, chunk, chunk > 0);
        // A row of weight 0 counts for nothing, even if its loss is not finite.
        sums.loss += sum<T>(weight > T(0) ? weight * load(row_loss_) : Vec<T>{});
        sums.weight += rows.data.weighted ? static_cast<double>(sum<T>(weight)) : static_cast<double>(lanes);
    }
}

template <class T>
void TinySession<T>::gather(const Rows& rows, int64_t chunk, int64_t lanes) {
    const DatasetView& data = rows.data;
    // A whole small data set lies in the lanes already when the next step comes.
    bool gathered = data.blocks == gathered_blocks_ && lanes == gathered_lanes_;
    for (int64_t r = 0; r < lanes; r++) {
        const int64_t index = rows.index(chunk + r);
        gathered = gathered && gathered_rows_[r] == index;
        gathered_rows_[r] = index;
    }
    if (gathered) return;
    gathered_blocks_ = rows.dropout && layers_[0].dropout > 0 ? nullptr : data.blocks;
    gathered_lanes_ = lanes;
    for (int64_t r = 0; r < lanes; r++) {
        const char* row = data.row(gathered_rows_[r]);
        if (data.bytes == 4) {
            gather_row(reinterpret_cast<const float*>(row), data, r);
        } else {
            gather_row(reinterpret_cast<const double*>(row), data, r);
        }
        if (data.weighted) row_weight_[r] = static_cast<T>(data.weight(row));
    }
    if (!data.weighted) store<T>(row_weight_, broadcast(T(1)));
    // Lanes without a row repeat an earlier one's, and count for nothing.
    if (lanes < L) store<T>(row_weight_, load_first(row_weight_, lanes));
}

template <class T>
template <class S>
void TinySession<T>::gather_row(const S* row, const DatasetView& data, int64_t lane) {
    T* x = layers_[0].x;
    if (input_.plain) {
        for (int64_t i = 0; i < data.inputs; i++) x[i * L + lane] = static_cast<T>(row[i]);
    } else {
        input_.expand(row, nullptr, row_, kPanel<T>);
        for (int64_t i = 0; i < input_.width; i++) x[i * L + lane] = row_[i];
    }
    row += data.inputs;
    // A row's only target is that of all outputs.
    const int64_t next = data.targets == 1 ? 0 : 1;
    for (int64_t o = 0; o < layers_[count_ - 1].units; o++) target_[o * L + lane] = static_cast<T>(row[o * next]);
}

template <class T>
void TinySession<T>::forward(bool dropout, int64_t chunk) {
    for (int64_t l = 0; l < count_; l++) {
        const TinyLayer& layer = layers_[l];
        if (dropout && layer.dropout > 0) drop(layer, l, chunk, layer.x);
        layer.activation.forward_lanes(layer.forward);
    }
}

// Multiplies what a layer reads, or its gradient, by the layer's mask.
template <class T>
void TinySession<T>::drop(const TinyLayer& layer, int64_t number, int64_t chunk, T* values) const {
    using U = typename Lanes<T>::Unsigned;
    U keys;
    for (int64_t r = 0; r < L; r++) keys[r] = mask_key(seed_, step_, number, chunk + r);
    const DropoutRate<T> rate(layer.dropout);
    int64_t i = 0;
    for (int64_t unit = 0; i < layer.inputs; unit++) {
        const U bits = mask_bits<T>(keys, U{} + static_cast<uint32_t>(unit & ~kMaskPair));
        const Vec<T> factor = mask<T>(bits, (unit & kMaskPair) != 0, rate);
        // The first layer drops columns of the data set, others what a unit puts out.
        for (int64_t end = i + (number == 0 ? inputs_of(input_.kinds[unit]) : 1); i < end; i++)
            store<T>(values + i * L, load(values + i * L) * factor);
    }
}

template <class T>
void TinySession<T>::losses() {
    if (loss_.softmax) {
        softmax();
        return;
    }
    const TinyLayer& last = layers_[count_ - 1];
    const T share = T(1) / static_cast<T>(last.units);
    if (last.units > 1) {
        store<T>(scale_, load(scale_) * share);
        store<T>(row_loss_, Vec<T>{});
    }
    for (int64_t o = 0; o < last.units; o++) {
        loss_.column(loss_batches_[o], 0, L);
        if (last.units > 1) store<T>(row_loss_, load(row_loss_) + load(part_loss_) * share);
    }
}

// Softmax cross-entropy with label smoothing: as softmax_loss in loss-inl.h, with a row a lane.
template <class T>
void TinySession<T>::softmax() {
    const TinyLayer& last = layers_[count_ - 1];
    const Vec<T> label = load(target_), scale = load(scale_);
    const T smoothing = loss_settings_[0];
    Vec<T> max = load(last.y);
    for (int64_t o = 1; o < last.units; o++) {
        const Vec<T> z = load(last.y + o * L);
        max = z <= max ? max : z;
    }
    Vec<T> sum{}, mean{}, of_label{};
    for (int64_t o = 0; o < last.units; o++) {
        const Vec<T> z = load(last.y + o * L), e = exp<T>(z - max);
        store<T>(last.delta + o * L, e);
        sum += e;
        mean += z;
        of_label = label == static_cast<T>(o) ? z : of_label;
    }
    const T share = T(1) / static_cast<T>(last.units);
    for (int64_t o = 0; o < last.units; o++) {
        const Vec<T> hit = label == static_cast<T>(o) ? broadcast(T(1) - smoothing) : Vec<T>{};
        store<T>(last.delta + o * L, (load(last.delta + o * L) / sum - (hit + smoothing * share)) * scale);
    }
    store<T>(row_loss_, log<T>(sum) + max - (T(1) - smoothing) * of_label - smoothing * share * mean);
}

template <class T>
void TinySession<T>::backward(bool dropout, int64_t chunk, bool add) {
    const TinyLayer& last = layers_[count_ - 1];
    if (!last.activation.identity) last.activation.backward(last.saved, last.delta, last.units * L);
    for (int64_t l = count_ - 1; l >= 0; l--) {
        const TinyLayer& layer = layers_[l];
        T* g = lane_gradient_ + layer.first * L;
        const auto collect = [&](int64_t parameter, Vec<T> value) DENSA_LAMBDA {
            T* at = g + parameter * L;
            store<T>(at, add ? load(at) + value : value);
        };
        for (int64_t u = 0; u < layer.units; u++) {
            const Vec<T> d = load(layer.delta + u * L);
            for (int64_t i = 0; i < layer.inputs; i++) collect(u * layer.inputs + i, d * load(layer.x + i * L));
            if (layer.bias >= 0) collect(layer.bias + u, d);
        }
        if (l == 0) return;
        const TinyLayer& under = layers_[l - 1];
        under.activation.backward_lanes(layer.backward);
        if (dropout && layer.dropout > 0) drop(layer, l, chunk, under.delta);
    }
}

// Sums the lanes of each parameter's gradient, as many parameters at once as there are lanes.
template <class T>
void TinySession<T>::reduce_gradient() {
    for (int64_t p = 0; p < padded_; p += L) {
        Vec<T> rows[L];
        for (int64_t i = 0; i < L; i++) rows[i] = load(lane_gradient_ + (p + i) * L);
        store<T>(gradient_ + p, sums_of_rows<T>(rows));
    }
}

template <class T>
void TinySession<T>::update(double rate) {
    double product = rule_.momentum_product, scale = 1;
    if (rule_.clip_norm > 0) scale = rule_.clipping_scale(__builtin_sqrt(sum_of_squares(gradient_, padded_)));
    for (int64_t l = 0; l < count_;) {
        const TinyLayer& layer = layers_[l++];
        while (l < count_ && layers_[l].joined) l++;
        const int64_t end = l < count_ ? layers_[l].first : padded_;
        const double layer_rate = rate * layer.rate_factor;
        const StepConstants constants = rule_.prepare(step_ + 1, layer_rate, product);
        T* state[2] = {};
        for (int i = 0; i < rule_.pass.state; i++) state[i] = state_[i] + layer.first;
        rule_.pass.update(
            constants, rule_.modifiers(layer_rate, layer.decay_factor, scale), weight_ + layer.first,
            gradient_ + layer.first, state[0], state[1], end - layer.first);
    }
    rule_.momentum_product = product;
}

// ---- parameters and state: the canonical layout, without the padding ----

template <class T>
void TinySession<T>::copy_in(const double* from, T* to) const {
    for (int64_t l = 0; l < count_; l++)
        for (int64_t p = 0; p < layers_[l].parameters; p++) to[layers_[l].first + p] = static_cast<T>(*from++);
}

template <class T>
void TinySession<T>::copy_out(const T* from, double* to) const {
    for (int64_t l = 0; l < count_; l++)
        for (int64_t p = 0; p < layers_[l].parameters; p++) *to++ = from[layers_[l].first + p];
}

template <class T>
void TinySession<T>::read_state(double* out) {
    *out++ = static_cast<double>(step_);
    for (int s = 0; s < rule_.pass.state; s++) {
        copy_out(state_[s], out);
        for (int64_t l = 0; l < count_; l++) out += layers_[l].parameters;
    }
}

template <class T>
void TinySession<T>::write_state(const double* values) {
    step_ = static_cast<int64_t>(*values++);
    rule_.resume(step_);
    for (int s = 0; s < rule_.pass.state; s++) {
        copy_in(values, state_[s]);
        for (int64_t l = 0; l < count_; l++) values += layers_[l].parameters;
    }
}

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
