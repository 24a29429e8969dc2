// Drives the border of densa.h without a JVM, for sanitizers and for other processors: core-native/check builds and
// runs it. Every case trains a network on every instruction set of the machine and looks for what must hold:
//   the same bits on one and on several threads; no allocation in a step or a prediction; the floating-point state as it
//   was; predictions like the ones that training sees.
// `check print` writes the trained parameters, `check compare FILE` holds them against those of another machine: an
// x86-64 whose kernels the Java tests hold against the Java engine.
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <sstream>
#include <string>
#include <vector>

#include "densa.h"

namespace {

std::atomic<long> allocations{0};

int failures = 0;

void expect(bool holds, const std::string& what) {
    if (holds) return;
    std::fprintf(stderr, "FAILED: %s\n", what.c_str());
    failures++;
}

// A linear congruential generator (Knuth's MMIX constants), in 0 to 1: the same numbers everywhere.
struct Numbers {
    uint64_t state;
    double next() {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<double>(state >> 11) / 9007199254740992.0;
    }
};

struct Case {
    const char* inputs;      // per column its levels, 0 for a number
    std::vector<int> units;
    const char* activation;
    double dropout;
    const char* loss;
    const char* optimizer;
    const char* clip;
    int batch;
    int rows;
    bool weighted;
};

const std::vector<Case> cases = {
    {"0 0", {3, 1}, "sigmoid", 0, "mean_squared_error", "sgd", "none 0", 3, 3, false},
    {"0 0 0 0", {8, 3}, "tanh", 0.2, "softmax_cross_entropy 0.1", "adam 0.9 0.999 1e-8", "norm 0.1", 16, 50, true},
    {"0 2 0", {7, 8, 2}, "gelu", 0, "huber 0.5", "nadam 0.9 0.999 1e-8 0.004", "none 0", 37, 37, false},
    {"0 0 0 0 0 0 0", {64, 32, 1}, "relu", 0, "binary_cross_entropy 0", "adam 0.9 0.999 1e-8", "none 0", 64, 300, false},
    {"0 5 0 40", {33, 17, 5}, "silu", 0.3, "softmax_cross_entropy 0", "momentum 0.9", "value 0.01", 31, 100, true},
    {"0 0 0 0 0 0 0 0 0", {207, 131, 70}, "mish", 0, "poisson", "rmsprop 0.99 1e-8", "none 0", 129, 258, true},
    {"300 300", {100, 1}, "leaky_relu", 0.1, "mean_absolute_error", "adagrad 1e-10", "norm 1", 65, 200, false},
    {"1500 100", {40, 2}, "softplus", 0, "mean_squared_error", "adamax 0.9 0.999 1e-8", "none 0", 70, 140, false},
    {"0 3", {5, 3}, "tanh", 0, "quantile 0.1 0.5 0.9", "adam 0.9 0.999 1e-8", "none 0", 20, 50, false},
    {"0 0 0", {40, 9}, "gelu", 0.1, "quantile 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9", "sgd", "norm 1", 33, 99, true},
    {"0 0 0 0", {20, 1}, "silu", 0, "gamma", "adam 0.9 0.999 1e-8", "none 0", 50, 200, true},
    // Batches that are cut into slices.
    {"0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0", {64, 32, 1}, "relu", 0.1, "binary_cross_entropy 0",
     "adam 0.9 0.999 1e-8", "norm 0.1", 250, 600, true},
    {"0 0 0 0 0 0 0 0 0 0", {48, 5}, "silu", 0, "softmax_cross_entropy 0.1", "sgd", "none 0", 1000, 1300, false},
    {"0 9 0", {17, 2}, "elu", 0, "tweedie 1.5", "nesterov 0.9", "value 0.1", 40, 120, false},
};

int width(const Case& c, std::vector<int>& levels) {
    std::istringstream text(c.inputs);
    int total = 0;
    for (int level; text >> level;) {
        levels.push_back(level);
        total += level == 0 ? 1 : level;
    }
    return total;
}

std::string plan(const Case& c, bool float64, int threads) {
    std::ostringstream text;
    text << "precision " << (float64 ? "float64" : "float32") << "\ninputs " << c.inputs;
    for (size_t l = 0; l < c.units.size(); l++) {
        const bool last = l + 1 == c.units.size();
        text << "\ndense " << c.units[l] << ' ' << (last ? "identity" : c.activation) << " 1 "
             << (l == 0 ? 0 : c.dropout);
    }
    text << "\nthreads " << threads << "\nbatch " << c.batch << "\nseed 42\nloss " << c.loss << "\noptimizer "
         << c.optimizer << "\nregularization 0.001 0.01\nfactors";
    for (size_t l = 0; l < c.units.size(); l++) text << (l == 0 ? " 0.5 1" : " 1 2");
    text << "\nclip " << c.clip << "\n";
    return text.str();
}

// Rows as the engine reads them, in blocks of two rows, so that some are full and one is not.
template <class S>
struct Data {
    std::vector<std::vector<S>> blocks;
    std::vector<int64_t> fields;

