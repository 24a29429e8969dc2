// Training: the memory of a session and what is done with it from outside; how a step runs stands in step.h, what its
// items do in items.h.
#pragma once
#include "border/engine.h"
#include "kernels/layers-inl.h"
#include "kernels/loss-inl.h"
#include "kernels/optimizer-inl.h"
#include "kernels/sparse-inl.h"
#include "runtime/clock.h"
#include "runtime/team.h"
#include "runtime/thread_choice.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

template <class T>
class NetworkSession final : public Session, private Job {
public:
    bool open(const Plan& plan, bool& out_of_memory);

    int threads() const override { return threads_; }

    void train(DatasetView data, const int32_t* rows, int64_t count, const double* rates, LossSums& sums) override {
        for (int64_t done = 0; done < count;)
            done += run_turn(Mode::kTrain, data, rows + done, count - done, rates + done / batch_, sums);
    }

    void evaluate(DatasetView data, LossSums& sums) override {
        run_turn(Mode::kEvaluate, data, nullptr, data.rows, nullptr, sums);
    }

    bool gradient(DatasetView data, double* gradient, LossSums& sums) override;

    void read_parameters(double* out) override { layers_.read_parameters(out); }

    void write_parameters(const double* values) override {
        layers_.write_parameters(values);
        if (sparse_)
            for (int64_t p = 0; p < layers_.dense[0].panels; p++)
                sum_bins(layers_.input, layers_.dense[0], p, sums_of_bins_);
        for (int64_t l = 1; l < layers_.count; l++)
            for (int64_t p = 0; p < layers_.dense[l].panels; p++) transpose(l, p, 0, layers_.dense[l].inputs);
    }

    void read_state(double* out) override;
    void write_state(const double* values) override;

private:
    enum class Mode { kTrain, kEvaluate, kGradient };
    enum class Phase { kRows, kGradient, kUpdate };

    static constexpr int64_t P = kPanel<T>;
    // Inputs of one weight-gradient item at most: its block of the weights, [kInputBlock][P], stays in the nearest
    // cache.
    static constexpr int64_t kInputBlock = 96;
    // A block of rows has tiles without a rest, and whole vectors of a column.
    static_assert(kRowBlock % kTileRows == 0 && kRowBlock % kLanes<T> == 0 && kInputBlock % P == 0);
    // The least rows that a session makes room for, so that evaluation runs in decent blocks after tiny batches.
    static constexpr int64_t kMinCapacity = 256;

    // What training adds to a dense layer.
    struct Trained {
        T* transposed;  // [panels of inputs][units][P]; layers after the first, if there is more than one output
        T* y;           // outputs, as the next layer reads them: [panels][rows][P]
        T* saved;       // what the derivative reads; y itself where that will do
        T* delta;       // d loss / d pre-activation
        T* weight_state[2];
        T* bias_state[2];
        T* weight_gradient;  // only if whole gradients are kept
        T* bias_gradient;
        T* slice_weight_gradient;  // [slices] of them, if the batch is cut into slices
        T* slice_bias_gradient;
        double rate_factor, decay_factor;
        StepConstants constants;  // of the running step
    };

    // Rows of the batch.
    struct RowRange {
        int64_t first, count;
    };

    // A panel of a layer's outputs, or a column's only one, and a range of its inputs.
    struct GradientItem {
        int64_t layer, panel, begin, end;
        int64_t square;  // index of its first in squares_
    };

    int64_t items() const override;
    void run(int64_t item) override;
    bool advance() override;

    int64_t run_turn(
        Mode mode, DatasetView data, const int32_t* rows, int64_t count, const double* rates, LossSums& sums);
    void next_batch();
    void choose_row_block();
    void weigh_rows();
    void prepare_step();
    void add_losses();

    void cut_batch(double flops);
    bool list_items(bool& out_of_memory);
    void take(Arena& arena);
    bool keep_gradients();

