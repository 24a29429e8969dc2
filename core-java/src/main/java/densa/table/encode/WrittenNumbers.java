package densa.table.encode;

import densa.table.CategoricalColumn;
import densa.table.Column;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A target column whose texts may be numbers.
 *
 * @param numbers the column itself, or its numbers
 * @param format how they are written; empty if the column is as it came
 * @param how how they are written, to follow a reason; empty if as programs do
 * @param foreign the texts that are no numbers, with their rows; empty if there are none
 */
record WrittenNumbers(Column numbers, Optional<NumberFormat> format, String how, String foreign) {

    /**
     * Finds numbers among the texts of a target: many different ones, or any if a number was asked for.
     *
     * @param decimalComma as {@link NumberFitter#fit} has it
     */
    static WrittenNumbers of(Column column, Task task, boolean decimalComma) {
        if (task == Task.CLASSIFICATION || !(column instanceof CategoricalColumn texts)) {
            return new WrittenNumbers(column, Optional.empty(), "", "");
        }
        int[] rows = IntStream.range(0, texts.size()).toArray();
        Texts different = Texts.of(texts, rows);
        return NumberFitter.fit(different, decimalComma)
                .filter(found -> task == Task.REGRESSION
                        || different.different() - found.foreign().different() > EncodingRules.MAX_CODES)
                .map(found -> new WrittenNumbers(
                        found.format().numbersOf(texts),
                        Optional.of(found.format()),
                        how(found),
                        found.foreign().rows() == 0 ? "" : found.foreign().describe(texts, rows)))
                .orElseGet(() -> new WrittenNumbers(column, Optional.empty(), "", ""));
    }

    private static String how(NumberFitter.Fitted found) {
        String how = found.format().describe();
        return how.isEmpty() ? "" : ", written with " + how + found.doubt();
    }
}
