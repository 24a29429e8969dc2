package densa.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatasetSelectTest {

    private static final List<InputColumn> INPUTS =
            List.of(InputColumn.NUMERIC, new InputColumn.OneHot(3), new InputColumn.Piecewise(4));

    private static Dataset dataset(Precision precision, int rows, boolean weighted) {
        Random random = new Random(rows);
        Dataset.Builder builder = Dataset.builder(precision, INPUTS, 2, rows);
        for (int row = 0; row < rows; row++) {
            builder.setInput(row, 0, random.nextGaussian());
            builder.setInput(row, 1, random.nextInt(4) - 1);
            builder.setInput(row, 2, 4 * random.nextDouble());
            builder.setTarget(row, 0, row);
            builder.setTarget(row, 1, -row);
            builder.setWeight(row, weighted && row % 5 == 0 ? 0.5 : 1);
        }
        return builder.build();
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void selectedRowsAreCopiesInTheGivenOrder(Precision precision) {
        Dataset data = dataset(precision, 1000, true);
        int[] rows = {7, 999, 0, 500, 7, 5};
        Dataset some = data.select(rows);
        assertThat(some.rows()).isEqualTo(6);
        assertThat(some.inputs()).isEqualTo(INPUTS);
        for (int i = 0; i < rows.length; i++) {
            for (int column = 0; column < 3; column++) {
                assertThat(some.input(i, column)).isEqualTo(data.input(rows[i], column));
            }
            double[] expected = new double[data.stride()];
            double[] got = new double[some.stride()];
            data.read(rows[i], expected);
            some.read(i, got);
            assertThat(got).containsExactly(expected);
            assertThat(some.weight(i)).isEqualTo(data.weight(rows[i]));
        }
        assertThat(some.weighted()).isTrue();
        assertThat(data.select(new int[] {1, 2}).weighted()).isFalse();
        assertThat(dataset(precision, 1000, false).select(rows).weighted()).isFalse();
    }

    @Test
    void rowsThatThereAreNotAreRejected() {
        Dataset data = dataset(Precision.FLOAT64, 10, false);
        assertThatThrownBy(() -> data.select(new int[] {3, 10})).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> data.select(new int[] {-1})).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> data.select(new int[0])).isInstanceOf(IllegalArgumentException.class);
    }
}
