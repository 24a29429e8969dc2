// What an instruction set offers to the border. A file of targets/ includes it last; it includes all kernels.
#pragma once
#include <new>

#include "border/engine.h"
#include "kernels/isa-inl.h"
#include "kernels/peak-inl.h"
#include "kernels/predictor-inl.h"
#include "kernels/session-inl.h"
#include "kernels/step-inl.h"
#include "kernels/tiny-inl.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

// Makes an object and opens it; null if that fails.
template <class Object, class... Arguments>
Object* open_as(bool& out_of_memory, const Arguments&... arguments) {
    Object* object = new (std::nothrow) Object;
    if (object == nullptr) {
        out_of_memory = true;
    } else if (!object->open(arguments..., out_of_memory)) {
        delete object;
        object = nullptr;
    }
    return object;
}

template <class T>
Session* open_session_as(const Plan& plan, bool& out_of_memory) {
    if (TinySession<T>::fits(plan)) {
        // Lanes without a row cost as much as others.
        if (Isa::narrower() != nullptr && 2 * plan.batch <= kLanes<T>)
            return Isa::narrower()->session(plan, out_of_memory);
        return open_as<TinySession<T>>(out_of_memory, plan);
    }
    return open_as<NetworkSession<T>>(out_of_memory, plan);
}

inline Session* open_session(const Plan& plan, bool& out_of_memory) {
    return plan.float64 ? open_session_as<double>(plan, out_of_memory) : open_session_as<float>(plan, out_of_memory);
}

inline Predictor* open_predictor(const Plan& plan, const double* parameters, bool& out_of_memory) {
    if (plan.float64) return open_as<NetworkPredictor<double>>(out_of_memory, plan, parameters);
    return open_as<NetworkPredictor<float>>(out_of_memory, plan, parameters);
}

template <class T>
bool run_activation_as(const char* name, const double* z, int64_t n, double* value, double* derivative) {
    ActivationPasses<T> passes{};
    if (!find(kActivations<T>, name, passes)) return false;
    for (int64_t i = 0; i < n; i += kLanes<T>) {
        const int64_t count = n - i < kLanes<T> ? n - i : kLanes<T>;
        T from[kLanes<T>] = {}, y[kLanes<T>], d[kLanes<T>];
        for (int64_t j = 0; j < count; j++) from[j] = static_cast<T>(z[i + j]);
        passes.forward(from, y, kLanes<T>);
        for (T& delta : d) delta = 1;
        passes.backward(passes.from_output ? y : from, d, kLanes<T>);
        for (int64_t j = 0; j < count; j++) {
            value[i + j] = y[j];
            derivative[i + j] = d[j];
        }
    }
    return true;
}

inline bool run_activation(
    const char* name, int bytes, const double* z, int64_t n, double* value, double* derivative) {
    return bytes == 8 ? run_activation_as<double>(name, z, n, value, derivative)
                      : run_activation_as<float>(name, z, n, value, derivative);
}

#define DENSA_NAME(target) DENSA_NAME_TEXT(target)
#define DENSA_NAME_TEXT(target) #target

const Target target = {
    DENSA_NAME(DENSA_TARGET),
    supported,
    open_session,
    open_predictor,
    run_activation,
    peak,
    multiply<float>,
    multiply<double>,
    [](size_t index) DENSA_LAMBDA { return name_in(kActivations<float>, index); },
    [](size_t index) DENSA_LAMBDA { return name_in(kLosses<float>, index); },
    [](size_t index) DENSA_LAMBDA { return name_in(kOptimizers<float>, index); }};

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
