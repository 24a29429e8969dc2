package densa.engine.session;

import densa.data.Precision;
import densa.engine.Engine;
import densa.engine.EngineInfo;
import densa.engine.EngineUnavailableException;
import densa.nativecode.NativeLibrary;
import densa.network.Network;
import densa.network.Parameters;
import java.util.Map;
import java.util.Optional;

/** The native engine: C++ kernels, float32 or float64. */
public final class NativeBackend implements Backend {

    private static final NativeBackend INSTANCE = new NativeBackend();

    private NativeBackend() {}

    /** Why the native engine cannot be used here; looked up once. */
    private static final class Availability {
        static final Optional<String> FAILURE = find();

        private static Optional<String> find() {
            try {
                return NativeLibrary.load();
            } catch (LinkageError e) {
                return Optional.of("densa-native or javacpp is not on the class path");
            }
        }
    }

    /** Says once, when auto falls back, why. */
    private static final class FallbackWarning {
        static {
            System.getLogger("densa")
                    .log(
                            System.Logger.Level.WARNING,
                            "Densa computes in pure Java, about 15 times slower: " + Availability.FAILURE.orElse(""));
        }

        static void sayOnce() {}
    }

    static Backend load() {
        Availability.FAILURE.ifPresent(reason -> {
            throw new EngineUnavailableException("the native engine is not available: " + reason);
        });
        return INSTANCE;
    }

    static Backend loadOrElse(Backend fallback) {
        if (Availability.FAILURE.isEmpty()) {
            return INSTANCE;
        }
        FallbackWarning.sayOnce();
        return fallback;
    }

    /** {@return what the native engine is here, or why it is not available} Loads no OpenBLAS. */
    public static EngineInfo describe() {
        return Availability.FAILURE
                .map(reason -> new EngineInfo(Engine.NATIVE, false, reason, Map.of()))
                .orElseGet(() -> new EngineInfo(
                        Engine.NATIVE, true, "C++ kernels for " + NativeCalls.target(), NativeCalls.details()));
    }

    @Override
    public Engine engine() {
        return Engine.NATIVE;
    }

    @Override
    public Precision precision(Precision asked) {
        return asked;
    }

    @Override
    public TrainingSession session(TrainingPlan plan, Parameters initial) {
        return new NativeSession(plan, initial);
    }

    @Override
    public Predictor predictor(Network network, Parameters parameters, Precision precision) {
        return NativePredictor.open(network, parameters, precision);
    }
}
