package densa.table.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinsTest {

    @Test
    void fewDistinctValuesAreAllEdges() {
        assertThat(Bins.of(new double[] {1, 1, 2, 2, 2, 5}, 2).edges()).containsExactly(1.0, 2.0, 5.0);
        assertThat(Bins.of(new double[] {1, 2, 5}, 64).edges()).containsExactly(1.0, 2.0, 5.0);
        assertThat(Bins.of(new double[] {-0.0, 0.0, 1}, 64).edges()).containsExactly(0.0, 1.0);
    }

    @Test
    void manyDistinctValuesGetBinsOfAsManyRows() {
        double[] values = IntStream.rangeClosed(0, 1000).asDoubleStream().toArray();
        assertThat(Bins.of(values, 4).edges()).hasSize(5).startsWith(0.0);
        double[] edges = Bins.of(values, 4).edges();
        for (int i = 0; i <= 4; i++) {
            assertThat(edges[i]).isBetween(250.0 * i - 1, 250.0 * i + 1);
        }
        assertThat(edges[4]).isEqualTo(1000);
    }

    @Test
    void heavyValueDoesNotTakeTheBinsOfTheOthers() {
        double[] values = new double[10_000];
        for (int i = 9_000; i < values.length; i++) {
            values[i] = i - 8_999;
        }
        double[] edges = Bins.of(values, 16).edges();
        assertThat(edges).hasSizeGreaterThanOrEqualTo(10).startsWith(0.0);
        assertThat(edges[edges.length - 1]).isEqualTo(1000);
        for (int i = 2; i < edges.length; i++) {
            assertThat(edges[i] - edges[i - 1]).isLessThan(200);
        }
    }

    @Test
    void edgesAscendFromTheLeastToTheLargestAndAreValuesAndNotTooMany() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            int rows = 2 + random.nextInt(400);
            int scale = 1 + random.nextInt(300);
            double[] sorted = random.doubles(rows)
                    .map(x -> Math.floor(scale * x * x * x) / 7)
                    .sorted()
                    .toArray();
            if (sorted[0] == sorted[rows - 1]) {
                continue;
            }
            int bins = 1 + random.nextInt(70);
            double[] edges = Bins.of(sorted, bins).edges();
            assertThat(edges).hasSizeBetween(2, bins + 1).isSorted().doesNotHaveDuplicates();
            assertThat(edges[0]).isEqualTo(sorted[0]);
            assertThat(edges[edges.length - 1]).isEqualTo(sorted[rows - 1]);
            assertThat(DoubleStream.of(edges)).allMatch(edge -> Arrays.binarySearch(sorted, edge) >= 0);
        }
    }
}
