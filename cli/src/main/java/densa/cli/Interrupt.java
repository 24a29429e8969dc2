package densa.cli;

import java.lang.reflect.Proxy;

/**
 * Ctrl-C while something runs that can end early and still give a result: the first one is noted, the second one ends
 * the process at once, as usual.
 *
 * <p>A shutdown hook will not do: in one, a second Ctrl-C waits for the first. The JDK's own class for signals belongs
 * to no API, so it is called by reflection; where there is none, Ctrl-C ends the process the first time.
 */
final class Interrupt implements AutoCloseable {

    private static final String SIGNAL = "INT";

    private volatile boolean requested;
    private final Runnable restore;

    private Interrupt(Runnable action) {
        restore = install(() -> {
            requested = true;
            action.run();
        });
    }

    /**
     * Notes the next Ctrl-C.
     *
     * @param action what to do then, on another thread
     */
    static Interrupt noting(Runnable action) {
        return new Interrupt(action);
    }

    /** Whether Ctrl-C was typed. */
    boolean requested() {
        return requested;
    }

    @Override
    public void close() {
        restore.run();
    }

    private static Runnable install(Runnable first) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = signalType.getConstructor(String.class).newInstance(SIGNAL);
            var handle = signalType.getMethod("handle", signalType, handlerType);
            Object ending = handlerType.getField("SIG_DFL").get(null);
            Object noting = Proxy.newProxyInstance(
                    Interrupt.class.getClassLoader(), new Class<?>[] {handlerType}, (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "handle" -> {
                                handle.invoke(null, signal, ending);
                                first.run();
                                return null;
                            }
                            case "equals" -> {
                                return proxy == arguments[0];
                            }
                            case "hashCode" -> {
                                return System.identityHashCode(proxy);
                            }
                            default -> {
                                return "densa";
                            }
                        }
                    });
            Object before = handle.invoke(null, signal, noting);
            return () -> {
                try {
                    handle.invoke(null, signal, before);
                } catch (ReflectiveOperationException e) {
                    // Then Ctrl-C ends the process, as it should from now on.
                }
            };
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return () -> {};
        }
    }
}
