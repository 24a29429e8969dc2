package densa.network;

import densa.internal.Named;
import java.util.List;

/**
 * Elementwise function of a layer. Each constant states its formula with z the pre-activation; the native engine holds
 * the same formulas in {@code activation-inl.h}, under the same names.
 */
public enum Activation implements Named {
    /** z. */
    IDENTITY("identity") {
        @Override
        public double value(double z) {
            return z;
        }

        @Override
        public double derivative(double z) {
            return 1;
        }
    },
    /** 1 / (1 + e^-z). */
    SIGMOID("sigmoid") {
        @Override
        public double value(double z) {
            return sigmoid(z);
        }

        @Override
        public double derivative(double z) {
            double y = sigmoid(z);
            return y * (1 - y);
        }
    },
    /** tanh(z). */
    TANH("tanh") {
        @Override
        public double value(double z) {
            return Math.tanh(z);
        }

        @Override
        public double derivative(double z) {
            double y = Math.tanh(z);
            return 1 - y * y;
        }
    },
    /** max(z, 0); the derivative at 0 is 0. Keeps NaN. */
    RELU("relu") {
        @Override
        public double value(double z) {
            return z < 0 ? 0 : z;
        }

        @Override
        public double derivative(double z) {
            return z > 0 ? 1 : 0;
        }
    },
    /** z for z > 0, else 0.01 z. */
    LEAKY_RELU("leaky_relu") {
        @Override
        public double value(double z) {
            return z > 0 ? z : 0.01 * z;
        }

        @Override
        public double derivative(double z) {
            return z > 0 ? 1 : 0.01;
        }
    },
    /** z for z > 0, else e^z - 1 (Clevert et al. 2016). */
    ELU("elu") {
        @Override
        public double value(double z) {
            return z > 0 ? z : Math.expm1(z);
        }

        @Override
        public double derivative(double z) {
            return z > 0 ? 1 : Math.exp(z);
        }
    },
    /** s z for z > 0, else s a (e^z - 1), with s = 1.0507.., a = 1.6732.. (Klambauer et al. 2017). */
    SELU("selu") {
        @Override
        public double value(double z) {
            return z > 0 ? SELU_SCALE * z : SELU_SCALE * SELU_ALPHA * Math.expm1(z);
        }

        @Override
        public double derivative(double z) {
            return z > 0 ? SELU_SCALE : SELU_SCALE * SELU_ALPHA * Math.exp(z);
        }
    },
    /** z sigmoid(z), also called swish (Elfwing et al. 2017). */
    SILU("silu") {
        @Override
        public double value(double z) {
            return z * sigmoid(z);
        }

        @Override
        public double derivative(double z) {
            double s = sigmoid(z);
            return s * (1 + z * (1 - s));
        }
    },
    /** z Phi(z), Phi the standard normal distribution: z (1 + erf(z / sqrt 2)) / 2 (Hendrycks and Gimpel 2016). */
    GELU("gelu") {
        @Override
        public double value(double z) {
            return 0.5 * z * (1 + ErrorFunction.erf(z * INVERSE_ROOT_2));
        }

        @Override
        public double derivative(double z) {
            return 0.5 * (1 + ErrorFunction.erf(z * INVERSE_ROOT_2)) + z * INVERSE_ROOT_2PI * Math.exp(-0.5 * z * z);
        }
    },
    /** GELU's usual approximation: z (1 + tanh(sqrt(2 / pi) (z + 0.044715 z^3))) / 2. */
    GELU_TANH("gelu_tanh") {
        @Override
        public double value(double z) {
            return z * geluGate(z);
        }

        @Override
        public double derivative(double z) {
            double s = geluGate(z);
            return s + z * s * (1 - s) * 2 * ROOT_2_OVER_PI * (1 + 3 * GELU_CUBIC * z * z);
        }
    },
    /** log(1 + e^z). */
    SOFTPLUS("softplus") {
        @Override
        public double value(double z) {
            return (z < 0 ? 0 : z) + Math.log1p(Math.exp(-Math.abs(z)));
        }

        @Override
        public double derivative(double z) {
            return sigmoid(z);
        }
    },
    /** z / (1 + |z|). */
    SOFTSIGN("softsign") {
        @Override
        public double value(double z) {
            return z / (1 + Math.abs(z));
        }

        @Override
        public double derivative(double z) {
            double r = 1 / (1 + Math.abs(z));
            return r * r;
        }
    },
    /** z tanh(log(1 + e^z)) (Misra 2019). */
    MISH("mish") {
        @Override
        public double value(double z) {
            return z * tanhOfSoftplus(z);
        }

        @Override
        public double derivative(double z) {
            double w = Math.exp(-Math.abs(z));
            double t = tanhOfSoftplus(z);
            // 1 - t^2, without cancellation, in terms of w = e^-|z|.
            double d = z < 0 ? 2 + w * (2 + w) : 1 + 2 * w * (1 + w);
            double oneMinusSquare = z < 0 ? 4 * (1 + w) * (1 + w) / (d * d) : 4 * w * w * (1 + w) * (1 + w) / (d * d);
            return t + z * oneMinusSquare * sigmoid(z);
        }
    },
    /** min(max(z / 6 + 1/2, 0), 1). The derivative is 1/6 in single precision, as in PyTorch. */
    HARD_SIGMOID("hard_sigmoid") {
        @Override
        public double value(double z) {
            return z <= -3 ? 0 : z >= 3 ? 1 : z / 6 + 0.5;
        }

        @Override
        public double derivative(double z) {
            return z > -3 && z < 3 ? 1 / 6f : 0;
        }
    },
    /** z hard_sigmoid(z) (Howard et al. 2019). The derivative at -3 is -1/2, at 3 it is 1, as in PyTorch. */
    HARD_SWISH("hard_swish") {
        @Override
        public double value(double z) {
            return z * HARD_SIGMOID.value(z);
        }

        @Override
        public double derivative(double z) {
            return z < -3 ? 0 : z >= 3 ? 1 : z / 3 + 0.5;
        }
    };

