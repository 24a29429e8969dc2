package densa.table.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import densa.table.ColumnType;
import densa.table.encode.Bins;
import densa.table.encode.CategoricalCoding;
import densa.table.encode.InputCoding;
import densa.table.encode.NumericCoding;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorrelatedColumnsTest {

    private static final int ROWS = 500;

    private static InputCoding number(String name) {
        return new NumericCoding(name, ColumnType.NUMERIC, 0, 1, Bins.NONE, false, -9, 9, Optional.empty());
    }

    private static InputCoding names(String name, int levels) {
        List<String> all = IntStream.range(0, levels).mapToObj(i -> "l" + i).toList();
        return new CategoricalCoding(name, ColumnType.CATEGORICAL, all, false, false);
    }

    private static CorrelatedColumns columns(List<InputCoding> codings, double[]... columns) {
        double[] rows = new double[columns[0].length * columns.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = columns[i % columns.length][i / columns.length];
        }
        return new CorrelatedColumns(codings, rows, columns[0].length);
    }

    @Test
    void spearmanOfFiveRowsIsThatByHand() {
        // Ranks 1 2 3 4 5 and 2 1 4 3 5: 1 - 6 (1 + 1 + 1 + 1 + 0) / (5 * 24) = 0.8.
        CorrelatedColumns found = columns(
                List.of(number("a"), number("b")), new double[] {1, 2, 3, 4, 5}, new double[] {20, 10, 40, 30, 900});
        assertThat(found.association(0, 1)).isCloseTo(0.8, within(1e-12));
    }

    @Test
    void kindsAreComparedAndGroupedByChains() {
        Random random = new Random(1);
        double[] level = random.ints(ROWS, 0, 4).asDoubleStream().toArray();
        double[] other = IntStream.range(0, ROWS).mapToDouble(i -> 3 - level[i]).toArray();
        double[] near = IntStream.range(0, ROWS)
                .mapToDouble(i -> level[i] + 0.1 * random.nextDouble())
                .toArray();
        double[] free = random.doubles(ROWS).toArray();
        double[] many = random.ints(ROWS, 0, 100).asDoubleStream().toArray();
        CorrelatedColumns found = columns(
                List.of(names("level", 4), number("free"), names("other", 4), number("near"), names("many", 100)),
                level,
                free,
                other,
                near,
                many);
        assertThat(found.association(0, 2)).isCloseTo(1, within(1e-9));
        assertThat(found.association(0, 3)).isGreaterThan(0.9);
        assertThat(found.association(0, 4)).isLessThan(0.3);
        assertThat(found.association(1, 4)).isLessThan(0.3);
        assertThat(found.groups(0.8)).containsExactly(List.of(0, 2, 3), List.of(1), List.of(4));
    }
}
