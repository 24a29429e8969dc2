// What the kernels of an instruction set offer to the border.
#pragma once
#include <cstddef>
#include <cstdint>

#include "border/dataset_view.h"
#include "border/plan.h"

namespace densa {

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
    virtual void evaluate(DatasetView data, const int32_t* rows, int64_t count, LossSums& sums) = 0;
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

// The kernels of one instruction set. A null result means that a name in the plan is unknown, or else `out_of_memory`.
struct Target {
    const char* name;
    bool (*supported)();
    Session* (*session)(const Plan&, bool& out_of_memory);
    Predictor* (*predictor)(const Plan&, const double* parameters, bool& out_of_memory);
    bool (*activation)(const char* name, int bytes, const double* z, int64_t n, double* value, double* derivative);
    double (*peak)(int bytes);
    bool (*multiply_f32)(int64_t m, int64_t n, int64_t k, const float* a, const float* b, float* c, int64_t repeats);
    bool (*multiply_f64)(int64_t m, int64_t n, int64_t k, const double* a, const double* b, double* c, int64_t repeats);
    // What a plan may name, in some order; null beyond the last.
    const char* (*activation_name)(size_t index);
    const char* (*loss_name)(size_t index);
    const char* (*optimizer_name)(size_t index);
};

}  // namespace densa
