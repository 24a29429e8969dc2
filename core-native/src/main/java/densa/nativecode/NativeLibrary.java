package densa.nativecode;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/**
 * Loads the native libraries, each once, and explains a failure. The one place that does so: everything else asks the
 * engine.
 *
 * <p>A library is taken from this jar ({@code densa/nativecode/PLATFORM/}), written to JavaCPP's cache folder (system
 * property {@value #CACHE_PROPERTY}, else {@code ~/.javacpp/cache}, else the temporary folder) and loaded from there.
 * System property {@value #TARGET_PROPERTY} takes an instruction set below the machine's best.
 */
public final class NativeLibrary {

    /** System property that names the folder to which libraries are written before they are loaded. */
    public static final String CACHE_PROPERTY = "org.bytedeco.javacpp.cachedir";

    /** System property that names the instruction set to use: avx512, avx2 or baseline. */
    public static final String TARGET_PROPERTY = "densa.native.target";

    private NativeLibrary() {}

    private static final class Kernels {
        static final Optional<String> FAILURE = attempt("libjnidensa", NativeLibrary::loadKernels);
    }

    private static final class Blas {
        static final Optional<String> FAILURE = attempt("libjnidensablas", NativeLibrary::loadOpenBlas);
    }

    private interface Loading {
        Optional<String> load();
    }

    /**
     * Loads the kernels if they are not loaded yet.
     *
     * @return empty if they are loaded, else why they cannot be, in one line
     */
    public static Optional<String> load() {
        return Kernels.FAILURE;
    }

    /**
     * Loads OpenBLAS if it is not loaded yet.
     *
     * @return empty if it is loaded, else why it cannot be, in one line
     */
    public static Optional<String> loadBlas() {
        return Blas.FAILURE;
    }

    /** {@return JavaCPP's name of this platform, such as linux-x86_64} */
    public static String platform() {
        return Loader.getPlatform();
    }

    /** {@return the folder to which libraries are written, or "none" and why} */
    public static String cacheFolder() {
        try {
            return Loader.getCacheDir().getPath();
        } catch (IOException e) {
            return "none (" + oneLine(e) + ")";
        }
    }

    /**
     * {@return the file from which a loaded library came, or "not loaded"}
     *
     * @param library the name of a library as JavaCPP has it, such as {@code jnidensa} or {@code openblas@.0}
     */
    public static String file(String library) {
        return Optional.ofNullable(Loader.getLoadedLibraries().get(library)).orElse("not loaded");
    }

    /**
     * Loads both libraries and describes them, for {@code doctor}.
     *
     * @return named facts, ordered
     */
    public static Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("platform", platform());
        Optional<String> failure = load();
        if (failure.isEmpty()) {
            details.put("instruction set", DensaNative.target() + " (this machine has " + DensaNative.targets() + ")");
            details.put("native library", file("jnidensa"));
        } else {
            details.put("native library", failure.get());
        }
        Optional<String> blasFailure = loadBlas();
        if (blasFailure.isEmpty()) {
            details.put("OpenBLAS", DensaBlas.config() + ", kernels for " + DensaBlas.core());
            details.put("OpenBLAS library", file("openblas@.0"));
        } else {
            details.put("OpenBLAS", blasFailure.get());
        }
        details.put("cache folder", cacheFolder());
        return details;
    }

    private static Optional<String> attempt(String name, Loading loading) {
        String resource = "/densa/nativecode/" + Loader.getPlatform() + "/";
        try {
            if (NativeLibrary.class.getResource(resource + System.mapLibraryName(name.substring("lib".length())))
                    == null) {
                return Optional.of("densa-native holds no " + name + " for " + Loader.getPlatform()
                        + "; build core-native on this machine, or use the Java engine");
            }
            return loading.load();
        } catch (LinkageError | RuntimeException e) {
            return Optional.of(name + " for " + Loader.getPlatform() + " cannot be loaded: " + oneLine(e)
                    + "; set -D" + CACHE_PROPERTY + "=FOLDER to a folder where files may be written and executed (now "
                    + cacheFolder() + "), or use the Java engine");
        }
    }

    private static Optional<String> loadKernels() {
        Loader.load(DensaNative.class);
        if (DensaNative.abiVersion() != DensaNative.ABI_VERSION) {
            return Optional.of(
                    "libjnidensa has version " + DensaNative.abiVersion() + " of the border, this densa-native needs "
                            + DensaNative.ABI_VERSION + "; two versions of Densa are mixed");
        }
        if (DensaNative.targets().isEmpty()) {
            return Optional.of("this processor has none of the instruction sets of libjnidensa (x86-64 with SSE3 at "
                    + "least); use the Java engine");
        }
        // Java knows what a container may use.
        DensaNative.setProcessors(Runtime.getRuntime().availableProcessors());
        String wanted = System.getProperty(TARGET_PROPERTY, "");
        if (!wanted.isEmpty() && !DensaNative.selectTarget(wanted)) {
            return Optional.of("instruction set \"" + wanted + "\" (system property " + TARGET_PROPERTY
                    + ") is not one of this machine's: " + DensaNative.targets());
        }
        return Optional.empty();
    }

    private static Optional<String> loadOpenBlas() {
        if (NativeLibrary.class.getResource("/org/bytedeco/openblas/" + Loader.getPlatform() + "/") == null
                && NativeLibrary.class.getResource(
                                "/org/bytedeco/openblas/" + Loader.getPlatform() + "/libopenblas.so.0")
                        == null) {
            return Optional.of("the OpenBLAS jar for " + Loader.getPlatform()
                    + " is missing (not needed: the panel kernels take its place)");
        }
        Loader.load(DensaBlas.class);
        return Optional.empty();
    }

    private static String oneLine(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).replaceAll("\\s+", " ").strip();
    }
}