    explicit Data(const Case& c) {
        std::vector<int> levels;
        width(c, levels);
        const bool softmax = std::strncmp(c.loss, "softmax", 7) == 0;
        const bool shared = softmax || std::strncmp(c.loss, "quantile", 8) == 0;
        const int targets = shared ? 1 : c.units.back();
        const int64_t stride = static_cast<int64_t>(levels.size()) + targets + 1;
        Numbers random{7};
        for (int row = 0; row < c.rows; row++) {
            if (row % 2 == 0) blocks.emplace_back();
            std::vector<S>& block = blocks.back();
            for (int level : levels) {
                const double draw = random.next();
                block.push_back(static_cast<S>(level == 0 ? 2 * draw - 1 : std::floor(draw * (level + 1)) - 1));
            }
            for (int t = 0; t < targets; t++)
                block.push_back(static_cast<S>(std::floor(random.next() * (softmax ? c.units.back() : 2))));
            block.push_back(static_cast<S>(c.weighted ? std::floor(random.next() * 3) / 2 : 1));
        }
        fields = {c.rows, stride, static_cast<int64_t>(levels.size()), targets, sizeof(S), 1, c.weighted ? 1 : 0};
        for (const std::vector<S>& block : blocks) fields.push_back(reinterpret_cast<int64_t>(block.data()));
    }
    int64_t address() const { return reinterpret_cast<int64_t>(fields.data()); }
};

// Parameters after twenty steps, then the loss.
template <class S>
std::vector<double> train(const Case& c, int threads, const std::string& name) {
    std::vector<int> levels;
    int inputs = width(c, levels);
    std::vector<double> parameters;
    Numbers random{1};
    for (int units : c.units) {
        for (int i = 0; i < units * inputs; i++) parameters.push_back((2 * random.next() - 1) / std::sqrt(inputs));
        for (int i = 0; i < units; i++) parameters.push_back(0.1 * random.next());
        inputs = units;
    }
    const Data<S> data(c);
    std::vector<int32_t> order;
    for (int row = 0; row < c.rows; row++) order.push_back((row * 7 + 3) % c.rows);
    const std::vector<double> rates(c.rows / c.batch + 1, 0.01);
    const int64_t session = densa_session_open(plan(c, sizeof(S) == 8, threads).c_str());
    expect(session > 0, name + " opens");
    densa_session_write_parameters(session, parameters.data());
    double sums[2] = {};
    const int64_t control = densa_float_control();
    long before = allocations;
    for (int steps = 0; steps < 20; steps += (c.rows - 1) / c.batch + 1) {
        densa_session_train(
            session, data.address(), reinterpret_cast<int64_t>(order.data()), c.rows,
            reinterpret_cast<int64_t>(rates.data()), reinterpret_cast<int64_t>(sums));
        if (steps == 0) before = allocations;  // the first call may start threads
    }
    densa_session_evaluate(session, data.address(), reinterpret_cast<int64_t>(sums));
    const bool allocated = allocations != before;
    expect(!allocated, name + " allocates nothing in a step");
    densa_session_read_parameters(session, parameters.data());
    std::vector<double> gradient(parameters.size());
    const int32_t status = densa_session_gradient(
        session, data.address(), gradient.data(), reinterpret_cast<int64_t>(sums));
    expect(status == 0, name + " computes a gradient");
    std::vector<double> state(1 + 2 * parameters.size());
    densa_session_read_state(session, state.data());
    densa_session_write_state(session, state.data());
    densa_session_close(session);
    expect(densa_float_control() == control, name + " leaves the floating-point state alone");
    parameters.push_back(sums[0] / sums[1]);
    return parameters;
}

int32_t predict(int64_t p, const float* rows, int64_t count, float* out, int threads) {
    return densa_predict_f32(p, rows, 0, count, out, threads);
}

int32_t predict(int64_t p, const double* rows, int64_t count, double* out, int threads) {
    return densa_predict_f64(p, rows, 0, count, out, threads);
}

template <class S>
void check_predictions(const Case& c, const std::vector<double>& parameters, const std::string& name) {
    const Data<S> data(c);
    const int64_t columns = data.fields[2], stride = data.fields[1], outputs = c.units.back();
    std::string text = plan(c, sizeof(S) == 8, 1);
    text.resize(text.find("\nthreads") + 1);
    const int64_t predictor = densa_predictor_open(text.c_str(), parameters.data());
    expect(predictor > 0, name + " opens for prediction");
    std::vector<S> rows;
    for (int64_t r = 0; r < c.rows; r++)
        for (int64_t i = 0; i < columns; i++) rows.push_back(data.blocks[r / 2][(r % 2) * stride + i]);
    std::vector<S> one(c.rows * outputs), several(c.rows * outputs), single(outputs);
    predict(predictor, rows.data(), c.rows, one.data(), 1);
    predict(predictor, rows.data(), c.rows, several.data(), 3);
    expect(one == several, name + " predicts the same bits on several threads");
    const long before = allocations;
    bool alike = true;
    for (int64_t r = 0; r < c.rows; r++) {
        predict(predictor, rows.data() + r * columns, 1, single.data(), 1);
        alike = alike && std::memcmp(single.data(), one.data() + r * outputs, outputs * sizeof(S)) == 0;
    }
    const bool allocated = allocations != before;
    expect(alike, name + " predicts a row alone as among others");
    expect(!allocated, name + " allocates nothing in a prediction");
    densa_predictor_close(predictor);
}

template <class S>
void check(const Case& c, const std::string& name, std::vector<double>& all) {
    const std::vector<double> trained = train<S>(c, 1, name);
    const std::vector<double> threaded = train<S>(c, 3, name);
    const bool same = std::memcmp(trained.data(), threaded.data(), trained.size() * sizeof(double)) == 0;
    expect(same, name + " has the same bits on 3 threads");
    check_predictions<S>(c, trained, name);
    all.insert(all.end(), trained.begin(), trained.end());
}

void* counted(std::size_t size, std::size_t alignment) {
    allocations++;
    void* p = alignment == 0 ? std::malloc(size)
                             : std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
    if (p == nullptr) std::abort();
    return p;
}

}  // namespace

