// Drives the border of densa.h without a JVM, for sanitizers and for other processors: core-native/check builds and
// runs it. Every case trains a network on every instruction set of the machine and looks for what must hold:
//   the same bits on one and on several threads; no allocation in a step or a prediction; the floating-point state as
//   it was; predictions like those of a scalar network (oracle.h); the gradient of the loss, by finite differences; and
//   columns that are levels, bins or dropped train as the plain numbers do that they stand for, one an input.
// `check print` writes the trained parameters, `check compare FILE` holds them against those of another machine: an
// x86-64 whose kernels the Java tests hold against the Java engine. `check bits` writes all that every instruction set
// computed, to compare two builds.
#include <atomic>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <sstream>
#include <string>
#include <numeric>
#include <vector>

#include "case.h"
#include "border/densa.h"
#include "oracle.h"

namespace {

std::atomic<long> allocations{0};

int failures = 0;

void expect(bool holds, const std::string& what) {
    if (holds) return;
    std::fprintf(stderr, "FAILED: %s\n", what.c_str());
    failures++;
}

const std::string kAdam = "adam 0.9 0.999 1e-8";

const std::vector<Case> chosen_cases = {
    {"0 0", {3, 1}, "sigmoid", 0, 0, "mean_squared_error", "sgd", "none 0", 3, 3, false},
    {"0 0 0 0", {8, 3}, "tanh", 0, 0.2, "softmax_cross_entropy 0.1", kAdam, "norm 0.1", 16, 50, true},
    {"0 2 0", {7, 8, 2}, "gelu", 0, 0, "huber 0.5", "nadam 0.9 0.999 1e-8 0.004", "none 0", 37, 37, false},
    {"0 0 0 0 0 0 0", {64, 32, 1}, "relu", 0, 0, "binary_cross_entropy 0", kAdam, "none 0", 64, 300, false},
    {"0 5 0 40", {33, 17, 5}, "silu", 0, 0.3, "softmax_cross_entropy 0", "momentum 0.9", "value 0.01", 31, 100, true},
    {"0 0 0 0 0 0 0 0 0", {207, 131, 70}, "mish", 0, 0, "poisson", "rmsprop 0.99 1e-8", "none 0", 129, 258, true},
    {"300 300", {100, 1}, "leaky_relu", 0, 0.1, "mean_absolute_error", "adagrad 1e-10", "norm 1", 65, 200, false},
    {"1500 100", {40, 2}, "softplus", 0, 0, "mean_squared_error", "adamax 0.9 0.999 1e-8", "none 0", 70, 140, false},
    {"0 3", {5, 3}, "tanh", 0, 0, "quantile 0.1 0.5 0.9", kAdam, "none 0", 20, 50, false},
    {"0 0 0", {40, 9}, "gelu", 0, 0.1, "quantile 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9", "sgd", "norm 1", 33, 99, true},
    {"0 0 0 0", {20, 1}, "silu", 0, 0, "gamma", kAdam, "none 0", 50, 200, true},
    // Batches that are cut into slices.
    {"0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0", {64, 32, 1}, "relu", 0, 0.1, "binary_cross_entropy 0",
     kAdam, "norm 0.1", 250, 600, true},
    {"0 0 0 0 0 0 0 0 0 0", {48, 5}, "silu", 0, 0, "softmax_cross_entropy 0.1", "sgd", "none 0", 1000, 1300, false},
    {"0 9 0", {17, 2}, "elu", 0, 0, "tweedie 1.5", "nesterov 0.9", "value 0.1", 40, 120, false},
    // Bins: in panels, which few of them do not leave; in tiny networks; a column of one bin, and one of 1,024.
    {"-1 -2 0", {20, 3}, "tanh", 0, 0, "mean_squared_error", kAdam, "none 0", 16, 50, true},
    {"-1 0 0 -3", {33, 1}, "silu", 0.2, 0.1, "huber 0.5", "sgd", "norm 0.1", 31, 93, true},
    {"-3 0 2", {6, 2}, "gelu", 0.3, 0.2, "mean_squared_error", kAdam, "none 0", 17, 50, true},
    {"-8", {8, 1}, "relu", 0, 0, "binary_cross_entropy 0", kAdam, "value 0.1", 20, 20, false},
    // Listed as entries: a table of bins, levels and numbers, columns dropped, and numbers behind that contrast them.
    {"-16 -16 5 0 -48 0 0 0", {64, 32, 1}, "relu", 0.1, 0.1, "binary_cross_entropy 0.1", kAdam, "none 0", 64,
     300, true},
    {"-64 -9 40 0 -33 0 0", {70, 40, 5}, "silu", 0.25, 0.3, "softmax_cross_entropy 0.1", "momentum 0.9", "norm 0.5", 37,
     111, true},
    {"-1024 -1 0 -512", {207, 3}, "gelu", 0.2, 0, "mean_squared_error", "nadam 0.9 0.999 1e-8 0.004", "none 0", 129,
     140, false},
    {"-20 -20 -20", {130, 9}, "mish", 0, 0, "quantile 0.1 0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9", kAdam, "value 0.01", 200,
     330, true},
    // Bins and levels with the network's only output right behind them: a column, whose rows are widened.
    {"-100 7 0 -3", {1}, "identity", 0.4, 0, "mean_squared_error", kAdam, "none 0", 50, 120, true},
    // More than 32 columns, so that pairs of them share the bits of a mask; and columns dropped in slices of a batch.
    {"-5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 -5 0 0",
     {40, 2}, "selu", 0.3, 0.1, "poisson", "rmsprop 0.99 1e-8", "none 0", 60, 150, false},
    {"0 0 -2 0 0 0 0 -1 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0", {64, 32, 1}, "relu", 0.2, 0.1,
     "binary_cross_entropy 0", kAdam, "norm 0.1", 250, 600, true},
    // Bins that end where a panel does, and a batch that fills the memory for its rows.
    {"0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 -1", {20, 2}, "elu", 0, 0, "mean_squared_error",
     kAdam, "none 0", 256, 300, false},
    // Plain numbers, dropped before the first layer; several outputs.
    {"0 0 0 0 0 0 0", {35, 20, 6}, "softsign", 0.2, 0.2, "mean_absolute_error", kAdam, "norm 1", 48, 144, true},
    {"0 0 0", {5, 4}, "hard_swish", 0.3, 0.2, "softmax_cross_entropy 0", "nesterov 0.9", "none 0", 9, 40, false},
};

// Every activation, loss and optimiser that the core lists, in a tiny network and in panels. One target a row, which
// any loss takes, and settings that any optimiser takes.
std::vector<Case> cases_of_each_name() {
    std::vector<Case> each;
    const auto add = [&](const std::string& activation, const std::string& loss, const std::string& optimizer) {
        const std::string setting = loss + " 0.3", settings = optimizer + " 0.9 0.999 1e-8 0.004";
        each.push_back({"0 -2 3", {7, 2}, activation, 0.1, 0.1, setting, settings, "none 0", 13, 30, true, true});
        each.push_back({"0 -9 5 0", {33, 3}, activation, 0.1, 0.1, setting, settings, "value 0.5", 21, 60, true, true});
        each.push_back({"0 0", {18, 1}, activation, 0, 0, setting, settings, "norm 0.5", 40, 40, true, true});
    };
    const auto for_each = [](const char* names, auto add_case) {
        std::istringstream text(names);
        for (std::string name; text >> name;) add_case(name);
    };
    for_each(densa_activations(), [&](const std::string& name) { add(name, "mean_squared_error", "sgd"); });
    for_each(densa_losses(), [&](const std::string& name) { add("tanh", name, "sgd"); });
    for_each(densa_optimizers(), [&](const std::string& name) { add("tanh", "mean_squared_error", name); });
    return each;
}

// What twenty steps lead to: the parameters, the loss of all rows and its gradient.
struct Outcome {
    std::vector<double> parameters, gradient;
    double loss;
};

// Trains on the rows in each order in turn, then evaluates on `seen`.
template <class S>
Outcome train(
    const Case& c, int threads, const Data<S>& data, const std::vector<std::vector<int32_t>>& orders,
    const Data<S>& seen, const std::string& name) {
    std::vector<double> parameters = random_parameters(c);
    const std::vector<double> rates(c.rows / c.batch + 1, 0.01);
    const int64_t session = densa_session_open(training_plan(c, sizeof(S) == 8, threads).c_str());
    expect(session > 0, name + " opens");
    densa_session_write_parameters(session, parameters.data());
    std::vector<int32_t> all(c.rows);
    std::iota(all.begin(), all.end(), 0);
    double sums[2] = {};
    const int64_t control = densa_float_control();
    long before = allocations;
    for (const std::vector<int32_t>& order : orders) {
        densa_session_train(
            session, data.address(), reinterpret_cast<int64_t>(order.data()), static_cast<int64_t>(order.size()),
            reinterpret_cast<int64_t>(rates.data()), reinterpret_cast<int64_t>(sums));
        if (&order == &orders[0]) before = allocations;  // the first call may start threads
    }
    densa_session_evaluate(
        session, seen.address(), reinterpret_cast<int64_t>(all.data()), static_cast<int64_t>(all.size()),
        reinterpret_cast<int64_t>(sums));
    const bool allocated = allocations != before;
    expect(!allocated, name + " allocates nothing in a step");
    densa_session_read_parameters(session, parameters.data());
    std::vector<double> gradient(parameters.size());
    const int32_t status = densa_session_gradient(
        session, seen.address(), gradient.data(), reinterpret_cast<int64_t>(sums));
    expect(status == 0, name + " computes a gradient");
    std::vector<double> state(1 + 2 * parameters.size());
    densa_session_read_state(session, state.data());
    densa_session_write_state(session, state.data());
    densa_session_close(session);
    expect(densa_float_control() == control, name + " leaves the floating-point state alone");
    return {parameters, gradient, sums[0] / sums[1]};
}

std::vector<std::vector<int32_t>> shuffled(const Case& c) {
    std::vector<int32_t> order;
    for (int row = 0; row < c.rows; row++) order.push_back((row * 7 + 3) % c.rows);
    return std::vector<std::vector<int32_t>>(20 / ((c.rows - 1) / c.batch + 1) + 1, order);
}

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
    return std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0;
}

