#include "targets/targets.h"

namespace densa {

#define DENSA_LIST_TARGET(name) &name::target,

const Target* const targets[] = {DENSA_TARGETS(DENSA_LIST_TARGET) nullptr};

}  // namespace densa
