package densa.table.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import densa.table.model.Calibration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemperatureScalingTest {

    private static final int ROWS = 20_000;

    /** Probabilities of two classes, and classes that come true as often as those probabilities to the power 1/T say. */
    private record Drawn(int[] truth, double[] values) {

        static Drawn of(double temperature) {
            Random random = new Random(1);
            int[] truth = new int[ROWS];
            double[] values = new double[2 * ROWS];
            for (int row = 0; row < ROWS; row++) {
                double logit = 2 * random.nextGaussian();
                truth[row] = random.nextDouble() < 1 / (1 + Math.exp(-logit / temperature)) ? 1 : 0;
                values[2 * row] = 1 / (1 + Math.exp(logit));
                values[2 * row + 1] = 1 - values[2 * row];
            }
            return new Drawn(truth, values);
        }

        Calibration calibration(int rows, boolean fewer) {
            TemperatureScaling.Rows some = rows(Arrays.copyOf(truth, rows), Arrays.copyOf(values, 2 * rows));
            return fewer ? TemperatureScaling.ofFewer(some, List.of(some), some) : TemperatureScaling.of(some);
        }
    }

    /** Probabilities by networks that err independently of each other, of classes that are drawn. */
    private record Ensemble(int[] truth, List<double[]> members) {

        static Ensemble of(int count) {
            Random random = new Random(2);
            int[] truth = new int[ROWS];
            List<double[]> members = new ArrayList<>();
            for (int member = 0; member < count; member++) {
                members.add(new double[2 * ROWS]);
            }
            for (int row = 0; row < ROWS; row++) {
                double logit = 4 * random.nextGaussian();
                truth[row] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
                for (double[] member : members) {
                    member[2 * row + 1] = 1 / (1 + Math.exp(-logit - 2 * random.nextGaussian()));
                    member[2 * row] = 1 - member[2 * row + 1];
                }
            }
            return new Ensemble(truth, members);
        }

        double[] mean(int count) {
            double[] mean = new double[2 * ROWS];
            members.subList(0, count).forEach(member -> {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += member[i] / count;
                }
            });
            return mean;
        }
    }

    private static TemperatureScaling.Rows rows(int[] truth, double[] values) {
        double[] weights = new double[truth.length];
        Arrays.fill(weights, 1);
        return new TemperatureScaling.Rows(truth, values, weights, 2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 2})
    void temperatureThatTheRowsWereDrawnWithIsFound(double temperature) {
        Calibration found = Drawn.of(temperature).calibration(ROWS, false);
        assertThat(found.temperature()).isEqualTo(temperature, within(0.05 * temperature));
        assertThat(found.outOfFoldTemperature()).isEqualTo(found.temperature());
        assertThat(found.errorAfter()).isLessThan(0.02).isLessThan(found.errorBefore());
    }

    @Test
    void meanOfManyIsNotFlattenedBecauseOneNetworkIsTooSure() {
        Calibration found = Drawn.of(2).calibration(ROWS, true);
        assertThat(found.temperature()).isEqualTo(1);
        assertThat(found.outOfFoldTemperature()).isEqualTo(2, within(0.1));
        assertThat(Drawn.of(0.5).calibration(ROWS, true).temperature()).isEqualTo(0.5, within(0.025));
    }

    @Test
    void temperatureOfManyFollowsFromThoseOfFew() {
        Ensemble ensemble = Ensemble.of(40);
        TemperatureScaling.Rows all = rows(ensemble.truth(), ensemble.mean(40));
        double best = TemperatureScaling.of(all).temperature();
        assertThat(best).isLessThan(0.9);

        List<TemperatureScaling.Rows> three = ensemble.members().subList(0, 3).stream()
                .map(member -> rows(ensemble.truth(), member))
                .toList();
        TemperatureScaling.Rows ofThem = rows(ensemble.truth(), ensemble.mean(3));
        Calibration ofThree = TemperatureScaling.ofFewer(ofThem, three, ofThem);
        assertThat(ofThree.temperature()).isLessThan(0.9).isEqualTo(best, within(0.1));
    }

    @Test
    void partsThatAreKnownForSomeRowsTellTheTemperatureOfAll() {
        Ensemble ensemble = Ensemble.of(40);
        double best =
                TemperatureScaling.of(rows(ensemble.truth(), ensemble.mean(40))).temperature();
        int[] truth = Arrays.copyOf(ensemble.truth(), ROWS / 2);
        List<TemperatureScaling.Rows> two = ensemble.members().subList(0, 2).stream()
                .map(member -> rows(truth, Arrays.copyOf(member, ROWS)))
                .toList();
        TemperatureScaling.Rows ofTwo = rows(truth, Arrays.copyOf(ensemble.mean(2), ROWS));
        TemperatureScaling.Rows one = rows(ensemble.truth(), ensemble.members().get(0));
        Calibration found = TemperatureScaling.ofFewer(one, two, ofTwo);
        assertThat(found.temperature()).isEqualTo(best, within(0.15));
        assertThat(found.outOfFoldTemperature()).isGreaterThan(found.temperature());
    }

    @Test
    void fewRowsDoNotDecide() {
        assertThat(Drawn.of(2).calibration(499, false).temperature()).isEqualTo(1);
    }
}
