package densa.bench;

import densa.data.Precision;
import densa.internal.Named;
import densa.nativecode.DensaBlas;
import densa.nativecode.DensaNative;
import densa.nativecode.NativeLibrary;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One matrix product c = a b, row-major, with a (m x k), b (k x n) and c (m x n), by either kernel on one thread.
 *
 * <p>Confined to one thread.
 */
final class MatrixProduct {

    /** What multiplies. */
    enum Kernel implements Named {
        /** The native engine's own kernel, on operands that are packed once. */
        PANEL("panel"),
        /** OpenBLAS, which packs in every call. */
        OPENBLAS("openblas"),
        /** OpenBLAS, between copies of a out of panels and of c into panels. */
        COPYING_OPENBLAS("copying_openblas");

        private final String id;

        Kernel(String id) {
            this.id = id;
        }

        @Override
        public String id() {
            return id;
        }

        /**
         * The kernel called {@code id}.
         *
         * @throws IllegalArgumentException if there is none; the message lists the valid names
         */
        static Kernel named(String id) {
            return Named.find("kernel", id, List.of(values()));
        }
    }

    private static final long SEED = 1;
    /** Of a panel's row: two vectors of AVX-512. */
    private static final int PANEL_BYTES = 128;

    private final String name;
    private final int m;
    private final int n;
    private final int k;
    private final Precision precision;
    private final float[] a32;
    private final float[] b32;
    private final float[] c32;
    private final double[] a64;
    private final double[] b64;
    private final double[] c64;

    /**
     * Makes up the operands.
     *
     * @param shape m, n and k: {@code 256x64x28}
     * @throws IllegalStateException if a native library cannot be loaded
     */
    MatrixProduct(String shape, Precision precision) {
        demand(NativeLibrary.load());
        demand(NativeLibrary.loadBlas());
        String[] sizes = shape.split("x", -1);
        this.name = shape + " in " + precision.id();
        this.m = Integer.parseInt(sizes[0]);
        this.n = Integer.parseInt(sizes[1]);
        this.k = Integer.parseInt(sizes[2]);
        this.precision = precision;
        this.a64 = new double[m * k];
        this.b64 = new double[k * n];
        this.c64 = new double[m * n];
        this.a32 = new float[a64.length];
        this.b32 = new float[b64.length];
        this.c32 = new float[c64.length];
        SplittableRandom random = new SplittableRandom(SEED);
        fill(a32, a64, random);
        fill(b32, b64, random);
    }

    private static void demand(Optional<String> failure) {
        failure.ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
    }

    private static void fill(float[] single, double[] wide, SplittableRandom random) {
        for (int i = 0; i < wide.length; i++) {
            single[i] = (float) random.nextDouble(-1, 1);
            wide[i] = single[i];
        }
    }

    /** Multiplications and additions of one product. */
    double flops() {
        return 2.0 * m * n * k;
    }

    /** Computes c {@code repeats} times. */
    void multiply(Kernel kernel, long repeats) {
        boolean single = precision == Precision.FLOAT32;
        int status;
        if (kernel == Kernel.PANEL) {
            status = single
                    ? DensaNative.multiply(m, n, k, a32, b32, c32, repeats)
                    : DensaNative.multiply(m, n, k, a64, b64, c64, repeats);
        } else {
            int panel = kernel == Kernel.OPENBLAS ? 0 : PANEL_BYTES / precision.bytes();
            status = single
                    ? DensaBlas.multiply(m, n, k, a32, b32, c32, panel, repeats)
                    : DensaBlas.multiply(m, n, k, a64, b64, c64, panel, repeats);
        }
        if (status != 0) {
            throw new OutOfMemoryError("no native memory for a product " + name);
        }
    }

    /** Element {@code index} of c. */
    double result(int index) {
        return precision == Precision.FLOAT32 ? c32[index] : c64[index];
    }

    /**
     * Compares the kernels. A sum of k products of numbers up to 1, in two orders: partial sums grow as sqrt(k), and
     * k roundings of them add up as sqrt(k) again, so 4 k unit roundoffs are far off.
     *
     * @throws IllegalStateException if their results differ
     */
    void check() {
        multiply(Kernel.OPENBLAS, 1);
        double[] expected = new double[c64.length];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = result(i);
        }
        double tolerance = 4 * k * (precision == Precision.FLOAT32 ? 0x1p-24 : 0x1p-53);
        for (Kernel kernel : List.of(Kernel.PANEL, Kernel.COPYING_OPENBLAS)) {
            multiply(kernel, 1);
            for (int i = 0; i < expected.length; i++) {
                if (!(Math.abs(result(i) - expected[i]) <= tolerance)) {
                    throw new IllegalStateException("the kernel " + kernel.id() + " gets " + result(i)
                            + " and OpenBLAS " + expected[i] + " for element " + i + " of a product " + name);
                }
            }
        }
    }
}
