// A plan: what crosses the border as text, a network and how it is trained. Lines of words:
//   precision float32|float64
//   threads 2            most threads to use
//   batch 256            most rows of a step
//   seed 42              of the dropout masks
//   inputs 0 0 5 -16     per column: 0 a number, n > 0 one-hot levels, n < 0 bins of a piecewise linear encoding
//   dense 64 relu 1 0.1  units, activation, bias 0|1, dropout rate of what the layer reads
//   loss huber 1         name; no settings, one, or one an output
//   optimizer adam 0.9 0.999 1e-8
//   regularization 0 0.01    l2, decoupled weight decay
//   factors 1 1 0.1 0    per dense layer what multiplies its learning rate and its weight decay; without the line, 1
//   clip norm 1          none 0 | norm max | value max
// A predictor's plan ends after the dense lines.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace densa {

// Inputs that a column of a kind becomes.
constexpr int64_t inputs_of(int64_t kind) { return kind == 0 ? 1 : kind < 0 ? -kind : kind; }

struct DensePlan {
    int64_t units;
    std::string activation;
    bool bias;
    double dropout;
    double rate_factor = 1;
    double decay_factor = 1;
};

struct Plan {
    bool float64 = false;
    int threads = 1;
    int64_t batch = 1;
    uint64_t seed = 0;
    std::vector<int64_t> inputs;
    std::vector<DensePlan> layers;
    std::string loss;
    std::vector<double> loss_settings;
    std::string optimizer;
    std::vector<double> optimizer_settings;
    double l2 = 0;
    double weight_decay = 0;
    double clip_norm = 0;   // 0: off
    double clip_value = 0;  // 0: off

    int64_t input_width() const {
        int64_t width = 0;
        for (int64_t kind : inputs) width += inputs_of(kind);
        return width;
    }
};

// Returns false if the text is not a plan.
bool parse(const char* text, Plan& plan);

}  // namespace densa
