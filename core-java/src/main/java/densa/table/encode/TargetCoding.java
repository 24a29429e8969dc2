package densa.table.encode;

import densa.data.Dataset;
import densa.table.Column;
import densa.table.ColumnType;

/** How the target column becomes the target of a {@link Dataset}, and what its predictions mean. */
public sealed interface TargetCoding permits ClassCoding, NumberCoding {

    /** {@return the column's name} */
    String name();

    /** {@return the type that the column had in the training table, in which it should be read again} */
    ColumnType source();

    /**
     * {@return the column as this coding reads it, in which a text that is no value may be missing}
     *
     * @param column the target column of a table
     */
    default Column view(Column column) {
        return column;
    }

    /**
     * {@return the target of one row as a data set holds it: a class index, or a scaled number}
     *
     * @param column the target column of a table, as {@link #view} gives it or as it is
     * @param row the row, 0 to size - 1
     * @throws densa.data.DataException if the value is missing or cannot be a target of this model; the message names
     *     column, row and value
     */
    double encode(Column column, int row);

    /**
     * {@return what is true of one row, to be compared with a prediction: a class index, -1 for a
     * class that training did not have, or the number in its own unit}
     *
     * @param column the target column of a table, as {@link #view} gives it or as it is
     * @param row the row, 0 to size - 1
     * @throws densa.data.DataException as {@link #encode}
     */
    double truth(Column column, int row);
}
