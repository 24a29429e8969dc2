package densa.table.model;

import densa.data.InputColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.encode.EncodedTable;
import densa.table.encode.Encoder;
import densa.table.encode.InputCoding;
import densa.table.encode.NumericCoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns of a table as a line sees them: a constant, numbers as they are, 1 for the level of a row, and 1 for a
 * missing number. Immutable.
 */
final class LinearFeatures {

    private final EncodedTable encoded;
    private final List<Feature> features;
    private final int size;

    /**
     * An input column of the encoder.
     *
     * @param input its place among them
     * @param first the place of its first feature
     * @param level whether it holds the index of one of several features
     * @param number the numbers behind it, if it is a number
     */
    private record Feature(int input, int first, boolean level, Optional<NumericColumn> number, double median) {}

    LinearFeatures(Encoder encoder, Table table) {
        this.encoded = encoder.inputs(table);
        List<Feature> found = new ArrayList<>();
        int input = 0;
        int next = 1;
        for (InputCoding coding : encoder.codings()) {
            int first = input;
            for (InputColumn column : coding.inputs()) {
                if (column instanceof InputColumn.OneHot levels) {
                    found.add(new Feature(input, next, true, Optional.empty(), 0));
                    next += levels.width();
                } else if (column.equals(InputColumn.NUMERIC)) {
                    boolean number = input == first && coding instanceof NumericCoding numeric && numeric.scale() > 0;
                    found.add(
                            number
                                    ? new Feature(
                                            input,
                                            next,
                                            false,
                                            Optional.of(
                                                    ((NumericCoding) coding).numbersOf(table.column(coding.name()))),
                                            ((NumericCoding) coding).median())
                                    : new Feature(input, next, false, Optional.empty(), 0));
                    next++;
                }
                input++;
            }
        }
        this.features = List.copyOf(found);
        this.size = next;
    }

    /** The number of features. */
    int size() {
        return size;
    }

    /** The number of entries of a row. */
    int entries() {
        return features.size() + 1;
    }

    /** Writes the entries of a row: which features they are of, and their values. */
    void read(int row, double[] inputs, int[] index, double[] value, int offset) {
        encoded.read(row, inputs, 0);
        index[offset] = 0;
        value[offset] = 1;
        int at = offset + 1;
        for (Feature feature : features) {
            double input = inputs[feature.input()];
            double number = feature.number().map(column -> column.value(row)).orElse(input);
            index[at] = feature.first() + (feature.level() && input > 0 ? (int) input : 0);
            value[at] = feature.level() ? 1 : Double.isFinite(number) ? number - feature.median() : 0;
            at++;
        }
    }

    /** The numbers that {@link #read} needs room for. */
    int inputs() {
        return encoded.width();
    }
}
