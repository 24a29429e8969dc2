package densa.table.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.DataException;
import densa.metric.RegressionMetrics;
import densa.table.Table;
import densa.table.encode.ColumnReport.Use;
import densa.table.model.Model;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dates from the table to the prediction, through a model file. */
class DateModelTest {

    private static final LocalDate START = LocalDate.of(2020, 1, 1);
    private static final Table SALES = sales();
    private static final Model MODEL = TabularTrainer.forTarget("sold")
            .effort(Effort.QUICK)
            .validation(Validation.folds(2))
            .epochs(60)
            .fit(SALES)
            .model();

    @TempDir
    Path folder;

    /** More is sold at weekends, and each year a little more. */
    private static Table sales() {
        Random random = new Random(5);
        int[] days = random.ints(600, 0, 1400).toArray();
        return Table.builder()
                .categorical(
                        "day",
                        IntStream.of(days)
                                .mapToObj(d -> START.plusDays(d).toString())
                                .toArray(String[]::new))
                .numeric(
                        "sold",
                        IntStream.of(days).mapToDouble(DateModelTest::sold).toArray())
                .build();
    }

    private static double sold(int day) {
        return day / 365.0 + (START.plusDays(day).getDayOfWeek().getValue() > 5 ? 10 : 0);
    }

    @Test
    void modelLearnsFromDates() {
        assertThat(MODEL.columns().get(0).use()).isEqualTo(Use.DATE);
        assertThat(((RegressionMetrics) MODEL.evaluate(SALES).metrics()).r2()).isGreaterThan(0.9);
    }

    @Test
    void dateOfAProgramIsTheTextOfATable() {
        for (int day : new int[] {0, 59, 500, 1500}) {
            LocalDate date = START.plusDays(day);
            assertThat(MODEL.predict(Map.of("day", date)).value())
                    .isEqualTo(MODEL.predict(Map.of("day", date.toString())).value())
                    .isEqualTo(MODEL.predict(Table.builder()
                                    .categorical("day", date.toString())
                                    .build())
                            .value(0));
        }
    }

    @Test
    void modelFromItsFilePredictsTheSame() throws IOException {
        Model again = Model.load(bytes());
        assertThat(again.columns()).isEqualTo(MODEL.columns());
        assertThat(again.predict(SALES)).usingRecursiveComparison().isEqualTo(MODEL.predict(SALES));
        assertThatThrownBy(() -> again.predict(Map.of("day", "5th of May")))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("column \"day\" must be a date like 2024-03-05, got \"5th of May\"");
    }

    @Test
    void damagedDatesAreNamed() throws IOException {
        String file = new String(bytes(), StandardCharsets.ISO_8859_1);
        assertDamage(file, "iso_date", "iso-date", "unknown date format \"iso-date\"");
        assertDamage(file, "day_of_week\\\"", "day_of_weak\\\"", "unknown date part \"day_of_weak\"");
        assertDamage(file, "month\\\"", "hours\\\"", "unknown date part");
    }

    private static void assertDamage(String file, String found, String replacement, String message) {
        byte[] bytes = file.replace(found, replacement).getBytes(StandardCharsets.ISO_8859_1);
        assertThat(file).contains(found);
        assertThatThrownBy(() -> Model.load(bytes)).hasMessageContaining(message);
    }

    private byte[] bytes() throws IOException {
        Path file = folder.resolve("sales.densa");
        MODEL.save(file);
        return Files.readAllBytes(file);
    }
}
