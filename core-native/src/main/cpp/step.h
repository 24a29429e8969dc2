// The items of a training step: a block of rows forward and backward, and a block of inputs with its weight gradient and
// update. Members of NetworkSession (session.h). Activations and deltas are panels [columns / P][rows of the batch][P].

// ---- rows: forward and backward ----

template <class T>
void NetworkSession<T>::run_rows(int64_t begin, int64_t end) {
    gather(begin, end);
    const DropoutSettings dropout{mode_ == Mode::kTrain && any_dropout_, seed_, step_, begin};
    const int64_t rows = end - begin;
    for (int64_t l = 0; l < layers_.count; l++) {
        const DenseLayer<T>& layer = layers_.dense[l];
        Trained& t = trained_[l];
        T* x = (l == 0 ? x_ : trained_[l - 1].y) + begin * P;
        if (dropout.on && layer.dropout > 0)
            drop<T>(x, stride(), (layer.inputs + P - 1) / P, rows, layer.dropout, l, dropout);
        forward<T>(
            layer, x, stride(), t.y + begin * P, t.saved == t.y ? nullptr : t.saved + begin * P, stride(), rows);
    }
    run_loss(begin, end);
    if (mode_ != Mode::kEvaluate) backward(begin, end);
}

template <class T>
void NetworkSession<T>::gather(int64_t begin, int64_t end) {
    const DenseLayer<T>& last = layers_.dense[layers_.count - 1];
    const auto source = [&](int64_t r) {
        return data_.row(rows_ == nullptr ? position_ + r : rows_[position_ + r]);
    };
    const auto copy = [&](int64_t r, const auto* row) {
        layers_.input.expand(row, x_ + r * P, stride());
        row += data_.inputs();
        if (loss_.softmax) {
            labels_[r] = static_cast<int32_t>(*row);
        } else {
            for (int64_t o = 0; o < last.units; o++)
                target_[o / P * stride() + r * P + o % P] = static_cast<T>(row[o]);
        }
    };
    const int64_t row_bytes = data_.stride() * data_.bytes();
    for (int64_t r = begin; r < end; r++) {
        if (r + 1 < end) {
            const char* following = source(r + 1);
            for (int64_t at = 0; at < row_bytes; at += 64) __builtin_prefetch(following + at);
        }
        const char* row = source(r);
        if (data_.bytes() == 4) {
            copy(r, reinterpret_cast<const float*>(row));
        } else {
            copy(r, reinterpret_cast<const double*>(row));
        }
    }
}

template <class T>
void NetworkSession<T>::run_loss(int64_t begin, int64_t end) {
    const int64_t l = layers_.count - 1;
    const LossBatch<T> batch{
        layers_.dense[l].units, stride(), loss_setting_, trained_[l].y, target_, labels_, scale_, trained_[l].delta,
        row_loss_};
    loss_.rows(batch, begin, end);
}

template <class T>
void NetworkSession<T>::backward(int64_t begin, int64_t end) {
    const int64_t rows = end - begin, numbers = rows * P;
    for (int64_t l = layers_.count - 1; l >= 0; l--) {
        const DenseLayer<T>& layer = layers_.dense[l];
        Trained& t = trained_[l];
        if (!layer.activation.identity) {
            for (int64_t p = 0; p < layer.panels; p++) {
                const int64_t at = p * stride() + begin * P;
                layer.activation.backward(t.saved + at, t.delta + at, numbers);
            }
        }
        if (l == 0) return;
        // d loss / d outputs of the layer below: deltas times transposed weights.
        T* below = trained_[l - 1].delta + begin * P;
        for (int64_t p = 0; p < layers_.dense[l - 1].panels; p++) {
            multiply_panel<T>(
                t.delta + begin * P, stride(), t.transposed + p * layer.units * P, layer.units, nullptr,
                below + p * stride(), rows, layer.inputs - p * P);
        }
        if (mode_ == Mode::kTrain && layer.dropout > 0) {
            const DropoutSettings dropout{true, seed_, step_, begin};
            drop<T>(below, stride(), layers_.dense[l - 1].panels, rows, layer.dropout, l, dropout);
        }
    }
}

