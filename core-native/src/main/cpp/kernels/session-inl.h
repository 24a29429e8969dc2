// Training: what a session holds, and what is done with it from outside. A step is a job of two or three phases
// (step-inl.h), whose items work on blocks of rows (rows-inl.h) or of weights (gradients-inl.h).
#pragma once
#include <cstdint>

#include "border/engine.h"
#include "kernels/batch-inl.h"
#include "kernels/first_layer-inl.h"
#include "kernels/gradient_items-inl.h"
#include "kernels/layers-inl.h"
#include "kernels/loss-inl.h"
#include "kernels/optimizer-inl.h"
#include "runtime/arena.h"
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
            done += run_turn(Mode::kTrain, data, rows + done, count - done, rates + done / batch_size_, sums);
    }

    void evaluate(DatasetView data, const int32_t* rows, int64_t count, LossSums& sums) override {
        run_turn(Mode::kEvaluate, data, rows, count, nullptr, sums);
    }

    bool gradient(DatasetView data, double* gradient, LossSums& sums) override;

    void read_parameters(double* out) override { layers_.read_parameters(out); }

    void write_parameters(const double* values) override {
        layers_.write_parameters(values);
        for (int64_t p = 0; p < layers_.dense[0].panels; p++) first_.refresh_sums(layers_.dense[0], p);
        for (int64_t l = 1; l < layers_.count; l++)
            for (int64_t p = 0; p < layers_.dense[l].panels; p++) transpose(l, p, 0, layers_.dense[l].inputs);
    }

    void read_state(double* out) override;
    void write_state(const double* values) override;

private:
    enum class Mode { kTrain, kEvaluate, kGradient };
    enum class Phase { kRows, kGradient, kUpdate };

    static constexpr int64_t P = kPanel<T>;
    static constexpr int64_t kInputBlock = GradientItems<T>::kInputBlock;
    static_assert(kRowBlock % kTileRows == 0, "tiles without a remainder in a whole block of rows");
    static_assert(kRowBlock % kLanes<T> == 0, "whole vectors of a column in a block of rows");
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

    // The step: step-inl.h.
    int64_t items() const override;
    void run(int64_t item) override;
    bool advance() override;
    int64_t run_turn(
        Mode mode, DatasetView data, const int32_t* rows, int64_t count, const double* rates, LossSums& sums);
    void next_batch();
    void choose_row_block();
    void prepare_step();

    // Items of rows: rows-inl.h.
    void run_slice(int64_t slice);
    void run_rows(int64_t begin, int64_t end);
    template <class S>
    void gather(int64_t begin, int64_t end);
    void run_loss(int64_t begin, int64_t end);
    void backward(int64_t begin, int64_t end);

    // Items of weights: gradients-inl.h.
    void run_gradient(int64_t item);
    void weight_gradient(
        const GradientItem& item, int64_t begin, int64_t end, RowRange rows, bool add, T* gradient);
    void bias_gradient(const GradientItem& item, RowRange rows, bool add, T* gradient);
    void sum_slices(const T* slice, int64_t size, int64_t numbers, T* gradient) const;
    void transpose(int64_t layer, int64_t panel, int64_t begin, int64_t end);

    void take(Arena& arena);
    bool keep_gradients();

    bool sliced() const { return slices_ > 1 && mode_ == Mode::kTrain; }
    int64_t blocks(int64_t rows) const { return (batch_.rows + rows - 1) / rows; }  // of so many rows
    const T* inputs_of(int64_t layer) const { return layer == 0 ? first_.x : trained_[layer - 1].y; }
    const DenseLayer<T>& last() const { return layers_.dense[layers_.count - 1]; }
    // The rate at which columns that are more than one input are dropped as they are gathered; 0: not.
    double column_dropout() const {
        return mode_ == Mode::kTrain && !layers_.input.plain ? layers_.dense[0].dropout : 0;
    }

    Layers<T> layers_;
    FirstLayer<T> first_;
    Trained* trained_ = nullptr;
    GradientItems<T> items_;
    Arena shapes_, arena_, gradients_;
    bool kept_gradients_ = false;
    T* target_ = nullptr;         // as the outputs
    int32_t* labels_ = nullptr;
    T* loss_settings_ = nullptr;  // one an output

    LossPass<T> loss_{};
    UpdateRule<T> rule_;
    uint64_t seed_ = 0;
    int64_t slices_ = 1;  // of a batch, at most
    int64_t batch_size_ = 0, capacity_ = 0;
    int64_t step_ = 0;  // steps taken

    Team team_;
    ThreadChoice training_threads_, other_threads_;
    int threads_ = 1;  // at most

    // The running call.
    Mode mode_ = Mode::kTrain;
    Phase phase_ = Phase::kRows;
    Batch<T> batch_;
    const double* rates_ = nullptr;
    LossSums* sums_ = nullptr;
    int running_threads_ = 1;
    int64_t row_block_ = 0, slice_rows_ = 0;
    double data_weight_ = 0;    // of all rows
    double rate_ = 0;           // the step's learning rate
    double gradient_scale_ = 1;
};

template <class T>
bool NetworkSession<T>::open(const Plan& plan, bool& out_of_memory) {
    if (!layers_.read(plan, out_of_memory)) return false;
    if (!find(kLosses<T>, plan.loss.c_str(), loss_) || !rule_.read(plan)) return false;
    seed_ = plan.seed;
    batch_size_ = plan.batch;
    capacity_ = ((batch_size_ > kMinCapacity ? batch_size_ : kMinCapacity) + P - 1) / P * P;
    // Below some ten microseconds a step, a second thread costs more than it brings.
    const double flops = 6.0 * static_cast<double>(layers_.parameters) * static_cast<double>(batch_size_);
    threads_ = flops < 1e6 ? 1 : plan.threads;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1 && !shapes_.allocate()) return !(out_of_memory = true);
        shapes_.take(trained_, layers_.count);
    }
    for (int64_t l = 0; l < layers_.count; l++) {
        trained_[l].rate_factor = plan.layers[l].rate_factor;
        trained_[l].decay_factor = plan.layers[l].decay_factor;
    }
    first_.open(layers_, capacity_);
    if (!first_.sparse) slices_ = slices_of(layers_, batch_size_, flops);
    if (!items_.open(layers_, first_.sparse, threads_)) return !(out_of_memory = true);
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1 && !arena_.allocate()) return !(out_of_memory = true);
        take(arena_);
    }
    spread_settings(plan.loss_settings, last().units, loss_settings_);
    return rule_.clip_norm == 0 || keep_gradients() || !(out_of_memory = true);
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
    first_.take(arena, layers_.dense[0], capacity_);
    batch_.take(arena, capacity_);
    if (loss_.softmax) {
        arena.take(labels_, capacity_);
    } else {
        arena.take(target_, last().output_size(capacity_));
    }
    arena.take(loss_settings_, last().panels * P);
    arena.take(items_.squares, items_.square_count);
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
