package densa.table.audit;

import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.audit.Finding.Kind;
import densa.table.encode.Encoder;
import densa.table.encode.FittedTarget;
import densa.table.encode.Roles;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Columns to be audited, and the audit of them. */
final class AuditedTables {

    static final int ROWS = 400;

    static NumericColumn numbers(String name, int rows, IntToDoubleFunction value) {
        return NumericColumn.of(
                name, IntStream.range(0, rows).mapToDouble(value).toArray());
    }

    static CategoricalColumn names(String name, int rows, IntFunction<String> value) {
        return CategoricalColumn.of(
                name, IntStream.range(0, rows).mapToObj(value).toArray(String[]::new));
    }

    /** Numbers that nothing else depends on. */
    static double[] noise(long seed, int rows) {
        return new Random(seed).doubles(rows).toArray();
    }

    static NumericColumn noise(String name, long seed) {
        return NumericColumn.of(name, noise(seed, ROWS));
    }

    /** A target of two classes that depends on nothing. */
    static CategoricalColumn coin() {
        double[] noise = noise(99, ROWS);
        return names("y", ROWS, i -> noise[i] < 0.5 ? "no" : "yes");
    }

    static List<Finding> audit(Roles roles, int folds, Column... columns) {
        Table table = Table.of(List.of(columns));
        FittedTarget target = FittedTarget.of(table, roles);
        Encoder encoder = Encoder.fit(table, roles, target, target.rows(), 16);
        return Audit.of(table, roles, target, encoder, folds);
    }

    static List<Finding> audit(Column... columns) {
        return audit(Roles.target("y"), 5, columns);
    }

    static List<String> texts(List<Finding> findings) {
        return findings.stream().map(Finding::text).toList();
    }

    static List<Kind> kinds(List<Finding> findings) {
        return findings.stream().map(Finding::kind).toList();
    }

    private AuditedTables() {}
}
