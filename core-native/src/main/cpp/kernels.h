// Everything that is compiled per instruction set, in reading order, and the functions that targets.cpp lists.
// Included once per instruction set; no include guard.

#include "simd.h"
#include "simd_math.h"
#include "activation.h"
#include "loss.h"
#include "optimizer.h"
#include "gemm.h"
#include "layers.h"
#include "session.h"
#include "step.h"
#include "predictor.h"

template <class T>
Session* open_session_as(const Plan& plan, bool& out_of_memory) {
    NetworkSession<T>* session = new (std::nothrow) NetworkSession<T>;
    if (session == nullptr) {
        out_of_memory = true;
    } else if (!session->open(plan, out_of_memory)) {
        delete session;
        session = nullptr;
    }
    return session;
}

template <class T>
Predictor* open_predictor_as(const Plan& plan, const double* parameters, bool& out_of_memory) {
    NetworkPredictor<T>* predictor = new (std::nothrow) NetworkPredictor<T>;
    if (predictor == nullptr) {
        out_of_memory = true;
    } else if (!predictor->open(plan, parameters, out_of_memory)) {
        delete predictor;
        predictor = nullptr;
    }
    return predictor;
}

inline Session* open_session(const Plan& plan, bool& out_of_memory) {
    return plan.float64 ? open_session_as<double>(plan, out_of_memory) : open_session_as<float>(plan, out_of_memory);
}

inline Predictor* open_predictor(const Plan& plan, const double* parameters, bool& out_of_memory) {
    return plan.float64 ? open_predictor_as<double>(plan, parameters, out_of_memory)
                        : open_predictor_as<float>(plan, parameters, out_of_memory);
}

template <class T>
bool run_activation_as(const char* name, const double* z, int64_t n, double* value, double* derivative) {
    ActivationPasses<T> passes;
    if (!find_activation<T>(name, passes)) return false;
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
