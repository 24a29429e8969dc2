package densa.table.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import densa.engine.Engine;
import densa.network.Loss;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.encode.Task;
import densa.table.model.Model;
import densa.table.train.TabularTrainer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContributionsTest {

    private static Model model(String target, String... without) {
        return Samples.fit(target, without).model();
    }

    /** The sum of a row's contributions is the distance of the outputs: 1 % is far above the error of the quadrature. */
    private static void assertComplete(Contributions found) {
        for (int row = 0; row < found.rows(); row++) {
            int at = row;
            double sum = IntStream.range(0, found.columns().size())
                    .mapToDouble(column -> found.value(at, column))
                    .sum();
            double distance = found.output(row) - found.baseline(row);
            assertThat(sum).isCloseTo(distance, within(0.01 * Math.max(0.1, Math.abs(distance))));
        }
    }

    private static Table some() {
        return Samples.table().select(IntStream.range(0, 40).toArray());
    }

    @Test
    void contributionsToNumbersAreComplete() {
        Model model = model("number", "label");
        Contributions found = Contributions.of(model, some());
        assertThat(found.scale()).isEqualTo(Contributions.Scale.VALUE);
        assertThat(found.columns()).containsExactly("x", "copy", "z", "noise", "side");
        assertComplete(found);
        // No value is at the end of the range, so that nothing is clamped and the mean over the members is the
        // prediction.
        for (int row = 0; row < found.rows(); row++) {
            assertThat(found.output(row)).isCloseTo(found.predictions().value(row), within(0.05));
        }
    }

    @Test
    void contributionsFollowWhatDecides() {
        Model model = model("number", "label", "copy");
        Contributions found = Contributions.of(model, some());
        double[] x = ((NumericColumn) some().column("x")).toArray();
        for (int row = 0; row < found.rows(); row++) {
            if (Math.abs(x[row]) > 0.6) {
                assertThat(found.largest(row, 1)).containsExactly(0);
                assertThat(Math.signum(found.value(row, 0))).isEqualTo(Math.signum(x[row]));
            }
            assertThat(Math.abs(found.value(row, 2))).isLessThan(0.5);
        }
    }

    @Test
    void contributionsToTwoClassesAreSignedForThePredictedOne() {
        Model model = model("label", "number", "copy");
        Contributions found = Contributions.of(model, some());
        assertThat(found.scale()).isEqualTo(Contributions.Scale.LOGIT);
        assertComplete(found);
        for (int row = 0; row < found.rows(); row++) {
            assertThat(found.output(row)).isGreaterThan(-0.5);
        }
        double[] x = ((NumericColumn) some().column("x")).toArray();
        int clear = IntStream.range(0, x.length)
                .filter(row -> x[row] > 0.8)
                .findFirst()
                .orElseThrow();
        assertThat(found.predictions().label(clear)).isEqualTo("yes");
        assertThat(found.value(clear, 0)).isPositive();
        assertThat(found.largest(clear, 1)).containsExactly(0);
    }

    @Test
    void contributionsToSeveralClassesAreComplete() {
        Contributions found = Contributions.of(model("side", "label", "copy"), some());
        assertThat(found.columns()).containsExactly("x", "z", "noise", "number");
        assertComplete(found);
    }

    @Test
    void contributionsToLogarithmsAreComplete() {
        Table table = some();
        double[] amounts = new double[table.rows()];
        double[] x = ((NumericColumn) table.column("x")).toArray();
        Arrays.setAll(amounts, row -> Math.rint(1 + 4 * Math.exp(x[row])));
        Model model = TabularTrainer.forTarget("amount")
                .engine(Engine.JAVA)
                .hidden(8)
                .epochs(10)
                .task(Task.REGRESSION)
                .loss(Loss.POISSON)
                .fit(table.without("label", "number", "copy").with(NumericColumn.of("amount", amounts)))
                .model();
        Contributions found = Contributions.of(model, table);
        assertThat(found.scale()).isEqualTo(Contributions.Scale.LOGARITHM);
        assertComplete(found);
        double[] row = new double[model.encoder().inputs().size()];
        model.encoder().inputs(table).read(0, row, 0);
        double logarithm = model.members().stream()
                .mapToDouble(member -> member.predict(row)[0])
                .average()
                .orElseThrow();
        double mean = Arrays.stream(amounts).average().orElseThrow(); // what Poisson targets are divided by
        assertThat(found.output(0)).isCloseTo(logarithm + Math.log(mean), within(1e-9));
    }

    @Test
    void rowIsExplainedInTheSameWayAlone() {
        Model model = model("number", "label");
        Contributions all = Contributions.of(model, some());
        Contributions one = Contributions.of(model, some().select(new int[] {7}));
        for (int column = 0; column < all.columns().size(); column++) {
            assertThat(one.value(0, column)).isEqualTo(all.value(7, column));
        }
        assertThat(one.baseline(0)).isEqualTo(all.baseline(7));
    }

    @Test
    void missingAndUnknownValuesAreExplainedToo() {
        Table strange = some().with(CategoricalColumn.of(
                        "side",
                        IntStream.range(0, 40)
                                .mapToObj(i -> i % 2 == 0 ? "" : "up")
                                .toArray(String[]::new)))
                .with(NumericColumn.of(
                        "z", IntStream.range(0, 40).mapToDouble(i -> Double.NaN).toArray()));
        Contributions found = Contributions.of(model("number", "label"), strange);
        assertComplete(found);
        assertThat(found.value(0, found.columns().indexOf("z"))).isZero(); // the median is the baseline
    }

    @Test
    void wrongArgumentsAreRejected() {
        Model model = model("number", "label");
        Contributions found = Contributions.of(model, some());
        assertThatThrownBy(() -> Contributions.of(model, Samples.table(), found.predictions()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the predictions must be those for the table, 600 rows, got 40");
        assertThatThrownBy(() -> found.value(0, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(found.largest(0, 99)).hasSize(5).containsExactlyInAnyOrderElementsOf(List.of(0, 1, 2, 3, 4));
    }
}
