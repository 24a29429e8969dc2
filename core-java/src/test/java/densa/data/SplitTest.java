package densa.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 13, 207})
    void randomSplitHoldsEveryRowOnce(int rows) {
        for (double fraction : new double[] {0.001, 0.2, 0.5, 0.999}) {
            Split split = Split.random(rows, fraction, 42);
            assertHoldsEveryRowOnce(split, rows);
            long expected = Math.min(rows - 1L, Math.max(1L, Math.round(rows * fraction)));
            assertThat(split.validation()).hasSize((int) expected);
        }
    }

    @Test
    void splitIsTheSameForTheSameSeedInEveryRelease() {
        assertThat(Split.random(10, 0.3, 1)).isEqualTo(Split.random(10, 0.3, 1));
        assertThat(Split.random(100, 0.3, 1)).isNotEqualTo(Split.random(100, 0.3, 2));
        assertThat(Split.random(10, 0.3, 1).validation()).containsExactly(0, 1, 9);
        assertThat(Split.stratified(new int[] {0, 0, 0, 1, 1, 1, 1, 2, 2}, 0.34, 1)
                        .validation())
                .containsExactly(0, 5, 7);
    }

    @Test
    void randomSplitTakesEveryRowAboutEquallyOften() {
        int[] counts = new int[10];
        for (int seed = 0; seed < 2000; seed++) {
            for (int row : Split.random(10, 0.3, seed).validation()) {
                counts[row]++;
            }
        }
        // 600 expected; the standard deviation of a binomial count is sqrt(2000 * 0.3 * 0.7) = 20.5; five of them
        assertThat(Arrays.stream(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(497, 703));
    }

    @Test
    void stratifiedSplitHasEachClassOnBothSides() {
        SplittableRandom random = new SplittableRandom(3);
        for (int trial = 0; trial < 500; trial++) {
            int rows = 2 + random.nextInt(60);
            int classCount = 1 + random.nextInt(10);
            int[] classes = random.ints(rows, 0, classCount).toArray();
            double fraction = 0.01 + 0.98 * random.nextDouble();
            Split split = Split.stratified(classes, fraction, trial);
            assertHoldsEveryRowOnce(split, rows);
            for (int c = 0; c < classCount; c++) {
                long inAll = count(classes, IntStream.range(0, rows).toArray(), c);
                if (inAll >= 2) {
                    assertThat(count(classes, split.train(), c)).isPositive();
                    assertThat(count(classes, split.validation(), c)).isPositive();
                    assertThat(Math.abs(count(classes, split.validation(), c) - inAll * fraction))
                            .isLessThanOrEqualTo(1 + 1e-9); // rounded up or down, or kept off an empty side
                }
            }
        }
    }

    @Test
    void stratifiedSplitKeepsTheFractionInAll() {
        int[] classes = new int[1000];
        Arrays.fill(classes, 0, 700, 1);
        Arrays.fill(classes, 700, 905, 2);
        Split split = Split.stratified(classes, 0.15, 7);
        assertThat(split.validation()).hasSize(150);
        assertThat(count(classes, split.validation(), 1)).isEqualTo(105);
        assertThat(count(classes, split.validation(), 2)).isEqualTo(31); // 30.75 and 14.25
        assertThat(count(classes, split.validation(), 0)).isEqualTo(14);
    }

    @Test
    void stratifiedSplitTrainsOnTheOnlyRowOfAClass() {
        Split split = Split.stratified(new int[] {0, 0, 0, 9, 0}, 0.5, 1);
        assertThat(split.train()).contains(3);
    }

    @Test
    void stratifiedSplitOfSingleRowClassesStillHasBothSides() {
        assertHoldsEveryRowOnce(Split.stratified(new int[] {5, 6, 7}, 0.2, 1), 3);
    }

    @Test
    void splitRejectsOneRowAndBadFractions() {
        assertThatThrownBy(() -> Split.random(1, 0.2, 1))
                .isInstanceOf(DataException.class)
                .hasMessage("a split into training and validation rows needs at least 2 rows, got 1");
        for (double fraction : new double[] {0, 1, -0.1, Double.NaN}) {
            assertThatThrownBy(() -> Split.stratified(new int[] {0, 1}, fraction, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("validation fraction must be > 0 and < 1, got " + fraction);
        }
    }

    @Test
    void foldsValidateEveryRowOnceWithEachClassInItsShare() {
        SplittableRandom random = new SplittableRandom(5);
        for (int trial = 0; trial < 300; trial++) {
            int rows = 2 + random.nextInt(80);
            int count = 2 + random.nextInt(Math.min(12, rows) - 1);
            int classCount = 1 + random.nextInt(6);
            double[] targets = random.ints(rows, 0, classCount).asDoubleStream().toArray();
            List<Split> splits = Split.folds(targets, count, trial);
            assertThat(splits).hasSize(count);
            assertEveryRowIsValidatedOnce(splits, rows);
            for (int c = 0; c < classCount; c++) {
                int wanted = c;
                LongSummaryStatistics inFold = splits.stream()
                        .mapToLong(split -> Arrays.stream(split.validation())
                                .filter(row -> targets[row] == wanted)
                                .count())
                        .summaryStatistics();
                assertThat(inFold.getMax() - inFold.getMin()).isLessThanOrEqualTo(1);
            }
            LongSummaryStatistics sizes = splits.stream()
                    .mapToLong(split -> split.validation().length)
                    .summaryStatistics();
            assertThat(sizes.getMax() - sizes.getMin()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void foldsHaveEveryRangeOfANumber() {
        double[] targets = IntStream.range(0, 100).mapToDouble(i -> i * i).toArray();
        for (Split split : Split.folds(targets, 10, 3)) {
            assertThat(split.validation()).hasSize(10);
            for (int i = 0; i < 10; i++) {
                assertThat(split.validation()[i] / 10).isEqualTo(i);
            }
        }
    }

    @Test
    void groupFoldsNeverSplitAGroup() {
        SplittableRandom random = new SplittableRandom(6);
        for (int trial = 0; trial < 300; trial++) {
            int[] groups = random.ints(2 + random.nextInt(80), -9, 9).toArray();
            int distinct = (int) Arrays.stream(groups).distinct().count();
            if (distinct < 2) {
                continue;
            }
            List<Split> splits = Split.groupFolds(groups, 2 + random.nextInt(distinct - 1), trial);
            assertEveryRowIsValidatedOnce(splits, groups.length);
            for (Split split : splits) {
                assertThat(Arrays.stream(split.train()).map(row -> groups[row]).boxed())
                        .doesNotContainAnyElementsOf(Arrays.stream(split.validation())
                                .map(row -> groups[row])
                                .boxed()
                                .toList());
            }
        }
    }

    @Test
    void foldsAreTheSameForTheSameSeed() {
        double[] targets = IntStream.range(0, 50).mapToDouble(i -> i % 7).toArray();
        int[] groups = IntStream.range(0, 50).map(i -> i % 13).toArray();
        assertThat(Split.folds(targets, 5, 1))
                .isEqualTo(Split.folds(targets, 5, 1))
                .isNotEqualTo(Split.folds(targets, 5, 2));
        assertThat(Split.groupFolds(groups, 5, 1))
                .isEqualTo(Split.groupFolds(groups, 5, 1))
                .isNotEqualTo(Split.groupFolds(groups, 5, 2));
    }

    @Test
    void numberOfFoldsIsChecked() {
        assertThatThrownBy(() -> Split.folds(new double[3], 4, 1))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("folds must be 2 to the number of rows, 3, got 4");
        assertThatThrownBy(() -> Split.groupFolds(new int[] {1, 1, 2}, 1, 1))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("folds must be 2 to the number of groups, 2, got 1");
    }

    private static void assertEveryRowIsValidatedOnce(List<Split> splits, int rows) {
        splits.forEach(split -> assertHoldsEveryRowOnce(split, rows));
        assertThat(splits.stream()
                        .flatMapToInt(split -> Arrays.stream(split.validation()))
                        .sorted())
                .containsExactlyElementsOf(IntStream.range(0, rows).boxed().toList());
    }

    private static void assertHoldsEveryRowOnce(Split split, int rows) {
        assertThat(split.train()).isSorted().isNotEmpty();
        assertThat(split.validation()).isSorted().isNotEmpty();
        int[] all = IntStream.concat(Arrays.stream(split.train()), Arrays.stream(split.validation()))
                .sorted()
                .toArray();
        assertThat(all).isEqualTo(IntStream.range(0, rows).toArray());
    }

    private static long count(int[] classes, int[] rows, int wanted) {
        return Arrays.stream(rows).filter(row -> classes[row] == wanted).count();
    }
}