    void run_slice(int64_t slice);
    void run_rows(int64_t begin, int64_t end);
    void gather(int64_t begin, int64_t end);
    template <class S>
    void gather_as(int64_t begin, int64_t end);
    void run_loss(int64_t begin, int64_t end);
    // The inputs of a layer that one gradient item covers: all of a sparse one, as a row's entries are anywhere.
    int64_t item_inputs(int64_t layer, int64_t block) const {
        const DenseLayer<T>& d = layers_.dense[layer];
        return layer == 0 && sparse_ ? d.inputs : d.column ? block * P : block;
    }
    void backward(int64_t begin, int64_t end);
    void run_gradient(int64_t item);
    void weight_gradient(
        const GradientItem& item, int64_t begin, int64_t end, RowRange rows, bool add, T* gradient);
    void bias_gradient(const GradientItem& item, RowRange rows, bool add, T* gradient);
    void sum_slices(const T* slice, int64_t size, int64_t numbers, T* gradient) const;
    void transpose(int64_t layer, int64_t panel, int64_t begin, int64_t end);
    void prefetch_next_batch(int64_t part, int64_t parts) const;

    const char* source(int64_t r) const { return data_.row(rows_ == nullptr ? position_ + r : rows_[position_ + r]); }
    bool sliced() const { return slices_ > 1 && mode_ == Mode::kTrain; }
    int64_t items_of(int64_t rows) const { return (batch_rows_ + rows - 1) / rows; }  // blocks of so many rows
    int64_t stride() const { return batch_rows_ * P; }  // from one panel of activations to the next
    const T* inputs_of(int64_t layer) const { return layer == 0 ? x_ : trained_[layer - 1].y; }
    const DenseLayer<T>& last() const { return layers_.dense[layers_.count - 1]; }
    // Columns that are more than one input, as they are gathered.
    bool drops_columns() const {
        return mode_ == Mode::kTrain && layers_.dense[0].dropout > 0 && !layers_.input.plain;
    }
    double total_weight() const { return mode_ == Mode::kGradient ? data_weight_ : batch_weight_; }

    Layers<T> layers_;
    Trained* trained_ = nullptr;
    GradientItem* gradient_items_ = nullptr;
    int64_t gradient_item_count_ = 0;
    Arena shapes_, lists_, arena_, gradients_;
    Team team_;
    ThreadChoice training_threads_, other_threads_;
    int threads_ = 1;  // at most

    LossPass<T> loss_{};
    UpdateRule<T> rule_;
    uint64_t seed_ = 0;
    bool kept_gradients_ = false;
    int64_t slices_ = 1;  // of a batch, at most
    int64_t batch_ = 0, capacity_ = 0;
    int64_t step_ = 0;  // steps taken

    bool sparse_ = false;       // gathered inputs are lists of entries
    SparseRows<T> entries_{};
    SparseColumns<T> sorted_{};  // the same entries
    T* column_factors_ = nullptr;   // of dropped columns that are more than one input, [rows][columns]
    T* x_ = nullptr;            // gathered inputs otherwise: [panels][rows][P]
    T* loss_settings_ = nullptr;    // one an output
    T* target_ = nullptr;       // as the outputs
    int32_t* labels_ = nullptr;
    double* weight_ = nullptr;  // per row of the batch
    T* scale_ = nullptr;        // weight / total weight
    T* row_loss_ = nullptr;
    T* sparse_gradient_ = nullptr;  // of the first layer, as its weights lie
    T* sums_of_bins_ = nullptr;     // of its weights (sparse.h), [panels][sums][P]
    double* squares_ = nullptr; // of a panel's P inputs or of its biases: their part of the gradient's squared norm
    int64_t square_count_ = 0;

    // The running call.
    Mode mode_ = Mode::kTrain;
    Phase phase_ = Phase::kRows;
    DatasetView data_{};
    const int32_t* rows_ = nullptr;
    const double* rates_ = nullptr;
    LossSums* sums_ = nullptr;
    int running_threads_ = 1;
    int64_t count_ = 0, position_ = 0, batch_rows_ = 0, row_block_ = 0, slice_rows_ = 0;
    double data_weight_ = 0, batch_weight_ = 0;
    double rate_ = 0;  // the step's learning rate
    double gradient_scale_ = 1;
};

