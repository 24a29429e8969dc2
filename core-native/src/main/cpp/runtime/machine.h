// What the machine can do at best, to hold the kernels against.
#pragma once
#include <cstdint>

namespace densa {

// Bytes read and written a second by copying a block of `bytes` bytes again and again; 0 if memory ran out.
double copy_speed(int64_t bytes);

}  // namespace densa