void expect_close(
    const std::vector<double>& a, const std::vector<double>& b, double tolerance, const std::string& what) {
    double worst = 0;
    for (size_t i = 0; i < a.size(); i++) {
        const double off = std::fabs(a[i] - b[i]) / (1 + std::fabs(b[i]));
        if (!(off <= worst)) worst = off;  // a NaN is the worst
    }
    expect(worst <= tolerance, what + " (off by " + std::to_string(worst) + ")");
}

int32_t predict(int64_t p, const float* rows, int64_t count, float* out, int threads) {
    return densa_predict_f32(p, rows, 0, count, out, threads);
}

int32_t predict(int64_t p, const double* rows, int64_t count, double* out, int threads) {
    return densa_predict_f64(p, rows, 0, count, out, threads);
}

template <class S>
void check_predictions(
    const Case& c, const std::vector<Row>& data, const std::vector<double>& parameters, const std::string& name) {
    const int64_t columns = static_cast<int64_t>(c.kinds().size()), outputs = c.outputs();
    const int64_t predictor = densa_predictor_open(predictor_plan(c, sizeof(S) == 8).c_str(), parameters.data());
    expect(predictor > 0, name + " opens for prediction");
    std::vector<S> rows;
    std::vector<double> expected;
    for (const Row& row : data) {
        for (int64_t i = 0; i < columns; i++) rows.push_back(static_cast<S>(row[i]));
        for (double output : outputs_of(c, parameters, row)) expected.push_back(output);
    }
    std::vector<S> one(c.rows * outputs), several(c.rows * outputs), single(outputs);
    predict(predictor, rows.data(), c.rows, one.data(), 1);
    predict(predictor, rows.data(), c.rows, several.data(), 3);
    expect(one == several, name + " predicts the same bits on several threads");
    expect_close({one.begin(), one.end()}, expected, sizeof(S) == 8 ? 1e-12 : 1e-3, name + " predicts as the oracle");
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

// The loss is that of the oracle's outputs, and rises along a line as the gradient says.
void check_loss(
    const Case& c, const std::vector<Row>& rows, const Data<double>& data, const Outcome& trained,
    const std::string& name) {
    const int64_t session = densa_session_open(training_plan(c, true, 1).c_str());
    constexpr double kStep = 1e-6;
    Numbers random{3};
    double slope = 0, losses[3];
    std::vector<double> line;
    for (double g : trained.gradient) {
        line.push_back((2 * random.next() - 1) / std::sqrt(static_cast<double>(trained.gradient.size())));
        slope += g * line.back();
    }
    for (int side = -1; side <= 1; side++) {
        std::vector<double> moved = trained.parameters;
        for (size_t i = 0; i < moved.size(); i++) moved[i] += side * kStep * line[i];
        double sums[2] = {};
        densa_session_write_parameters(session, moved.data());
        densa_session_evaluate(session, data.address(), 0, c.rows, reinterpret_cast<int64_t>(sums));
        losses[side + 1] = sums[0] / sums[1];
    }
    densa_session_close(session);
    expect_close({(losses[2] - losses[0]) / (2 * kStep)}, {slope}, 1e-6, name + " has the gradient of its loss");
    if (c.loss.rfind("mean_squared_error", 0) != 0) return;
    double loss = 0, weight = 0;
    for (const Row& row : rows) {
        loss += row.back() * squared_error(c, trained.parameters, row);
        weight += row.back();
    }
    expect_close({losses[1]}, {loss / weight}, 1e-12, name + " has the oracle's loss");
}

// A network of one plain number an input, on rows widened and dropped beforehand, learns the same.
void check_widened(
    const Case& c, const std::vector<Row>& rows, const std::vector<std::vector<int32_t>>& orders,
    const Outcome& expected, const std::string& name) {
    const std::vector<int> kinds = c.kinds();
    Case wide = c;
    wide.input_dropout = 0;
    wide.inputs.clear();
    for (int i = 0; i < c.width(); i++) wide.inputs += i == 0 ? "0" : " 0";
    std::vector<Row> seen, dropped;
    std::vector<std::vector<int32_t>> in_turn(orders.size());
    for (const Row& row : rows) seen.push_back(widen(kinds, row, [](uint32_t) { return 1.0; }));
    int64_t step = 0;
    for (size_t epoch = 0; epoch < orders.size(); epoch++) {
        for (int i = 0; i < c.rows; i++) {
            if (i > 0 && i % c.batch == 0) step++;
            in_turn[epoch].push_back(static_cast<int32_t>(dropped.size()));
            dropped.push_back(widen(kinds, rows[orders[epoch][i]], [&](uint32_t column) {
                return c.input_dropout == 0 ? 1 : column_factor(c.input_dropout, step, i % c.batch, column);
            }));
        }
        step++;
    }
    const Data<double> data(dropped, c.targets(), c.weighted), seen_data(seen, c.targets(), c.weighted);
    const Outcome outcome = train<double>(wide, 1, data, in_turn, seen_data, name + " widened");
    expect_close(outcome.parameters, expected.parameters, 1e-9, name + " learns what its inputs widened do");
    expect_close(outcome.gradient, expected.gradient, 1e-9, name + " has the gradient of its inputs widened");
    expect_close({outcome.loss}, {expected.loss}, 1e-9, name + " has the loss of its inputs widened");
}

template <class S>
void check(const Case& c, const std::string& name, std::vector<double>& all) {
    const std::vector<Row> rows = random_rows(c);
    const Data<S> data(rows, c.targets(), c.weighted);
    const std::vector<std::vector<int32_t>> orders = shuffled(c);
    const Outcome trained = train<S>(c, 1, data, orders, data, name);
    const Outcome threaded = train<S>(c, 3, data, orders, data, name);
    const bool same = same_bits(trained.parameters, threaded.parameters)
        && same_bits(trained.gradient, threaded.gradient) && trained.loss == threaded.loss;
    expect(same, name + " has the same bits on 3 threads");
    check_predictions<S>(c, rows, trained.parameters, name);
    if constexpr (sizeof(S) == 8) {
        check_loss(c, rows, data, trained, name);
        if (c.expands() || c.input_dropout > 0) check_widened(c, rows, orders, trained, name);
    }
    all.insert(all.end(), trained.parameters.begin(), trained.parameters.end());
    all.insert(all.end(), trained.gradient.begin(), trained.gradient.end());
    all.push_back(trained.loss);
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
// Not inlined: g++ would see free() after operator new, and warn.
#define KEPT __attribute__((noinline))
KEPT void operator delete(void* p) noexcept { std::free(p); }
KEPT void operator delete(void* p, std::size_t) noexcept { std::free(p); }
KEPT void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
KEPT void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

int main(int count, char** arguments) {
    const std::string mode = count > 1 ? arguments[1] : "";
    std::istringstream targets(densa_targets());
    std::vector<Case> cases = chosen_cases;
    for (const Case& c : cases_of_each_name()) cases.push_back(c);
    std::vector<double> singles, doubles;
    for (std::string target; targets >> target;) {
        densa_select_target(target.c_str());
        std::vector<double> float32, float64;
        for (size_t i = 0; i < cases.size(); i++) {
            const Case& c = cases[i];
            const std::string name = target + " case " + std::to_string(i) + " (" + c.activation + ", " + c.loss
                + ", " + c.optimizer + ")";
            check<float>(c, name + " float32", float32);
            check<double>(c, name + " float64", float64);
        }
        std::fprintf(stderr, "%s: %zu cases in float32 and float64\n", target.c_str(), cases.size());
        if (mode == "bits") {
            for (const std::vector<double>* values : {&float32, &float64})
                for (double value : *values) std::printf("%s %a\n", target.c_str(), value);
        }
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
