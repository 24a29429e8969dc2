package densa.table.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import densa.data.DataException;
import densa.data.Precision;
import densa.engine.Engine;
import densa.metric.RegressionMetrics;
import densa.network.Activation;
import densa.network.Layer;
import densa.network.Loss;
import densa.optimize.Optimizer;
import densa.table.CategoricalColumn;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.Tables;
import densa.table.audit.Finding;
import densa.table.encode.ColumnReport;
import densa.table.encode.Task;
import densa.table.model.Model;
import densa.table.model.Prediction;
import densa.table.model.Predictions;
import densa.train.DivergedException;
import densa.train.EarlyStopping;
import densa.train.TrainingHistory;
import densa.train.TrainingHistory.StopReason;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TabularTrainerTest {

    /** Two members of one candidate. */
    private static final TabularOptions FAST = TabularTrainer.forTarget("y")
            .effort(Effort.QUICK)
            .bins(4)
            .validation(Validation.folds(2))
            .options();

    private static final TabularTrainer PENGUINS =
            TabularTrainer.forTarget("species").options(FAST).epochs(5);
    private static final TabularTrainer CONCRETE =
            TabularTrainer.forTarget("compressive_strength").options(FAST).epochs(5);

    @Test
    void planSaysWhatIsGoingToHappen() {
        Plan plan = TabularTrainer.forTarget("species").threads(1).plan(Tables.PENGUINS);
        assertThat(plan.task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(plan.taskReason()).isEqualTo("it holds text");
        assertThat(plan.classCounts())
                .containsExactly(entry("Adelie", 122), entry("Chinstrap", 55), entry("Gentoo", 99));
        assertThat(plan.trainingRows()).isEqualTo(276);
        assertThat(plan.validationRows()).isEqualTo(276);
        assertThat(plan.validation()).isEqualTo("10-fold cross-validation");
        assertThat(plan.columns())
                .extracting(ColumnReport::name)
                .containsExactlyElementsOf(Tables.PENGUINS.columnNames());
        assertThat(plan.networks()).hasSize(8);
        assertThat(plan.networks().get(0).denseLayers())
                .extracting(Layer.Dense::units)
                .containsExactly(128, 128, 128, 3);
        assertThat(plan.trainingOptions().loss()).isEqualTo(Loss.SOFTMAX_CROSS_ENTROPY);
        assertThat(plan.trainingOptions().passes().batchSize()).isEqualTo(16);
        assertThat(plan.trainingOptions().passes().epochs()).isEqualTo(157);
        assertThat(plan.trainingOptions().passes().earlyStopping()).isEqualTo(EarlyStopping.patience(63));
        assertThat(plan.engine().engine()).isNotEqualTo(Engine.AUTO);
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void twoClassesShareOneOutput() {
        Table table = Tables.PENGUINS.select(rowsWith(Tables.PENGUINS.column("sex")));
        TabularTrainer trainer = TabularTrainer.forTarget("sex").options(FAST).epochs(40);
        Plan plan = trainer.plan(table);
        assertThat(plan.networks().get(0).outputs()).isEqualTo(1);
        assertThat(plan.trainingOptions().loss()).isEqualTo(Loss.BINARY_CROSS_ENTROPY);
        Model model = plan.fit().model();
        assertThat(model.validationMetrics().values().get("accuracy")).isGreaterThan(0.8);
        assertThat(model.validationMetrics().values()).containsKey("roc_auc");
        Prediction prediction = model.predict(table).get(0);
        assertThat(prediction.probability("male") + prediction.probability("female"))
                .isEqualTo(1);
        Model softmax = trainer.loss(Loss.SOFTMAX_CROSS_ENTROPY).fit(table).model();
        assertThat(softmax.network().outputs()).isEqualTo(2);
        assertThat(softmax.validationMetrics().values().get("accuracy")).isGreaterThan(0.8);
    }

    @Test
    void anyNumberOfThreadsTrainsTheSameBits() {
        TabularTrainer trainer = CONCRETE.hidden(256, 128).seed(3);
        double[] one = values(trainer.threads(1).fit(Tables.CONCRETE), Tables.CONCRETE_TEST);
        for (int threads : new int[] {2, 3, 8}) {
            assertThat(values(trainer.threads(threads).fit(Tables.CONCRETE), Tables.CONCRETE_TEST))
                    .containsExactly(one);
        }
    }

    @Test
    void enginesAgreeAfterFiftyEpochsInDoublePrecision() {
        TabularTrainer trainer = TabularTrainer.forTarget("compressive_strength")
                .options(FAST)
                .hidden(32, 16)
                .epochs(50);
        Model java = trainer.engine(Engine.JAVA).fit(Tables.CONCRETE).model();
        Model fast = trainer.engine(Engine.NATIVE)
                .precision(Precision.FLOAT64)
                .fit(Tables.CONCRETE)
                .model();
        double[] expected = Tables.values(java.predict(Tables.CONCRETE_TEST));
        double[] got = Tables.values(fast.predict(Tables.CONCRETE_TEST));
        for (int row = 0; row < expected.length; row++) {
            assertThat(got[row]).isCloseTo(expected[row], within(1e-6));
        }
        assertThat(java.on(Engine.NATIVE).predict(Tables.CONCRETE_TEST).value(0))
                .isCloseTo(expected[0], within(1e-9));
    }

    @Test
    void seedDecidesEverythingRandom() {
        double[] first = values(PENGUINS.seed(5).fit(Tables.PENGUINS), Tables.PENGUINS_TEST);
        assertThat(values(PENGUINS.seed(5).fit(Tables.PENGUINS), Tables.PENGUINS_TEST))
                .containsExactly(first);
        assertThat(values(PENGUINS.seed(6).fit(Tables.PENGUINS), Tables.PENGUINS_TEST))
                .isNotEqualTo(first);
    }

    private static double[] values(TrainingResult result, Table table) {
        return Tables.values(result.model().predict(table));
    }

    @Test
    void rowOfWeightZeroIsAsIfItWereNotThere() {
        double[] weights = new double[Tables.PENGUINS.rows()];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = row % 3 == 0 ? 0 : 1 + row % 2;
        }
        Table weighted = Tables.PENGUINS.with(NumericColumn.of("weight", weights));
        Table without = weighted.select(IntStream.range(0, weights.length)
                .filter(row -> weights[row] > 0)
                .toArray());
        TabularTrainer trainer = PENGUINS.weight("weight");
        assertThat(values(trainer.fit(weighted), Tables.PENGUINS_TEST))
                .containsExactly(values(trainer.fit(without), Tables.PENGUINS_TEST));
    }

    @Test
    void balancedWeightsFindMoreOfARareClass() {
        Random random = new Random(1);
        double[] x = new double[2000];
        String[] y = new String[2000];
        for (int row = 0; row < x.length; row++) {
            boolean rare = row % 20 == 0;
            y[row] = rare ? "rare" : "common";
            x[row] = random.nextGaussian() + (rare ? 1.5 : 0);
        }
        Table table = Table.builder().numeric("x", x).categorical("y", y).build();
        TabularTrainer trainer = TabularTrainer.forTarget("y").options(FAST).epochs(20);
        long plain = found(trainer, table);
        long balanced = found(trainer.classWeights(ClassWeights.BALANCED), table);
        long weighted = found(trainer.classWeights(ClassWeights.parse("rare=19")), table);
        assertThat(plain).isLessThan(100);
        assertThat(balanced).isBetween(300L, 900L);
        assertThat(weighted).isBetween(300L, 900L);
    }

    private static long found(TabularTrainer trainer, Table table) {
        Predictions predictions = trainer.fit(table).model().predict(table);
        return IntStream.range(0, predictions.rows())
                .filter(row -> predictions.label(row).equals("rare"))
                .count();
    }

    @Test
    void classWeightsOfAnotherTargetAreRejected() {
        assertThatThrownBy(() ->
                        PENGUINS.classWeights(ClassWeights.parse("Adelei=2")).fit(Tables.PENGUINS))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("class weights name \"Adelei\", which is no class of the target; did you mean \"Adelie\"?"
                        + " (classes: Adelie, Chinstrap, Gentoo)");
        assertThatThrownBy(() -> CONCRETE.classWeights(ClassWeights.BALANCED).plan(Tables.CONCRETE))
                .isExactlyInstanceOf(UnsuitableOptionException.class)
                .hasMessage(
                        "class weights need classes, but \"compressive_strength\" is a number: it holds many different"
                                + " numbers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mean_squared_error|3 classes; valid: softmax_cross_entropy",
                "binary_cross_entropy|3 classes; valid: softmax_cross_entropy",
            })
    void lossThatDoesNotFitClassesIsRejected(String loss, String message) {
        assertThatThrownBy(() -> PENGUINS.loss(Loss.named(loss)).plan(Tables.PENGUINS))
                .isExactlyInstanceOf(UnsuitableOptionException.class)
                .hasMessage("loss " + loss + " does not fit " + message);
    }

    @Test
    void wideTableOfALinearTargetIsLearnedByALinearModel() {
        int rows = 60;
        SplittableRandom random = new SplittableRandom(1);
        Table.Builder builder = Table.builder();
        double[] level = random.doubles(rows).toArray();
        double[] base = random.doubles(rows).toArray();
        for (int c = 0; c < 1100; c++) {
            double[] noise = random.doubles(rows).toArray();
            double share = c % 10 == 0 ? 1 : 0;
            builder.numeric(
                    "x" + c,
                    IntStream.range(0, rows)
                            .mapToDouble(row -> base[row] + share * level[row] + 0.01 * noise[row])
                            .toArray());
        }
        Table table = builder.numeric("y", level).build();
        TrainingResult result =
                TabularTrainer.forTarget("y").effort(Effort.QUICK).fit(table);
        assertThat(result.candidates()).hasSize(2);
        assertThat(result.candidates())
                .filteredOn(CandidateResult::selected)
                .singleElement()
                .satisfies(one -> assertThat(one.hidden()).isEmpty());
        assertThat(result.model().members())
                .hasSize(5)
                .allSatisfy(member -> assertThat(member.network().denseLayers()).hasSize(1));
        assertThat(((RegressionMetrics) result.evaluation().metrics()).r2()).isGreaterThan(0.8);
    }

    @Test
    void lossForNumbersMakesFewWholeNumbersANumber() {
        int[] rows = IntStream.range(0, 60).toArray();
        Table table = Table.builder()
                .numeric("x", IntStream.of(rows).mapToDouble(i -> i * 37 % 60).toArray())
                .numeric("y", IntStream.of(rows).mapToDouble(i -> i % 4).toArray())
                .build();
        TabularTrainer trainer = Tables.quick("y");
        assertThat(trainer.plan(table).task()).isEqualTo(Task.CLASSIFICATION);
        Plan plan = trainer.loss(Loss.POISSON).plan(table);
        assertThat(plan.task()).isEqualTo(Task.REGRESSION);
        assertThat(plan.taskReason()).isEqualTo("loss poisson is for numbers");
    }

    @Test
    void idThatHasTheNameOfAnOutputIsRejected() {
        Table table = Tables.PENGUINS.with(CategoricalColumn.of("prediction", filled()));
        assertThatThrownBy(() -> PENGUINS.ids("prediction").plan(table))
                .isExactlyInstanceOf(UnsuitableOptionException.class)
                .hasMessage(
                        "id column \"prediction\" has the name of a column of the predictions (prediction, p_Adelie,"
                                + " p_Chinstrap, p_Gentoo): rename it");
    }

    private static String[] filled() {
        String[] ids = new String[Tables.PENGUINS.rows()];
        Arrays.setAll(ids, row -> "id" + row);
        return ids;
    }

    @Test
    void lossThatDoesNotFitANumberIsRejected() {
        assertThatThrownBy(() -> CONCRETE.loss(Loss.BINARY_CROSS_ENTROPY).plan(Tables.CONCRETE))
                .isExactlyInstanceOf(UnsuitableOptionException.class)
                .hasMessage("loss binary_cross_entropy does not fit a number; valid: "
                        + Loss.all().stream()
                                .filter(loss -> loss.target().isNumber())
                                .map(Loss::id)
                                .collect(Collectors.joining(", "))
                        + "; task classification predicts classes");
    }

    static Stream<Loss> lossesOfOneNumber() {
        return Loss.all().stream()
                .filter(loss -> loss.suits(1, 0) && loss.outputs(1, 0) == 1 && !loss.equals(Loss.MEAN_SQUARED_ERROR));
    }

    @ParameterizedTest
    @MethodSource("lossesOfOneNumber")
    void everyLossForNumbersLearnsAndSurvivesItsFile(Loss loss) throws Exception {
        Model model = CONCRETE.epochs(60).loss(loss).fit(Tables.CONCRETE).model();
        assertThat(model.validationMetrics().values().get("r2")).isGreaterThan(0.7);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.toFile().write(out);
        assertThat(Tables.values(Model.load(out.toByteArray()).predict(Tables.CONCRETE_TEST)))
                .containsExactly(Tables.values(model.predict(Tables.CONCRETE_TEST)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "poisson | -1 | loss poisson needs counts of 0 or more",
                "gamma | 0 | loss gamma needs amounts above 0",
                "tweedie | -0.5 | loss tweedie needs amounts of 0 or more",
            })
    void targetThatTheLossCannotTakeIsNamed(String loss, double value, String message) {
        double[] amounts =
                IntStream.rangeClosed(1, 50).mapToDouble(i -> i / 3.0).toArray();
        amounts[20] = value;
        Table table = Table.of(NumericColumn.of("x", amounts), NumericColumn.of("y", amounts));
        assertThatThrownBy(() ->
                        TabularTrainer.forTarget("y").loss(Loss.named(loss)).plan(table))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("target \"y\" is " + NumericColumn.of("y", value).text(0) + " in row 21: " + message);
    }

    @Test
    void epochsAreValidatedOnTheValidationTable() {
        Model model = PENGUINS.fit(Tables.PENGUINS, Tables.PENGUINS_TEST).model();
        assertThat(model.provenance().trainingRows()).isEqualTo(276);
        assertThat(model.provenance().validationRows()).isEqualTo(68);
        // Every member chose its epoch by these rows, but what is reported is of the epoch that other rows chose.
        assertThat(model.validationMetrics().values().get("log_loss"))
                .isCloseTo(
                        model.evaluate(Tables.PENGUINS_TEST).metrics().values().get("log_loss"), within(0.05));
    }

    @Test
    void validationTableMustFitTheTrainingTable() {
        Table other = Tables.PENGUINS_TEST
                .select(new int[] {0, 1})
                .with(CategoricalColumn.of("species", "Adelie", "Emperor"));
        Plan plan = PENGUINS.plan(Tables.PENGUINS, other);
        assertThat(plan.validationRows()).isEqualTo(1);
        assertThat(plan.notes())
                .contains(new Finding(
                        Finding.Kind.UNKNOWN_CLASS,
                        List.of("species"),
                        Map.of("rows", 1.0),
                        "1 validation row has a class that training does not, such as \"Emperor\" in row 2: no prediction"
                                + " of it can be right"));
        TrainingResult result = PENGUINS.effort(Effort.QUICK).epochs(5).fit(Tables.PENGUINS, other);
        assertThat(result.evaluation().rows()).containsExactly(0, 1);
        assertThat(result.evaluation().metrics().values().get("accuracy")).isEqualTo(0.5);
        assertThat(result.evaluation().unknownClasses()).singleElement().satisfies(unknown -> assertThat(unknown.text())
                .contains("Emperor"));
        assertThatThrownBy(() -> PENGUINS.fit(Tables.PENGUINS, other.with(CategoricalColumn.of("species", "", ""))))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("the validation table has no row with a value of the target \"species\" that training has");
    }

    @Test
    void listenerSeesEveryEpochAndMayStop() {
        List<Integer> seen = new ArrayList<>();
        Model model = PENGUINS.epochs(100)
                .threads(1)
                .listener(new TabularListener() {
                    @Override
                    public void onEpoch(NetworkId network, TrainingHistory.Epoch epoch) {
                        seen.add(epoch.number());
                    }

                    @Override
                    public boolean stopRequested() {
                        return seen.size() == 7;
                    }
                })
                .fit(Tables.PENGUINS)
                .model();
        assertThat(seen).containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(model.members()).hasSize(1);
        assertThat(model.members().get(0).history().stopReason()).isEqualTo(StopReason.REQUESTED);
        assertThat(model.predict(Tables.PENGUINS_TEST).rows()).isEqualTo(68);
    }

    @Test
    void divergingTrainingSaysSo() {
        assertThatThrownBy(() -> CONCRETE.optimizer(Optimizer.sgd(1e6))
                        .activation(Activation.RELU)
                        .fit(Tables.CONCRETE))
                .isExactlyInstanceOf(DivergedException.class)
                .hasMessageStartingWith("training diverged in epoch 1: ");
    }

    @Test
    void tenThousandLevelsTrain() {
        int rows = 30_000;
        String[] city = new String[rows];
        double[] y = new double[rows];
        Random random = new Random(4);
        for (int row = 0; row < rows; row++) {
            int level = (int) (10_000 * Math.pow(random.nextDouble(), 3));
            city[row] = "city " + level;
            y[row] = level % 7 + random.nextGaussian();
        }
        Table table = Table.builder().categorical("city", city).numeric("y", y).build();
        Model model =
                TabularTrainer.forTarget("y").options(FAST).epochs(2).fit(table).model();
        assertThat(model.network().inputWidth()).isEqualTo(2049);
        assertThat(model.validationMetrics().values().get("r2")).isGreaterThan(0.1);
    }

    @Test
    void columnThatCountsTheRowsIsSetAside() {
        Table table = numbered(Tables.PENGUINS);
        assertThat(PENGUINS.plan(table).columns())
                .contains(new ColumnReport(
                        "row",
                        ColumnReport.Use.SET_ASIDE,
                        "whole numbers from 0 to " + (table.rows() - 1)
                                + " in order, a row number; name it numeric to use it"));
        assertThat(PENGUINS.numeric("row").plan(table).notes()).isEmpty();
    }

    @Test
    void columnThatCountsFewRowsIsNoted() {
        int[] some = IntStream.range(0, 49).map(i -> 5 * i).toArray();
        Table table = numbered(Tables.PENGUINS.select(some));
        assertThat(PENGUINS.plan(table).notes())
                .contains(new Finding(
                        Finding.Kind.RUNNING_NUMBER,
                        List.of("row"),
                        Map.of(),
                        "column \"row\" is a running number: ignore it, or mark it as an id, unless row order is"
                                + " meaningful"));
        assertThat(PENGUINS.ids("row").plan(table).notes())
                .extracting(Finding::kind)
                .doesNotContain(Finding.Kind.RUNNING_NUMBER);
    }

    private static Table numbered(Table table) {
        return table.with(NumericColumn.of(
                "row", IntStream.range(0, table.rows()).asDoubleStream().toArray()));
    }

    @Test
    void fiveRowsTrainAndAreSaidToBeFew() {
        Table table = Table.builder()
                .numeric("x", 1, 2, 3, 4, 6)
                .categorical("y", "a", "b", "a", "b", "a")
                .build();
        Plan plan = TabularTrainer.forTarget("y").epochs(2).plan(table);
        assertThat(plan.notes())
                .containsExactly(new Finding(
                        Finding.Kind.FEW_VALIDATION_ROWS,
                        List.of("y"),
                        Map.of("rows", 5.0),
                        "only 5 validation rows: metrics are indicative only"));
        assertThat(plan.fit().model().predict(table).rows()).isEqualTo(5);
    }

    @Test
    void networkWithoutHiddenLayersIsLinear() {
        Model model = TabularTrainer.forTarget("compressive_strength")
                .options(FAST)
                .hidden()
                .bins(0)
                .epochs(100)
                .fit(Tables.CONCRETE)
                .model();
        assertThat(model.network().layers()).hasSize(1);
        assertThat(model.validationMetrics().values().get("r2")).isBetween(0.4, 0.75);
    }

    private static int[] rowsWith(Column column) {
        return IntStream.range(0, column.size())
                .filter(row -> !column.isMissing(row))
                .toArray();
    }
}
