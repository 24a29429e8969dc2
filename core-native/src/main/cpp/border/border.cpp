// Implements the border of densa.h: picks the instruction set, keeps exceptions and denormals inside.
#include "border/densa.h"

#include <atomic>
#include <cstring>
#include <string>

#include "border/engine.h"
#include "border/plan.h"
#include "runtime/float_state.h"
#include "runtime/machine.h"
#include "runtime/team.h"
#include "targets/targets.h"

namespace densa {

namespace {

// The best that this machine supports. If there is none, the last: it may be asked for names, and nothing else, as
// densa_targets() is empty then.
const Target* best_target() {
    const Target* const* best = targets;
    while (!(*best)->supported() && best[1] != nullptr) best++;
    return *best;
}

std::atomic<const Target*>& selected() {
    static std::atomic<const Target*> target{best_target()};
    return target;
}

const Target* target() { return selected().load(); }

// The names that next(index) gives, until null, separated by spaces.
template <class Next>
std::string joined(Next next) {
    std::string list;
    for (size_t i = 0; const char* name = next(i); i++) {
        if (i > 0) list += ' ';
        list += name;
    }
    return list;
}

template <class Object, class Open>
int64_t open(const char* text, Open make) {
    try {
        Plan plan;
        if (!parse(text, plan)) return DENSA_BAD_PLAN;
        bool out_of_memory = false;
        Object* object = make(plan, out_of_memory);
        if (object == nullptr) return out_of_memory ? DENSA_OUT_OF_MEMORY : DENSA_BAD_PLAN;
        return reinterpret_cast<int64_t>(object);
    } catch (...) {
        return DENSA_OUT_OF_MEMORY;  // nothing else is thrown here
    }
}

Session* session_at(int64_t handle) { return reinterpret_cast<Session*>(handle); }

DatasetView view(int64_t dataset) { return DatasetView(reinterpret_cast<const int64_t*>(dataset)); }

void add(const LossSums& from, int64_t sums) {
    double* to = reinterpret_cast<double*>(sums);
    to[0] += from.loss;
    to[1] += from.weight;
}

template <class T>
int32_t predict(int64_t handle, const T* rows, int64_t first, int64_t count, T* out, int32_t threads) {
    const FloatState flush_denormals;
    Predictor* predictor = reinterpret_cast<Predictor*>(handle);
    const bool ok = predictor->predict(
        rows + first * predictor->columns, count, out + first * predictor->outputs, threads);
    return ok ? DENSA_OK : DENSA_OUT_OF_MEMORY;
}

}  // namespace
}  // namespace densa

using namespace densa;

extern "C" {

int32_t densa_abi_version() noexcept { return DENSA_ABI_VERSION; }

const char* densa_target() noexcept { return target()->name; }

const char* densa_targets() noexcept {
    static const std::string names = [] {
        std::string list;
        for (const Target* const* t = targets; *t != nullptr; t++)
            if ((*t)->supported()) list += (list.empty() ? "" : " ") + std::string((*t)->name);
        return list;
    }();
    return names.c_str();
}

bool densa_select_target(const char* name) noexcept {
    for (const Target* const* t = targets; *t != nullptr; t++) {
        if (std::strcmp((*t)->name, name) == 0 && (*t)->supported()) {
            selected() = *t;
            return true;
        }
    }
    return false;
}

const char* densa_activations() noexcept {
    static const std::string names = joined(target()->activation_name);
    return names.c_str();
}

const char* densa_losses() noexcept {
    static const std::string names = joined(target()->loss_name);
    return names.c_str();
}

const char* densa_optimizers() noexcept {
    static const std::string names = joined(target()->optimizer_name);
    return names.c_str();
}

void densa_set_processors(int32_t processors) noexcept { set_processors(processors); }

int64_t densa_address(void* buffer) noexcept { return reinterpret_cast<int64_t>(buffer); }

int64_t densa_session_open(const char* plan) noexcept {
    return open<Session>(plan, [](const Plan& p, bool& oom) { return target()->session(p, oom); });
}

void densa_session_close(int64_t session) noexcept { delete session_at(session); }

int32_t densa_session_threads(int64_t session) noexcept { return session_at(session)->threads(); }

void densa_session_train(
    int64_t session, int64_t dataset, int64_t rows, int64_t count, int64_t rates, int64_t sums) noexcept {
    const FloatState flush_denormals;
    LossSums batch_sums;
    session_at(session)->train(
        view(dataset),
        reinterpret_cast<const int32_t*>(rows),
        count,
        reinterpret_cast<const double*>(rates),
        batch_sums);
    add(batch_sums, sums);
}

void densa_session_evaluate(int64_t session, int64_t dataset, int64_t rows, int64_t count, int64_t sums) noexcept {
    const FloatState flush_denormals;
    LossSums all;
    session_at(session)->evaluate(view(dataset), reinterpret_cast<const int32_t*>(rows), count, all);
    add(all, sums);
}

int32_t densa_session_gradient(int64_t session, int64_t dataset, double* gradient, int64_t sums) noexcept {
    const FloatState flush_denormals;
    LossSums all;
    if (!session_at(session)->gradient(view(dataset), gradient, all)) return DENSA_OUT_OF_MEMORY;
    add(all, sums);
    return DENSA_OK;
}

void densa_session_read_parameters(int64_t session, double* out) noexcept { session_at(session)->read_parameters(out); }

void densa_session_write_parameters(int64_t session, const double* values) noexcept {
    session_at(session)->write_parameters(values);
}

void densa_session_read_state(int64_t session, double* out) noexcept { session_at(session)->read_state(out); }

void densa_session_write_state(int64_t session, const double* values) noexcept {
    session_at(session)->write_state(values);
}

int64_t densa_predictor_open(const char* plan, const double* parameters) noexcept {
    return open<Predictor>(plan, [=](const Plan& p, bool& oom) { return target()->predictor(p, parameters, oom); });
}

void densa_predictor_close(int64_t predictor) noexcept { delete reinterpret_cast<Predictor*>(predictor); }

int32_t densa_predict_f32(
    int64_t predictor, const float* rows, int64_t first, int64_t count, float* out, int32_t threads) noexcept {
    return predict(predictor, rows, first, count, out, threads);
}

int32_t densa_predict_f64(
    int64_t predictor, const double* rows, int64_t first, int64_t count, double* out, int32_t threads) noexcept {
    return predict(predictor, rows, first, count, out, threads);
}

int32_t densa_activation(
    const char* name, int32_t bytes, const double* z, int64_t n, double* value, double* derivative) noexcept {
    const FloatState flush_denormals;
    return target()->activation(name, bytes, z, n, value, derivative) ? DENSA_OK : DENSA_BAD_PLAN;
}

int32_t densa_multiply_f32(
    int64_t m, int64_t n, int64_t k, const float* a, const float* b, float* c, int64_t repeats) noexcept {
    return target()->multiply_f32(m, n, k, a, b, c, repeats) ? DENSA_OK : DENSA_OUT_OF_MEMORY;
}

int32_t densa_multiply_f64(
    int64_t m, int64_t n, int64_t k, const double* a, const double* b, double* c, int64_t repeats) noexcept {
    return target()->multiply_f64(m, n, k, a, b, c, repeats) ? DENSA_OK : DENSA_OUT_OF_MEMORY;
}

double densa_peak(int32_t bytes) noexcept { return target()->peak(bytes); }

double densa_copy_speed(int64_t bytes) noexcept { return copy_speed(bytes); }

int64_t densa_float_control() noexcept { return float_control(); }
}
