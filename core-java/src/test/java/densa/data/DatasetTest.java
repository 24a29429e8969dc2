package densa.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetTest {

    private static final List<InputColumn> INPUTS =
            List.of(InputColumn.NUMERIC, new InputColumn.OneHot(3), new InputColumn.Piecewise(4));

    @Test
    void nullAmongRowsIsNamed() {
        double[][] rows = {{1}, {2}};
        assertThatThrownBy(() -> Dataset.of(new double[][] {{1}, null}, rows, Precision.FLOAT64))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("x row 1 must be an array, got null");
        assertThatThrownBy(() -> Dataset.of(new float[][] {{1}}, new float[][] {null}, Precision.FLOAT64))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("y row 0 must be an array, got null");
        assertThatThrownBy(() -> Dataset.of(rows, null, Precision.FLOAT64))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("y");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSetIsRead(Precision precision) {
        Dataset data = Dataset.builder(INPUTS, 2, 3, precision)
                .setInput(1, 0, 0.5)
                .setInput(1, 1, -1)
                .setInput(1, 2, 3.75)
                .setTarget(1, 0, 7)
                .setTarget(1, 1, -8)
                .setWeight(1, 2)
                .build();
        double[] row = new double[data.stride()];
        data.read(1, row);
        assertThat(row).containsExactly(0.5, -1, 3.75, 7, -8, 2);
        data.read(2, row);
        assertThat(row).containsExactly(0, 0, 0, 0, 0, 1);
        assertThat(data.input(1, 2)).isEqualTo(3.75);
        assertThat(data.target(1, 1)).isEqualTo(-8);
        assertThat(data.weight(1)).isEqualTo(2);
        assertThat(data.weighted()).isTrue();
        assertThat(data)
                .hasToString("Dataset 3 rows x 3 input columns, 2 target columns, " + precision.id() + ", weighted");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsNamedWithItsPlace(double value) {
        double[][] fine = {{1, 2}, {3, 4}};
        double[][] bad = {{1, 2}, {3, value}};
        assertThatThrownBy(() -> Dataset.of(bad, fine, Precision.FLOAT32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row 1, column 1 must be a finite number in float32, got " + value);
        assertThatThrownBy(() -> Dataset.of(fine, bad, Precision.FLOAT64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row 1, target 1 must be a finite number in float64, got " + value);
    }

    @Test
    void aNumberThatSinglePrecisionCannotHoldIsRejectedThereOnly() {
        double[][] large = {{1e300}};
        double[][] one = {{1}};
        assertThat(Dataset.of(large, one, Precision.FLOAT64).input(0, 0)).isEqualTo(1e300);
        assertThatThrownBy(() -> Dataset.of(large, one, Precision.FLOAT32))
                .hasMessage("row 0, column 0 must be a finite number in float32, got 1.0E300");
        assertThatThrownBy(() -> Dataset.of(one, large, Precision.FLOAT32))
                .hasMessage("row 0, target 0 must be a finite number in float32, got 1.0E300");
    }

    @Test
    void whatDoesNotFitIsRejected() {
        Dataset.Builder builder = Dataset.builder(INPUTS, 1, 2, Precision.FLOAT64);
        assertThatThrownBy(() -> builder.setInput(0, 1, 3))
                .hasMessage("row 0, column 1 must be -1 or a level index 0 to 2, got 3.0");
        assertThatThrownBy(() -> builder.setInput(1, 2, 4.5))
                .hasMessage("row 1, column 2 must be 0 to 4, the number of bins, got 4.5");
        assertThatThrownBy(() -> builder.setTarget(0, 1, 1)).hasMessage("target column must be 0 to 0, got 1");
        assertThatThrownBy(() -> builder.setWeight(1, -1))
                .hasMessage("weight of row 1 must be 0 or more and finite in float64, got -1.0");
        assertThatThrownBy(() -> Dataset.of(new double[][] {{1}, {1, 2}}, new double[2][1], Precision.FLOAT64))
                .hasMessage("x row 1 must have 1 values like row 0, got 2");
        assertThatThrownBy(() -> Dataset.of(new double[0][], new double[0][], Precision.FLOAT64))
                .hasMessage("a data set must have at least one row, got 0");
    }
}
