// Prediction: the layers' forward pass over blocks of rows, on the caller's thread, or on several if it asks for them.
// Scratch memory comes from a few slots that callers take and give back, so that nothing is allocated once they are
// warm.
#pragma once
#include <atomic>
#include <new>
#include <type_traits>

#include "border/engine.h"
#include "kernels/layers-inl.h"
#include "kernels/sparse-inl.h"
#include "runtime/team.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

template <class T>
class NetworkPredictor final : public Predictor {
public:
    ~NetworkPredictor() override {
        for (Slot& slot : slots_) delete slot.scratch;
    }

    bool open(const Plan& plan, const double* parameters, bool& out_of_memory) {
        if (!layers_.read(plan, out_of_memory)) return false;
        const DenseLayer<T>& first = layers_.dense[0];
        sparse_ = pays_sparse(layers_.input) && !first.column;
        for (int pass = 0; pass < 2; pass++) {
            if (pass == 1 && !arena_.allocate()) return !(out_of_memory = true);
            layers_.take_weights(arena_);
            if (sparse_) arena_.take(sums_of_bins_, first.panels * layers_.input.sums() * kPanel<T>);
        }
        layers_.write_parameters(parameters);
        for (int64_t p = 0; p < first.panels && sparse_; p++) sum_bins(layers_.input, first, p, sums_of_bins_);
        columns = layers_.input.columns;
        outputs = layers_.dense[layers_.count - 1].units;
        widest_ = sparse_ ? 1 : layers_.input.panels();
        for (int64_t l = 0; l < layers_.count; l++)
            if (layers_.dense[l].panels > widest_) widest_ = layers_.dense[l].panels;
        return true;
    }

    bool predict(const float* rows, int64_t count, float* out, int threads) override {
        return run(rows, count, out, threads);
    }
    bool predict(const double* rows, int64_t count, double* out, int threads) override {
        return run(rows, count, out, threads);
    }

private:
    static constexpr int64_t kBlock = 8 * kTileRows;
    static constexpr int kSlots = 64;

    // Two buffers of panels that layers read and write in turn, and the team of a call that starts here.
    struct Scratch {
        Arena arena;
        T* buffers[2] = {nullptr, nullptr};
        SparseRows<T> entries{};
        Team team;
    };
    struct Slot {
        std::atomic<bool> taken{false};
        Scratch* scratch = nullptr;
    };

    // Scratch memory for as long as this lives; null if memory ran out.
    class Borrowed {
    public:
        explicit Borrowed(NetworkPredictor& from) {
            for (Slot& candidate : from.slots_) {
                if (!candidate.taken.load(std::memory_order_relaxed)
                    && !candidate.taken.exchange(true, std::memory_order_acquire)) {
                    slot_ = &candidate;
                    break;
                }
            }
            scratch = slot_ == nullptr ? nullptr : slot_->scratch;
            if (scratch == nullptr) scratch = from.make_scratch();
        }
        ~Borrowed() {
            if (slot_ == nullptr) {
                delete scratch;  // more callers at once than slots
                return;
            }
            slot_->scratch = scratch;
            slot_->taken.store(false, std::memory_order_release);
        }
        Borrowed(const Borrowed&) = delete;
        Borrowed& operator=(const Borrowed&) = delete;
        Scratch* scratch;

    private:
        Slot* slot_ = nullptr;
    };

    // Blocks of rows as the items of the only phase.
    template <class S>
    struct Blocks final : Job {
        NetworkPredictor& predictor;
        const S* rows;
        int64_t count;
        S* out;
        int64_t block;
        std::atomic<bool> out_of_memory{false};

