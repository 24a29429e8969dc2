#include "runtime/arena.h"

#include <cstring>
#include <new>

// Under AddressSanitizer a gap that nobody may touch follows each piece.
#if defined(__SANITIZE_ADDRESS__)
#define DENSA_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DENSA_ADDRESS_SANITIZER 1
#endif
#endif
#if defined(DENSA_ADDRESS_SANITIZER)
#include <sanitizer/asan_interface.h>
#endif

namespace densa {

constexpr int64_t kAlignment = 64;

#if defined(DENSA_ADDRESS_SANITIZER)
constexpr int64_t kGap = kAlignment;
static void forbid(char* from, int64_t bytes) { __asan_poison_memory_region(from, static_cast<size_t>(bytes)); }
static void permit(char* from, int64_t bytes) { __asan_unpoison_memory_region(from, static_cast<size_t>(bytes)); }
#else
constexpr int64_t kGap = 0;
static void forbid(char*, int64_t) {}
static void permit(char*, int64_t) {}
#endif

Arena::~Arena() {
    if (base_ != nullptr) permit(base_, used_);
    ::operator delete(base_, std::align_val_t(kAlignment));
}

void* Arena::reserve(int64_t bytes) {
    const int64_t at = used_;
    used_ += (bytes + kAlignment - 1) / kAlignment * kAlignment;
    if (base_ != nullptr) forbid(base_ + used_, kGap);
    used_ += kGap;
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
