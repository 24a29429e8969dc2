// The time that has passed, for everything that is measured.
#pragma once

namespace densa {

// Seconds on a clock that only goes forward.
double now();

}  // namespace densa
