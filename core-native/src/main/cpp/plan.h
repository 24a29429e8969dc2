// What the border hands to the kernels: a parsed plan and a view of a data set. Nothing here depends on the
// instruction set.
//
// A plan is lines of words:
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

struct LossSums {
    double loss = 0;
    double weight = 0;
};

// A training on one instruction set and precision.
class Session {
public:
    virtual ~Session() = default;
    virtual int threads() const = 0;
    virtual void train(DatasetView data, const int32_t* rows, int64_t count, const double* rates, LossSums& sums) = 0;
    virtual void evaluate(DatasetView data, LossSums& sums) = 0;
    virtual bool gradient(DatasetView data, double* gradient, LossSums& sums) = 0;
    virtual void read_parameters(double* out) = 0;
    virtual void write_parameters(const double* values) = 0;
    virtual void read_state(double* out) = 0;
    virtual void write_state(const double* values) = 0;
};

class Predictor {
public:
    virtual ~Predictor() = default;
    virtual bool predict(const float* rows, int64_t count, float* out, int threads) = 0;
    virtual bool predict(const double* rows, int64_t count, double* out, int threads) = 0;
    int64_t columns = 0;
    int64_t outputs = 0;
};

// The kernels of one instruction set. Null results mean that a name in the plan is unknown or memory ran out; the
// latter is told apart by `failed`.
struct Target {
    const char* name;
    bool (*supported)();
    Session* (*session)(const Plan&, bool& out_of_memory);
    Predictor* (*predictor)(const Plan&, const double* parameters, bool& out_of_memory);
    bool (*activation)(const char* name, int bytes, const double* z, int64_t n, double* value, double* derivative);
    double (*peak)(int bytes);
    bool (*multiply_f32)(int64_t m, int64_t n, int64_t k, const float* a, const float* b, float* c, int64_t repeats);
    bool (*multiply_f64)(int64_t m, int64_t n, int64_t k, const double* a, const double* b, double* c, int64_t repeats);
};

// All compiled targets, best first, ended by a null name.
extern const Target targets[];

}  // namespace densa
