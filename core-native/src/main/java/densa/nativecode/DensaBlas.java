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

    /** {@return how OpenBLAS was built, in its own words} */
    @Name("densa_blas_config")
    public static native String config();

    /** {@return the kind of processor for which OpenBLAS chose its kernels} */
    @Name("densa_blas_core")
    public static native String core();

    /**
     * Computes c = a b by OpenBLAS, on one thread.
     *
     * @param m rows of a and c
     * @param n columns of b and c
     * @param k columns of a, rows of b
     * @param a m x k, row-major
     * @param b k x n, row-major
     * @param c receives m x n, row-major
     * @param panel the width of the panels from which each repeat takes a and to which it brings c, in columns; 0 for
     *     none, all row-major
     * @param repeats how often to compute the same, 1 or more
     * @return 0, or -1 if memory ran out
     */
    @Name("densa_blas_multiply_f32")
    public static native int multiply(
            long m, long n, long k, @Const float[] a, @Const float[] b, float[] c, long panel, long repeats);

    /**
     * Computes c = a b by OpenBLAS, on one thread, in double precision.
     *
     * @param m rows of a and c
     * @param n columns of b and c
     * @param k columns of a, rows of b
     * @param a m x k, row-major
     * @param b k x n, row-major
     * @param c receives m x n, row-major
     * @param panel the width of the panels from which each repeat takes a and to which it brings c, in columns; 0 for
     *     none, all row-major
     * @param repeats how often to compute the same, 1 or more
     * @return 0, or -1 if memory ran out
     */
    @Name("densa_blas_multiply_f64")
    public static native int multiply(
            long m, long n, long k, @Const double[] a, @Const double[] b, double[] c, long panel, long repeats);
}
