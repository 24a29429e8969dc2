package densa.bench;

import com.sun.management.ThreadMXBean;
import densa.files.TableFiles;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.encode.RowValues;
import densa.table.model.Model;
import densa.table.model.RowPredictor;
import densa.table.train.TabularTrainer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * Prints what predictions of whole models cost, encoding and all networks included: of one row from a map and from
 * typed values, and of a table. {@code bench/models} builds and runs it.
 */
public final class Models {

    /** Stands for a made-up table of numbers with two classes. */
    private static final String NUMBERS = "numbers";

    private static final int NUMERIC_COLUMNS = 28;
    /** So many that no candidates are compared: the model is one network a fold. */
    private static final int TRAINING_ROWS = 60_000;

    private static final int PREDICTED_ROWS = 1_000_000;
    private static final int REPEATED_ROWS = 100_000;
    private static final int SINGLE_ROWS = 100;
    private static final Rounds ROUNDS = new Rounds(7, 0.4);

    private Models() {}

    /** Trains a model for each {@code TABLE:TARGET} or {@code numbers}, measures and prints. */
    public static void main(String[] arguments) throws IOException {
        for (String argument : arguments) {
            if (!argument.equals(NUMBERS) && argument.indexOf(':') < 1) {
                System.err.println("Usage: models [TABLE:TARGET|" + NUMBERS + "]...");
                System.exit(2);
            }
        }
        System.out.println(
                "| table | networks | one row from a map, us | bytes | typed, us | bytes | table, rows/s on 1 thread | on 2 |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
        for (String argument : arguments) {
            if (argument.equals(NUMBERS)) {
                Model model = TabularTrainer.forTarget("y")
                        .epochs(1)
                        .fit(numbers(TRAINING_ROWS))
                        .model();
                print(TRAINING_ROWS + " rows x " + NUMERIC_COLUMNS + " numbers", model, numbers(PREDICTED_ROWS));
            } else {
                int colon = argument.lastIndexOf(':');
                Path file = Path.of(argument.substring(0, colon));
                Table table = TableFiles.read(file);
                Model model = TabularTrainer.forTarget(argument.substring(colon + 1))
                        .fit(table)
                        .model();
                print(file.getFileName().toString(), model, repeated(table));
            }
        }
        System.out.println("\n" + Hardware.describe());
    }

    private static void print(String name, Model model, Table table) {
        LongSupplier maps = maps(model, table);
        LongSupplier typed = typed(model, table);
        double[] seconds = ROUNDS.secondsPerUnit(List.of(maps, typed, batch(model, table, 1), batch(model, table, 2)));
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.1f | %d | %.1f | %d | %.0f | %.0f |%n",
                name,
                model.members().size(),
                seconds[0] * 1e6,
                bytes(maps),
                seconds[1] * 1e6,
                bytes(typed),
                1 / seconds[2],
                1 / seconds[3]);
    }

    private static LongSupplier maps(Model model, Table table) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int row = 0; row < SINGLE_ROWS; row++) {
            Map<String, Object> values = new HashMap<>();
            for (Column column : inputs(model, table)) {
                if (!column.isMissing(row)) {
                    values.put(
                            column.name(),
                            column instanceof NumericColumn number ? number.value(row) : column.text(row));
                }
            }
            rows.add(values);
        }
        return () -> {
            rows.forEach(model::predict);
            return rows.size();
        };
    }

    private static LongSupplier typed(Model model, Table table) {
        RowPredictor predictor = model.rowPredictor();
        List<Column> columns = inputs(model, table);
        return () -> {
            for (int row = 0; row < SINGLE_ROWS; row++) {
                RowValues values = predictor.row().clear();
                for (int i = 0; i < columns.size(); i++) {
                    if (columns.get(i) instanceof NumericColumn number) {
                        values.set(i, number.value(row));
                    } else {
                        values.set(i, columns.get(i).text(row));
                    }
                }
                predictor.predict();
            }
            return SINGLE_ROWS;
        };
    }

    private static LongSupplier batch(Model model, Table table, int threads) {
        return () -> model.predict(table, threads).rows();
    }

    /** The table's columns that the model reads, in its order. */
    private static List<Column> inputs(Model model, Table table) {
        List<Column> columns = new ArrayList<>();
        model.rowPredictor().row().columns().forEach(name -> columns.add(table.column(name)));
        return columns;
    }

    /** Bytes that this thread allocates for a row. */
    private static long bytes(LongSupplier operation) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long rows = operation.getAsLong();
        return (threads.getCurrentThreadAllocatedBytes() - before) / rows;
    }

    private static Table repeated(Table table) {
        int[] rows = new int[REPEATED_ROWS];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i % table.rows();
        }
        return table.select(rows);
    }

    /** Rows of standard normal numbers, and whether the first ones lie within a circle. */
    private static Table numbers(int rows) {
        SplittableRandom random = new SplittableRandom(1);
        double[][] x = new double[NUMERIC_COLUMNS][rows];
        double[] y = new double[rows];
        for (int row = 0; row < rows; row++) {
            for (double[] column : x) {
                column[row] = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
            }
            y[row] = Math.hypot(x[0][row], x[1][row]) < 0.6 ? 1 : 0;
        }
        Table.Builder table = Table.builder().numeric("y", y);
        for (int c = 0; c < NUMERIC_COLUMNS; c++) {
            table.numeric("x" + c, x[c]);
        }
        return table.build();
    }
}