void* operator new(std::size_t size) { return counted(size, 0); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    return counted(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return counted(size, 0); }
void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
    return counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

int main(int count, char** arguments) {
    const std::string mode = count > 1 ? arguments[1] : "";
    std::istringstream targets(densa_targets());
    std::vector<double> singles, doubles;
    for (std::string target; targets >> target;) {
        densa_select_target(target.c_str());
        std::vector<double> float32, float64;
        for (size_t i = 0; i < cases.size(); i++) {
            const std::string name = target + " case " + std::to_string(i);
            check<float>(cases[i], name + " float32", float32);
            check<double>(cases[i], name + " float64", float64);
        }
        std::fprintf(stderr, "%s: %zu cases in float32 and float64\n", target.c_str(), cases.size());
        if (singles.empty()) singles = float32, doubles = float64;  // the best target's
    }
    if (mode == "print") {
        for (double value : singles) std::printf("%.17g\n", value);
        for (double value : doubles) std::printf("%.17g\n", value);
    } else if (mode == "compare") {
        FILE* file = std::fopen(arguments[2], "r");
        if (file == nullptr) return 2;
        double worst[2] = {};
        for (size_t i = 0; i < singles.size() + doubles.size(); i++) {
            const bool single = i < singles.size();
            const double value = single ? singles[i] : doubles[i - singles.size()];
            double expected = 0;
            if (std::fscanf(file, "%lf", &expected) != 1) return 2;
            const double off = std::fabs(value - expected) / (1 + std::fabs(expected));
            worst[single ? 0 : 1] = std::fmax(worst[single ? 0 : 1], off);
            expect(off <= (single ? 1e-3 : 1e-9), "value " + std::to_string(i) + " equals the other machine's");
        }
        std::fclose(file);
        std::fprintf(stderr, "largest difference: %.2g in float32, %.2g in float64\n", worst[0], worst[1]);
    }
    std::fprintf(stderr, failures == 0 ? "all checks passed\n" : "%d checks failed\n", failures);
    return failures == 0 ? 0 : 1;
}
