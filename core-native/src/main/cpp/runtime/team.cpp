#include "runtime/team.h"

#include <algorithm>
#include <thread>

#include "runtime/clock.h"
#include "runtime/float_state.h"

namespace densa {

namespace {

// A little more than an item of a small network takes. A helper that falls asleep sooner comes back when its phase is
// over, every time; one that spins much longer takes the core from other processes.
constexpr double kSpinSeconds = 40e-6;

void pause() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
}

}  // namespace

// The helpers of all teams. Threads are started on first need and live as long as the process.
class Pool {
public:
    // Never destroyed: its threads outlive everything else.
    static Pool& instance() {
        static Pool& pool = *new Pool;
        return pool;
    }

    void set_processors(int processors) {
        const std::lock_guard<std::mutex> lock(mutex_);
        processors_ = processors;
    }

    // Offers the team's job to helpers.
    void enter(Team& team, int threads) {
        const std::lock_guard<std::mutex> lock(mutex_);
        team.threads_ = threads;
        team.following_ = active_;
        active_ = &team;
        busy_++;
        update_limit();
        const int missing = std::min(threads - 1, limit_ - 1) - workers_;
        for (int i = 0; i < missing && start(); i++) workers_++;
        if (idle_ > 0) wake_.notify_all();
    }

    void leave(Team& team) {
        const std::lock_guard<std::mutex> lock(mutex_);
        Team** link = &active_;
        while (*link != &team) link = &(*link)->following_;
        *link = team.following_;
        busy_--;
        update_limit();
        if (idle_ > 0 && active_ != nullptr) wake_.notify_all();
    }

    // Waits until no helper is in the team any more.
    void wait_for_helpers(const Team& team) {
        std::unique_lock<std::mutex> lock(mutex_);
        left_.wait(lock, [&] { return team.helpers_ == 0; });
    }

    // Whether a processor is left for a helper of one more team.
    bool has_room() {
        const std::lock_guard<std::mutex> lock(mutex_);
        int teams = 1;
        for (const Team* team = active_; team != nullptr; team = team->following_) teams++;
        return teams < processors_;
    }

    // Whether more threads are at work than there are processors, so that helpers should go.
    bool crowded() const { return busy_.load(std::memory_order_relaxed) > limit_.load(std::memory_order_relaxed); }

private:
    bool start() {
        try {
            std::thread([this] { work(); }).detach();
            return true;
        } catch (...) {
            return false;  // the system has no thread to spare: go on with those there are
        }
    }

    void update_limit() {
        int limit = processors_;
        for (const Team* team = active_; team != nullptr; team = team->following_)
            limit = std::max(limit, team->threads_);
        limit_ = limit;
    }

    // The team with the fewest helpers of those that want more; none if all processors are busy.
    Team* choose() const {
        Team* chosen = nullptr;
        if (busy_ >= limit_) return chosen;
        for (Team* team = active_; team != nullptr; team = team->following_) {
            const bool wants_more = team->helpers_ < team->threads_ - 1;
            if (wants_more && (chosen == nullptr || team->helpers_ < chosen->helpers_)) chosen = team;
        }
        return chosen;
    }

    void work() {
        const FloatState flush_denormals;
        std::unique_lock<std::mutex> lock(mutex_);
        while (true) {
            Team* team = choose();
            if (team == nullptr) {
                idle_++;
                wake_.wait(lock);
                idle_--;
                continue;
            }
            team->helpers_++;
            busy_++;
            lock.unlock();
            team->work(false);
            lock.lock();
            busy_--;
            if (--team->helpers_ == 0) left_.notify_all();
        }
    }

    std::mutex mutex_;
    std::condition_variable wake_, left_;
    Team* active_ = nullptr;
    int processors_ = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    int workers_ = 0, idle_ = 0;
    std::atomic<int> busy_{0}, limit_{1};  // threads at work, callers included, and how many should be
};

void set_processors(int processors) { Pool::instance().set_processors(processors); }

Team::~Team() { Pool::instance().wait_for_helpers(*this); }

void Team::run(Job& job, int threads) {
    Pool& pool = Pool::instance();
    if (threads > 1) {
        job_ = &job;
        publish(job.items());
    }
    pool.enter(*this, threads);
    if (threads > 1) {
        work(true);
    } else {
        do {
            const int64_t items = job.items();
            for (int64_t item = 0; item < items; item++) job.run(item);
        } while (job.advance());
    }
    pool.leave(*this);
}

bool Team::finds_helper() { return Pool::instance().has_room(); }

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
    const Pool& pool = Pool::instance();
    while (true) {
        uint64_t seen = ticket_;
        if (!caller && pool.crowded()) return;
        if (next(seen) < count(seen)) {
            seen = ticket_.fetch_add(1);
            if (next(seen) >= count(seen)) continue;
            job_->run(static_cast<int64_t>(next(seen)));
            if (done_.fetch_add(1) + 1 == static_cast<int64_t>(count(seen))) {
                publish(job_->advance() ? job_->items() : 0);
            }
            continue;
        }
        if (count(seen) == 0) {
            // The next job often follows at once.
            if (caller || !spin(phase(seen))) return;
        } else {
            wait(phase(seen));
        }
    }
}

// Whether another phase began within the spins.
bool Team::spin(uint64_t seen_phase) const {
    const double began = now();
    do {
        for (int i = 0; i < 16; i++) {
            if (phase(ticket_) != seen_phase) return true;
            pause();
        }
    } while (now() - began < kSpinSeconds);
    return false;
}

void Team::wait(uint64_t seen_phase) {
    if (spin(seen_phase)) return;
    std::unique_lock<std::mutex> lock(mutex_);
    sleepers_.fetch_add(1);
    wake_.wait(lock, [&] { return phase(ticket_) != seen_phase; });
    sleepers_.fetch_sub(1);
}

}  // namespace densa
