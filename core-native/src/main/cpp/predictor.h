// Prediction: the layers' forward pass over blocks of rows, on the caller's thread. Scratch memory comes from a few
// slots that callers take and give back, so that nothing is allocated once they are warm.

template <class T>
class NetworkPredictor final : public Predictor {
public:
    ~NetworkPredictor() override {
        for (Slot& slot : slots_) delete slot.scratch;
    }

    bool open(const Plan& plan, const double* parameters, bool& out_of_memory) {
        if (!layers_.read(plan, out_of_memory)) return false;
        for (int pass = 0; pass < 2; pass++) {
            if (pass == 1 && !arena_.allocate()) return !(out_of_memory = true);
            layers_.take_weights(arena_);
        }
        layers_.write_parameters(parameters);
        columns = layers_.input.columns;
        outputs = layers_.dense[layers_.count - 1].units;
        widest_ = layers_.input.panels();
        for (int64_t l = 0; l < layers_.count; l++)
            if (layers_.dense[l].panels > widest_) widest_ = layers_.dense[l].panels;
        return true;
    }

    bool predict(const float* rows, int64_t count, float* out) override { return run(rows, count, out); }
    bool predict(const double* rows, int64_t count, double* out) override { return run(rows, count, out); }

private:
    static constexpr int64_t kBlock = 4 * kTileRows;
    static constexpr int kSlots = 64;

    // Two buffers of panels that layers read and write in turn.
    struct Scratch {
        Arena arena;
        T* buffers[2] = {nullptr, nullptr};
    };
    struct Slot {
        std::atomic<bool> taken{false};
        Scratch* scratch = nullptr;
    };

    Scratch* make_scratch() const {
        Scratch* scratch = new (std::nothrow) Scratch;
        if (scratch == nullptr) return nullptr;
        for (int pass = 0; pass < 2; pass++) {
            if (pass == 1 && !scratch->arena.allocate()) {
                delete scratch;
                return nullptr;
            }
            for (T*& buffer : scratch->buffers) scratch->arena.take(buffer, widest_ * kBlock * kPanel<T>);
        }
        return scratch;
    }

    template <class S>
    bool run(const S* rows, int64_t count, S* out) {
        Slot* slot = nullptr;
        for (Slot& candidate : slots_) {
            if (!candidate.taken.load(std::memory_order_relaxed)
                && !candidate.taken.exchange(true, std::memory_order_acquire)) {
                slot = &candidate;
                break;
            }
        }
        Scratch* scratch = slot == nullptr ? nullptr : slot->scratch;
        if (scratch == nullptr) scratch = make_scratch();
        if (scratch != nullptr) {
            for (int64_t row = 0; row < count; row += kBlock) {
                const int64_t block = count - row < kBlock ? count - row : kBlock;
                run_block(*scratch, rows + row * columns, block, out + row * outputs);
            }
        }
        if (slot != nullptr) {
            slot->scratch = scratch;
            slot->taken.store(false, std::memory_order_release);
        } else {
            delete scratch;  // more callers at once than slots
        }
        return scratch != nullptr;
    }

    template <class S>
    void run_block(Scratch& scratch, const S* rows, int64_t count, S* out) const {
        const int64_t stride = count * kPanel<T>;
        T *from = scratch.buffers[0], *to = scratch.buffers[1];
        for (int64_t r = 0; r < count; r++) layers_.input.expand(rows + r * columns, from + r * kPanel<T>, stride);
        for (int64_t l = 0; l < layers_.count; l++) {
            forward<T>(layers_.dense[l], from, stride, to, nullptr, stride, count);
            T* next = from;
            from = to;
            to = next;
        }
        for (int64_t r = 0; r < count; r++) {
            const T* row = from + r * kPanel<T>;
            for (int64_t o = 0; o < outputs; o++)
                out[r * outputs + o] = static_cast<S>(row[o / kPanel<T> * stride + o % kPanel<T>]);
        }
    }

    Layers<T> layers_;
    Arena arena_;
    int64_t widest_ = 0;
    Slot slots_[kSlots];
};
