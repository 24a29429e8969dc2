// Whether one thread or several do the work of a session.
#pragma once
#include <cstdint>

namespace densa {

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

}  // namespace densa
