#include "runtime/machine.h"

#include <cstring>
#include <new>

#include "runtime/clock.h"

namespace densa {

double copy_speed(int64_t bytes) {
    char* from = new (std::nothrow) char[static_cast<size_t>(bytes)];
    char* to = new (std::nothrow) char[static_cast<size_t>(bytes)];
    double speed = 0;
    if (from != nullptr && to != nullptr) {
        std::memset(from, 1, static_cast<size_t>(bytes));
        std::memset(to, 1, static_cast<size_t>(bytes));
        const double start = now();
        double seconds = 0;
        int64_t copies = 0;
        for (; seconds < 0.05; seconds = now() - start) {
            std::memcpy(to, from, static_cast<size_t>(bytes));
            asm volatile("" : : "r"(to) : "memory");
            copies++;
        }
        speed = 2.0 * static_cast<double>(bytes) * static_cast<double>(copies) / seconds;
    }
    delete[] from;
    delete[] to;
    return speed;
}

}  // namespace densa
