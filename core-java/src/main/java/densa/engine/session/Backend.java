package densa.engine.session;

import densa.data.Precision;
import densa.engine.Engine;
import densa.network.Network;
import densa.network.Parameters;

/** An engine at work. */
public sealed interface Backend permits NativeBackend, JavaBackend {

    /**
     * {@return the backend of an engine; auto takes the native one if it loads}
     *
     * @throws densa.engine.EngineUnavailableException if the engine is asked for by name and cannot be used here
     */
    static Backend of(Engine engine) {
        return switch (engine) {
            case JAVA -> JavaBackend.INSTANCE;
            case NATIVE -> NativeBackend.load();
            case AUTO -> NativeBackend.loadOrElse(JavaBackend.INSTANCE);
        };
    }

    /** {@return which engine this is: native or java} */
    Engine engine();

    /**
     * {@return the precision in which this backend computes when {@code asked}: the Java engine always takes float64}
     */
    Precision precision(Precision asked);

    /** Starts a training. */
    TrainingSession session(TrainingPlan plan, Parameters initial);

    /** Prepares a network for prediction. */
    Predictor predictor(Network network, Parameters parameters, Precision precision);
}
