// Runs the phases of a job on several threads. A phase is a number of independent items; a thread takes the next item
// by an atomic ticket, so a slow or descheduled thread delays only what it holds, and a phase ends when all its items
// are done, not when all threads have met. A thread without an item spins for about as long as an item takes, then
// sleeps: long spins collapse when another process wants the core.
//
// The threads belong to the process, not to a job. A team is one job's share of them: its caller, and helpers that come
// from a common pool and go back to it when the job is over, or between two items when jobs ask for more threads than
// there are processors. So two trainings at once get half of the machine each, and one alone gets all of it. Who has a
// choice asks for no helper while every processor has a caller: one that comes and goes costs more than it brings.
#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace densa {

class Job {
public:
    // Items of the current phase, 1 to kMostItems.
    virtual int64_t items() const = 0;
    virtual void run(int64_t item) = 0;
    // The serial part between two phases, by the thread that finished the last item. False: the job is done.
    virtual bool advance() = 0;

    // As a team's ticket counts items in 20 bits. Threads that find no item left have still counted on, one each, and
    // 4,096 of them would be needed to run over.
    static constexpr int64_t kMostItems = (1 << 20) - (1 << 12);

protected:
    ~Job() = default;
};

// Processors that this process may use, as Java counts them; teams together never keep more threads busy, unless one of
// them asks for more by itself.
void set_processors(int processors);

class Team {
public:
    Team() = default;
    ~Team();
    Team(const Team&) = delete;
    Team& operator=(const Team&) = delete;

    // Runs the job to its end, on the calling thread and at most threads - 1 helpers. One call at a time.
    void run(Job& job, int threads);

    // Whether a team that runs no job now would have a processor for a helper, beside those that do.
    static bool finds_helper();

private:
    friend class Pool;

    // A ticket holds phase, item count and next item in one word, so that all three are read together. Count 0: no job.
    // Phases are told from each other by 24 bits: a thread would have to sleep through 16 million of them to be misled.
    static constexpr int kBits = 20;
    static constexpr uint64_t kMask = (uint64_t{1} << kBits) - 1;
    static_assert(Job::kMostItems < static_cast<int64_t>(kMask));
    static uint64_t next(uint64_t ticket) { return ticket & kMask; }
    static uint64_t count(uint64_t ticket) { return (ticket >> kBits) & kMask; }
    static uint64_t phase(uint64_t ticket) { return ticket >> (2 * kBits); }

    void publish(int64_t items);
    void work(bool caller);
    bool spin(uint64_t seen_phase) const;
    void wait(uint64_t seen_phase);

    // Apart from each other, because every thread writes the first two.
    alignas(64) std::atomic<uint64_t> ticket_{0};
    alignas(64) std::atomic<int64_t> done_{0};
    alignas(64) std::atomic<int> sleepers_{0};
    Job* job_ = nullptr;
    std::mutex mutex_;
    std::condition_variable wake_;

    // The pool's, under its lock.
    int threads_ = 0;
    int helpers_ = 0;
    Team* following_ = nullptr;
};

}  // namespace densa
