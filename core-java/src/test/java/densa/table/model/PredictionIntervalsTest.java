package densa.table.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import densa.network.Loss;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PredictionIntervalsTest {

    @Test
    void intervalsOfCountsGrowWithTheRootOfTheMeanAndAreNeverBelowZero() {
        SplittableRandom random = new SplittableRandom(3);
        int rows = 2000;
        double[] mean = new double[rows];
        double[] truth = new double[rows];
        for (int row = 0; row < rows; row++) {
            mean[row] = row % 2 == 0 ? 1 : 100;
            truth[row] = poisson(mean[row], random);
        }
        PredictionIntervals intervals = PredictionIntervals.of(truth, mean, false, Loss.POISSON.spreadPower());
        double narrow = intervals.upper(1, 0.9) - 1;
        double wide = intervals.upper(100, 0.9) - 100;
        assertThat(wide).isCloseTo(10 * narrow, within(1e-9));
        assertThat(intervals.lower(1, 0.9)).isZero();
        assertThat(intervals.lower(100, 0.9)).isCloseTo(100 - wide, within(1e-9));
        for (double of : new double[] {1, 100}) {
            int within = 0;
            for (int row = 0; row < rows; row++) {
                boolean inside = truth[row] >= intervals.lower(of, 0.9) && truth[row] <= intervals.upper(of, 0.9);
                within += mean[row] == of && inside ? 1 : 0;
            }
            assertThat(within / (rows / 2.0)).isCloseTo(0.9, within(0.05));
        }
    }

    /** Knuth's way: how many uniform numbers multiply to e^-mean. */
    private static int poisson(double mean, SplittableRandom random) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }
}
