package densa.table.encode;

import densa.table.Table;
import java.util.stream.IntStream;

/**
 * Some rows of a table, each with a weight.
 *
 * @param table holds them
 * @param rows their numbers
 * @param weights one for each of them, 0 or more
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out
public record TableRows(Table table, int[] rows, double[] weights) {

    /**
     * As given.
     *
     * @param table holds the rows
     * @param rows their numbers, from 0; copied
     * @param weights one for each of them, 0 or more; copied
     * @throws IllegalArgumentException if there are more or fewer weights than rows
     */
    public TableRows {
        rows = rows.clone();
        weights = weights.clone();
        if (rows.length != weights.length) {
            throw new IllegalArgumentException(
                    "weights must be one for each of " + rows.length + " rows, got " + weights.length);
        }
    }

    /**
     * Takes rows with the weights that the table's weight column gives them.
     *
     * @param table holds the rows
     * @param roles what names the weight column; without one, each row weighs 1
     * @param rows their numbers, from 0; copied
     * @return the rows with their weights
     * @throws densa.data.DataException if the weight column is not in the table or holds what is no weight
     */
    public static TableRows of(Table table, Roles roles, int[] rows) {
        WeightColumn weights = WeightColumn.of(table, roles);
        return new TableRows(
                table, rows, IntStream.of(rows).mapToDouble(weights::weight).toArray());
    }

    /** {@return a copy of the rows' numbers} */
    @Override
    public int[] rows() {
        return rows.clone();
    }

    /** {@return a copy of their weights} */
    @Override
    public double[] weights() {
        return weights.clone();
    }

    /** {@return how many rows} */
    public int count() {
        return rows.length;
    }
}
