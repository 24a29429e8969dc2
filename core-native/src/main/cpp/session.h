// Training: memory, and the job of running a step's phases over the batches of a call; what the items do stands in step.h.
// One step is three phases of independent items.
//   forward/backward  blocks of rows: gather, forward through all layers, loss, deltas back through all layers
//   gradient          (layer, output panel, block of inputs): weight gradient over the whole batch, and the update, unless
//                     the gradient's norm must be known first
//   update            the same items, only when clipping by norm
// Every number is one chain of operations in a fixed order, so the result does not depend on the threads.

template <class T>
class NetworkSession final : public Session, private Job {
public:
    ~NetworkSession() override { delete team_; }

    bool open(const Plan& plan, bool& out_of_memory);

    int threads() const override { return team_->threads(); }

    void train(DatasetView data, const int32_t* rows, int64_t count, const double* rates, LossSums& sums) override {
        start(Mode::kTrain, data, rows, count, rates, sums);
    }

    void evaluate(DatasetView data, LossSums& sums) override {
        start(Mode::kEvaluate, data, nullptr, data.rows(), nullptr, sums);
    }

    bool gradient(DatasetView data, double* gradient, LossSums& sums) override;

    void read_parameters(double* out) override { layers_.read_parameters(out); }

    void write_parameters(const double* values) override {
        layers_.write_parameters(values);
        for (int64_t l = 1; l < layers_.count; l++) transpose(l, 0, layers_.dense[l].panels, 0, layers_.dense[l].inputs);
    }

    void read_state(double* out) override;
    void write_state(const double* values) override;

private:
    enum class Mode { kTrain, kEvaluate, kGradient };
    enum class Phase { kRows, kGradient, kUpdate };

    static constexpr int64_t P = kPanel<T>;
    // Inputs of one weight-gradient item: its block of the weights, [kInputBlock][P], stays in the nearest cache.
    static constexpr int64_t kInputBlock = 96;
    // The least rows that a session makes room for, so that evaluation runs in decent blocks after tiny batches.
    static constexpr int64_t kMinCapacity = 256;

    // What training adds to a dense layer.
    struct Trained {
        T* transposed;  // [panels of inputs][units][P]; layers after the first
        T* y;           // outputs, as the next layer reads them: [panels][capacity][P]
        T* saved;       // what the derivative reads; y itself where that will do
        T* delta;       // d loss / d pre-activation
        T* weight_state[2];
        T* bias_state[2];
        T* weight_gradient;  // only if whole gradients are kept
        T* bias_gradient;
        int64_t input_blocks;
        int64_t blocks_per_item;
        int64_t items_per_panel;
        int64_t first_item;
    };

    int64_t items() const override;
    void run(int64_t item) override;
    bool advance() override;

    void start(Mode mode, DatasetView data, const int32_t* rows, int64_t count, const double* rates, LossSums& sums);
    void next_batch();
    void take(Arena& arena);
    bool keep_gradients();

    void run_rows(int64_t begin, int64_t end);
    void gather(int64_t begin, int64_t end);
    void run_loss(int64_t begin, int64_t end);
    void backward(int64_t begin, int64_t end);
    void run_inputs(int64_t item);
    void transpose(int64_t layer, int64_t panel, int64_t panel_end, int64_t input, int64_t input_end);
    StepModifiers modifiers(double gradient_scale) const;

    int64_t stride() const { return batch_rows_ * P; }  // from one panel of activations to the next
    const T* inputs_of(int64_t layer) const { return layer == 0 ? x_ : trained_[layer - 1].y; }

    Layers<T> layers_;
    Trained* trained_ = nullptr;
    Arena shapes_, arena_, gradients_;
    Team* team_ = nullptr;

    LossPass<T> loss_{};
    double loss_setting_ = 0;
    OptimizerPass<T> optimizer_{};
    double optimizer_settings_[4] = {};
    double l2_ = 0, weight_decay_ = 0, clip_norm_ = 0, clip_value_ = 0;
    uint64_t seed_ = 0;
    bool any_dropout_ = false;
    bool kept_gradients_ = false;
    int64_t batch_ = 0, capacity_ = 0, gradient_items_ = 0;
    int64_t step_ = 0;  // steps taken
    double momentum_product_ = 1;

    T* x_ = nullptr;            // gathered inputs: [panels][rows][P]
    T* target_ = nullptr;       // panels as the outputs
    int32_t* labels_ = nullptr;
    double* scale_ = nullptr;   // per row of the batch
    double* row_loss_ = nullptr;
    double* squares_ = nullptr; // per gradient item: its part of the gradient's squared norm

