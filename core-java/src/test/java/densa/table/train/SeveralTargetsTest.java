package densa.table.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import densa.data.DataException;
import densa.data.Precision;
import densa.engine.Engine;
import densa.metric.ClassificationMetrics;
import densa.metric.RegressionMetrics;
import densa.metric.SeveralMetrics;
import densa.network.Loss;
import densa.store.ModelFormatException;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.audit.Finding;
import densa.table.encode.Task;
import densa.table.explain.Contributions;
import densa.table.explain.Importance;
import densa.table.model.Calibration;
import densa.table.model.Evaluation;
import densa.table.model.Model;
import densa.table.model.Prediction;
import densa.table.model.Predictions;
import densa.table.model.ValidationMetrics;
import densa.train.TrainedNetwork;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several targets of one model, from the table to the prediction, through a model file. */
class SeveralTargetsTest {

    private static final double[] X = new Random(1).doubles(600, 0, 1).toArray();
    private static final Table TABLE = Table.builder()
            .numeric("x", X)
            .numeric("up", of(x -> 1000 + 100 * x))
            .numeric("down", of(x -> -0.01 * x))
            .categorical("large", of(x -> x > 0.5, "yes", "no"))
            .categorical("outer", of(x -> Math.abs(x - 0.5) > 0.3, "true", "false"))
            .categorical(
                    "third",
                    Arrays.stream(X)
                            .mapToObj(x -> "abc".substring((int) (3 * x), 1 + (int) (3 * x)))
                            .toArray(String[]::new))
            .numeric("code", of(x -> x > 0.7 ? 1 : 0))
            .build();

    private static final TabularTrainer NUMBERS =
            quick(TabularTrainer.forTargets("up", "down")).ignore("large", "outer", "third", "code");
    private static final TabularTrainer FLAGS =
            quick(TabularTrainer.forTargets("large", "outer")).ignore("up", "down", "third", "code");
    private static final Model OF_NUMBERS =
            NUMBERS.engine(Engine.JAVA).fit(TABLE).model();
    private static final Model OF_FLAGS = FLAGS.engine(Engine.JAVA).fit(TABLE).model();

    private static TabularTrainer quick(TabularTrainer trainer) {
        return trainer.effort(Effort.QUICK)
                .hidden(16)
                .bins(0)
                .epochs(30)
                .batchSize(16)
                .validation(Validation.folds(2));
    }

    private static double[] of(DoubleUnaryOperator rule) {
        return Arrays.stream(X).map(rule).toArray();
    }

