// Runs the phases of a job on a team of threads. A phase is a number of independent items; a thread takes the next item
// by an atomic ticket, so a slow or descheduled thread delays only what it holds, and a phase ends when all its items
// are done, not when all threads have met. A thread without an item spins for a few microseconds, then sleeps: long
// spins collapse when another process wants the core.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

namespace densa {

class Job {
public:
    // Items of the current phase, 1 to 2^20 - 1.
    virtual int64_t items() const = 0;
    virtual void run(int64_t item) = 0;
    // The serial part between two phases, by the thread that finished the last item. False: the job is done.
    virtual bool advance() = 0;

protected:
    ~Job() = default;
};

class Team {
public:
    explicit Team(int threads);
    ~Team();
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;

    int threads() const { return static_cast<int>(workers_.size()) + 1; }
    // Runs the job to its end on the calling thread and the team's.
    void run(Job& job);

private:
    // A ticket holds phase, item count and next item in one word, so that all three are read together. Count 0: no job.
    static constexpr int kBits = 20;
    static constexpr uint64_t kMask = (uint64_t{1} << kBits) - 1;
    static uint64_t next(uint64_t ticket) { return ticket & kMask; }
    static uint64_t count(uint64_t ticket) { return (ticket >> kBits) & kMask; }
    static uint64_t phase(uint64_t ticket) { return ticket >> (2 * kBits); }

    void publish(int64_t items);
    void work(bool caller);
    void wait(uint64_t seen_phase);

    std::atomic<uint64_t> ticket_{0};
    std::atomic<int64_t> done_{0};
    std::atomic<int> sleepers_{0};
    std::atomic<bool> closed_{false};
    Job* job_ = nullptr;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<std::thread> workers_;
};

}  // namespace densa
