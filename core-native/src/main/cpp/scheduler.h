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

    static constexpr int64_t kMostItems = (1 << 20) - (1 << 12);

protected:
    ~Job() = default;
};

// Processors that this process may use, as Java counts them; teams together never keep more threads busy, unless one of
// them asks for more by itself.
void set_processors(int processors);

// Tells by trial whether one thread or several do the work of a session faster: near caches, a shared machine or a busy
// neighbour may make the second thread a loss, now and not in a minute. Results do not depend on the choice.
class ThreadChoice {
public:
    // How many threads do how much of the work next.
    struct Turn {
        int threads;
        int64_t units;
    };
    // Of `units` of work the next turn's, a multiple of `step` unless it is all of them; with 1 or all of `threads`, or
    // with 1 if no other processor is `free`.
    Turn choose(int threads, bool free, int64_t units, int64_t step);
    // Tells how long the turn took.
    void ran(double seconds, int64_t units);

private:
    double one_ = 0, several_ = 0;  // seconds a unit; 0: not tried yet; recent turns count most
    double* chosen_ = nullptr;      // of the two; null if there was no choice
    bool trial_ = false;            // whether the turn was to see if the slower of the two still is
    double since_trial_ = 0;        // seconds
    double patience_ = 0;           // times the length of a trial
};

// Seconds on a clock that only goes forward.
double now();

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
    static constexpr int kBits = 20;
    static constexpr uint64_t kMask = (uint64_t{1} << kBits) - 1;
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
