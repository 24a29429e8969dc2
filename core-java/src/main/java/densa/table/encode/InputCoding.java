package densa.table.encode;

import densa.data.Dataset;
import densa.data.InputColumn;
import densa.table.ColumnType;
import java.util.List;

/** How one column of a table becomes input columns of a {@link Dataset}; what training learned about the column. */
public sealed interface InputCoding permits NumericCoding, CategoricalCoding, DateCoding {

    /** {@return the column's name} */
    String name();

    /** {@return the type that the column had in the training table, in which it should be read again} */
    ColumnType source();

    /** {@return whether values were missing in training, so that a row may leave the column out} */
    boolean missingSeen();

    /**
     * {@return the same coding with fewer bins for a number, whose edges are among those of this one}
     *
     * @param most the maximum number of bins, 0 or more; a coding with no more stays as it is
     */
    InputCoding withBins(int most);

    /** {@return the numbers that are encoded one after another; empty if names are} */
    List<NumericCoding> numbers();

    /** {@return the number of network inputs that its input columns become} */
    default int width() {
        return inputs().stream().mapToInt(InputColumn::width).sum();
    }

    /** {@return the input columns that it becomes, at least one} */
    List<InputColumn> inputs();
}
