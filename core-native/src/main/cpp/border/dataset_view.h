// A data set as Java describes it to the kernels: rows in blocks of its memory.
#pragma once
#include <cstdint>

namespace densa {

// The description of a data set, read once a call.
struct DatasetView {
    int64_t rows = 0, stride = 0, inputs = 0, targets = 0, bytes = 0, shift = 0;
    bool weighted = false;
    int64_t row_bytes = 0;
    const int64_t* blocks = nullptr;

    DatasetView() = default;
    explicit DatasetView(const int64_t* fields)
        : rows(fields[0]), stride(fields[1]), inputs(fields[2]), targets(fields[3]), bytes(fields[4]), shift(fields[5]),
          weighted(fields[6] != 0), row_bytes(stride * bytes), blocks(fields + 7) {}

    const char* row(int64_t index) const {
        const char* block = reinterpret_cast<const char*>(blocks[index >> shift]);
        return block + (index & ((int64_t{1} << shift) - 1)) * row_bytes;
    }
    double weight(const char* row) const {
        const char* at = row + (stride - 1) * bytes;
        return bytes == 4 ? *reinterpret_cast<const float*>(at) : *reinterpret_cast<const double*>(at);
    }
};

}  // namespace densa
