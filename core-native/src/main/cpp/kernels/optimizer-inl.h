// Optimisers. Each struct holds the rule of the record of the same name in Optimizer.java: `prepare` turns settings,
// learning rate and step number into its constants once a step, `step` moves a vector of parameters w by the gradient g
// and updates the state s1, s2. A new optimiser is one struct here and one line in kOptimizers.
#pragma once
#include "border/plan.h"
#include "kernels/named-inl.h"
#include "kernels/simd-inl.h"

DENSA_BEGIN_TARGET
namespace densa::DENSA_TARGET {

// A step's constants of some rule: those of its struct Constants, all of them double.
class StepConstants {
public:
    StepConstants() = default;
    template <class Constants>
    explicit StepConstants(const Constants& constants) {
        static_assert(sizeof constants <= sizeof values_);
        __builtin_memcpy(values_, &constants, sizeof constants);
    }
    template <class Constants>
    Constants as() const {
        Constants constants;
        __builtin_memcpy(&constants, values_, sizeof constants);
        return constants;
    }

private:
    double values_[6] = {};
};

// What happens to the gradient before the rule sees it, and to the parameters: see TrainingPlan.java.
struct StepModifiers {
    double gradient_scale = 1;  // clipping by norm
    double clip_value = 0;      // 0: off
    double l2 = 0;
    double decay = 1;  // factor on the parameter
};

struct OptimizerStep {
    int64_t number = 0;  // from 1
    double rate = 0;
    const double* settings = nullptr;
    double momentum_product = 1;  // Nadam: mu_1 ... mu_(number - 1)
};

struct Sgd {
    static constexpr int kState = 0;
    struct Constants {
        double rate;
    };
    static Constants prepare(OptimizerStep& step) { return {step.rate}; }
    template <class T>
    static DENSA_INLINE Vec<T> step(const Constants& k, Vec<T> w, Vec<T> g, Vec<T>&, Vec<T>&) {
        return w - T(k.rate) * g;
    }
};

struct Momentum {
    static constexpr int kState = 1;
    struct Constants {
        double rate, momentum;
    };
    static Constants prepare(OptimizerStep& step) { return {step.rate, step.settings[0]}; }
    template <class T>
    static DENSA_INLINE Vec<T> step(const Constants& k, Vec<T> w, Vec<T> g, Vec<T>& v, Vec<T>&) {
        v = T(k.momentum) * v + g;
        return w - T(k.rate) * v;
    }
};

struct Nesterov {
    static constexpr int kState = 1;
    using Constants = Momentum::Constants;
    static Constants prepare(OptimizerStep& step) { return {step.rate, step.settings[0]}; }
    template <class T>
    static DENSA_INLINE Vec<T> step(const Constants& k, Vec<T> w, Vec<T> g, Vec<T>& v, Vec<T>&) {
        v = T(k.momentum) * v + g;
        return w - T(k.rate) * (g + T(k.momentum) * v);
    }
};

struct Adagrad {
    static constexpr int kState = 1;
    struct Constants {
        double rate, epsilon;
    };
    static Constants prepare(OptimizerStep& step) { return {step.rate, step.settings[0]}; }
    template <class T>
    static DENSA_INLINE Vec<T> step(const Constants& k, Vec<T> w, Vec<T> g, Vec<T>& s, Vec<T>&) {
        s = s + g * g;
        return w - T(k.rate) * g / (square_root<T>(s) + T(k.epsilon));
    }
};

struct RmsProp {
    static constexpr int kState = 1;
    struct Constants {
        double rate, decay, epsilon;
    };
    static Constants prepare(OptimizerStep& step) { return {step.rate, step.settings[0], step.settings[1]}; }
    template <class T>
    static DENSA_INLINE Vec<T> step(const Constants& k, Vec<T> w, Vec<T> g, Vec<T>& s, Vec<T>&) {
        s = T(k.decay) * s + T(1 - k.decay) * g * g;
        return w - T(k.rate) * g / (square_root<T>(s) + T(k.epsilon));
    }
};

struct Adam {
    static constexpr int kState = 2;
    struct Constants {
        double rate;  // over the correction of the first moment's bias
        double beta1, beta2, epsilon;
        double root_correction;  // of the second moment's bias, for its root
    };
    static Constants prepare(OptimizerStep& step) {
        const double beta1 = step.settings[0], beta2 = step.settings[1], epsilon = step.settings[2];
        return {
            step.rate / (1 - __builtin_pow(beta1, step.number)),
            beta1,
            beta2,
            epsilon,
            1 / __builtin_sqrt(1 - __builtin_pow(beta2, step.number))};
    }
    template <class T>
    static DENSA_INLINE Vec<T> step(const Constants& k, Vec<T> w, Vec<T> g, Vec<T>& m, Vec<T>& v) {
        m = T(k.beta1) * m + T(1 - k.beta1) * g;
        v = T(k.beta2) * v + T(1 - k.beta2) * g * g;
        return w - T(k.rate) * m / (square_root<T>(v) * T(k.root_correction) + T(k.epsilon));
    }
};

struct Nadam {
    static constexpr int kState = 2;
    struct Constants {
        double moment_rate;  // of the first moment, and of the gradient itself
        double beta1, beta2, epsilon;
        double root_correction;  // of the second moment's bias, for its root
        double gradient_rate;
    };
    static Constants prepare(OptimizerStep& step) {
        const double beta1 = step.settings[0], beta2 = step.settings[1], epsilon = step.settings[2];
        const double decay = step.settings[3];
        const auto mu = [=](double t) DENSA_LAMBDA { return beta1 * (1 - 0.5 * __builtin_pow(0.96, t * decay)); };
        const double now = mu(static_cast<double>(step.number)), following = mu(static_cast<double>(step.number + 1));
        step.momentum_product *= now;
        return {
            step.rate * following / (1 - step.momentum_product * now * following),
            beta1,
            beta2,
            epsilon,
            1 / __builtin_sqrt(1 - __builtin_pow(beta2, step.number)),
            step.rate * (1 - now) / (1 - step.momentum_product)};
    }
    template <class T>
    static DENSA_INLINE Vec<T> step(const Constants& k, Vec<T> w, Vec<T> g, Vec<T>& m, Vec<T>& v) {
        m = T(k.beta1) * m + T(1 - k.beta1) * g;
        v = T(k.beta2) * v + T(1 - k.beta2) * g * g;
        return w
            - (T(k.moment_rate) * m + T(k.gradient_rate) * g)
                / (square_root<T>(v) * T(k.root_correction) + T(k.epsilon));
    }
};

struct Adamax {
    static constexpr int kState = 2;
    struct Constants {
        double rate;  // over the correction of the first moment's bias
        double beta1, beta2, epsilon;
    };
    static Constants prepare(OptimizerStep& step) {
        const double beta1 = step.settings[0];
        return {
            step.rate / (1 - __builtin_pow(beta1, step.number)), beta1, step.settings[1], step.settings[2]};
    }
    template <class T>
    static DENSA_INLINE Vec<T> step(const Constants& k, Vec<T> w, Vec<T> g, Vec<T>& m, Vec<T>& u) {
        m = T(k.beta1) * m + T(1 - k.beta1) * g;
        const Vec<T> grown = abs<T>(g) + T(k.epsilon), kept = T(k.beta2) * u;
        u = kept > grown ? kept : grown;
        return w - T(k.rate) * m / u;
    }
};

template <class T>
struct OptimizerPass {
    int state;  // vectors of state: 0 to 2
    StepConstants (*prepare)(OptimizerStep&);
    // Moves n parameters, n a multiple of the vector size.
    void (*update)(const StepConstants&, const StepModifiers&, T* w, const T* g, T* s1, T* s2, int64_t n);
};

template <class O>
StepConstants prepare(OptimizerStep& step) {
    return StepConstants(O::prepare(step));
}

template <class O, class T>
void update(const StepConstants& constants, const StepModifiers& modify, T* w, const T* g, T* s1, T* s2, int64_t n) {
    const auto k = constants.as<typename O::Constants>();
    const T scale = T(modify.gradient_scale), decay = T(modify.decay), l2 = T(modify.l2), limit = T(modify.clip_value);
    for (int64_t i = 0; i < n; i += kLanes<T>) {
        Vec<T> weight = load(w + i), gradient = load(g + i) * scale, first{}, second{};
        if (limit > 0) {
            gradient = gradient < -limit ? broadcast(-limit) : gradient;
            gradient = gradient > limit ? broadcast(limit) : gradient;
        }
        gradient += l2 * weight;
        if constexpr (O::kState > 0) first = load(s1 + i);
        if constexpr (O::kState > 1) second = load(s2 + i);
        weight = O::template step<T>(k, weight * decay, gradient, first, second);
        store<T>(w + i, weight);
        if constexpr (O::kState > 0) store<T>(s1 + i, first);
        if constexpr (O::kState > 1) store<T>(s2 + i, second);
    }
}

template <class O, class T>
constexpr OptimizerPass<T> optimizer_of() {
    return {O::kState, prepare<O>, update<O, T>};
}

template <class T>
constexpr Named<OptimizerPass<T>> kOptimizers[] = {
    {"sgd", optimizer_of<Sgd, T>()},
    {"momentum", optimizer_of<Momentum, T>()},
    {"nesterov", optimizer_of<Nesterov, T>()},
    {"adagrad", optimizer_of<Adagrad, T>()},
    {"rmsprop", optimizer_of<RmsProp, T>()},
    {"adam", optimizer_of<Adam, T>()},
    {"nadam", optimizer_of<Nadam, T>()},
    {"adamax", optimizer_of<Adamax, T>()},
};

// n is a multiple of the vector size.
template <class T>
double sum_of_squares(const T* g, int64_t n) {
    double sum[kLanes<T>] = {};
    for (int64_t i = 0; i < n; i += kLanes<T>)
        for (int lane = 0; lane < kLanes<T>; lane++) sum[lane] += static_cast<double>(g[i + lane]) * g[i + lane];
    double total = 0;
    for (double lane : sum) total += lane;
    return total;
}

// What a plan says about updates, and what of it changes from step to step.
template <class T>
struct UpdateRule {
    OptimizerPass<T> pass{};
    double settings[4] = {};
    double l2 = 0, weight_decay = 0, clip_norm = 0, clip_value = 0;
    double momentum_product = 1;  // Nadam's, of the steps taken

