package densa.bench;

import densa.bench.MatrixProduct.Kernel;
import densa.data.Precision;
import densa.nativecode.DensaBlas;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints the panel kernel beside OpenBLAS at the shapes of layers, on one thread: where OpenBLAS would be the better
 * choice. {@code bench/crossover} builds and runs it, and lets OpenBLAS choose kernels of the instruction set in use.
 *
 * <p>A panel product packs its operands once, in a training they lie so; its time is the difference of two counts of
 * repeats, which leaves packing out. A layer between layers in panels could call OpenBLAS only with a copy of its
 * inputs out of panels and one of its outputs into them: the column "with copies", which decides.
 */
public final class Crossover {

    private static final List<String> SHAPES = List.of(
            "32x16x16",
            "64x64x64",
            "256x64x28",
            "128x128x784",
            "256x256x256",
            "1024x256x256",
            "256x1024x784",
            "256x1024x1024",
            "1024x1024x1024",
            "16x1024x1024",
            "256x2048x2048",
            "256x4096x4096");

    /** OpenBLAS wins if it is faster by more than this. */
    private static final double MARGIN = 1.05;

    private static final int ROUNDS = 5;
    private static final double TURN_SECONDS = 0.08;

    private Crossover() {}

    /** Measures and prints. */
    public static void main(String[] arguments) {
        System.out.println(
                "| rows x units x inputs | precision | panels, GF/s | OpenBLAS, GF/s | with copies, GF/s | panels / with copies |");
        System.out.println("|---|---|---:|---:|---:|---:|");
        List<String> lost = new ArrayList<>();
        for (Precision precision : Precision.values()) {
            for (String shape : SHAPES) {
                MatrixProduct product = new MatrixProduct(shape, precision);
                product.check();
                double panel = seconds(product, Kernel.PANEL);
                double blas = seconds(product, Kernel.OPENBLAS);
                double copying = seconds(product, Kernel.COPYING_OPENBLAS);
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %s | %.0f | %.0f | %.0f | %.2f |%n",
                        shape,
                        precision.id(),
                        product.flops() / panel * 1e-9,
                        product.flops() / blas * 1e-9,
                        product.flops() / copying * 1e-9,
                        copying / panel);
                if (panel > MARGIN * copying) {
                    lost.add(shape + " in " + precision.id());
                }
            }
        }
        System.out.println("\nOpenBLAS (kernels for " + DensaBlas.core() + ") with its copies wins by more than 5 %: "
                + (lost.isEmpty() ? "nowhere" : String.join(", ", lost)) + ".\n" + Hardware.describe());
    }

    /** Seconds of one product, the median of the rounds. */
    private static double seconds(MatrixProduct product, Kernel kernel) {
        long repeats = Math.max(1, (long) (TURN_SECONDS * 5e10 / product.flops()));
        double[] rounds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            double few = time(product, kernel, repeats);
            double many = time(product, kernel, 3 * repeats);
            rounds[round] = (many - few) / (2 * repeats);
        }
        return Rounds.median(rounds);
    }

    private static double time(MatrixProduct product, Kernel kernel, long repeats) {
        long start = System.nanoTime();
        product.multiply(kernel, repeats);
        return (System.nanoTime() - start) * 1e-9;
    }
}