    // The running call.
    Mode mode_ = Mode::kTrain;
    Phase phase_ = Phase::kRows;
    DatasetView data_{};
    const int32_t* rows_ = nullptr;
    const double* rates_ = nullptr;
    LossSums* sums_ = nullptr;
    int64_t count_ = 0, position_ = 0, batch_rows_ = 0, row_block_ = 0;
    double total_weight_ = 0;  // gradient mode: of all rows
    double batch_weight_ = 0;
    double rate_ = 0;  // the step's learning rate
    StepConstants constants_;
    double gradient_scale_ = 1;
};

template <class T>
bool NetworkSession<T>::open(const Plan& plan, bool& out_of_memory) {
    if (!layers_.read(plan, out_of_memory)) return false;
    if (!find_loss<T>(plan.loss.c_str(), loss_) || !find_optimizer<T>(plan.optimizer.c_str(), optimizer_)) return false;
    loss_setting_ = plan.loss_settings.empty() ? 0 : plan.loss_settings[0];
    for (size_t i = 0; i < plan.optimizer_settings.size() && i < 4; i++)
        optimizer_settings_[i] = plan.optimizer_settings[i];
    l2_ = plan.l2;
    weight_decay_ = plan.weight_decay;
    clip_norm_ = plan.clip_norm;
    clip_value_ = plan.clip_value;
    seed_ = plan.seed;
    batch_ = plan.batch;
    capacity_ = batch_ > kMinCapacity ? batch_ : kMinCapacity;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1 && !shapes_.allocate()) return !(out_of_memory = true);
        shapes_.take(trained_, layers_.count);
    }
    for (int64_t l = 0; l < layers_.count; l++) {
        const DenseLayer<T>& layer = layers_.dense[l];
        Trained& t = trained_[l];
        t.input_blocks = (layer.inputs + kInputBlock - 1) / kInputBlock;
        // At most 2^14 items a layer, so that their number fits a ticket.
        t.blocks_per_item = (t.input_blocks * layer.panels + (1 << 14) - 1) >> 14;
        t.items_per_panel = (t.input_blocks + t.blocks_per_item - 1) / t.blocks_per_item;
        t.first_item = gradient_items_;
        gradient_items_ += t.items_per_panel * layer.panels;
        any_dropout_ = any_dropout_ || layer.dropout > 0;
    }
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1 && !arena_.allocate()) return !(out_of_memory = true);
        take(arena_);
    }
    if (clip_norm_ > 0 && !keep_gradients()) return !(out_of_memory = true);
    // Below some ten microseconds a step, a second thread costs more than it brings.
    const double flops = 6.0 * static_cast<double>(layers_.parameters) * static_cast<double>(batch_);
    team_ = new (std::nothrow) Team(flops < 1e6 ? 1 : plan.threads);
    return team_ != nullptr || !(out_of_memory = true);
}