    private static final double SELU_SCALE = 1.0507009873554805;
    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double INVERSE_ROOT_2 = 0.7071067811865476;
    private static final double INVERSE_ROOT_2PI = 0.3989422804014327;
    private static final double ROOT_2_OVER_PI = 0.7978845608028654;
    private static final double GELU_CUBIC = 0.044715;

    private final String id;

    Activation(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    /**
     * {@return the activation at a pre-activation}
     *
     * @param z the pre-activation; NaN stays NaN
     */
    public abstract double value(double z);

    /**
     * {@return the derivative of {@link #value} at a pre-activation}
     *
     * @param z the pre-activation; where the derivative jumps, it is that of one side
     */
    public abstract double derivative(double z);

    /** {@return whether the derivative jumps somewhere, so that quadrature over it needs many points} */
    public boolean hasKinks() {
        return switch (this) {
            case RELU, LEAKY_RELU, SELU, HARD_SIGMOID, HARD_SWISH -> true;
            case IDENTITY, SIGMOID, TANH, ELU, SILU, GELU, GELU_TANH, SOFTPLUS, SOFTSIGN, MISH -> false;
        };
    }

    /**
     * {@return the activation called {@code id}}
     *
     * @param id the name that options and model files use, such as {@code leaky_relu}
     * @throws IllegalArgumentException if there is none; the message lists the valid names
     */
    public static Activation named(String id) {
        return Named.find("activation", id, List.of(values()));
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    /** (1 + tanh(u)) / 2 is sigmoid(2 u), which does not cancel for negative u. */
    private static double geluGate(double z) {
        return sigmoid(2 * ROOT_2_OVER_PI * (z + GELU_CUBIC * z * z * z));
    }

    /** tanh(log(1 + e^z)) = n / (n + 2) with n = e^z (e^z + 2), written in e^-|z| so that nothing overflows. */
    private static double tanhOfSoftplus(double z) {
        double w = Math.exp(-Math.abs(z));
        return z < 0 ? w * (w + 2) / (2 + w * (2 + w)) : (1 + 2 * w) / (1 + 2 * w * (1 + w));
    }
}