    // False if no optimiser has the plan's name.
    bool read(const Plan& plan) {
        for (size_t i = 0; i < plan.optimizer_settings.size() && i < 4; i++) settings[i] = plan.optimizer_settings[i];
        l2 = plan.l2;
        weight_decay = plan.weight_decay;
        clip_norm = plan.clip_norm;
        clip_value = plan.clip_value;
        return find(kOptimizers<T>, plan.optimizer.c_str(), pass);
    }

    // Constants of step `number`, from 1, at a layer's learning rate; `product` receives the product after it.
    StepConstants prepare(int64_t number, double rate, double& product) const {
        OptimizerStep step{number, rate, settings, momentum_product};
        const StepConstants constants = pass.prepare(step);
        product = step.momentum_product;
        return constants;
    }

    StepModifiers modifiers(double rate, double decay_factor, double gradient_scale) const {
        return {gradient_scale, clip_value, l2, 1 - rate * weight_decay * decay_factor};
    }

    // The factor on a gradient of this norm; PyTorch's rule, with its 1e-6 against a norm of 0.
    double clipping_scale(double norm) const { return norm + 1e-6 > clip_norm ? clip_norm / (norm + 1e-6) : 1; }

    // Goes to the state after so many steps.
    void resume(int64_t steps) {
        momentum_product = 1;
        for (int64_t i = 0; i < steps; i++) prepare(i + 1, 0, momentum_product);
    }
};

}  // namespace densa::DENSA_TARGET
DENSA_END_TARGET
