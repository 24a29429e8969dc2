package densa.table.encode;

import static org.assertj.core.api.Assertions.assertThat;

import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedScaleTest {

    private static final double[] PIXEL = {0, 4, 8, 12, 16, 0};
    private static final double[] RIM = {0, 0, 0, 0, 0, 2};
    private static final double[] OTHER = {-5, 100, 3, 7, 22, 1};

    @Test
    void columnsOnOneScaleShareIt() {
        Encoder encoder = encoder(8, PIXEL, 3, RIM, 1, OTHER);
        // The distance of a pixel's quartiles; a rim's own would be half of its range.
        double shared = 10;
        assertThat(scales(encoder).subList(0, 11)).containsOnly(shared);
        assertThat(scales(encoder).get(11)).isNotEqualTo(shared);
        assertThat(encoder.describe().get(0).detail()).endsWith(", scaled jointly with the other columns of 0 to 16");
        assertThat(encoder.describe().get(8).detail()).endsWith(", scaled jointly with the other columns of 0 to 16");
        assertThat(encoder.describe().get(11).detail()).doesNotContain("on a scale");
    }

    @Test
    void fewColumnsOfOneRangeKeepTheirOwnScale() {
        assertThat(scales(encoder(7, PIXEL, 1, RIM, 0, OTHER)).get(7)).isEqualTo(1);
    }

    @Test
    void columnsOfOneRangeThatAreNotMostOfAllKeepTheirOwnScale() {
        assertThat(scales(encoder(8, PIXEL, 3, RIM, 6, OTHER)).get(8)).isEqualTo(1);
    }

    private static List<Double> scales(Encoder encoder) {
        return encoder.codings().stream()
                .map(coding -> ((NumericCoding) coding).scale())
                .toList();
    }

    private static Encoder encoder(int pixels, double[] pixel, int rims, double[] rim, int others, double[] other) {
        List<Column> columns = new ArrayList<>();
        add(columns, "pixel", pixels, pixel);
        add(columns, "rim", rims, rim);
        add(columns, "other", others, other);
        columns.add(CategoricalColumn.of("y", "a", "b", "a", "b", "a", "b"));
        return Encoder.fit(Table.of(columns), Roles.target("y"));
    }

    private static void add(List<Column> columns, String name, int count, double[] values) {
        IntStream.range(0, count).forEach(i -> columns.add(NumericColumn.of(name + i, values)));
    }
}
