// Everything that is compiled per instruction set, in reading order, and the functions that targets.cpp lists.
// Included once per instruction set; no include guard.

#include "simd.h"
#include "simd_math.h"
#include "gemm.h"
#include "activation.h"
#include "loss.h"
#include "optimizer.h"
#include "layers.h"
#include "sparse.h"
#include "session.h"
#include "step.h"
#include "items.h"
#include "tiny.h"
#include "predictor.h"
#include "peak.h"

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
#if VECTOR_BYTES == 64
        // Lanes without a row cost as much as others.
        if (2 * plan.batch <= kLanes<T>) return avx2::open_session(plan, out_of_memory);
#endif
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
