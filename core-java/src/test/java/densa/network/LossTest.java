package densa.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The losses of amounts and quantiles against numbers worked out by hand. */
class LossTest {

    private static final double LOG_2 = Math.log(2);

    /** Some units in the last place of numbers of about 1. */
    private static final double ROUNDING = 1e-14;

    @Test
    void gammaAtTheLogarithmOfTwo() {
        Gamma gamma = new Gamma();
        // t / 2 + log 2, and 1 - t / 2.
        assertThat(gamma.value(LOG_2, 3)).isEqualTo(1.5 + LOG_2, within(ROUNDING));
        assertThat(gamma.derivative(LOG_2, 3)).isEqualTo(-0.5, within(ROUNDING));
        assertThat(gamma.derivative(LOG_2, 2)).isEqualTo(0, within(ROUNDING));
    }

    @Test
    void tweedieAtTheLogarithmOfFour() {
        Tweedie tweedie = new Tweedie(1.5);
        // With p = 1.5: 2 t / sqrt(4) + 2 sqrt(4), and sqrt(4) - t / sqrt(4).
        assertThat(tweedie.value(2 * LOG_2, 3)).isEqualTo(3 + 4, within(ROUNDING));
        assertThat(tweedie.derivative(2 * LOG_2, 3)).isEqualTo(2 - 1.5, within(ROUNDING));
        assertThat(tweedie.value(2 * LOG_2, 0)).isEqualTo(4, within(ROUNDING));
        assertThat(tweedie.derivative(2 * LOG_2, 4)).isEqualTo(0, within(ROUNDING));
    }

    @Test
    void logarithmsAreKeptWithinTwenty() {
        for (AmountLoss loss : List.of(new Gamma(), new Tweedie(1.5))) {
            for (double sign : new double[] {-1, 1}) {
                assertThat(loss.value(sign * 1e9, 2)).isEqualTo(loss.value(sign * 20, 2));
                assertThat(loss.derivative(sign * 20.5, 2)).isZero();
                assertThat(loss.derivative(sign * 20, 2)).isNotZero();
            }
            assertThat(loss.value(Double.NaN, 2)).isNaN();
            assertThat(loss.derivative(Double.NaN, 2)).isNaN();
            double[] outputs = {7, -1e9, LOG_2, 1e9, 7};
            loss.toPrediction(outputs, 1, 3);
            assertThat(outputs).containsExactly(7, Math.exp(-20), Math.exp(LOG_2), Math.exp(20), 7);
        }
    }

    @Test
    void quantileWeighsWhatLiesAboveAndBelow() {
        Quantile quantile = new Quantile(List.of(0.25, 0.5, 0.75));
        double[] gradient = new double[3];
        // d is 4, 0 and -2: (0.25 * 4 + 0 + 0.25 * 2) / 3.
        double loss = quantile.lossAndGradient(new double[] {-3, 1, 3}, 3, 1, gradient);
        assertThat(loss).isEqualTo(0.5, within(ROUNDING));
        assertThat(gradient).containsExactly(-0.25 / 3, 0, 0.25 / 3);
        assertThat(quantile.lossAndGradient(new double[] {Double.NaN, 1, 3}, 3, 1, gradient))
                .isNaN();
        assertThat(gradient[0]).isNaN();
    }

    @Test
    void predictedQuantilesNeverCross() {
        double[] outputs = {9, 3, 1, 2, 0};
        Loss.quantile(0.1, 0.5, 0.9).toPrediction(outputs, 1, 3);
        assertThat(outputs).containsExactly(9, 1, 2, 3, 0);
    }

    @Test
    void quantileHasOneTargetForAllOutputs() {
        assertThat(Loss.quantile(0.1, 0.9).targetColumns(2)).isEqualTo(1);
        assertThat(Loss.quantile(0.1, 0.9).outputs(1, 0)).isEqualTo(2);
        assertThat(Loss.quantile(0.1, 0.9).link()).isEqualTo(Loss.Link.IDENTITY);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "gamma, 0, a finite number above 0",
                "gamma, NaN, a finite number above 0",
                "gamma, Infinity, a finite number above 0",
                "gamma, 1e-30, ''",
                "tweedie, -1e-30, a finite number of 0 or more",
                "tweedie, NaN, a finite number of 0 or more",
                "tweedie, Infinity, a finite number of 0 or more",
                "tweedie, 0, ''",
                "quantile, NaN, a finite number",
                "quantile, -Infinity, a finite number",
                "quantile, -3, ''",
            })
    void targetFaultSaysWhatATargetShouldBe(String loss, double target, String fault) {
        assertThat(Loss.named(loss).target().fault(target, 3)).isEqualTo(fault);
    }

    @Test
    void namedLossesHaveTheirDefaultSettings() {
        assertThat(Loss.named("gamma")).isEqualTo(Loss.GAMMA);
        assertThat(Loss.named("tweedie")).isEqualTo(Loss.tweedie(1.5));
        assertThat(Loss.named("quantile")).isEqualTo(Loss.quantile(0.05, 0.5, 0.95));
    }

    @Test
    void settingsOutOfRangeAreRejected() {
        for (double power : new double[] {1, 2, 1 + 1e-12, Double.NaN}) {
            assertThatThrownBy(() -> Loss.tweedie(power))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Tweedie power must be > 1 and < 2, got " + power);
        }
        for (List<Double> levels :
                List.of(List.of(0.0), List.of(1.0), List.of(0.5, 0.5), List.of(0.9, 0.1), List.of(Double.NaN))) {
            assertThatThrownBy(() -> new Quantile(levels))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage("quantile levels must be above 0, below 1 and ascending, got " + levels);
        }
        assertThatThrownBy(Loss::quantile).hasMessage("quantile levels must be 1 to 100 numbers, got 0");
        double[] many =
                DoubleStream.iterate(0.001, level -> level + 0.001).limit(101).toArray();
        assertThatThrownBy(() -> Loss.quantile(many)).hasMessage("quantile levels must be 1 to 100 numbers, got 101");
    }
}
