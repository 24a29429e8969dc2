package densa.table.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BinsTest {

    @Test
    void fewDistinctValuesAreAllEdges() {
        assertThat(Bins.edges(new double[] {1, 1, 2, 2, 2, 5}, 2)).containsExactly(1.0, 2.0, 5.0);
        assertThat(Bins.edges(new double[] {1, 2, 5}, 64)).containsExactly(1.0, 2.0, 5.0);
        assertThat(Bins.edges(new double[] {-0.0, 0.0, 1}, 64)).containsExactly(0.0, 1.0);
    }

    @Test
    void manyDistinctValuesGetBinsOfAsManyRows() {
        double[] values = IntStream.rangeClosed(0, 1000).asDoubleStream().toArray();
        assertThat(Bins.edges(values, 4)).hasSize(5).first().isEqualTo(0.0);
        List<Double> edges = Bins.edges(values, 4);
        for (int i = 0; i <= 4; i++) {
            assertThat(edges.get(i)).isBetween(250.0 * i - 1, 250.0 * i + 1);
        }
        assertThat(edges.get(4)).isEqualTo(1000);
    }

    @Test
    void heavyValueDoesNotTakeTheBinsOfTheOthers() {
        double[] values = new double[10_000];
        for (int i = 9_000; i < values.length; i++) {
            values[i] = i - 8_999;
        }
        List<Double> edges = Bins.edges(values, 16);
        assertThat(edges).hasSizeGreaterThanOrEqualTo(10).first().isEqualTo(0.0);
        assertThat(edges.get(edges.size() - 1)).isEqualTo(1000);
        for (int i = 2; i < edges.size(); i++) {
            assertThat(edges.get(i) - edges.get(i - 1)).isLessThan(200);
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
            List<Double> edges = Bins.edges(sorted, bins);
            assertThat(edges).hasSizeBetween(2, bins + 1).isSorted().doesNotHaveDuplicates();
            assertThat(edges.get(0)).isEqualTo(sorted[0]);
            assertThat(edges.get(edges.size() - 1)).isEqualTo(sorted[rows - 1]);
            assertThat(edges).allMatch(edge -> Arrays.binarySearch(sorted, edge) >= 0);
        }
    }
}
