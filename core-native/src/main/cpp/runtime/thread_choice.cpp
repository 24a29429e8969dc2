#include "runtime/thread_choice.h"

#include <algorithm>
#include <cmath>

namespace densa {

namespace {

// Trials take a tenth of the time at first, and less each time that they change nothing. They are short, a step at
// least, but not so short that waking the helpers is most of them.
constexpr double kTrialSeconds = 2e-3, kTurnSeconds = 10e-3;
constexpr double kLeastPatience = 10, kMostPatience = 80;
constexpr double kFirstSteps = 4;

}  // namespace

ThreadChoice::Turn ThreadChoice::choose(int threads, bool free, int64_t units, int64_t step) {
    chosen_ = nullptr;
    if (threads <= 1) return {1, units};
    double& better = one_ < several_ || !free ? one_ : several_;
    double& other = &better == &one_ ? several_ : one_;
    // The rest of an epoch is less than a step, and its rows take longer each: it tells little.
    if (units < step && better > 0) return {&better == &one_ ? 1 : threads, units};
    const double trial = std::max(kTrialSeconds, other * static_cast<double>(step));
    trial_ = free && better > 0 && since_trial_ >= patience_ * trial;
    chosen_ = trial_ ? &other : &better;
    const double turn = trial_ ? kTrialSeconds : kTurnSeconds;
    const double steps = better > 0 ? std::ceil(turn / (better * static_cast<double>(step))) : kFirstSteps;
    const double wanted = steps * static_cast<double>(step);
    return {chosen_ == &one_ ? 1 : threads, wanted < static_cast<double>(units) ? static_cast<int64_t>(wanted) : units};
}

void ThreadChoice::ran(double seconds, int64_t units) {
    if (chosen_ == nullptr) return;
    double& known = *chosen_;
    const double latest = seconds / static_cast<double>(units);
    since_trial_ += seconds;
    if (trial_ || known == 0) {
        // What was known of it is old.
        known = latest;
        since_trial_ = 0;
        const bool in_vain = known > std::min(one_, several_);
        patience_ = in_vain ? std::clamp(2 * patience_, kLeastPatience, kMostPatience) : kLeastPatience;
    } else {
        if (latest > 1.5 * known && seconds >= kTrialSeconds) patience_ = kLeastPatience;
        known += std::min(1.0, seconds / kTurnSeconds) * 0.25 * (latest - known);
    }
}

}  // namespace densa
