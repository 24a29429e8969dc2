package densa.table.explain;

import densa.engine.Engine;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.train.TabularTrainer;
import densa.table.train.TrainingResult;
import java.util.Arrays;
import java.util.Random;

/** Tables of which is known what decides, and models of them. */
final class Samples {

    static final int ROWS = 600;

    private Samples() {}

    /**
     * Columns x, its copy, a weaker z, noise, and a name; the label is decided by x alone, and the number is 3 x + z +
     * 2 for the name "north".
     */
    static Table table() {
        Random random = new Random(7);
        double[] x = random.doubles(ROWS, -1, 1).toArray();
        double[] z = random.doubles(ROWS, -1, 1).toArray();
        double[] noise = random.doubles(ROWS, -1, 1).toArray();
        int[] side = random.ints(ROWS, 0, 3).toArray();
        double[] copy = new double[ROWS];
        double[] number = new double[ROWS];
        Arrays.setAll(copy, row -> 5 * x[row] + 1);
        Arrays.setAll(number, row -> 3 * x[row] + z[row] + (side[row] == 0 ? 2 : 0) + 0.1 * random.nextGaussian());
        int[] label = new int[ROWS];
        Arrays.setAll(label, row -> x[row] > 0.2 ? 1 : 0);
        return Table.builder()
                .numeric("x", x)
                .numeric("copy", copy)
                .numeric("z", z)
                .numeric("noise", noise)
                .add(CategoricalColumn.of("side", java.util.List.of("north", "south", "west"), side))
                .add(NumericColumn.of("number", number))
                .add(CategoricalColumn.of("label", java.util.List.of("no", "yes"), label))
                .build();
    }

    /** A small training on the Java engine. */
    static TabularTrainer trainer(String target) {
        return TabularTrainer.forTarget(target)
                .engine(Engine.JAVA)
                .hidden(16, 8)
                .epochs(25)
                .seed(3);
    }

    static TrainingResult fit(String target, String... without) {
        return trainer(target).plan(table().without(without)).fit();
    }
}