        Blocks(NetworkPredictor& predictor, const S* rows, int64_t count, S* out, int64_t block)
            : predictor(predictor), rows(rows), count(count), out(out), block(block) {}
        int64_t items() const override { return (count + block - 1) / block; }
        bool advance() override { return false; }
        void run(int64_t item) override {
            const Borrowed borrowed(predictor);
            if (borrowed.scratch == nullptr) {
                out_of_memory = true;
                return;
            }
            const int64_t end = (item + 1) * block < count ? (item + 1) * block : count;
            predictor.run_blocks(*borrowed.scratch, rows, item * block, end, out);
        }
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
            if (sparse_) {
                SparseRows<T>& entries = scratch->entries;
                entries.columns = columns;
                entries.piecewise = layers_.input.piecewise;
                scratch->arena.take(entries.input, kBlock * entries.columns);
                scratch->arena.take(entries.value, kBlock * entries.columns);
                scratch->arena.take(entries.sum, kBlock * entries.piecewise);
            }
        }
        return scratch;
    }

    template <class S>
    bool run(const S* rows, int64_t count, S* out, int threads) {
        const Borrowed borrowed(*this);
        if (borrowed.scratch == nullptr) return false;
        if (threads <= 1 || count <= kBlock) {
            run_blocks(*borrowed.scratch, rows, 0, count, out);
            return true;
        }
        // As many blocks for each thread, so that they end together; rounded up to multiples of 8 rows, so that only
        // the last block has small tiles.
        const int64_t of_all = threads * kBlock;
        const int64_t blocks = (count + of_all - 1) / of_all * threads;
        Blocks<S> job(*this, rows, count, out, (count + 8 * blocks - 1) / (8 * blocks) * 8);
        borrowed.scratch->team.run(job, threads);
        return !job.out_of_memory;
    }

    template <class S>
    void run_blocks(Scratch& scratch, const S* rows, int64_t begin, int64_t end, S* out) const {
        for (int64_t row = begin; row < end; row += kBlock)
            run_block(scratch, rows + row * columns, end - row < kBlock ? end - row : kBlock, out + row * outputs);
    }

    template <class S>
    void run_block(Scratch& scratch, const S* rows, int64_t count, S* out) const {
        const int64_t stride = count * kPanel<T>;
        T *from = scratch.buffers[0], *to = scratch.buffers[1];
        Matrix<T> x{from, kPanel<T>, stride};
        bool read_in_place = false;
        if constexpr (std::is_same_v<S, T>) {
            // Numbers as they are: the first product reads the caller's rows. A column's reads whole panels.
            read_in_place = layers_.input.plain && !layers_.dense[0].column;
            if (read_in_place) x = {rows, columns, kPanel<T>};
        }
        for (int64_t r = 0; r < count && !read_in_place; r++) {
            if (sparse_) {
                list_entries(layers_.input, rows + r * columns, static_cast<const T*>(nullptr), scratch.entries, r);
            } else {
                layers_.input.expand(rows + r * columns, nullptr, from + r * kPanel<T>, stride);
            }
        }
        for (int64_t l = 0; l < layers_.count; l++) {
            if (l == 0 && sparse_) {
                forward_sparse<T>(
                    layers_.input, layers_.dense[0], scratch.entries, sums_of_bins_, to, nullptr, stride, count);
            } else {
                forward<T>(layers_.dense[l], x, to, nullptr, stride, count);
            }
            T* next = from;
            from = to;
            to = next;
            x = {from, kPanel<T>, stride};
        }
        const int64_t row_stride = layers_.dense[layers_.count - 1].row_stride();
        for (int64_t r = 0; r < count; r++)
            for (int64_t o = 0; o < outputs; o++)
                out[r * outputs + o] = static_cast<S>(from[o / kPanel<T> * stride + r * row_stride + o % kPanel<T>]);
    }

    Layers<T> layers_;
    Arena arena_;
    bool sparse_ = false;         // rows are listed, not widened
    T* sums_of_bins_ = nullptr;   // [panels][sums][P] (sparse-inl.h)
    int64_t widest_ = 0;
    Slot slots_[kSlots];
};

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
