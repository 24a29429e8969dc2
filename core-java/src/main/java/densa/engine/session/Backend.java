package densa.engine.session;

import densa.data.Precision;
import densa.engine.Engine;
import densa.network.Network;
import densa.network.Parameters;

/** An engine at work. */
public sealed interface Backend permits NativeBackend, JavaBackend {

    /**
     * {@return the backend of an engine}
     *
     * @param engine native or java; auto takes the native one if it loads, and else says once, in the log, why not
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
     * {@return the precision in which this backend computes: the Java engine always takes float64}
     *
     * @param asked the precision that is wanted; the native engine takes either
     */
    Precision precision(Precision asked);

    /**
     * Starts a training.
     *
     * @param plan what stays fixed while the training runs
     * @param initial the parameters before the first step, in the layout of the plan's network; copied
     * @return the training, to be closed by the caller
     */
    TrainingSession session(TrainingPlan plan, Parameters initial);

    /**
     * Prepares a network for prediction.
     *
     * @param network the architecture
     * @param parameters its weights and biases, in its layout; copied
     * @param precision in which the native engine computes; the Java engine always takes float64
     * @return the predictor, which needs no closing
     */
    Predictor predictor(Network network, Parameters parameters, Precision precision);
}
