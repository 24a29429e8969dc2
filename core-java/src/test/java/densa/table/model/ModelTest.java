package densa.table.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import densa.data.DataException;
import densa.data.Precision;
import densa.engine.Engine;
import densa.engine.Machine;
import densa.metric.ClassificationMetrics;
import densa.metric.RegressionMetrics;
import densa.network.Loss;
import densa.store.ModelFile;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.ColumnType;
import densa.table.NumericColumn;
import densa.table.Schema;
import densa.table.Table;
import densa.table.Tables;
import densa.table.encode.InputNote;
import densa.table.encode.Task;
import densa.table.train.ClassWeights;
import densa.table.train.Effort;
import densa.table.train.TabularOptions;
import densa.table.train.TabularTrainer;
import densa.table.train.Validation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelTest {

    /** Two members of one candidate. */
    private static final TabularOptions FAST = TabularTrainer.forTarget("y")
            .effort(Effort.QUICK)
            .bins(16)
            .validation(Validation.folds(2))
            .options();

    private static final Model PENGUINS = TabularTrainer.forTarget("species")
            .options(FAST)
            .epochs(60)
            .fit(Tables.PENGUINS)
            .model();
    private static final Model CONCRETE = TabularTrainer.forTarget("compressive_strength")
            .options(FAST)
            .epochs(60)
            .fit(Tables.CONCRETE)
            .model();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"NATIVE", "JAVA"})
    void modelClassifiesPenguins(Engine engine) {
        Model model = TabularTrainer.forTarget("species")
                .options(FAST)
                .epochs(40)
                .engine(engine)
                .fit(Tables.PENGUINS)
                .model();
        ClassificationMetrics metrics =
                (ClassificationMetrics) model.evaluate(Tables.PENGUINS_TEST).metrics();
        assertThat(metrics.rows()).isEqualTo(68);
        assertThat(metrics.accuracy()).isGreaterThan(0.97);
        assertThat(metrics.logLoss()).isLessThan(0.1);
        assertThat(model.members().get(0).engine()).isEqualTo(engine);
        assertThat(model.task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(model.classes()).containsExactly("Adelie", "Chinstrap", "Gentoo");
        assertThat(model.target()).isEqualTo("species");
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"NATIVE", "JAVA"})
    void modelPredictsTheStrengthOfConcrete(Engine engine) {
        Model model = TabularTrainer.forTarget("compressive_strength")
                .options(FAST)
                .engine(engine)
                .hidden(64, 32)
                .epochs(60)
                .fit(Tables.CONCRETE)
                .model();
        RegressionMetrics metrics =
                (RegressionMetrics) model.evaluate(Tables.CONCRETE_TEST).metrics();
        assertThat(metrics.rmse()).isLessThan(6.5);
        assertThat(metrics.r2()).isGreaterThan(0.85);
        assertThat(model.task()).isEqualTo(Task.REGRESSION);
        assertThat(model.classes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"NATIVE", "JAVA"})
    void savedModelPredictsTheSameBits(Engine engine) throws IOException {
        for (Precision precision : Precision.values()) {
            Model model = TabularTrainer.forTarget("species")
                    .options(FAST)
                    .engine(engine)
                    .precision(precision)
                    .epochs(3)
                    .fit(Tables.PENGUINS)
                    .model();
            Path path = folder.resolve("penguins.densa");
            model.save(path);
            Model loaded = Model.load(path);
            assertThat(loaded.predict(Tables.PENGUINS_TEST).values())
                    .containsExactly(model.predict(Tables.PENGUINS_TEST).values());
            assertThat(loaded.members().get(0).engine()).isEqualTo(engine);
            assertThat(loaded.members().get(0).precision())
                    .isEqualTo(model.members().get(0).precision());
        }
    }

    @Test
    void savedModelKeepsAllThatItKnows() throws IOException {
        Model model = TabularTrainer.forTarget("species")
                .options(FAST)
                .ids("island")
                .weight("body_mass_g")
                .categorical("flipper_length_mm")
                .ignore("sex")
                .classWeights(new ClassWeights.ByLabel(Map.of("Gentoo", 2.5)))
                .loss(Loss.softmaxCrossEntropy(0.1))
                .hidden(7, 3)
                .epochs(4)
                .batchSize(50)
                .seed(Long.MIN_VALUE)
                .fit(Tables.PENGUINS.select(IntStream.range(0, 276)
                        .filter(row -> !Tables.PENGUINS.column("body_mass_g").isMissing(row))
                        .toArray()))
                .model();
        Model loaded = Model.load(bytes(model));
        assertThat(TabularOptions.of(loaded)).isEqualTo(TabularOptions.of(model));
        assertThat(loaded.validationMetrics()).isEqualTo(model.validationMetrics());
        assertThat(loaded.provenance()).isEqualTo(model.provenance());
        assertThat(loaded.members()).hasSameSizeAs(model.members());
        for (int i = 0; i < loaded.members().size(); i++) {
            assertThat(loaded.members().get(i).history())
                    .isEqualTo(model.members().get(i).history());
        }
        assertThat(loaded.calibrations()).isEqualTo(model.calibrations());
        assertThat(loaded.intervals()).isEqualTo(model.intervals());
        assertThat(loaded.columns()).isEqualTo(model.columns());
        assertThat(loaded.encoder().codings()).isEqualTo(model.encoder().codings());
        assertThat(loaded.encoder().target()).isEqualTo(model.encoder().target());
        assertThat(loaded.encoder().roles()).isEqualTo(model.encoder().roles());
        assertThat(loaded.network()).isEqualTo(model.network());
        assertThat(loaded.members().get(0).options().withMachine(Machine.DEFAULTS))
                .isEqualTo(model.members().get(0).options().withMachine(Machine.DEFAULTS));
        assertThat(loaded.ids()).containsExactly("island");
        assertThat(loaded.weight()).contains("body_mass_g");
        assertThat(ModelFile.read(bytes(loaded), "again").section("table"))
                .isEqualTo(ModelFile.read(bytes(model), "once").section("table"));
    }

    @Test
    void mapIsPredictedLikeTheRowOfTheTable() {
        Predictions predictions = PENGUINS.predict(Tables.PENGUINS_TEST);
        for (int row = 0; row < predictions.rows(); row++) {
            Map<String, Object> values = new HashMap<>();
            for (Column column : Tables.PENGUINS_TEST.columns()) {
                if (!column.isMissing(row)) {
                    values.put(
                            column.name(),
                            column instanceof NumericColumn numbers ? numbers.value(row) : column.text(row));
                }
            }
            Prediction prediction = PENGUINS.predict(values);
            assertThat(prediction.probabilities())
                    .isEqualTo(predictions.get(row).probabilities());
            assertThat(prediction.label()).isEqualTo(predictions.label(row));
        }
    }

    @Test
    void rowIsPredictedAloneLikeAmongOthers() {
        double[] together = CONCRETE.predict(Tables.CONCRETE_TEST).values();
        for (int row = 0; row < together.length; row++) {
            Table alone = Tables.CONCRETE_TEST.select(new int[] {row});
            assertThat(CONCRETE.predict(alone).value(0)).isEqualTo(together[row]);
        }
    }

    @Test
    void tableMayHaveItsColumnsInAnyOrderAndMore() {
        List<Column> columns =
                new ArrayList<>(Tables.PENGUINS_TEST.without("species").columns());
        Collections.reverse(columns);
        columns.add(3, NumericColumn.of("extra", new double[68]));
        assertThat(PENGUINS.predict(Table.of(columns)).values())
                .containsExactly(PENGUINS.predict(Tables.PENGUINS_TEST).values());
    }

    @Test
    void neededColumnThatIsNotThereIsNamed() {
        Table renamed = Table.of(Tables.PENGUINS_TEST.columns().stream()
                .map(column -> column.name().equals("sex") ? column.renamed("sexe") : column)
                .toList());
        assertThatThrownBy(() -> PENGUINS.predict(renamed))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage(
                        "column \"sex\" is not in the table; did you mean \"sexe\"? (columns: island, bill_length_mm,"
                                + " bill_depth_mm, flipper_length_mm, body_mass_g, sexe, species)");
    }

    @Test
    void textInANumericColumnIsNamed() {
        Table text = Tables.PENGUINS_TEST
                .select(new int[] {0, 1})
                .with(CategoricalColumn.of("bill_length_mm", "36.7", "long"));
        assertThatThrownBy(() -> PENGUINS.predict(text))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("column \"bill_length_mm\" must hold numbers, got \"long\" in row 2");
    }

    @Test
    void unknownLevelIsCountedInTheNotes() {
        Table strange =
                Tables.PENGUINS_TEST.select(new int[] {0, 1}).with(CategoricalColumn.of("island", "Atlantis", "Dream"));
        Predictions predictions = PENGUINS.predict(strange);
        assertThat(predictions.notes())
                .extracting(InputNote::text)
                .containsExactly(
                        "column \"island\": 1 value that training did not have, taken as unknown (\"Atlantis\")");
        assertThat(predictions.rows()).isEqualTo(2);
    }

    @Test
    void predictionsOfPartsAreThoseOfTheTable() {
        Table strange = Tables.PENGUINS_TEST
                .select(new int[] {0, 1, 2, 3, 4, 5, 6})
                .with(CategoricalColumn.of("island", "A", "Dream", "B", "C", "A", "D", "E"))
                .with(NumericColumn.of("body_mass_g", 1, 3000, 2, 3100, 3200, 3, 3300));
        Predictions all = PENGUINS.predict(strange);
        Predictions joined = Predictions.concat(List.of(
                PENGUINS.predict(strange.select(new int[] {0, 1, 2})),
                PENGUINS.predict(strange.select(new int[0])),
                PENGUINS.predict(strange.select(new int[] {3, 4, 5, 6}))));
        assertThat(joined.toTable()).isEqualTo(all.toTable());
        assertThat(joined.notes()).hasSize(3).containsExactlyInAnyOrderElementsOf(all.notes());
        assertThat(joined.notes())
                .extracting(InputNote::text)
                .contains(
                        "column \"island\": 6 values that training did not have, taken as unknown (\"A\", \"B\", \"C\","
                                + " ...)");
        assertThatThrownBy(() ->
                        Predictions.concat(List.of(all, PENGUINS.withThreads(1).predict(strange))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parts must be predictions of the same model");
    }

    @Test
    void tableWithoutRowsHasNoPredictions() {
        Predictions predictions = PENGUINS.predict(Tables.PENGUINS_TEST.select(new int[0]));
        assertThat(predictions.rows()).isZero();
        assertThat(predictions.toTable().columnNames())
                .containsExactly("prediction", "p_Adelie", "p_Chinstrap", "p_Gentoo");
    }

    @Test
    void predictionsMakeATable() {
        Table table = PENGUINS.predict(Tables.PENGUINS_TEST).toTable();
        assertThat(table.columnNames()).containsExactly("prediction", "p_Adelie", "p_Chinstrap", "p_Gentoo");
        assertThat(table.rows()).isEqualTo(68);
        assertThat(table.column("prediction").text(0)).isEqualTo("Adelie");
        for (int row = 0; row < 68; row++) {
            double sum = 0;
            for (String name : List.of("p_Adelie", "p_Chinstrap", "p_Gentoo")) {
                sum += ((NumericColumn) table.column(name)).value(row);
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
        }
        assertThat(CONCRETE.predict(Tables.CONCRETE_TEST).toTable().schema())
                .isEqualTo(Schema.of(new Schema.Field("prediction", ColumnType.NUMERIC)));
    }

    @Test
    void predictionOfAClassHasNoValueAndOneOfANumberHasNoLabel() {
        Prediction penguin = PENGUINS.predict(Tables.PENGUINS_TEST).get(0);
        assertThat(penguin.probability("Adelie")).isGreaterThan(0.5);
        assertThatThrownBy(penguin::value)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("the model predicts a class, not a number: use label() and probability()");
        assertThatThrownBy(() -> penguin.probability("Emperor"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("no class \"Emperor\"; valid: Adelie, Chinstrap, Gentoo");
        Prediction concrete = CONCRETE.predict(Tables.CONCRETE_TEST).get(0);
        assertThat(concrete.value()).isBetween(0.0, 90.0);
        assertThatThrownBy(concrete::label)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("the model predicts a number, not a class: use value()");
    }

    @Test
    void manyThreadsPredictWhatOneDoes() throws Exception {
        double[] alone = PENGUINS.predict(Tables.PENGUINS_TEST).values();
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                results.add(pool.submit(() -> Arrays.equals(
                        alone, PENGUINS.predict(Tables.PENGUINS_TEST).values())));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void evaluationNeedsTheTarget() {
        assertThatThrownBy(() -> PENGUINS.evaluate(Tables.PENGUINS_TEST.without("species", "sex")))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage(
                        "target column \"species\" is not in the table (columns: island, bill_length_mm, bill_depth_mm,"
                                + " flipper_length_mm, body_mass_g)");
    }

    @Test
    void evaluationOfGivenPredictionsIsThatOfTheTable() {
        String[] species = new String[68];
        for (int row = 0; row < species.length; row++) {
            species[row] =
                    row % 3 == 0 ? "" : Tables.PENGUINS_TEST.column("species").text(row);
        }
        Table table = Tables.PENGUINS_TEST.with(CategoricalColumn.of("species", species));
        assertThat(PENGUINS.evaluate(table, PENGUINS.predict(table)).metrics().values())
                .isEqualTo(PENGUINS.evaluate(table).metrics().values());
        assertThatThrownBy(() -> PENGUINS.evaluate(table, PENGUINS.predict(table.select(new int[] {1, 2}))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the predictions must be those for the table, 68 rows, got 2");
    }

    @Test
    void evaluationLeavesOutRowsWithoutATarget() {
        String[] species = new String[68];
        Arrays.fill(species, "");
        species[3] = Tables.PENGUINS_TEST.column("species").text(3);
        assertThat(PENGUINS.evaluate(Tables.PENGUINS_TEST.with(CategoricalColumn.of("species", species)))
                        .metrics()
                        .rows())
                .isEqualTo(1);
        species[3] = "";
        assertThatThrownBy(() -> PENGUINS.evaluate(Tables.PENGUINS_TEST.with(CategoricalColumn.of("species", species))))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("no row has a value of the target \"species\" to compare with");
    }

    @Test
    void rowOfAClassThatTheModelDoesNotKnowCountsAsWrongAndIsNamed() {
        Table known = Tables.PENGUINS_TEST.select(new int[] {0, 1});
        Table other = known.with(
                CategoricalColumn.of("species", known.column("species").text(0), "Emperor"));
        Evaluation evaluation = PENGUINS.evaluate(other);
        assertThat(evaluation.unknownClasses()).containsExactly(new UnknownClass("species", "Emperor", 1, 2));
        assertThat(evaluation.unknownClasses().get(0).text())
                .isEqualTo(
                        "1 row of \"species\" is \"Emperor\" (row 2), a class that the model does not know: counted as"
                                + " wrong, and not part of the log loss");
        ClassificationMetrics metrics = (ClassificationMetrics) evaluation.metrics();
        assertThat(metrics.accuracy()).isEqualTo(0.5);
        assertThat(evaluation.constantMetrics().values()).containsEntry("accuracy", 0.5);
        assertThat(metrics.logLoss())
                .isEqualTo(((ClassificationMetrics)
                                PENGUINS.evaluate(known.select(new int[] {0})).metrics())
                        .logLoss());
    }

    @Test
    void modelSaysWhichColumnsToReadAndHow() {
        assertThat(PENGUINS.inputSchema().names())
                .containsExactly(
                        "island", "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "sex");
        assertThat(PENGUINS.inputSchema().type("island")).contains(ColumnType.CATEGORICAL);
        assertThat(PENGUINS.inputSchema().type("body_mass_g")).contains(ColumnType.NUMERIC);
        assertThat(PENGUINS.schema().type("species")).contains(ColumnType.CATEGORICAL);
    }

    @Test
    void modelKnowsWhereItComesFrom() {
        assertThat(PENGUINS.provenance().trainingRows()).isEqualTo(276);
        assertThat(PENGUINS.provenance().validationRows()).isEqualTo(276);
        assertThat(PENGUINS.provenance().dataFingerprint()).isEqualTo(TableFingerprint.of(Tables.PENGUINS));
        assertThat(PENGUINS.validationMetrics().rows()).isEqualTo(276);
        assertThat(PENGUINS.validationMetrics().values())
                .containsOnlyKeys("accuracy", "log_loss", "f1_macro", "calibration_error");
        assertThat(PENGUINS.validationMetrics().confusion()).hasSize(3);
        assertThat(CONCRETE.validationMetrics().values()).containsOnlyKeys("rmse", "mae", "r2");
    }

    private static byte[] bytes(Model model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.toFile().write(out);
        return out.toByteArray();
    }
}
