package densa.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import densa.report.Bootstrap.Interval;
import densa.table.model.EvaluatedTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    /** Numbers that are predicted with an error of a standard normal distribution. */
    private static EvaluatedTarget numbers(int rows) {
        Random random = new Random(3);
        double[] truth = random.doubles(rows).toArray();
        double[] predicted =
                Arrays.stream(truth).map(value -> value + random.nextGaussian()).toArray();
        return EvaluatedTarget.of("y", List.of(), List.of(), truth, predicted);
    }

    @Test
    void intervalsOfTheMeanErrorAreAsWideAsStatisticsSays() {
        for (int rows : new int[] {400, 2 * Bootstrap.MOST_ROWS}) {
            List<EvaluatedTarget> targets = List.of(numbers(rows));
            double[] weights = new double[rows];
            Arrays.fill(weights, 1);
            Interval interval = Bootstrap.of(targets, weights).getOrDefault("mae", new Interval(0, 0));
            double mae = targets.get(0).metrics(weights).values().getOrDefault("mae", 0.0);
            // |e| of a standard normal distribution has the standard deviation sqrt(1 - 2 / pi); 200 draws tell the
            // width to about a tenth.
            double expected = 2 * 1.96 * Math.sqrt((1 - 2 / Math.PI) / rows);
            assertThat(mae).isBetween(interval.low(), interval.high());
            assertThat(interval.high() - interval.low()).isCloseTo(expected, within(0.3 * expected));
            assertThat(Bootstrap.of(targets, weights)).isEqualTo(Bootstrap.of(targets, weights));
        }
    }
}
