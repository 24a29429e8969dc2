package densa.engine;

import densa.data.Precision;
import densa.engine.session.Backend;
import densa.engine.session.JavaBackend;
import densa.engine.session.NativeBackend;
import densa.internal.Named;
import java.util.List;

/** What computes. */
public enum Engine implements Named {
    /** The native engine if it can be loaded here, else the Java one, with one warning that says why. */
    AUTO("auto"),
    /** C++ kernels; never falls back. */
    NATIVE("native"),
    /** Plain Java in float64: runs everywhere, the reference that the native engine is tested against. */
    JAVA("java");

    private final String id;

    Engine(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    /**
     * {@return the engine called {@code id}}
     *
     * @param id {@code auto}, {@code native} or {@code java}
     * @throws IllegalArgumentException if there is none; the message lists the valid names
     */
    public static Engine named(String id) {
        return Named.find("engine", id, List.of(values()));
    }

    /** {@return whether the engine can be used on this machine} */
    public boolean isAvailable() {
        return describe().available();
    }

    /**
     * {@return the precision in which this engine computes: the Java engine always takes float64}
     *
     * @param asked the precision that is wanted; the native engine takes either
     * @throws EngineUnavailableException if the engine is the native one and cannot be used here
     */
    public Precision precision(Precision asked) {
        return Backend.of(this).precision(asked);
    }

    /** {@return what the engine is here, or why it is not available; never throws} */
    public EngineInfo describe() {
        return switch (this) {
            case JAVA -> JavaBackend.describe();
            case NATIVE -> NativeBackend.describe();
            case AUTO -> NATIVE.isAvailable() ? NativeBackend.describe() : JavaBackend.describe();
        };
    }
}
