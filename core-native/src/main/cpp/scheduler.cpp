#include "scheduler.h"

#include "float_state.h"

namespace densa {

namespace {

constexpr int kSpins = 200;

void pause() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

}  // namespace

Team::Team(int threads) {
    try {
        for (int i = 1; i < threads; i++) workers_.emplace_back([this] {
            const FloatState flush_denormals;
            work(false);
        });
    } catch (...) {
        // The system has no thread to spare: go on with those there are.
    }
}

Team::~Team() {
    {
        const std::lock_guard<std::mutex> lock(mutex_);
        closed_ = true;
    }
    wake_.notify_all();
    for (std::thread& worker : workers_) worker.join();
}

void Team::run(Job& job) {
    if (workers_.empty()) {
        do {
            const int64_t items = job.items();
            for (int64_t item = 0; item < items; item++) job.run(item);
        } while (job.advance());
        return;
    }
    job_ = &job;
    publish(job.items());
    work(true);
}

void Team::publish(int64_t items) {
    done_ = 0;
    const uint64_t following = phase(ticket_) + 1;
    ticket_ = following << (2 * kBits) | static_cast<uint64_t>(items) << kBits;
    // Sequentially consistent with wait(): either the sleeper sees the new ticket or we see the sleeper.
    if (sleepers_ > 0) {
        const std::lock_guard<std::mutex> lock(mutex_);
        wake_.notify_all();
    }
}

void Team::work(bool caller) {
    while (true) {
        uint64_t seen = ticket_;
        if (next(seen) < count(seen)) {
            seen = ticket_.fetch_add(1);
            if (next(seen) >= count(seen)) continue;
            job_->run(static_cast<int64_t>(next(seen)));
            if (done_.fetch_add(1) + 1 == static_cast<int64_t>(count(seen))) {
                publish(job_->advance() ? job_->items() : 0);
            }
            continue;
        }
        if (caller && count(seen) == 0) return;
        if (!caller && closed_) return;
        wait(phase(seen));
    }
}

void Team::wait(uint64_t seen_phase) {
    for (int i = 0; i < kSpins; i++) {
        if (phase(ticket_) != seen_phase || closed_) return;
        pause();
    }
    std::unique_lock<std::mutex> lock(mutex_);
    sleepers_.fetch_add(1);
    wake_.wait(lock, [&] { return phase(ticket_) != seen_phase || closed_; });
    sleepers_.fetch_sub(1);
}

}  // namespace densa
