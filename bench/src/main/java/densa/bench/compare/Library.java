package densa.bench.compare;

import static densa.bench.compare.Comparison.W1;
import static densa.bench.compare.Comparison.W5_ROW;

import densa.internal.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A system in the comparison, and the forms in which it takes part. */
public enum Library implements Named {
    DENSA_NATIVE("densa-native", Platform.OURS),
    DENSA_JAVA("densa-java", Platform.OURS),
    NUMPY("numpy", Platform.PYTHON),
    PYTORCH("pytorch", Platform.PYTHON),
    DL4J("dl4j", Platform.JVM_PEER),
    ONNXRUNTIME("onnxruntime", Platform.JVM_PEER),
    SMILE("smile", Platform.JVM_PEER),
    TRIBUO("tribuo", Platform.JVM_PEER);

    private static final String FLOAT32 = "float32";
    private static final String FLOAT64 = "float64";

    private final String id;
    private final Platform platform;

    /** What executes a system's program. */
    enum Platform {
        OURS,
        PYTHON,
        JVM_PEER
    }

    Library(String id, Platform platform) {
        this.id = id;
        this.platform = platform;
    }

    /** The name in options, tables and files. */
    @Override
    public String id() {
        return id;
    }

    Platform platform() {
        return platform;
    }

    /** Whether it is a library for the JVM other than Densa, which only {@code --jvm-peers} builds. */
    public boolean jvmPeer() {
        return platform == Platform.JVM_PEER;
    }

    /** Whether its networks have weights of its own, because it takes none from outside. */
    boolean ownWeights() {
        return this == SMILE || this == TRIBUO;
    }

    private boolean takesPart(Comparison comparison) {
        return switch (this) {
            case ONNXRUNTIME -> !comparison.training();
            // No weights, no predictions to compare. And their layers always have biases, which W1 does not.
            case SMILE, TRIBUO -> comparison != W1 && (comparison.training() || comparison.startUp());
            default -> true;
        };
    }

    /** The forms in which it takes part; none if it does not. */
    List<Variant> variants(Comparison comparison) {
        if (!takesPart(comparison)) {
            return List.of();
        }
        List<Variant> variants = new ArrayList<>();
        for (String precision : precisions(comparison)) {
            for (int threads : threads(comparison)) {
                variants.add(new Variant(this, precision, threads));
            }
        }
        return variants;
    }

    private List<String> precisions(Comparison comparison) {
        boolean onlyFloat64 = comparison == W1 || this == DENSA_JAVA || this == SMILE;
        if (onlyFloat64) {
            return List.of(FLOAT64);
        }
        return this == DENSA_NATIVE && !comparison.startUp() ? List.of(FLOAT32, FLOAT64) : List.of(FLOAT32);
    }

    /** One thread where there is nothing to share: three rows, a process's start, engines that take one. */
    private List<Integer> threads(Comparison comparison) {
        boolean oneThread = comparison == W1
                || comparison.startUp()
                || this == DENSA_JAVA
                || this == SMILE
                || (this == DENSA_NATIVE && comparison == W5_ROW);
        return oneThread ? List.of(1) : List.of(1, 2);
    }

    /** All that take part in {@code comparison}, in order. */
    static List<Variant> variants(Comparison comparison, List<Library> libraries) {
        return Stream.of(values())
                .filter(libraries::contains)
                .flatMap(library -> library.variants(comparison).stream())
                .toList();
    }
}