    private static String[] of(DoublePredicate rule, String yes, String no) {
        return Arrays.stream(X).mapToObj(x -> rule.test(x) ? yes : no).toArray(String[]::new);
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"JAVA", "NATIVE"})
    void numbersOfVeryDifferentSizeAreLearnedTogether(Engine engine) {
        Model model = engine == Engine.JAVA
                ? OF_NUMBERS
                : NUMBERS.engine(engine).fit(TABLE).model();
        assertThat(model.targets()).containsExactly("up", "down");
        assertThat(model.task()).isEqualTo(Task.REGRESSION);
        SeveralMetrics metrics = (SeveralMetrics) model.evaluate(TABLE).metrics();
        assertThat(((RegressionMetrics) metrics.byTarget().get("up")).r2()).isGreaterThan(0.9);
        assertThat(((RegressionMetrics) metrics.byTarget().get("down")).r2()).isGreaterThan(0.9);
        Prediction prediction = model.predict(Map.of("x", 0.5));
        // A tenth of the range of each.
        assertThat(prediction.value("up")).isCloseTo(1050, within(10.0));
        assertThat(prediction.value("down")).isCloseTo(-0.005, within(0.001));
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"JAVA", "NATIVE"})
    void flagsAreLearnedTogether(Engine engine) {
        Model model = engine == Engine.JAVA
                ? OF_FLAGS
                : FLAGS.engine(engine).fit(TABLE).model();
        assertThat(model.task()).isEqualTo(Task.CLASSIFICATION);
        assertThat(model.members().get(0).loss()).isEqualTo(Loss.BINARY_CROSS_ENTROPY);
        SeveralMetrics metrics = (SeveralMetrics) model.evaluate(TABLE).metrics();
        assertThat(((ClassificationMetrics) metrics.byTarget().get("large")).accuracy())
                .isGreaterThan(0.9);
        assertThat(((ClassificationMetrics) metrics.byTarget().get("outer"))
                        .rocAuc()
                        .orElseThrow())
                .isGreaterThan(0.8);
        Prediction prediction = model.predict(Map.of("x", 0.95));
        assertThat(prediction.label("large")).isEqualTo("yes");
        assertThat(prediction.label("outer")).isEqualTo("true");
        assertThat(prediction.probability("large", "yes")).isGreaterThan(0.8);
        assertThat(prediction.probability("large", "no"))
                .isCloseTo(1 - prediction.probability("large", "yes"), within(1e-12));
        assertThat(prediction).hasToString("large: yes, outer: true");
    }

    @Test
    void metricsAreTheMeanAndThoseOfEachTarget() {
        SeveralMetrics metrics = (SeveralMetrics) OF_NUMBERS.evaluate(TABLE).metrics();
        Map<String, Double> values = metrics.values();
        assertThat(values.keySet()).containsExactly("rmse", "mae", "r2");
        assertThat(metrics.byTarget().keySet()).containsExactly("up", "down");
        Map<String, Double> up = metrics.byTarget().get("up").values();
        Map<String, Double> down = metrics.byTarget().get("down").values();
        assertThat(up.keySet()).containsExactly("rmse", "mae", "r2");
        assertThat(down.keySet()).containsExactly("rmse", "mae", "r2");
        assertThat(values.get("r2")).isEqualTo((up.get("r2") + down.get("r2")) / 2);
        ValidationMetrics ofNumbers = OF_NUMBERS.validationMetrics();
        assertThat(ofNumbers.values()).containsOnlyKeys(values.keySet());
        assertThat(ofNumbers.byTarget()).containsOnlyKeys("up", "down");
        assertThat(ofNumbers.byTarget().values())
                .allSatisfy(figures -> assertThat(figures).containsOnlyKeys(values.keySet()));
        assertThat(OF_FLAGS.validationMetrics().values()).containsKey("log_loss");
        assertThat(OF_FLAGS.validationMetrics().byTarget().get("large")).containsKey("log_loss");
        assertThat(OF_FLAGS.validationMetrics().byTarget().get("outer")).containsKey("accuracy");
        assertThat(OF_FLAGS.validationMetrics().confusion()).isEmpty();
    }

    @Test
    void tableOfPredictionsHasAColumnForEachTarget() {
        Predictions numbers = OF_NUMBERS.predict(TABLE);
        Table table = numbers.toTable();
        assertThat(table.columnNames()).containsExactly("prediction_up", "prediction_down");
        assertThat(((NumericColumn) table.column("prediction_down")).value(3)).isEqualTo(numbers.value(3, "down"));
        Predictions flags = OF_FLAGS.predict(TABLE);
        table = flags.toTable();
        assertThat(table.columnNames()).containsExactly("prediction_large", "prediction_outer", "p_large", "p_outer");
        assertThat(table.column("prediction_outer").text(3)).isEqualTo(flags.label(3, "outer"));
        assertThat(((NumericColumn) table.column("p_outer")).value(3)).isEqualTo(flags.probability(3, "outer", "true"));
    }

    @Test
    void methodsForASingleTargetSayThatThereAreSeveral() {
        Predictions predictions = OF_NUMBERS.predict(TABLE);
        String several = "the model predicts several targets, up, down: say which one you want";
        assertThatThrownBy(() -> predictions.value(0))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage(several);
        assertThatThrownBy(() -> predictions.lower(0, 0.9)).hasMessage(several);
        assertThatThrownBy(() -> predictions.get(0).value()).hasMessage(several);
        assertThatThrownBy(() -> OF_FLAGS.predict(TABLE).label(0))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("the model predicts several targets, large, outer: say which one you want");
        assertThatThrownBy(OF_NUMBERS::target)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("there are several targets, up, down: this is for a single one, see forTarget(...)");
        assertThatThrownBy(() -> Importance.of(OF_NUMBERS, TABLE, 1)).isExactlyInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Contributions.of(OF_NUMBERS, TABLE)).isExactlyInstanceOf(IllegalStateException.class);
        assertThat(OF_FLAGS.classes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"JAVA", "NATIVE"})
    void modelForATargetPredictsAsTheWholeOne(Engine engine) {
        Model numbers = OF_NUMBERS.on(engine);
        Model down = numbers.forTarget("down");
        Predictions all = numbers.predict(TABLE);
        Predictions own = down.predict(TABLE);
        // Other sizes of a product may add in another order, in float32 on the native engine.
        double near = 1e-6 * 0.01;
        for (int row = 0; row < TABLE.rows(); row++) {
            assertThat(own.value(row)).isCloseTo(all.value(row, "down"), within(near));
            assertThat(own.lower(row, 0.9)).isCloseTo(all.lower(row, "down", 0.9), within(near));
            assertThat(own.upper(row, 0.9)).isCloseTo(all.upper(row, "down", 0.9), within(near));
        }
        assertThat(down.target()).isEqualTo("down");
        assertThat(down.schema().names()).containsExactly("x", "down");
        assertThat(down.validationMetrics().values().get("mae"))
                .isEqualTo(numbers.validationMetrics().byTarget().get("down").get("mae"));
        assertThat(Model.of(down.toFile()).predict(TABLE).value(3)).isEqualTo(own.value(3));

        Model flags = OF_FLAGS.on(engine);
        Model outer = flags.forTarget("outer");
        assertThat(outer.classes()).containsExactly("false", "true");
        for (int row = 0; row < TABLE.rows(); row++) {
            assertThat(outer.predict(TABLE).probability(row, 1))
                    .isCloseTo(flags.predict(TABLE).probability(row, "outer", "true"), within(1e-6));
        }
        assertThat(outer.forTarget("outer")).isSameAs(outer);
        assertThatThrownBy(() -> flags.forTarget("up"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("no target \"up\"; valid: large, outer");
    }

    @Test
    void intervalsOfEachTargetCoverAsOftenAsAsked() {
        Predictions predictions = OF_NUMBERS.predict(TABLE);
        Evaluation evaluation = OF_NUMBERS.evaluate(TABLE, predictions);
        assertThat(OF_NUMBERS.intervals()).hasSize(2);
        for (String target : OF_NUMBERS.targets()) {
            // Made of out-of-fold errors; the model learned from these rows, so it may cover more.
            assertThat(evaluation.coverage(target, 0.8)).isBetween(0.75, 0.95);
        }
        assertThat(predictions.toTable(0.9).columnNames())
                .containsExactly(
                        "prediction_up", "prediction_down", "lower_up", "upper_up", "lower_down", "upper_down");
        assertThatThrownBy(() -> evaluation.coverage("x", 0.9))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("no target \"x\"; valid: up, down");
    }

    @Test
    void probabilitiesOfEachTargetHaveACalibration() {
        assertThat(OF_FLAGS.calibrations()).hasSize(2);
        assertThat(OF_NUMBERS.calibrations()).isEmpty();
        // Each target has a temperature of its own, which is its power of the odds.
        Model calibrated = new Model(
                OF_FLAGS.encoder(),
                OF_FLAGS.members(),
                OF_FLAGS.validationMetrics(),
                OF_FLAGS.provenance(),
                List.of(new Calibration(1, 1, 0, 0), new Calibration(0.5, 1, 0, 0)),
                List.of(),
                OF_FLAGS.trainingOptions());
        Model plain = new Model(
                OF_FLAGS.encoder(),
                OF_FLAGS.members(),
                OF_FLAGS.validationMetrics(),
                OF_FLAGS.provenance(),
                List.of(),
                List.of(),
                OF_FLAGS.trainingOptions());
        for (Model model : List.of(calibrated, Model.of(calibrated.toFile()))) {
            assertThat(model.calibrations()).isEqualTo(calibrated.calibrations());
            double large = plain.predict(TABLE).probability(5, "large", "yes");
            double outer = plain.predict(TABLE).probability(5, "outer", "true");
            assertThat(model.predict(TABLE).probability(5, "large", "yes")).isEqualTo(large);
            assertThat(model.predict(TABLE).probability(5, "outer", "true"))
                    .isCloseTo(outer * outer / (outer * outer + (1 - outer) * (1 - outer)), within(1e-12));
        }
    }

    @Test
    void eachTargetIsExplainedByItself() {
        Contributions found = Contributions.of(OF_NUMBERS.forTarget("down"), TABLE);
        for (int row = 0; row < 20; row++) {
            assertThat(found.output(row) - found.baseline(row)).isCloseTo(found.value(row, 0), within(1e-6));
        }
        Importance importance = Importance.of(OF_FLAGS.forTarget("large"), TABLE, 1);
        assertThat(importance.metric()).isEqualTo("log_loss");
        assertThat(importance.items().get(0).columns()).containsExactly("x");
    }

    @Test
    void methodsForANamedTargetCheckTheName() {
        Predictions numbers = OF_NUMBERS.predict(TABLE);
        assertThatThrownBy(() -> numbers.value(0, "uq"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("no target \"uq\"; valid: up, down");
        assertThatThrownBy(() -> numbers.label(0, "up"))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("the model predicts a number for \"up\", not a class: use value(...)");
        Predictions flags = OF_FLAGS.predict(TABLE);
        assertThatThrownBy(() -> flags.value(0, "large"))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "the model predicts a class of \"large\", not a number: use label(...) and probability(...)");
        assertThatThrownBy(() -> flags.probability(0, "large", "maybe"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("no class \"maybe\"; valid: no, yes");
    }

    @Test
    void modelOfOneTargetTakesItsNameAsWell() {
        Model model = quick(TabularTrainer.forTargets("third"))
                .ignore("up", "down", "large", "outer", "code")
                .epochs(1)
                .engine(Engine.JAVA)
                .fit(TABLE)
                .model();
        Predictions predictions = model.predict(TABLE);
        assertThat(model.target()).isEqualTo("third");
        assertThat(predictions.label(5, "third")).isEqualTo(predictions.label(5));
        assertThat(predictions.probability(5, "third", "b")).isEqualTo(predictions.probability(5, 1));
    }

    @Test
    void modelFromItsFilePredictsTheSame() {
        for (Model model : new Model[] {OF_NUMBERS, OF_FLAGS}) {
            Model again = Model.of(model.toFile());
            assertThat(again.predict(TABLE)).usingRecursiveComparison().isEqualTo(model.predict(TABLE));
            assertThat(again.encoder().targets()).isEqualTo(model.encoder().targets());
            assertThat(again.encoder().roles()).isEqualTo(model.encoder().roles());
            assertThat(again.validationMetrics()).isEqualTo(model.validationMetrics());
        }
    }

    @Test
    void fileWithOtherTargetsThanItsNetworkIsRefused() {
        String table = OF_NUMBERS.toFile().section("table").orElseThrow();
        String text = table.replace("\"targets\":[\"up\",\"down\"]", "\"targets\":[\"up\"]");
        assertThatThrownBy(() ->
                        Model.of(TrainedNetwork.toFile(OF_NUMBERS.members()).withSection("table", text)))
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessageContaining("the targets must be [up], got [up, down]");
        assertThatThrownBy(
                        () -> Model.of(TrainedNetwork.toFile(OF_FLAGS.members()).withSection("table", table)))
                .isExactlyInstanceOf(ModelFormatException.class)
                .hasMessageContaining(
                        "has a target that does not fit the network's 2 outputs and the loss binary_cross_entropy");
    }

    @Test
    void dataSetHasAColumnForEachTarget() {
        var data = OF_FLAGS.encoder().encode(TABLE, Precision.FLOAT64);
        assertThat(data.targetColumns()).isEqualTo(2);
        assertThat(data.target(0, 0)).isEqualTo(X[0] > 0.5 ? 1 : 0);
        assertThat(data.target(0, 1)).isEqualTo(Math.abs(X[0] - 0.5) > 0.3 ? 1 : 0);
    }

    @Test
    void outOfSampleKnowsAllTargets() {
        TrainingResult fit = FLAGS.epochs(2).engine(Engine.JAVA).fit(TABLE);
        Evaluation evaluation = fit.evaluation();
        assertThat(evaluation.targets()).hasSize(2).allSatisfy(target -> assertThat(target.rows())
                .isEqualTo(evaluation.rows().length));
        assertThat(evaluation.metrics().values())
                .isEqualTo(fit.model().validationMetrics().values());
        assertThat(evaluation.select(new int[] {4, 2}).targets())
                .hasSize(2)
                .allSatisfy(target -> assertThat(target.rows()).isEqualTo(2));
        assertThat(evaluation.toTable().columnNames()).startsWith("row", "large", "outer", "prediction_large");
        assertThat(evaluation.spread()).containsKey("log_loss");
        assertThat(evaluation.spread("large")).containsKey("accuracy");
        Evaluation outer = evaluation.forTarget("outer");
        assertThat(outer.metrics().values().get("log_loss"))
                .isEqualTo(((SeveralMetrics) evaluation.metrics())
                        .byTarget()
                        .get("outer")
                        .values()
                        .get("log_loss"));
        assertThat(outer.targets().get(0).truth(7))
                .isEqualTo(evaluation.targets().get(1).truth(7));
        double[] inputs =
                fit.model().encoder().inputs(TABLE.select(evaluation.rows())).toArray();
        assertThat(outer.withInputs(inputs).predictions().probability(7, 1))
                .isCloseTo(evaluation.withInputs(inputs).predictions().probability(7, "outer", "true"), within(1e-6));
    }

    @Test
    void severalTargetsAreValidatedOnATableOrAFraction() {
        Model model = NUMBERS.epochs(2)
                .engine(Engine.JAVA)
                .fit(TABLE, TABLE.select(new int[] {1, 2, 3}))
                .model();
        assertThat(model.validationMetrics().rows()).isEqualTo(3);
        model = FLAGS.validation(Validation.fraction(0.25))
                .epochs(2)
                .engine(Engine.JAVA)
                .fit(TABLE)
                .model();
        assertThat(model.validationMetrics().rows()).isEqualTo(150);
    }

    @Test
    void rowsWithoutOneOfTheTargetsAreLeftOut() {
        double[] up = of(x -> x);
        up[3] = Double.NaN;
        double[] down = of(x -> 2 * x);
        down[3] = Double.NaN;
        down[8] = Double.NaN;
        Table gaps = Table.builder()
                .numeric("x", X)
                .numeric("up", up)
                .numeric("down", down)
                .build();
        Plan plan = quick(TabularTrainer.forTargets("up", "down")).plan(gaps);
        assertThat(plan.notes())
                .contains(new Finding(
                        Finding.Kind.MISSING_TARGET,
                        List.of("up", "down"),
                        Map.of("rows", 2.0),
                        "2 rows without a value of \"up\" or \"down\" left out"));
        assertThat(plan.trainingRows()).isEqualTo(598);
        assertThat(plan.audit()).isEmpty();
        assertThat(OF_NUMBERS.evaluate(gaps).metrics().rows()).isEqualTo(598);
    }

    @Test
    void mixedKindsAreToldColumnByColumn() {
        assertThatThrownBy(() -> TabularTrainer.forTargets("up", "large").plan(TABLE))
                .isExactlyInstanceOf(DataException.class)
                .hasMessage("several targets must be all numbers or all yes/no, but \"up\" is a number, \"large\" is"
                        + " yes/no (no, yes)");
        assertThatThrownBy(() -> TabularTrainer.forTargets("up", "code").plan(TABLE))
                .hasMessage("several targets must be all numbers or all yes/no, but \"up\" is a number, \"code\" is"
                        + " yes/no (0, 1); task regression predicts all of them as numbers");
        assertThat(TabularTrainer.forTargets("up", "code")
                        .task(Task.REGRESSION)
                        .plan(TABLE)
                        .targets())
                .containsExactly("up", "code");
        assertThat(TabularTrainer.forTargets("code", "large").plan(TABLE).task())
                .isEqualTo(Task.CLASSIFICATION);
    }

    @Test
    void columnOfThreeValuesIsNeitherANumberNorAFlag() {
        assertThatThrownBy(() -> TabularTrainer.forTargets("large", "third").plan(TABLE))
                .isExactlyInstanceOf(DataException.class)
                .hasMessageStartingWith("target \"third\" has more than two different values, such as \"")
                .hasMessageEndingWith(": several targets must be numbers, or have two values each, such as yes and no");
        Table constant = TABLE.with(CategoricalColumn.of("same", of(x -> true, "yes", "no")));
        assertThatThrownBy(() -> TabularTrainer.forTargets("large", "same").plan(constant))
                .hasMessage("target \"same\" has the single value \"yes\": there is nothing to learn");
    }

    @Test
    void namesOfTargetsAreChecked() {
        assertThatThrownBy(() -> TabularTrainer.forTargets("up", "dawn").plan(TABLE))
                .isExactlyInstanceOf(DataException.class)
                .hasMessageStartingWith("target column \"dawn\" is not in the table; did you mean \"down\"?");
        assertThatThrownBy(() -> TabularTrainer.forTargets("up", "up"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("target \"up\" is named twice");
        assertThatThrownBy(() -> TabularTrainer.forTargets("up", "down").ids("down"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("column \"down\" cannot be both a target and an id");
        assertThatThrownBy(TabularTrainer::forTargets).hasMessage("there must be a target, got none");
    }

    @Test
    void optionsThatNeedASingleTargetAreRefused() {
        assertThatThrownBy(() -> FLAGS.classWeights(ClassWeights.BALANCED).plan(TABLE))
                .isExactlyInstanceOf(UnsuitableOptionException.class)
                .hasMessage("class weights need a single target");
        assertThatThrownBy(() -> NUMBERS.quantiles(0.1, 0.9).plan(TABLE))
                .isExactlyInstanceOf(UnsuitableOptionException.class)
                .hasMessage("loss quantile does not fit several numbers; valid: "
                        + Loss.all().stream()
                                .filter(loss -> loss.suits(2, 0))
                                .map(Loss::id)
                                .collect(Collectors.joining(", ")));
        assertThatThrownBy(() -> FLAGS.loss(Loss.SOFTMAX_CROSS_ENTROPY).plan(TABLE))
                .hasMessage("loss softmax_cross_entropy does not fit several yes/no targets; valid:"
                        + " binary_cross_entropy");
    }
}
