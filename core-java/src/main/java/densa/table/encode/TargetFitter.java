package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.internal.Numerals;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Decides what the target column of a training table is. */
final class TargetFitter {

    private final Table table;
    private final Roles roles;
    private final Column column;
    private final WrittenNumbers written;

    TargetFitter(Table table, Roles roles) {
        this.table = table;
        this.roles = roles;
        checkRows(table);
        this.column = TargetColumns.column(table, roles.target());
        this.written = WrittenNumbers.of(column, roles.task(), NumberFitter.isCommaDecimal(table, roles));
        roles.named().forEach(table::column);
    }

    static void checkRows(Table table) {
        if (table.rows() == 0) {
            throw new DataException(
                    "the table has no rows, only the columns: " + String.join(", ", table.columnNames()));
        }
    }

    static DataException constant(Column column, int[] rows) {
        return new DataException("target " + quote(column.name()) + " has the single value "
                + quote(column.text(rows[0])) + ": there is nothing to learn");
    }

    FittedTarget fit() {
        Usable usable = Usable.of(table, roles, List.of(written));
        int[] rows = usable.rows();
        List<Group> groups = groups(rows);
        if (groups.size() == 1) {
            throw constant(column, rows);
        }
        return switch (roles.task()) {
            case CLASSIFICATION -> classes(usable, groups, "that was asked for");
            case REGRESSION -> number(usable, "that was asked for");
            case AUTO -> {
                if (written.numbers() instanceof CategoricalColumn) {
                    yield classes(usable, groups, "it holds text");
                }
                if (written.format().isPresent()) {
                    yield number(usable, "it holds numbers");
                }
                boolean codes = groups.size() <= EncodingRules.MAX_CODES
                        && (groups.size() == 2 || groups.size() * EncodingRules.ROWS_PER_CODE <= rows.length)
                        && groups.stream().allMatch(Group::isWhole);
                if (codes && areCounts(groups)) {
                    yield number(usable, "it holds counts: whole numbers from 0 on, the larger the rarer");
                }
                yield codes
                        ? classes(usable, groups, "it holds " + groups.size() + " different whole numbers")
                        : number(usable, "it holds many different numbers");
            }
        };
    }

    /**
     * Whether whole numbers look like counts, not codes: many from 0 on without a gap at first, most rows near 0, and
     * beyond the most frequent one the larger the rarer, down to a few.
     */
    private static boolean areCounts(List<Group> groups) {
        List<Group> ascending = groups.stream()
                .sorted(Comparator.comparingDouble(Group::number))
                .toList();
        if (ascending.size() < EncodingRules.FEWEST_COUNTS || ascending.get(0).number() != 0) {
            return false;
        }
        int mode = 0;
        for (int i = 0; i < ascending.size(); i++) {
            mode = ascending.get(i).rows() > ascending.get(mode).rows() ? i : mode;
        }
        int rises = 0;
        for (int i = mode + 1; i < ascending.size(); i++) {
            // Among the few rows of the tail, chance may reverse two.
            int slack = (int) Math.ceil(2 * Math.sqrt(ascending.get(i).rows()));
            rises += ascending.get(i).rows() > ascending.get(i - 1).rows() + slack ? 1 : 0;
        }
        boolean dense = ascending.get(mode).number() == mode;
        int last = ascending.get(ascending.size() - 1).rows();
        return dense
                && rises == 0
                && mode <= ascending.size() / 3
                && last <= EncodingRules.TAIL_OF_COUNTS * ascending.get(mode).rows();
    }

    private FittedTarget classes(Usable usable, List<Group> groups, String reason) {
        int[] rows = usable.rows();
        int most = groups.stream().mapToInt(Group::rows).max().orElse(0);
        boolean many =
                groups.size() > EncodingRules.FEW_CLASSES && groups.size() * EncodingRules.ROWS_PER_CLASS > rows.length;
        if (groups.size() > 2 && (most == 1 || many)) {
            throw new DataException("target " + quote(column.name()) + " has " + groups.size() + " different values in "
                    + rows.length + " rows: too many for classes" + numberHint(rows));
        }
        List<String> labels =
                ClassCoding.sorted(groups.stream().map(Group::label).toList());
        return new FittedTarget(
                List.of(new ClassCoding(column.name(), column.type(), labels)), reason, rows, usable.leftOut());
    }