// ---- inputs: weight gradients and updates ----

template <class T>
StepModifiers NetworkSession<T>::modifiers(double gradient_scale) const {
    return {gradient_scale, clip_value_, l2_, 1 - rate_ * weight_decay_};
}

template <class T>
void NetworkSession<T>::run_inputs(int64_t item) {
    int64_t l = 0;
    while (l + 1 < layers_.count && item >= trained_[l + 1].first_item) l++;
    const DenseLayer<T>& layer = layers_.dense[l];
    Trained& t = trained_[l];
    const int64_t of_layer = item - t.first_item;
    const int64_t panel = of_layer / t.items_per_panel, first = of_layer % t.items_per_panel * t.blocks_per_item;
    const bool keep = mode_ == Mode::kGradient || clip_norm_ > 0;
    const bool add = mode_ == Mode::kGradient && position_ > 0;
    alignas(64) T local[kInputBlock * P];
    double square = 0;
    const auto finish = [&](int64_t offset, const T* gradient, T* w, T* const* state, int64_t numbers, bool fresh) {
        if (fresh && clip_norm_ > 0)
            for (int64_t i = 0; i < numbers; i++) square += static_cast<double>(gradient[i]) * gradient[i];
        if (mode_ == Mode::kTrain && (phase_ == Phase::kUpdate || clip_norm_ == 0)) {
            optimizer_.update(
                constants_, modifiers(phase_ == Phase::kUpdate ? gradient_scale_ : 1), w + offset, gradient,
                optimizer_.state > 0 ? state[0] + offset : nullptr, optimizer_.state > 1 ? state[1] + offset : nullptr,
                numbers);
        }
    };
    const bool fresh = phase_ == Phase::kGradient;
    for (int64_t b = first; b < first + t.blocks_per_item && b < t.input_blocks; b++) {
        const int64_t begin = b * kInputBlock;
        const int64_t end = begin + kInputBlock < layer.inputs ? begin + kInputBlock : layer.inputs;
        const int64_t offset = panel * layer.panel_size() + begin * P;
        T* gradient = keep ? t.weight_gradient + offset : local;
        if (fresh) {
            for (int64_t k = begin; k < end; k += P) {
                gradient_panel<T>(
                    inputs_of(l) + k / P * stride(), t.delta + panel * stride(), batch_rows_,
                    end - k < P ? end - k : P, add, gradient + (k - begin) * P);
            }
        }
        finish(offset, gradient, layer.weight, t.weight_state, (end - begin) * P, fresh);
        if (l > 0 && mode_ == Mode::kTrain) transpose(l, panel, panel + 1, begin, end);
    }
    if (first == 0 && layer.has_bias) {
        T* gradient = keep ? t.bias_gradient + panel * P : local;
        if (fresh) {
            Vec<T> sum[2];
            for (int v = 0; v < 2; v++) {
                sum[v] = add ? load(gradient + v * kLanes<T>) : Vec<T>{};
                for (int64_t r = 0; r < batch_rows_; r++)
                    sum[v] += load(t.delta + panel * stride() + r * P + v * kLanes<T>);
                store<T>(gradient + v * kLanes<T>, sum[v]);
            }
        }
        finish(panel * P, gradient, layer.bias, t.bias_state, P, fresh);
    }
    if (fresh) squares_[item] = square;
}

// Refreshes part of a layer's transposed copy: of output panels and of inputs.
template <class T>
void NetworkSession<T>::transpose(int64_t l, int64_t panel, int64_t panel_end, int64_t input, int64_t input_end) {
    const DenseLayer<T>& layer = layers_.dense[l];
    for (int64_t p = panel; p < panel_end; p++) {
        const int64_t units = layer.units - p * P < P ? layer.units - p * P : P;
        for (int64_t k = input; k < input_end; k++) {
            const T* from = layer.weight + p * layer.panel_size() + k * P;
            T* to = trained_[l].transposed + (k / P * layer.units + p * P) * P + k % P;
            for (int64_t u = 0; u < units; u++) to[u * P] = from[u];
        }
    }
}
