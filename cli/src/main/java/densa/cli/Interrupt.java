package densa.cli;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ctrl-C, or SIGTERM, while something runs that can end early and still give a result: the first one is noted, the
 * second one ends the process at once, as usual.
 *
 * <p>A shutdown hook will not do: in one, a second Ctrl-C waits for the first. The JDK's own class for signals belongs
 * to no API, so it is called by reflection; where there is none, or the process ignores a signal, it does what it did.
 */
final class Interrupt implements AutoCloseable {

    /** Signals that ask a process to end, and what it ends with then. */
    private static final Map<String, Integer> SIGNALS =
            Map.of("INT", ExitCode.INTERRUPTED, "TERM", ExitCode.TERMINATED);

    private volatile int exitCode;
    private final Runnable action;
    private final Map<String, Object> before = new ConcurrentHashMap<>();

    private Interrupt(Runnable action) {
        this.action = action;
        SIGNALS.forEach(this::install);
    }

    /**
     * Notes the next signal.
     *
     * @param action what to do then, on another thread
     */
    static Interrupt noting(Runnable action) {
        return new Interrupt(action);
    }

    /** Whether a signal came. */
    boolean requested() {
        return exitCode != 0;
    }

    /** What the process ends with after the signal that came; 0 if none did. */
    int exitCode() {
        return exitCode;
    }

    @Override
    public void close() {
        before.forEach((name, handler) -> {
            try {
                Signals.handle(name, handler);
            } catch (ReflectiveOperationException e) {
                // Then the signal ends the process, as it should from now on.
            }
        });
    }

    private void install(String name, int code) {
        try {
            Object noting = Proxy.newProxyInstance(
                    Interrupt.class.getClassLoader(),
                    new Class<?>[] {Signals.handlerType()},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "handle" -> {
                            note(code);
                            yield null;
                        }
                        case "equals" -> proxy == arguments[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        default -> "densa";
                    });
            before.put(name, Signals.handle(name, noting));
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // The signal does what it did.
        }
    }

    private void note(int code) throws ReflectiveOperationException {
        for (String installed : before.keySet()) {
            Signals.handle(installed, Signals.ending());
        }
        exitCode = code;
        action.run();
    }

    /** {@code sun.misc.Signal}. */
    private static final class Signals {

        static Class<?> handlerType() throws ReflectiveOperationException {
            return Class.forName("sun.misc.SignalHandler");
        }

        /** What ends the process. */
        static Object ending() throws ReflectiveOperationException {
            return handlerType().getField("SIG_DFL").get(null);
        }

        /** Sets what handles a signal; returns what did. */
        static Object handle(String name, Object handler) throws ReflectiveOperationException {
            Class<?> type = Class.forName("sun.misc.Signal");
            Object signal = type.getConstructor(String.class).newInstance(name);
            return type.getMethod("handle", type, handlerType()).invoke(null, signal, handler);
        }
    }
}