    /** Says what keeps a column of numbers from being one, if that is what the target looks like. */
    private String numberHint(int[] rows) {
        if (column instanceof NumericColumn) {
            return "; task regression predicts a number";
        }
        int texts = 0;
        int firstText = rows[0];
        for (int i = rows.length - 1; i >= 0; i--) {
            if (Numerals.parse(column.text(rows[i])).isEmpty()) {
                texts++;
                firstText = rows[i];
            }
        }
        if (texts == 0) {
            return "; task regression predicts a number";
        }
        return texts * 2 < rows.length
                ? "; for a number, correct the values that are text, such as " + quote(column.text(firstText))
                        + " in row " + (firstText + 1)
                : "";
    }

    private FittedTarget number(Usable usable, String reason) {
        NumberCoding coding = NumberCoding.standardising(column, written.format(), usable.rows());
        return new FittedTarget(List.of(coding), reason + written.how(), usable.rows(), usable.leftOut());
    }

    /** The rows that have the same value. */
    record Group(String label, int rows) {
        double number() {
            return Numerals.parse(label).orElse(Double.NaN);
        }

        boolean isWhole() {
            OptionalDouble number = Numerals.parse(label);
            return number.isPresent() && number.getAsDouble() == Math.rint(number.getAsDouble());
        }
    }

    /**
     * The groups of rows; more numbers than class codes may have are not all distinguished, unless classes were asked
     * for.
     */
    private List<Group> groups(int[] rows) {
        return groups(
                written.numbers(),
                rows,
                roles.task() == Task.CLASSIFICATION ? Integer.MAX_VALUE : EncodingRules.MAX_CODES + 1);
    }

    /** The groups of rows with the same value; of numbers, at most {@code most} are distinguished. */
    static List<Group> groups(Column column, int[] rows, int most) {
        List<Group> groups = new ArrayList<>();
        if (column instanceof CategoricalColumn texts) {
            int[] byCode = new int[texts.levels().size()];
            for (int row : rows) {
                byCode[texts.code(row)]++;
            }
            for (int code = 0; code < byCode.length; code++) {
                if (byCode[code] > 0) {
                    groups.add(new Group(texts.levels().get(code), byCode[code]));
                }
            }
        } else {
            Map<Double, int[]> countAndRow = new LinkedHashMap<>();
            for (int row : rows) {
                // Adding 0 makes -0.0 the same value as 0.0.
                countAndRow.computeIfAbsent(NumberCoding.value(column, row) + 0.0, value -> new int[] {0, row})[0]++;
                if (countAndRow.size() == most) {
                    break;
                }
            }
            countAndRow.values().forEach(found -> groups.add(new Group(column.text(found[1]), found[0])));
        }
        return groups;
    }

    /** The rows that have all of some targets and a weight above 0, and how many others there are. */
    record Usable(int[] rows, FittedTarget.LeftOut leftOut) {

        static Usable of(Table table, Roles roles, List<WrittenNumbers> written) {
            List<Column> targets = written.stream().map(WrittenNumbers::numbers).toList();
            WeightColumn weights = WeightColumn.of(table, roles);
            for (Column target : targets) {
                if (IntStream.range(0, table.rows()).allMatch(target::isMissing)) {
                    throw new DataException(
                            "target " + quote(target.name()) + " has no value in any of the " + table.rows() + " rows");
                }
            }
            int[] complete = IntStream.range(0, table.rows())
                    .filter(row -> targets.stream().noneMatch(target -> target.isMissing(row)))
                    .toArray();
            int[] weighted = IntStream.of(complete)
                    .filter(row -> weights.weight(row) > 0)
                    .toArray();
            if (complete.length > 0 && weighted.length == 0) {
                throw new DataException("weight " + quote(roles.weight().orElse("")) + " is 0 in every row");
            }
            if (weighted.length < EncodingRules.FEWEST_ROWS) {
                throw new DataException("the table has " + (weighted.length == 1 ? "1 row" : weighted.length + " rows")
                        + " to learn from: at least " + EncodingRules.FEWEST_ROWS + " are needed");
            }
            return new Usable(
                    weighted,
                    new FittedTarget.LeftOut(
                            table.rows() - complete.length,
                            complete.length - weighted.length,
                            written.stream()
                                    .map(WrittenNumbers::foreign)
                                    .filter(texts -> !texts.isEmpty())
                                    .collect(Collectors.joining("; "))));
        }
    }
}
