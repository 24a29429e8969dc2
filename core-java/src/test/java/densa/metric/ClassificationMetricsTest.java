package densa.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassificationMetricsTest {
    private static final List<String> TWO = List.of("no", "yes");

    @Test
    void twoClassFiguresByHand() {
        int[] truth = {0, 0, 1, 1};
        double[] probabilities = {0.9, 0.1, 0.6, 0.4, 0.65, 0.35, 0.2, 0.8};
        ClassificationMetrics metrics = ClassificationMetrics.of(TWO, truth, probabilities);
        assertThat(metrics.rows()).isEqualTo(4);
        assertThat(metrics.accuracy()).isEqualTo(0.75);
        // -(ln 0.9 + ln 0.6 + ln 0.35 + ln 0.8) / 4
        assertThat(metrics.logLoss()).isCloseTo(0.4722879, within(1e-7));
        // pairs: 0.35 > 0.1, 0.35 < 0.4, 0.8 > 0.1, 0.8 > 0.4
        assertThat(metrics.rocAuc()).hasValue(0.75);
        // "no": 2 right, 1 taken for it wrongly: 4 / 5; "yes": 1 right, 1 missed: 2 / 3
        assertThat(metrics.f1Macro().orElseThrow()).isCloseTo((0.8 + 2.0 / 3) / 2, within(1e-15));
        assertThat(metrics.confusionMatrix()).isDeepEqualTo(new double[][] {{2, 0}, {1, 1}});
        // bins of 1/15: 0.6 and 0.65 share the tenth, one of them right; 0.8 and 0.9 are right
        assertThat(metrics.calibrationError()).isCloseTo((0.1 + 0.2 + Math.abs(1 - 0.6 - 0.65)) / 4, within(1e-15));
        assertThat(metrics.values().keySet())
                .containsExactly("accuracy", "log_loss", "roc_auc", "f1_macro", "calibration_error");
    }

    @Test
    void weightsCountAsRepeatedRows() {
        int[] truth = {0, 1, 1, 0};
        double[] p = {0.7, 0.3, 0.4, 0.6, 0.7, 0.3, 0.2, 0.8};
        ClassificationMetrics weighted = ClassificationMetrics.of(TWO, truth, p, new double[] {1, 3, 2, 0});
        ClassificationMetrics repeated = ClassificationMetrics.of(
                TWO, new int[] {0, 1, 1, 1, 1, 1}, new double[] {.7, .3, .4, .6, .4, .6, .4, .6, .7, .3, .7, .3});
        assertThat(weighted.accuracy()).isCloseTo(repeated.accuracy(), within(1e-15));
        assertThat(weighted.logLoss()).isCloseTo(repeated.logLoss(), within(1e-15));
        assertThat(weighted.rocAuc().orElseThrow()).isCloseTo(repeated.rocAuc().orElseThrow(), within(1e-15));
        assertThat(weighted.f1Macro().orElseThrow())
                .isCloseTo(repeated.f1Macro().orElseThrow(), within(1e-15));
        assertThat(weighted.confusionMatrix()).isDeepEqualTo(repeated.confusionMatrix());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 13, 207})
    void figuresAgreeWithTheirDefinitions(int rows) {
        SplittableRandom random = new SplittableRandom(rows);
        for (int trial = 0; trial < 30; trial++) {
            int[] truth = random.ints(rows, 0, 2).toArray();
            double[] weights = random.doubles(rows).map(w -> w < 0.1 ? 0 : w).toArray();
            weights[0] = 1;
            double[] p = new double[2 * rows];
            for (int row = 0; row < rows; row++) {
                p[2 * row + 1] = random.nextInt(9) / 8.0; // few distinct scores: many ties
                p[2 * row] = 1 - p[2 * row + 1];
            }
            ClassificationMetrics metrics = ClassificationMetrics.of(TWO, truth, p, weights);
            double auc = aucByAllPairs(truth, p, weights);
            if (Double.isNaN(auc)) {
                assertThat(metrics.rocAuc()).isEmpty();
            } else {
                assertThat(metrics.rocAuc().orElseThrow()).isCloseTo(auc, within(1e-12));
            }
            assertF1(metrics, 2, truth, p, weights);
            assertThat(metrics.accuracy()).isCloseTo(accuracyByCounting(2, truth, p, weights), within(1e-12));
        }
    }

    @Test
    void macroF1OfManyClassesAgreesWithItsDefinition() {
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < 50; trial++) {
            int rows = 1 + random.nextInt(20);
            int[] truth = random.ints(rows, 0, 7).toArray(); // many of the 7 classes do not occur
            double[] p = random.doubles(rows * 7L).toArray();
            double[] weights = random.doubles(rows, 0.1, 2).toArray();
            List<String> classes = IntStream.range(0, 7).mapToObj(c -> "c" + c).toList();
            ClassificationMetrics metrics = ClassificationMetrics.of(classes, truth, p, weights);
            assertF1(metrics, 7, truth, p, weights);
        }
    }

    private static void assertF1(
            ClassificationMetrics metrics, int classes, int[] truth, double[] p, double[] weights) {
        if (IntStream.of(truth).distinct().count() == 1) {
            assertThat(metrics.f1Macro()).isEmpty();
        } else {
            assertThat(metrics.f1Macro().orElseThrow())
                    .isCloseTo(f1ByCounting(classes, truth, p, weights), within(1e-12));
        }
    }

    @Test
    void rowsOfAnotherClassAreWrongAndHaveNoLogLoss() {
        double[] p = {.9, .1, .2, .8, .3, .7, .6, .4};
        int[] truth = {0, 1, 1, ClassificationMetrics.OTHER_CLASS};
        double[] known = {.9, .1, .2, .8, .3, .7};
        double[] weights = {1, 2, 1, 3};
        ClassificationMetrics metrics = ClassificationMetrics.of(TWO, truth, p, weights);
        ClassificationMetrics ofKnown =
                ClassificationMetrics.of(TWO, new int[] {0, 1, 1}, known, new double[] {1, 2, 1});
        assertThat(metrics.rows()).isEqualTo(4);
        assertThat(metrics.accuracy()).isCloseTo(4 / 7.0, within(1e-15));
        assertThat(metrics.logLoss()).isEqualTo(ofKnown.logLoss());
        assertThat(metrics.rocAuc()).isEqualTo(ofKnown.rocAuc());
        assertThat(metrics.confusionMatrix()).isDeepEqualTo(ofKnown.confusionMatrix());
        // The row is a false positive of the first class: 2 x 1 / (2 x 1 + 3) and 1.
        assertThat(metrics.f1Macro().orElseThrow()).isCloseTo((0.4 + 1) / 2, within(1e-15));
        int[] none = {ClassificationMetrics.OTHER_CLASS};
        assertThat(ClassificationMetrics.of(TWO, none, new double[] {.5, .5}).values())
                .containsOnlyKeys("accuracy", "calibration_error");
    }

    @Test
    void figuresThatCompareClassesAreLeftOutIfOneClassOccurs() {
        ClassificationMetrics metrics = ClassificationMetrics.of(TWO, new int[] {1, 1}, new double[] {.4, .6, .1, .9});
        assertThat(metrics.rocAuc()).isEmpty();
        assertThat(metrics.values().keySet()).containsExactly("accuracy", "log_loss", "calibration_error");
        assertThat(metrics.f1Macro()).isEmpty();
    }

    @Test
    void logLossClipsCertainMistakes() {
        ClassificationMetrics wrong = ClassificationMetrics.of(TWO, new int[] {0}, new double[] {0, 1});
        assertThat(wrong.logLoss()).isEqualTo(-Math.log(1e-15));
        ClassificationMetrics right = ClassificationMetrics.of(TWO, new int[] {0}, new double[] {1, 0});
        assertThat(right.logLoss()).isEqualTo(-Math.log(1 - 1e-15));
    }

    @Test
    void equalProbabilitiesPredictTheFirstClass() {
        assertThat(ClassificationMetrics.of(TWO, new int[] {0}, new double[] {0.5, 0.5})
                        .accuracy())
                .isEqualTo(1);
    }

    @Test
    void badArgumentsAreRejected() {
        int[] truth = {0, 1};
        double[] p = {1, 0, 0, 1};
        assertRejected(new int[] {0, 2}, p, new double[] {1, 1}, "true class must be 0 to 1, got 2");
        assertRejected(
                truth, new double[3], new double[] {1, 1}, "probabilities must be rows x classes (2 x 2), got 3");
        assertRejected(
                truth, new double[] {1, 0, 0, Double.NaN}, new double[] {1, 1}, "probability must be 0 to 1, got NaN");
        assertRejected(truth, p, new double[] {1}, "row weights must be as many as rows (2), got 1");
        assertRejected(truth, p, new double[] {1, -1}, "row weight must be >= 0 and finite, got -1.0");
        assertRejected(truth, p, new double[] {0, 0}, "row weights must not all be 0");
        assertRejected(new int[0], new double[0], new double[0], "rows must be at least 1, got 0");
    }

    private static void assertRejected(int[] truth, double[] p, double[] weights, String message) {
        assertThatThrownBy(() -> ClassificationMetrics.of(TWO, truth, p, weights))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static double aucByAllPairs(int[] truth, double[] p, double[] weights) {
        double won = 0;
        double all = 0;
        for (int i = 0; i < truth.length; i++) {
            for (int j = 0; j < truth.length; j++) {
                if (truth[i] == 1 && truth[j] == 0) {
                    double weight = weights[i] * weights[j];
                    all += weight;
                    double difference = p[2 * i + 1] - p[2 * j + 1];
                    won += difference > 0 ? weight : difference == 0 ? weight / 2 : 0;
                }
            }
        }
        return won / all;
    }

    private static double f1ByCounting(int classes, int[] truth, double[] p, double[] weights) {
        double sum = 0;
        int occurring = 0;
        for (int c = 0; c < classes; c++) {
            double truePositive = 0;
            double falsePositive = 0;
            double falseNegative = 0;
            boolean occurs = false;
            for (int row = 0; row < truth.length; row++) {
                boolean actual = truth[row] == c;
                boolean predicted = argmax(classes, p, row) == c;
                occurs |= actual || predicted;
                truePositive += actual && predicted ? weights[row] : 0;
                falsePositive += !actual && predicted ? weights[row] : 0;
                falseNegative += actual && !predicted ? weights[row] : 0;
            }
            double denominator = 2 * truePositive + falsePositive + falseNegative;
            sum += denominator == 0 ? 0 : 2 * truePositive / denominator;
            occurring += occurs ? 1 : 0;
        }
        return sum / occurring;
    }

    private static double accuracyByCounting(int classes, int[] truth, double[] p, double[] weights) {
        double right = 0;
        double all = 0;
        for (int row = 0; row < truth.length; row++) {
            right += argmax(classes, p, row) == truth[row] ? weights[row] : 0;
            all += weights[row];
        }
        return right / all;
    }

    private static int argmax(int classes, double[] p, int row) {
        int best = 0;
        for (int c = 0; c < classes; c++) {
            best = p[row * classes + c] > p[row * classes + best] ? c : best;
        }
        return best;
    }
}
