#include "runtime/clock.h"

#include <chrono>

namespace densa {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

}  // namespace densa
