#include "arena.h"

#include <cstring>
#include <new>

namespace densa {

constexpr int64_t kAlignment = 64;

Arena::~Arena() { ::operator delete(base_, std::align_val_t(kAlignment)); }

void* Arena::reserve(int64_t bytes) {
    const int64_t at = used_;
    used_ += (bytes + kAlignment - 1) / kAlignment * kAlignment;
    return base_ == nullptr ? nullptr : base_ + at;
}

bool Arena::allocate() {
    base_ = static_cast<char*>(::operator new(used_ + kAlignment, std::align_val_t(kAlignment), std::nothrow));
    if (base_ == nullptr) return false;
    std::memset(base_, 0, used_ + kAlignment);
    used_ = 0;
    return true;
}

}  // namespace densa
