package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.IntStream;

/** The order of rows in time. */
public final class TimeOrder {

    private static final double NANOS = 1e9;

    private TimeOrder() {}

    /**
     * {@return for each of some rows, a number that grows with time: the number in the column, or the moment of its
     * date}
     *
     * @param column of numbers, or of dates or times in one format
     * @param rows the rows, each with a value
     * @throws DataException if a row has no value, or values are neither numbers nor dates
     */
    public static double[] of(Column column, int[] rows) {
        for (int row : rows) {
            if (column.isMissing(row)) {
                throw new DataException("time column " + quote(column.name()) + " has no value in row " + (row + 1)
                        + ": the latest rows cannot be told");
            }
        }
        if (column instanceof NumericColumn numbers) {
            return IntStream.of(rows).mapToDouble(numbers::value).toArray();
        }
        CategoricalColumn texts = (CategoricalColumn) column;
        Texts different = Texts.of(texts, rows);
        Optional<DateFormat> dates = new DateFitter(texts, rows).likely().map(DateFitter.Found::format);
        if (dates.isEmpty()) {
            Optional<NumberFormat> numbers = NumberFitter.fit(different, false).map(NumberFitter.Fitted::format);
            return IntStream.of(rows)
                    .mapToDouble(row -> numbers.flatMap(format -> format.parse(texts.text(row)).stream()
                                    .boxed()
                                    .findFirst())
                            .orElseThrow(() -> fault(column, row, "neither a number nor a date that is understood")))
                    .toArray();
        }
        return IntStream.of(rows)
                .mapToDouble(row -> dates.get()
                        .parse(texts.text(row))
                        .map(time -> time.toEpochSecond(ZoneOffset.UTC) + time.getNano() / NANOS)
                        .orElseThrow(
                                () -> fault(column, row, "not " + dates.get().expected())))
                .toArray();
    }

    private static DataException fault(Column column, int row, String what) {
        return new DataException("time column " + quote(column.name()) + " has the value " + quote(column.text(row))
                + " in row " + (row + 1) + ", which is " + what + ": the latest rows cannot be told");
    }
}
