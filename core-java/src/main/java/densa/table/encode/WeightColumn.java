package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import java.util.Optional;

/** The row weights of a table: those of its weight column, checked, or 1 everywhere. */
public final class WeightColumn {

    private final Optional<NumericColumn> column;

    private WeightColumn(Optional<NumericColumn> column) {
        this.column = column;
    }

    /**
     * {@return the weights of a table}
     *
     * @param table has the weight column if the roles name one
     * @param roles what names the weight column; without one, each row weighs 1
     * @throws DataException if the weight column is not in the table, is text, or holds a value that is missing,
     *     negative or infinite
     */
    public static WeightColumn of(Table table, Roles roles) {
        return new WeightColumn(roles.weight().map(name -> checked(table.column(name))));
    }

    private static NumericColumn checked(Column column) {
        if (!(column instanceof NumericColumn weights)) {
            throw new DataException("weight " + quote(column.name()) + " must hold numbers, got text"
                    + (column.size() == 0 ? "" : " such as " + quote(column.text(0))));
        }
        for (int row = 0; row < weights.size(); row++) {
            double weight = weights.value(row);
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
                String got = Double.isNaN(weight) ? "nothing" : column.text(row);
                throw new DataException("weight " + quote(column.name()) + " must be 0 or more and finite, got " + got
                        + " in row " + (row + 1));
            }
        }
        return weights;
    }

    /**
     * {@return the weight of a row, 0 or more and finite}
     *
     * @param row the row, 0 to the table's rows - 1
     */
    public double weight(int row) {
        return column.isPresent() ? column.get().value(row) : 1;
    }
}
