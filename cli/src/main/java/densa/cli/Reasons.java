package densa.cli;

import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.explain.Contributions;
import densa.table.model.Model;
import densa.table.model.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The columns of {@code predict --explain}. */
final class Reasons {

    private static final int MOST = 3;

    private Reasons() {}

    /**
     * {@code why_base}, from where each explanation starts, and {@code why_1} to {@code why_3}: what added most to each
     * prediction, such as {@code age=52 (+0.31)}; of several targets {@code why_TARGET_base} and so on.
     */
    static List<Column> of(Model model, Table table, Predictions predictions) {
        if (model.targets().size() == 1) {
            return columns("why", Contributions.of(model, table, predictions), table);
        }
        List<Column> all = new ArrayList<>();
        for (String target : model.targets()) {
            all.addAll(columns("why_" + target, Contributions.of(model.forTarget(target), table), table));
        }
        return all;
    }

    private static List<Column> columns(String name, Contributions found, Table table) {
        List<CategoricalColumn.Builder> columns = new ArrayList<>();
        for (int rank = 1; rank <= MOST; rank++) {
            columns.add(CategoricalColumn.builder(name + "_" + rank));
        }
        for (int row = 0; row < found.rows(); row++) {
            List<Integer> largest = found.largest(row, MOST);
            for (int rank = 0; rank < MOST; rank++) {
                columns.get(rank).add(rank < largest.size() ? reason(found, table, row, largest.get(rank)) : "");
            }
        }
        double[] base = new double[found.rows()];
        Arrays.setAll(base, found::baseline);
        List<Column> built = new ArrayList<>();
        built.add(NumericColumn.of(name + "_base", base));
        columns.forEach(column -> built.add(column.build()));
        return built;
    }

    /** Empty for a column that added nothing. */
    private static String reason(Contributions found, Table table, int row, int index) {
        double value = found.value(row, index);
        if (value == 0) {
            return "";
        }
        Column column = table.column(found.columns().get(index));
        String what = column.isMissing(row) ? " missing" : "=" + column.text(row);
        return column.name() + what + " (" + Numbers.signed(value) + ")";
    }
}
