// What a network must compute, without the code that computes it: the inputs that a row stands for, which of them
// dropout keeps, and a scalar forward pass.
#pragma once
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "case.h"
#include "border/densa.h"

// The finaliser of SplitMix64.
inline uint64_t mixed(uint64_t x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

// What dropout before the first layer multiplies a column by; as DropoutMask.java.
inline double column_factor(double rate, int64_t step, int64_t row_of_batch, uint32_t column) {
    constexpr uint64_t kGolden = 0x9E3779B97F4A7C15u;
    const uint64_t of_step = mixed(kSeed + kGolden * static_cast<uint64_t>(step + 1));
    const uint64_t key = mixed(mixed(of_step) + kGolden * static_cast<uint64_t>(row_of_batch)) >> 32;
    // Columns whose numbers differ by 16 share 32 random bits.
    uint32_t bits = (column & ~16u) * 0x9E3779B9u + static_cast<uint32_t>(key);
    bits = (bits ^ bits >> 16) * 0x7FEB352Du;
    bits = (bits ^ bits >> 15) * 0x846CA68Bu;
    bits ^= bits >> 16;
    const uint32_t draw = (column & 16u) != 0 ? bits >> 16 : bits & 0xFFFF;
    return draw < static_cast<uint32_t>(rate * 65536) ? 0 : 1 / (1 - rate);
}

// The row with its columns widened to inputs, each times its column's factor; targets and weight as they are.
template <class Factor>
Row widen(const std::vector<int>& kinds, const Row& row, Factor factor) {
    Row wide;
    for (size_t c = 0; c < kinds.size(); c++) {
        const double f = factor(static_cast<uint32_t>(c)), value = row[c];
        if (kinds[c] == 0) wide.push_back(f * value);
        for (int level = 0; level < kinds[c]; level++) wide.push_back(level == value ? f : 0);
        for (int bin = 0; bin < -kinds[c]; bin++) wide.push_back(f * std::fmin(std::fmax(value - bin, 0), 1));
    }
    wide.insert(wide.end(), row.begin() + static_cast<int64_t>(kinds.size()), row.end());
    return wide;
}

// The network's outputs for one row, in double precision. Activations are the core's, on numbers in a row; the Java
// tests hold them against formulas of their own.
inline std::vector<double> outputs_of(const Case& c, const std::vector<double>& parameters, const Row& row) {
    std::vector<double> x = widen(c.kinds(), row, [](uint32_t) { return 1.0; });
    x.resize(c.width());
    const double* w = parameters.data();
    for (size_t l = 0; l < c.units.size(); l++) {
        const int units = c.units[l];
        std::vector<double> z(units), y(units), derivative(units);
        for (int u = 0; u < units; u++)
            for (double input : x) z[u] += *w++ * input;
        for (int u = 0; u < units; u++) z[u] += *w++;
        const std::string activation = l + 1 == c.units.size() ? "identity" : c.activation;
        densa_activation(activation.c_str(), 8, z.data(), units, y.data(), derivative.data());
        x = y;
    }
    return x;
}

// The row's mean squared error.
inline double squared_error(const Case& c, const std::vector<double>& parameters, const Row& row) {
    const std::vector<double> outputs = outputs_of(c, parameters, row);
    double sum = 0;
    for (size_t o = 0; o < outputs.size(); o++) {
        const double off = outputs[o] - row[c.kinds().size() + (c.targets() == 1 ? 0 : o)];
        sum += off * off;
    }
    return sum / static_cast<double>(outputs.size());
}
