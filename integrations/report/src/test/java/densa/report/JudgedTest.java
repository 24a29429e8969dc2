package densa.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import densa.model.Model;
import densa.model.TabularTrainer;
import densa.report.Bootstrap.Interval;
import densa.report.Judged.Target;
import densa.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JudgedTest {

    private static final Target CLASSES =
            new Target("c", List.of("no", "yes"), List.of(), new double[] {0, 0, 1, 1, 1}, new double[] {
                0.9, 0.1, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.6, 0.4
            });
    private static final double[] ONES = {1, 1, 1, 1, 1};

    /** Numbers that are predicted with an error of a standard normal distribution. */
    private static Judged numbers(int rows) {
        Random random = new Random(3);
        double[] x = random.doubles(50).toArray();
        Table table = Table.builder().numeric("x", x).numeric("y", x).build();
        Model model = TabularTrainer.forTarget("y").epochs(1).hidden(2).fit(table);
        Judged judged = Judged.of(model, table);
        double[] truth = random.doubles(rows).toArray();
        double[] predicted =
                Arrays.stream(truth).map(value -> value + random.nextGaussian()).toArray();
        double[] weights = new double[rows];
        Arrays.fill(weights, 1);
        return new Judged(
                List.of(new Target("y", List.of(), List.of(), truth, predicted)), weights, judged.predictions());
    }

    @Test
    void constantKnowsTheTargetOnly() {
        assertThat(Constant.of(CLASSES, ONES)).startsWith(0.4, 0.6, 0.4, 0.6);
        Target number = new Target("n", List.of(), List.of(), new double[] {1, 2, 3, 4, 10}, new double[5]);
        assertThat(Constant.of(number, new double[] {1, 1, 1, 1, 0})).containsOnly(2.5);
        Target quantiles =
                new Target("q", List.of(), List.of(0.2, 0.5, 0.9), new double[] {3, 1, 2, 10, 4}, new double[15]);
        assertThat(Constant.of(quantiles, ONES)).startsWith(1, 3, 10, 1, 3, 10).hasSize(15);
    }

    @Test
    void ratesAreThoseCountedByHand() {
        Rates rates = Rates.of(CLASSES, 1, ONES).get(0);
        // Ranked: yes 0.8, yes 0.7, no 0.6, yes 0.4, no 0.1.
        assertThat(rates.auc()).hasValue(5.0 / 6);
        assertThat(rates.truePositives()[0]).isEqualTo(2.0 / 3);
        assertThat(rates.truePositives()[49]).isEqualTo(2.0 / 3);
        assertThat(rates.truePositives()[50]).isEqualTo(1);
        assertThat(rates.precision()[66]).isEqualTo(1);
        assertThat(rates.precision()[67]).isEqualTo(0.75);
        assertThat(rates.averagePrecision()).isCloseTo((1 + 1 + 0.75) / 3, within(1e-12));
        assertThat(Rates.of(CLASSES, 1, new double[] {0, 0, 1, 1, 1})).isEmpty();
    }

    @Test
    void intervalsOfTheMeanErrorAreAsWideAsStatisticsSays() {
        for (int rows : new int[] {400, 2 * Bootstrap.MOST_ROWS}) {
            Judged judged = numbers(rows);
            Interval interval = Bootstrap.of(judged).getOrDefault("mae", new Interval(0, 0));
            double mae = judged.metrics().values().getOrDefault("mae", 0.0);
            // |e| of a standard normal distribution has the standard deviation sqrt(1 - 2 / pi); 200 draws tell the
            // width to about a tenth.
            double expected = 2 * 1.96 * Math.sqrt((1 - 2 / Math.PI) / rows);
            assertThat(mae).isBetween(interval.low(), interval.high());
            assertThat(interval.high() - interval.low()).isCloseTo(expected, within(0.3 * expected));
            assertThat(Bootstrap.of(judged)).isEqualTo(Bootstrap.of(judged));
        }
    }

    @Test
    void ticksAreRound() {
        assertThat(new Range(0, 1).ticks()).containsExactly(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
        assertThat(new Range(-37, 212).ticks()).containsExactly(0.0, 50.0, 100.0, 150.0, 200.0);
        assertThat(Range.of(3, 3).ticks()).isNotEmpty();
    }

    @Test
    void numbersAreShort() {
        assertThat(List.of(
                        Figures.text(0.98551),
                        Figures.text(52955),
                        Figures.text(1.2e-7),
                        Figures.text(1e-17),
                        Figures.text(123456.7)))
                .containsExactly("0.9855", "52955", "1.20e-07", "0", "123457");
        assertThat(Figures.cut("😀😀😀", 2)).isEqualTo("😀…");
    }
}
