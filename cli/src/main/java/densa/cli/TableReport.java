package densa.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.encode.ColumnReport;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is in a table. */
record TableReport(int rows, List<Summary> columns) {

    private static final int MOST_LEVELS = 5;
    private static final int LONGEST_LEVEL = 24;

    static TableReport of(Table table) {
        List<ColumnReport> understood = ColumnReport.ofEach(table);
        return new TableReport(
                table.rows(),
                IntStream.range(0, understood.size())
                        .mapToObj(i -> Summary.of(table.columns().get(i), understood.get(i)))
                        .toList());
    }

    /** What is in a column. */
    private record Summary(
            String name,
            String type,
            int missing,
            int distinct,
            List<Double> range,
            List<Level> levels,
            String understood) {

        static Summary of(Column column, ColumnReport report) {
            Summary plain =
                    column instanceof NumericColumn numbers ? numbers(numbers) : names((CategoricalColumn) column);
            boolean otherwise = report.use() == ColumnReport.Use.DATE
                    || report.use() == ColumnReport.Use.NUMERIC && column instanceof CategoricalColumn;
            return otherwise
                    ? new Summary(
                            plain.name,
                            report.use().id(),
                            plain.missing,
                            plain.distinct,
                            List.of(),
                            plain.levels,
                            report.detail())
                    : plain;
        }

        private static Summary numbers(NumericColumn column) {
            double[] values = IntStream.range(0, column.size())
                    .mapToDouble(column::value)
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray();
            int distinct = 0;
            for (int i = 0; i < values.length; i++) {
                distinct += i == 0 || values[i] != values[i - 1] ? 1 : 0;
            }
            int last = values.length - 1;
            List<Double> range = last < 0
                    ? List.of()
                    : List.of(values[0], (values[last / 2] + values[(last + 1) / 2]) / 2, values[last]);
            return new Summary(column.name(), "numeric", column.size() - values.length, distinct, range, List.of(), "");
        }

        private static Summary names(CategoricalColumn column) {
            int[] counts = new int[column.levels().size()];
            int missing = 0;
            for (int row = 0; row < column.size(); row++) {
                int code = column.code(row);
                if (code < 0) {
                    missing++;
                } else {
                    counts[code]++;
                }
            }
            List<Level> levels = IntStream.range(0, counts.length)
                    .filter(code -> counts[code] > 0)
                    .mapToObj(code -> new Level(column.levels().get(code), counts[code]))
                    .sorted(Comparator.comparingInt(Level::rows).reversed().thenComparing(Level::text))
                    .toList();
            return new Summary(column.name(), "categorical", missing, levels.size(), List.of(), levels, "");
        }

        String holds() {
            if (!understood.isEmpty()) {
                return understood;
            }
            if (!range.isEmpty()) {
                return range.stream().map(Numbers::text).collect(Collectors.joining(" .. "));
            }
            return levels.stream()
                            .limit(MOST_LEVELS)
                            .map(level -> shortened(level.text()) + " (" + Numbers.count(level.rows()) + ")")
                            .collect(Collectors.joining(", "))
                    + (levels.size() > MOST_LEVELS ? ", ..." : "");
        }

        private static String shortened(String text) {
            String line = text.replaceAll("\\s+", " ");
            return line.length() > LONGEST_LEVEL ? line.substring(0, LONGEST_LEVEL - 3) + "..." : line;
        }
    }

    private record Level(String text, int rows) {}

    void print(PrintStream out) {
        out.println(Numbers.count(rows, "row") + ", " + Numbers.count(columns.size(), "column"));
        out.println();
        TextTable table = new TextTable("llrrl");
        table.line("column", "type", "missing", "distinct", "least .. median .. largest, or most frequent");
        for (Summary column : columns) {
            table.line(
                    column.name(),
                    column.type(),
                    Numbers.count(column.missing()),
                    Numbers.count(column.distinct()),
                    column.holds());
        }
        table.print(out);
    }

    /** The same for a program. */
    JsonObject json() {
        JsonObject json = new JsonObject();
        json.addProperty("rows", rows);
        JsonArray array = new JsonArray();
        for (Summary column : columns) {
            JsonObject item = new JsonObject();
            item.addProperty("name", column.name());
            item.addProperty("type", column.type().toLowerCase(Locale.ROOT));
            item.addProperty("missing", column.missing());
            item.addProperty("distinct", column.distinct());
            if (!column.range().isEmpty() && column.range().stream().allMatch(Double::isFinite)) {
                item.addProperty("min", column.range().get(0));
                item.addProperty("median", column.range().get(1));
                item.addProperty("max", column.range().get(2));
            }
            if (!column.understood().isEmpty()) {
                item.addProperty("detail", column.understood());
            }
            if (column.type().equals("categorical")) {
                JsonObject levels = new JsonObject();
                column.levels().stream()
                        .limit(MOST_LEVELS)
                        .forEach(level -> levels.addProperty(level.text(), level.rows()));
                item.add("most_frequent", levels);
            }
            array.add(item);
        }
        json.add("columns", array);
        return json;
    }
}