template <class T>
void NetworkSession<T>::take(Arena& arena) {
    layers_.take_weights(arena);
    for (int64_t l = 0; l < layers_.count; l++) {
        const DenseLayer<T>& layer = layers_.dense[l];
        Trained& t = trained_[l];
        const int64_t activations = layer.panels * capacity_ * P;
        if (l > 0) arena.take(t.transposed, (layer.inputs + P - 1) / P * layer.units * P);
        arena.take(t.y, activations);
        const bool dropped = l + 1 < layers_.count && layers_.dense[l + 1].dropout > 0;
        if (dropped || !layer.activation.from_output) {
            arena.take(t.saved, activations);
        } else {
            t.saved = t.y;
        }
        arena.take(t.delta, activations);
        for (int s = 0; s < optimizer_.state; s++) {
            arena.take(t.weight_state[s], layer.weight_size());
            arena.take(t.bias_state[s], layer.bias_size());
        }
    }
    const DenseLayer<T>& last = layers_.dense[layers_.count - 1];
    arena.take(x_, layers_.input.panels() * capacity_ * P);
    if (loss_.softmax) {
        arena.take(labels_, capacity_);
    } else {
        arena.take(target_, last.panels * capacity_ * P);
    }
    arena.take(scale_, capacity_);
    arena.take(row_loss_, capacity_);
    arena.take(squares_, gradient_items_);
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

// ---- the job ----

template <class T>
void NetworkSession<T>::start(
    Mode mode, DatasetView data, const int32_t* rows, int64_t count, const double* rates, LossSums& sums) {
    mode_ = mode;
    data_ = data;
    rows_ = rows;
    rates_ = rates;
    sums_ = &sums;
    count_ = count;
    position_ = 0;
    next_batch();
    team_->run(*this);
}

template <class T>
void NetworkSession<T>::next_batch() {
    const int64_t most = mode_ == Mode::kTrain ? batch_ : capacity_;
    batch_rows_ = count_ - position_ < most ? count_ - position_ : most;
    // A few blocks for each thread, each a multiple of the tile.
    const int64_t share = (batch_rows_ + 2 * team_->threads() - 1) / (2 * team_->threads());
    const int64_t tiles = (share + kTileRows - 1) / kTileRows;
    row_block_ = kTileRows * (team_->threads() == 1 || tiles > 8 ? 8 : tiles);
    batch_weight_ = 0;
    for (int64_t r = 0; r < batch_rows_; r++) {
        double weight = 1;
        if (data_.weighted()) {
            const char* at = data_.row(rows_ == nullptr ? position_ + r : rows_[position_ + r])
                + (data_.stride() - 1) * data_.bytes();
            weight = data_.bytes() == 4 ? *reinterpret_cast<const float*>(at) : *reinterpret_cast<const double*>(at);
        }
        scale_[r] = weight;
        batch_weight_ += weight;
    }
    const double total = mode_ == Mode::kGradient ? total_weight_ : batch_weight_;
    for (int64_t r = 0; r < batch_rows_; r++) scale_[r] = total > 0 ? scale_[r] / total : 0;
    phase_ = Phase::kRows;
}

template <class T>
int64_t NetworkSession<T>::items() const {
    return phase_ == Phase::kRows ? (batch_rows_ + row_block_ - 1) / row_block_ : gradient_items_;
}

template <class T>
void NetworkSession<T>::run(int64_t item) {
    if (phase_ == Phase::kRows) {
        const int64_t begin = item * row_block_, end = begin + row_block_;
        run_rows(begin, end < batch_rows_ ? end : batch_rows_);
    } else {
        run_inputs(item);
    }
}

template <class T>
bool NetworkSession<T>::advance() {
    if (phase_ == Phase::kRows) {
        const double total = mode_ == Mode::kGradient ? total_weight_ : batch_weight_;
        for (int64_t r = 0; r < batch_rows_; r++) {
            // A row of weight 0 counts for nothing, even if its loss is not finite.
            if (scale_[r] > 0) sums_->loss += row_loss_[r] * (scale_[r] * total);
        }
        sums_->weight += batch_weight_;
        if (mode_ != Mode::kEvaluate) {
            if (mode_ == Mode::kTrain) {
                rate_ = rates_[position_ / batch_];
                OptimizerStep step{step_ + 1, rate_, optimizer_settings_, momentum_product_};
                constants_ = optimizer_.prepare(step);
                momentum_product_ = step.momentum_product;
            }
            phase_ = Phase::kGradient;
            return true;
        }
    } else if (phase_ == Phase::kGradient && mode_ == Mode::kTrain && clip_norm_ > 0) {
        double square = 0;
        for (int64_t i = 0; i < gradient_items_; i++) square += squares_[i];
        const double norm = __builtin_sqrt(square);
        // PyTorch's rule, with its 1e-6 against a norm of 0.
        gradient_scale_ = norm + 1e-6 > clip_norm_ ? clip_norm_ / (norm + 1e-6) : 1;
        phase_ = Phase::kUpdate;
        return true;
    }
    if (mode_ == Mode::kTrain) step_++;
    position_ += batch_rows_;
    if (position_ >= count_) return false;
    next_batch();
    return true;
}

// ---- gradient and state ----

template <class T>
bool NetworkSession<T>::gradient(DatasetView data, double* gradient, LossSums& sums) {
    if (!keep_gradients()) return false;
    total_weight_ = 0;
    for (int64_t r = 0; r < data.rows(); r++) {
        const char* at = data.row(r) + (data.stride() - 1) * data.bytes();
        total_weight_ += data.bytes() == 4 ? *reinterpret_cast<const float*>(at) : *reinterpret_cast<const double*>(at);
    }
    start(Mode::kGradient, data, nullptr, data.rows(), nullptr, sums);
    for (int64_t l = 0; l < layers_.count; l++) {
        unpack(layers_.dense[l], trained_[l].weight_gradient, trained_[l].bias_gradient, gradient);
        gradient += layers_.dense[l].parameters();
    }
    return true;
}

template <class T>
void NetworkSession<T>::read_state(double* out) {
    *out++ = static_cast<double>(step_);
    for (int s = 0; s < optimizer_.state; s++) {
        for (int64_t l = 0; l < layers_.count; l++) {
            unpack(layers_.dense[l], trained_[l].weight_state[s], trained_[l].bias_state[s], out);
            out += layers_.dense[l].parameters();
        }
    }
}

template <class T>
void NetworkSession<T>::write_state(const double* values) {
    const int64_t steps = static_cast<int64_t>(*values++);
    momentum_product_ = 1;
    for (step_ = 0; step_ < steps; step_++) {
        OptimizerStep step{step_ + 1, 0, optimizer_settings_, momentum_product_};
        optimizer_.prepare(step);
        momentum_product_ = step.momentum_product;
    }
    for (int s = 0; s < optimizer_.state; s++) {
        for (int64_t l = 0; l < layers_.count; l++) {
            pack(layers_.dense[l], values, trained_[l].weight_state[s], trained_[l].bias_state[s]);
            values += layers_.dense[l].parameters();
        }
    }
}
