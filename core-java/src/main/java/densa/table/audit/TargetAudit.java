package densa.table.audit;

import static densa.internal.Quote.quote;

import densa.internal.LongIndex;
import densa.internal.Numerals;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.encode.EncodingRules;
import densa.table.encode.FittedTarget;
import densa.table.encode.NumberCoding;
import densa.table.encode.Roles;
import densa.table.encode.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is unusual about the target. */
final class TargetAudit {

    private static final int FEWEST_ROWS = 10;
    private static final double RARE = 0.01;
    private static final int STRONG = 50;
    private static final int CLASSES_IN_TEXT = 5;

    private final Column column;
    private final Roles roles;
    private final FittedTarget target;
    private final int[] rows;
    private final Map<String, Integer> classes;
    private final int folds;
    private final List<Finding> findings = new ArrayList<>();

    TargetAudit(Table table, Roles roles, FittedTarget target, int folds) {
        this.column = table.column(target.coding().name());
        this.roles = roles;
        this.target = target;
        this.rows = target.rows();
        this.classes = target.classCounts(table);
        this.folds = folds;
    }

    List<Finding> findings() {
        if (column instanceof NumericColumn numbers) {
            auditNumbers(numbers);
        } else if (column instanceof CategoricalColumn texts && target.task() == Task.CLASSIFICATION) {
            auditTexts(texts);
        }
        if (!classes.isEmpty()) {
            auditClasses();
            if (column instanceof CategoricalColumn texts) {
                SimilarTexts.of(texts, rows, "classes").ifPresent(findings::add);
            }
        }
        if (target.coding() instanceof NumberCoding number) {
            auditOutliers(number);
        }
        return findings;
    }

    private void add(Finding.Kind kind, Map<String, Double> figures, String text) {
        findings.add(new Finding(kind, List.of(column.name()), figures, text));
    }

    private void auditNumbers(NumericColumn numbers) {
        if (roles.task() != Task.AUTO) {
            return;
        }
        if (target.task() == Task.CLASSIFICATION) {
            if (classes.size() > EncodingRules.FEW_CLASSES) {
                add(
                        Finding.Kind.TARGET_TAKEN_AS_CLASSES,
                        Map.of("classes", (double) classes.size()),
                        "target " + quote(column.name()) + " has " + classes.size()
                                + " different whole numbers and is treated as classes: task regression predicts a"
                                + " number");
            }
            return;
        }
        LongIndex different = new LongIndex();
        for (int i = 0; i < rows.length && different.size() <= EncodingRules.MAX_CODES; i++) {
            different.of(Double.doubleToRawLongBits(numbers.value(rows[i]) + 0.0));
        }
        int count = different.size();
        if (count <= EncodingRules.MAX_CODES && count * EncodingRules.ROWS_PER_CODE <= 2 * rows.length) {
            add(
                    Finding.Kind.TARGET_TAKEN_AS_NUMBER,
                    Map.of("values", (double) count),
                    "target " + quote(column.name()) + " has only " + count
                            + " different values and is treated as a number: task classification predicts classes");
        }
    }

    private void auditOutliers(NumberCoding number) {
        Column numbers = number.view(column);
        int count = 0;
        int first = -1;
        for (int row : rows) {
            if (number.isOutlying(numbers, row)) {
                count++;
                first = first < 0 ? row : first;
            }
        }
        if (count > 0) {
            double value = number.truth(column, first);
            add(
                    Finding.Kind.OUTLYING_TARGET,
                    Map.of("value", value, "row", first + 1.0),
                    "target " + quote(column.name()) + " is " + Numerals.brief(value) + " in row " + (first + 1)
                            + (count > 1
                                    ? ", and " + Audit.count(count - 1, "other is", "others are") + " as far off"
                                    : "")
                            + ", where the others are " + Numerals.brief(number.min()) + " to "
                            + Numerals.brief(number.max())
                            + ": correct it or leave it out; in training it counts as the"
                            + " end of that range, and a Huber loss bears such values better");
        }
    }

    private void auditTexts(CategoricalColumn texts) {
        boolean[] isNumber = new boolean[texts.levels().size()];
        for (int code = 0; code < isNumber.length; code++) {
            isNumber[code] = Numerals.parse(texts.levels().get(code)).isPresent();
        }
        int numbers = 0;
        int firstText = -1;
        for (int row : rows) {
            boolean number = isNumber[texts.code(row)];
            numbers += number ? 1 : 0;
            firstText = number || firstText >= 0 ? firstText : row;
        }
        if (numbers == rows.length && roles.task() == Task.AUTO && classes.size() > 2) {
            add(
                    Finding.Kind.TARGET_TAKEN_AS_CLASSES,
                    Map.of("classes", (double) classes.size()),
                    "target " + quote(column.name()) + " holds numbers as text and is treated as " + classes.size()
                            + " classes: task regression predicts a number");
        } else if (numbers < rows.length && numbers * 2L > rows.length) {
            int others = rows.length - numbers;
            add(
                    Finding.Kind.TARGET_TEXT_AMONG_NUMBERS,
                    Map.of("texts", (double) others, "numbers", (double) numbers, "first_text", firstText + 1.0),
                    "target " + quote(column.name()) + " is treated as classes because "
                            + Audit.count(others, "value is", "values are") + " text, such as "
                            + quote(texts.text(firstText)) + " in row " + (firstText + 1) + "; the other " + numbers
                            + " are numbers: correct the text if a number is meant");
        }
    }

    private void auditClasses() {
        List<String> few = new ArrayList<>();
        Map<String, Double> rowsOfFew = new HashMap<>();
        String least = "";
        int leastRows = Integer.MAX_VALUE;
        int mostRows = 0;
        for (Map.Entry<String, Integer> entry : classes.entrySet()) {
            int count = entry.getValue();
            if (count < Math.max(FEWEST_ROWS, folds)) {
                few.add(quote(entry.getKey()) + " (" + Audit.count(count, "row", "rows") + ")");
                rowsOfFew.put(entry.getKey(), (double) count);
            }
            mostRows = Math.max(mostRows, count);
            // Weights do not help a class that is too rare to be learned.
            if (count < leastRows && count >= Math.max(FEWEST_ROWS, folds)) {
                leastRows = count;
                least = entry.getKey();
            }
        }
        if (!few.isEmpty()) {
            add(
                    Finding.Kind.RARE_CLASSES,
                    rowsOfFew,
                    (few.size() == 1 ? "class " : "classes ") + Audit.listed(few, CLASSES_IN_TEXT)
                            + (few.size() == 1 ? " has" : " have")
                            + " too few rows to be learned and evaluated reliably");
        }
        if (leastRows < RARE * rows.length && mostRows > (long) STRONG * leastRows) {
            double share = leastRows / (double) rows.length;
            add(
                    Finding.Kind.IMBALANCE,
                    Map.of(least, share),
                    "class " + quote(least) + " is " + Numerals.brief(100.0 * leastRows / rows.length)
                            + " % of the rows: balanced class weights make all classes count equally");
        }
    }
}
