// The instruction sets of this library, best first. Each has a file of its name in this folder.
#pragma once
#include "border/engine.h"

#if defined(__x86_64__)
#define DENSA_TARGETS(X) X(avx512) X(avx2) X(baseline)
#else
#define DENSA_TARGETS(X) X(baseline)
#endif

namespace densa {

#define DENSA_DECLARE_TARGET(name) \
    namespace name {               \
    extern const Target target;    \
    }
DENSA_TARGETS(DENSA_DECLARE_TARGET)

// All of them, ended by null.
extern const Target* const targets[];

}  // namespace densa
