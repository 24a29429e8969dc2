package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Decides what several target columns of a training table are: all of them numbers, or all of them yes/no. */
final class SeveralTargetsFitter {

    /** Groups of equal values that are distinguished: one more than yes and no. */
    private static final int MOST_GROUPS = 3;

    private final Table table;
    private final Roles roles;
    private final List<Column> columns;
    private final List<WrittenNumbers> written;

    /** What a column was found to be. */
    private record Kind(
            Column column, Optional<NumberFormat> format, List<TargetFitter.Group> groups, boolean isNumber) {

        List<String> labels() {
            return ClassCoding.sorted(
                    groups.stream().map(TargetFitter.Group::label).toList());
        }

        String text() {
            return quote(column.name())
                    + (isNumber ? " is a number" : " is yes/no (" + String.join(", ", labels()) + ")");
        }
    }

    SeveralTargetsFitter(Table table, Roles roles) {
        this.table = table;
        this.roles = roles;
        TargetFitter.checkRows(table);
        this.columns = roles.targets().stream()
                .map(name -> TargetColumns.column(table, name))
                .toList();
        boolean decimalComma = NumberFitter.isCommaDecimal(table, roles);
        this.written = columns.stream()
                .map(column -> WrittenNumbers.of(column, roles.task(), decimalComma))
                .toList();
        roles.named().forEach(table::column);
    }

    FittedTarget fit() {
        TargetFitter.Usable usable = TargetFitter.Usable.of(table, roles, written);
        int[] rows = usable.rows();
        List<Kind> kinds = IntStream.range(0, columns.size())
                .mapToObj(i -> kind(columns.get(i), written.get(i), rows))
                .toList();
        boolean numbers = kinds.get(0).isNumber();
        if (kinds.stream().anyMatch(kind -> kind.isNumber() != numbers)) {
            boolean onlyNumbers = columns.stream().allMatch(NumericColumn.class::isInstance);
            throw new DataException("several targets must be all numbers or all yes/no, but "
                    + kinds.stream().map(Kind::text).collect(Collectors.joining(", "))
                    + (onlyNumbers ? "; task regression predicts all of them as numbers" : ""));
        }
        List<TargetCoding> codings = kinds.stream()
                .<TargetCoding>map(kind -> numbers
                        ? NumberCoding.standardising(kind.column(), kind.format(), rows)
                        : new ClassCoding(kind.column().name(), kind.column().type(), kind.labels()))
                .toList();
        String reason = roles.task() != Task.AUTO
                ? "that was asked for"
                : numbers ? "all targets hold numbers" : "all targets have two values";
        return new FittedTarget(codings, reason, rows, usable.leftOut());
    }

    private Kind kind(Column column, WrittenNumbers written, int[] rows) {
        if (roles.task() == Task.REGRESSION) {
            return new Kind(column, written.format(), groups(written.numbers(), rows), true);
        }
        List<TargetFitter.Group> groups = groups(written.numbers(), rows);
        boolean names = written.numbers() instanceof CategoricalColumn || roles.task() == Task.CLASSIFICATION;
        if (groups.size() == 2 && (names || groups.stream().allMatch(TargetFitter.Group::isWhole))) {
            return new Kind(column, written.format(), groups, false);
        }
        if (names) {
            String some = groups.stream()
                    .limit(MOST_GROUPS)
                    .map(group -> quote(group.label()))
                    .collect(Collectors.joining(", "));
            throw new DataException("target " + quote(column.name()) + " has more than two different values, such as "
                    + some + ": several targets must be numbers, or have two values each, such as yes and no");
        }
        return new Kind(column, written.format(), groups, true);
    }

    private static List<TargetFitter.Group> groups(Column column, int[] rows) {
        List<TargetFitter.Group> groups = TargetFitter.groups(column, rows, MOST_GROUPS);
        if (groups.size() == 1) {
            throw TargetFitter.constant(column, rows);
        }
        return groups;
    }
}
