// Tables of what a plan names: activations, losses, optimisers. Java compares the names with its own.
#pragma once
#include <cstddef>

#include "kernels/isa-inl.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

template <class Functions>
struct Named {
    const char* name;
    Functions functions;
};

// Copies the functions of that name; false if there are none.
template <class Functions, size_t count>
bool find(const Named<Functions> (&table)[count], const char* name, Functions& found) {
    for (const Named<Functions>& entry : table) {
        if (__builtin_strcmp(entry.name, name) != 0) continue;
        found = entry.functions;
        return true;
    }
    return false;
}

// Name number `index` of a table; null beyond its end.
template <class Functions, size_t count>
const char* name_in(const Named<Functions> (&table)[count], size_t index) {
    return index < count ? table[index].name : nullptr;
}

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
