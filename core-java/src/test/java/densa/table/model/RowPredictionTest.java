package densa.table.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import densa.data.DataException;
import densa.data.Dataset;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.Tables;
import densa.table.encode.InputNote;
import densa.table.encode.RowValues;
import densa.table.train.Effort;
import densa.table.train.TabularTrainer;
import densa.table.train.Validation;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** One row as a map, one row of typed values, and a table on any number of threads: the same predictions. */
class RowPredictionTest {

    private static final Model PENGUINS = quick("species").fit(Tables.PENGUINS).model();

    private static final String[] DATES = IntStream.range(0, 60)
            .mapToObj(i -> "2024-0" + (1 + i % 9) + "-1" + i % 10)
            .toArray(String[]::new);
    private static final double[] X =
            IntStream.range(0, 60).mapToDouble(i -> i * 7 % 60).toArray();
    private static final Table SALES = Table.of(
            CategoricalColumn.of("day", DATES),
            NumericColumn.of("x", X),
            NumericColumn.of(
                    "near",
                    IntStream.range(0, 60).mapToDouble(i -> X[i] + i % 3).toArray()),
            NumericColumn.of(
                    "y", IntStream.range(0, 60).mapToDouble(i -> X[i] + i % 5).toArray()));

    private static TabularTrainer quick(String target) {
        return TabularTrainer.forTarget(target)
                .effort(Effort.QUICK)
                .validation(Validation.folds(2))
                .epochs(5);
    }

    private static Map<String, Object> row(Table table, Model model, int row) {
        Map<String, Object> values = new HashMap<>();
        for (String name : model.inputSchema().names()) {
            if (table.column(name).isMissing(row)) {
                values.put(name, null);
            } else if (table.column(name) instanceof NumericColumn numbers) {
                values.put(name, numbers.value(row));
            } else {
                values.put(name, table.column(name).text(row));
            }
        }
        return values;
    }

    @Test
    void mapAndTypedValuesPredictWhatTheTableDoes() {
        Model sales = quick("y").fit(SALES).model();
        assertThat(sales.encoder().contrasts()).isNotEmpty();
        for (Model model : List.of(PENGUINS, sales)) {
            Table table = model == sales ? SALES : Tables.PENGUINS_TEST;
            double[] all = model.predict(table).values();
            int width = all.length / table.rows();
            RowPredictor predictor = model.rowPredictor();
            for (int row = 0; row < table.rows(); row++) {
                Map<String, Object> map = row(table, model, row);
                RowValues typed = predictor.row().clear();
                map.forEach((name, value) -> {
                    if (value instanceof Double number) {
                        typed.set(name, number);
                    } else if (value != null) {
                        typed.set(name, value.toString());
                    }
                });
                double[] values = predictor.predict();
                Prediction prediction = model.predict(map);
                for (int i = 0; i < width; i++) {
                    assertThat(values[i]).isEqualTo(all[row * width + i]);
                    double of = model == sales
                            ? prediction.value()
                            : prediction.probability(model.classes().get(i));
                    assertThat(of).isEqualTo(values[i]);
                }
            }
        }
    }

    @Test
    void tableIsPredictedAlikeOnAnyNumberOfThreads() {
        Table large = Tables.PENGUINS_TEST.select(IntStream.range(0, 5000)
                .map(i -> i % Tables.PENGUINS_TEST.rows())
                .toArray());
        double[] one = PENGUINS.predict(large, 1).values();
        assertThat(PENGUINS.predict(large, 3).values()).containsExactly(one);
        assertThat(PENGUINS.predict(large).values()).containsExactly(one);
        assertThatThrownBy(() -> PENGUINS.withThreads(0))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be 1 to 256, got 0");
    }

    @Test
    void rowSaysWhatHadToBeGuessed() {
        Map<String, Object> usual = row(Tables.PENGUINS, PENGUINS, 0);
        assertThat(PENGUINS.predict(usual).notes()).isEmpty();
        Map<String, Object> strange = new HashMap<>(usual);
        strange.put("island", "Atlantis");
        strange.put("bill_length_mm", 99);
        Prediction prediction = PENGUINS.predict(strange);
        strange.clear();
        assertThat(prediction.notes())
                .extracting(InputNote::text)
                .containsExactly(
                        "column \"island\": 1 value that training did not have, taken as unknown (\"Atlantis\")",
                        "column \"bill_length_mm\": 1 value outside 32.1 to 59.6, the range in training");
    }

    @Test
    void rowHasTheIntervalOfTheTable() {
        Model model = quick("y").fit(SALES).model();
        Prediction row = model.predict(row(SALES, model, 7));
        Predictions table = model.predict(SALES);
        assertThat(row.lower(0.9)).isEqualTo(table.lower(7, 0.9));
        assertThat(row.upper("y", 0.5)).isEqualTo(table.upper(7, "y", 0.5));
        assertThat(row.lower(0.9)).isLessThan(row.value());
    }

    @Test
    void nullIsNamed() {
        Map<String, Object> nullKey = new HashMap<>(Map.of("sex", "male"));
        nullKey.put(null, 1);
        assertNull("row", () -> PENGUINS.predict((Map<String, Object>) null));
        assertNull("the keys of a row must be names of columns, got null", () -> PENGUINS.predict(nullKey));
        assertNull("rows", () -> PENGUINS.predict((Stream<Map<String, Object>>) null));
        assertNull("row", () -> PENGUINS.predict(Stream.of((Map<String, Object>) null))
                .toList());
        assertNull("table", () -> PENGUINS.predict((Table) null));
        assertNull("table", () -> PENGUINS.evaluate(null));
        assertNull("predictions", () -> PENGUINS.evaluate(Tables.PENGUINS, null));
        assertNull("inputs", () -> PENGUINS.predict((double[]) null));
        assertNull("engine", () -> PENGUINS.on(null));
        assertNull("row", () -> PENGUINS.members().get(0).predict((double[]) null));
        assertNull("out", () -> PENGUINS.members().get(0).predict(new float[0], null));
        assertNull("data", () -> PENGUINS.members().get(0).predict((Dataset) null));
    }

    private static void assertNull(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isExactlyInstanceOf(NullPointerException.class).hasMessage(message);
    }

    @Test
    void misspeltColumnIsNamedWithTheNearest() {
        assertThatThrownBy(() -> PENGUINS.rowPredictor().row().set("bill_lenght_mm", 40))
                .isExactlyInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "the model has no input column \"bill_lenght_mm\"; did you mean \"bill_length_mm\"?");
    }

    @Test
    void typedRowsAllocateNothing() {
        RowPredictor predictor = PENGUINS.rowPredictor();
        int bill = predictor.row().indexOf("bill_length_mm");
        int island = predictor.row().indexOf("island");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                predictor.row().clear().set(bill, 40 + i % 10).set(island, "Dream");
                predictor.predict();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        // Escape analysis may come late; 1,000 rows of garbage would be 100 kB and more.
        assertThat(least).isLessThan(16_000);
    }
}