template <class T>
bool NetworkSession<T>::open(const Plan& plan, bool& out_of_memory) {
    if (!layers_.read(plan, out_of_memory)) return false;
    if (!find(kLosses<T>, plan.loss.c_str(), loss_) || !rule_.read(plan)) return false;
    seed_ = plan.seed;
    batch_ = plan.batch;
    capacity_ = ((batch_ > kMinCapacity ? batch_ : kMinCapacity) + P - 1) / P * P;
    // Below some ten microseconds a step, a second thread costs more than it brings.
    const double flops = 6.0 * static_cast<double>(layers_.parameters) * static_cast<double>(batch_);
    threads_ = flops < 1e6 ? 1 : plan.threads;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1 && !shapes_.allocate()) return !(out_of_memory = true);
        shapes_.take(trained_, layers_.count);
    }
    for (int64_t l = 0; l < layers_.count; l++) {
        trained_[l].rate_factor = plan.layers[l].rate_factor;
        trained_[l].decay_factor = plan.layers[l].decay_factor;
    }
    sparse_ = pays_sparse(layers_.input) && !layers_.dense[0].column;
    entries_.columns = layers_.input.columns;
    entries_.piecewise = layers_.input.piecewise;
    sorted_.most_rows = capacity_;
    if (!sparse_) cut_batch(flops);
    if (!list_items(out_of_memory)) return false;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1 && !arena_.allocate()) return !(out_of_memory = true);
        take(arena_);
    }
    spread_settings(plan.loss_settings, last().units, loss_settings_);
    return rule_.clip_norm == 0 || keep_gradients() || !(out_of_memory = true);
}

// Cuts the batch into slices where that moves fewer numbers from one processor to another: of each slice's gradient and
// the new weights, rather than of activations and deltas. The cut must not depend on the threads, since it decides in
// which order a gradient's terms are added.
template <class T>
void NetworkSession<T>::cut_batch(double flops) {
    constexpr double kLeastFlops = 7e5;  // of a slice: some microseconds
    constexpr int64_t kMostSlices = 8;
    int64_t activations = layers_.input.width;
    for (int64_t l = 0; l < layers_.count; l++) activations += 2 * layers_.dense[l].units;
    const auto pays = [&](int64_t slices) DENSA_LAMBDA {
        return flops >= kLeastFlops * static_cast<double>(slices)
            && 2 * slices * layers_.parameters <= batch_ * activations;
    };
    while (2 * slices_ <= kMostSlices && pays(2 * slices_)) slices_ *= 2;
}

// Cuts the weights into items: a few for every thread, the widest layers' as large as the nearest cache allows.
template <class T>
bool NetworkSession<T>::list_items(bool& out_of_memory) {
    int64_t work = 0, panels = 0;
    for (int64_t l = 0; l < layers_.count; l++) {
        work += layers_.dense[l].panels * layers_.dense[l].inputs;
        panels += layers_.dense[l].panels;
    }
    // Units by the million, whose activations would not fit any memory either.
    if (panels > kMostItems) return !(out_of_memory = true);
    int64_t block = work / (4 * threads_) / P * P;
    block = threads_ == 1 || block > kInputBlock ? kInputBlock : block < P ? P : block;
    // Twice as large until their number fits a ticket.
    for (;; block *= 2) {
        int64_t count = 0;
        for (int64_t l = 0; l < layers_.count; l++) {
            const int64_t inputs = item_inputs(l, block);
            count += layers_.dense[l].panels * ((layers_.dense[l].inputs + inputs - 1) / inputs);
        }
        if (count <= kMostItems) {
            gradient_item_count_ = count;
            break;
        }
    }
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1 && !lists_.allocate()) return !(out_of_memory = true);
        lists_.take(gradient_items_, gradient_item_count_);
    }
    GradientItem* item = gradient_items_;
    for (int64_t l = 0; l < layers_.count; l++) {
        const DenseLayer<T>& layer = layers_.dense[l];
        const int64_t inputs = item_inputs(l, block);
        for (int64_t p = 0; p < layer.panels; p++)
            for (int64_t begin = 0; begin < layer.inputs; begin += inputs) {
                const int64_t end = begin + inputs < layer.inputs ? begin + inputs : layer.inputs;
                *item++ = {l, p, begin, end, square_count_};
                square_count_ += (end - begin + P - 1) / P + (begin == 0 && layer.has_bias ? 1 : 0);
            }
    }
    return true;
}

