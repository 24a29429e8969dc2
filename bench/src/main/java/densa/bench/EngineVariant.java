package densa.bench;

import densa.data.Precision;
import densa.engine.Engine;
import densa.internal.Named;
import java.util.List;

/** An engine in one precision on a number of threads. */
enum EngineVariant implements Named {
    NATIVE_FLOAT32_1("native-float32-1", Engine.NATIVE, Precision.FLOAT32, 1),
    NATIVE_FLOAT32_2("native-float32-2", Engine.NATIVE, Precision.FLOAT32, 2),
    NATIVE_FLOAT64_1("native-float64-1", Engine.NATIVE, Precision.FLOAT64, 1),
    NATIVE_FLOAT64_2("native-float64-2", Engine.NATIVE, Precision.FLOAT64, 2),
    /** The Java engine, which has one precision and takes one thread. */
    JAVA("java", Engine.JAVA, Precision.FLOAT64, 1);

    private final String id;
    private final Engine engine;
    private final Precision precision;
    private final int threads;

    EngineVariant(String id, Engine engine, Precision precision, int threads) {
        this.id = id;
        this.engine = engine;
        this.precision = precision;
        this.threads = threads;
    }

    /** The name in a benchmark's {@code variant} parameter. */
    @Override
    public String id() {
        return id;
    }

    Engine engine() {
        return engine;
    }

    Precision precision() {
        return precision;
    }

    int threads() {
        return threads;
    }

    /** The variant of an engine, which ignores what it cannot choose. */
    static EngineVariant of(Engine engine, Precision precision, int threads) {
        if (engine == Engine.JAVA) {
            return JAVA;
        }
        return named("native-" + precision.id() + "-" + threads);
    }

    /**
     * The variant called {@code id}.
     *
     * @throws IllegalArgumentException if there is none; the message lists the valid names
     */
    static EngineVariant named(String id) {
        return Named.find("variant", id, List.of(values()));
    }
}
