package densa.nativecode;

import org.bytedeco.javacpp.annotation.Const;
import org.bytedeco.javacpp.annotation.Name;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;

/**
 * The functions of {@code blas.h}: OpenBLAS, in a library of its own that is loaded on first need only. Its libraries
 * are preloaded by name from the OpenBLAS jar, so that one installed on the system is never taken instead. Call them
 * after {@link NativeLibrary#loadBlas}.
 */
@Properties(
        @Platform(
                include = "blas.h",
                compiler = "cpp17",
                library = "jnidensablas",
                preload = {"gcc_s@.1", "quadmath@.0", "gfortran@.5", "openblas@.0"},
                preloadresource = "/org/bytedeco/openblas/"))
@NoException
public final class DensaBlas {

    private DensaBlas() {}

    /** How OpenBLAS was built. */
    @Name("densa_blas_config")
    public static native String config();

    /** The kind of processor for which OpenBLAS chose its kernels. */
    @Name("densa_blas_core")
    public static native String core();

    /** c = a b by OpenBLAS, from and to panels of a width, or 0: row-major. Returns 0, or -1 if memory ran out. */
    @Name("densa_blas_multiply_f32")
    public static native int multiply(
            long m, long n, long k, @Const float[] a, @Const float[] b, float[] c, long panel, long repeats);

    /** c = a b by OpenBLAS, from and to panels of a width, or 0: row-major. Returns 0, or -1 if memory ran out. */
    @Name("densa_blas_multiply_f64")
    public static native int multiply(
            long m, long n, long k, @Const double[] a, @Const double[] b, double[] c, long panel, long repeats);
}
