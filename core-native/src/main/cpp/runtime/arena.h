// One aligned, zeroed block of memory, sized once and handed out in pieces: a session allocates nothing afterwards.
// Not templated and compiled for the baseline only, so that every instruction set may use it.
#pragma once
#include <cstdint>
#include <type_traits>

namespace densa {

class Arena {
public:
    Arena() = default;
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;
    ~Arena();

    // First pass: every piece is null and only its size is added up.
    // After allocate(), the same sequence of calls hands out the pieces.
    // Their objects come to life with the zeros that allocate() writes, which C++20 says of trivial types (implicit
    // lifetime) and compilers did before.
    template <class T>
    void take(T*& piece, int64_t count) {
        static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
        piece = static_cast<T*>(reserve(count * static_cast<int64_t>(sizeof(T))));
    }
    // Returns false if memory ran out.
    bool allocate();

private:
    void* reserve(int64_t bytes);
    char* base_ = nullptr;
    int64_t used_ = 0;
};

}  // namespace densa
