package densa.engine.session;

import densa.data.Precision;
import densa.engine.Engine;
import densa.engine.EngineInfo;
import densa.network.Network;
import densa.network.Parameters;
import java.util.Map;

/** The pure Java engine: float64, one thread, plain loops; the readable reference. */
public final class JavaBackend implements Backend {

    static final JavaBackend INSTANCE = new JavaBackend();

    private JavaBackend() {}

    /** {@return what the Java engine is} */
    public static EngineInfo describe() {
        return new EngineInfo(Engine.JAVA, true, "plain Java, float64, one thread", Map.of());
    }

    @Override
    public Engine engine() {
        return Engine.JAVA;
    }

    @Override
    public Precision precision(Precision asked) {
        return Precision.FLOAT64;
    }

    @Override
    public TrainingSession session(TrainingPlan plan, Parameters initial) {
        return new JavaSession(plan, initial);
    }

    @Override
    public Predictor predictor(Network network, Parameters parameters, Precision precision) {
        return new JavaPredictor(network, parameters);
    }
}