template <class T>
void NetworkSession<T>::take(Arena& arena) {
    layers_.take_weights(arena);
    for (int64_t l = 0; l < layers_.count; l++) {
        const DenseLayer<T>& layer = layers_.dense[l];
        Trained& t = trained_[l];
        const int64_t outputs = layer.output_size(capacity_);
        if (l > 0 && !layer.column) arena.take(t.transposed, layer.input_panels() * layer.units * P);
        arena.take(t.y, outputs);
        const bool dropped = l + 1 < layers_.count && layers_.dense[l + 1].dropout > 0;
        if (dropped || !layer.activation.from_output) {
            arena.take(t.saved, outputs);
        } else {
            t.saved = t.y;
        }
        arena.take(t.delta, outputs);
        if (slices_ > 1) {
            arena.take(t.slice_weight_gradient, slices_ * layer.weight_size());
            arena.take(t.slice_bias_gradient, slices_ * layer.bias_size());
        }
        for (int s = 0; s < rule_.pass.state; s++) {
            arena.take(t.weight_state[s], layer.weight_size());
            arena.take(t.bias_state[s], layer.bias_size());
        }
    }
    if (sparse_) {
        arena.take(entries_.input, capacity_ * entries_.columns);
        arena.take(entries_.value, capacity_ * entries_.columns);
        arena.take(entries_.sum, capacity_ * entries_.piecewise);
        arena.take(sparse_gradient_, layers_.dense[0].weight_size());
        arena.take(sums_of_bins_, layers_.dense[0].panels * layers_.input.sums() * P);
        arena.take(sorted_.row, capacity_ * entries_.columns);
        arena.take(sorted_.value, capacity_ * entries_.columns);
        arena.take(sorted_.first, groups_and_ends(layers_.input));
    } else {
        arena.take(x_, layers_.input.panels() * capacity_ * P);
    }
    if (layers_.dense[0].dropout > 0 && !layers_.input.plain)
        arena.take(column_factors_, capacity_ * layers_.input.column_panels() * P);
    if (loss_.softmax) {
        arena.take(labels_, capacity_);
    } else {
        arena.take(target_, last().output_size(capacity_));
    }
    arena.take(loss_settings_, last().panels * P);
    arena.take(weight_, capacity_);
    arena.take(scale_, capacity_);
    arena.take(row_loss_, capacity_);
    arena.take(squares_, square_count_);
}

// Makes room for whole gradients, in the layout of the weights.
template <class T>
bool NetworkSession<T>::keep_gradients() {
    if (kept_gradients_) return true;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1 && !gradients_.allocate()) return false;
        for (int64_t l = 0; l < layers_.count; l++) {
            gradients_.take(trained_[l].weight_gradient, layers_.dense[l].weight_size());
            gradients_.take(trained_[l].bias_gradient, layers_.dense[l].bias_size());
        }
    }
    return kept_gradients_ = true;
}

template <class T>
bool NetworkSession<T>::gradient(DatasetView data, double* gradient, LossSums& sums) {
    if (!keep_gradients()) return false;
    data_weight_ = 0;
    for (int64_t r = 0; r < data.rows; r++) data_weight_ += data.weight(data.row(r));
    run_turn(Mode::kGradient, data, nullptr, data.rows, nullptr, sums);
    for (int64_t l = 0; l < layers_.count; l++) {
        unpack(layers_.dense[l], trained_[l].weight_gradient, trained_[l].bias_gradient, gradient);
        gradient += layers_.dense[l].parameters();
    }
    return true;
}

template <class T>
void NetworkSession<T>::read_state(double* out) {
    *out++ = static_cast<double>(step_);
    for (int s = 0; s < rule_.pass.state; s++) {
        for (int64_t l = 0; l < layers_.count; l++) {
            unpack(layers_.dense[l], trained_[l].weight_state[s], trained_[l].bias_state[s], out);
            out += layers_.dense[l].parameters();
        }
    }
}

template <class T>
void NetworkSession<T>::write_state(const double* values) {
    step_ = static_cast<int64_t>(*values++);
    rule_.resume(step_);
    for (int s = 0; s < rule_.pass.state; s++) {
        for (int64_t l = 0; l < layers_.count; l++) {
            pack(layers_.dense[l], values, trained_[l].weight_state[s], trained_[l].bias_state[s]);
            values += layers_.dense[l].parameters();
        }
    }
}

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
