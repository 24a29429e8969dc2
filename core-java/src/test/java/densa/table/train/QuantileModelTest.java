package densa.table.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import densa.engine.Engine;
import densa.metric.QuantileMetrics;
import densa.metric.RegressionMetrics;
import densa.network.Loss;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.Tables;
import densa.table.model.Model;
import densa.table.model.Prediction;
import densa.table.model.Predictions;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Quantiles of a number, from the table to the prediction, through a model file. */
class QuantileModelTest {

    private static final Table TABLE = table();
    private static final TabularTrainer TRAINER = TabularTrainer.forTarget("y")
            .quantiles(0.05, 0.5, 0.95)
            .effort(Effort.QUICK)
            .hidden(16)
            .bins(0)
            .epochs(40)
            .batchSize(32)
            .validation(Validation.folds(2));
    private static final Model MODEL = TRAINER.engine(Engine.JAVA).fit(TABLE).model();

    /** y spreads the more, the larger x is. */
    private static Table table() {
        Random random = new Random(3);
        double[] x = random.doubles(800, 0, 1).toArray();
        return Table.builder()
                .numeric("x", x)
                .numeric(
                        "y",
                        Arrays.stream(x)
                                .map(at -> 100 + 50 * at + (2 + 20 * at) * random.nextGaussian())
                                .toArray())
                .build();
    }

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"JAVA", "NATIVE"})
    void quantilesHoldTheirShareOfTheRowsAndFollowTheSpread(Engine engine) {
        Model model = engine == Engine.JAVA
                ? MODEL
                : TRAINER.engine(engine).fit(TABLE).model();
        QuantileMetrics metrics = (QuantileMetrics) model.evaluate(TABLE).metrics();
        // Nine rows of ten; a binomial of 800 rows deviates by 0.01, and forty epochs are few.
        assertThat(metrics.coverage()).isCloseTo(0.9, within(0.06));
        assertThat(metrics.middle().r2()).isGreaterThan(0.4);
        assertThat(width(model, 0.9)).isGreaterThan(2 * width(model, 0.1));
        assertThat(model.validationMetrics().values())
                .containsOnlyKeys("rmse", "mae", "r2", "quantile_loss", "coverage");
    }

    private static double width(Model model, double x) {
        Prediction prediction = model.predict(Map.of("x", x));
        return prediction.quantile(2) - prediction.quantile(0);
    }

    @Test
    void predictionIsTheMiddleQuantileAndQuantilesAscend() {
        Predictions predictions = MODEL.predict(TABLE);
        assertThat(predictions.quantiles()).containsExactly(0.05, 0.5, 0.95);
        assertThat(MODEL.quantiles()).isEqualTo(predictions.quantiles());
        for (int row = 0; row < predictions.rows(); row++) {
            assertThat(predictions.value(row)).isEqualTo(predictions.quantile(row, 1));
            assertThat(predictions.quantile(row, 0)).isLessThanOrEqualTo(predictions.quantile(row, 1));
            assertThat(predictions.quantile(row, 1)).isLessThanOrEqualTo(predictions.quantile(row, 2));
            assertThat(predictions.get(row).value()).isEqualTo(predictions.value(row));
        }
        Table table = predictions.toTable();
        assertThat(table.columnNames()).containsExactly("prediction", "q_0.05", "q_0.5", "q_0.95");
        assertThat(((NumericColumn) table.column("q_0.95")).value(7)).isEqualTo(predictions.quantile(7, 2));
        assertThat(((NumericColumn) table.column("prediction")).value(7)).isEqualTo(predictions.value(7));
    }

    @Test
    void middleIsTheLevelNearestToOneHalf() {
        Model model = TRAINER.quantiles(0.001, 0.1, 0.6)
                .epochs(1)
                .engine(Engine.JAVA)
                .fit(TABLE)
                .model();
        Prediction prediction = model.predict(Map.of("x", 0.5));
        assertThat(prediction.value()).isEqualTo(prediction.quantile(2));
        assertThat(model.predict(TABLE).toTable().columnNames())
                .containsExactly("prediction", "q_0.001", "q_0.1", "q_0.6");
    }

    @Test
    void intervalsComeFromTheMiddleAndThereIsNoCalibration() {
        assertThat(MODEL.calibrations()).isEmpty();
        assertThat(MODEL.intervals()).hasSize(1);
        Predictions predictions = MODEL.predict(TABLE);
        assertThat(predictions.upper(0, 0.8) - predictions.value(0))
                .isCloseTo(predictions.value(0) - predictions.lower(0, 0.8), within(1e-9));
        assertThat(MODEL.evaluate(TABLE, predictions).coverage("y", 0.9)).isGreaterThan(0.8);
    }

    @Test
    void outOfFoldPredictionsAreEvaluatedAsQuantiles() {
        TrainingResult fit = TRAINER.epochs(2).engine(Engine.JAVA).fit(TABLE);
        assertThat(fit.evaluation().metrics()).isInstanceOf(QuantileMetrics.class);
        assertThat(fit.evaluation().metrics().values())
                .isEqualTo(fit.model().validationMetrics().values());
        double[] inputs = fit.model().encoder().inputs(TABLE).toArray();
        assertThat(fit.evaluation().withInputs(inputs).metrics().values())
                .isEqualTo(fit.evaluation().metrics().values());
        assertThat(fit.evaluation().toTable().columnNames())
                .containsExactly("row", "y", "prediction", "q_0.05", "q_0.5", "q_0.95");
        assertThat(fit.evaluation().spread()).containsKey("quantile_loss");
    }

    @Test
    void modelFromItsFilePredictsTheSame() {
        Model again = Model.of(MODEL.toFile());
        assertThat(again.predict(TABLE)).usingRecursiveComparison().isEqualTo(MODEL.predict(TABLE));
        assertThat(again.quantiles()).containsExactly(0.05, 0.5, 0.95);
        assertThat(again.validationMetrics()).isEqualTo(MODEL.validationMetrics());
        assertThat(TabularOptions.of(again)).isEqualTo(TabularOptions.of(MODEL));
    }

    @Test
    void modelOfNumbersHasNoQuantiles() {
        Model model = TRAINER.loss(Loss.MEAN_SQUARED_ERROR)
                .epochs(1)
                .engine(Engine.JAVA)
                .fit(TABLE)
                .model();
        assertThat(model.quantiles()).isEmpty();
        assertThat(model.evaluate(TABLE).metrics()).isInstanceOf(RegressionMetrics.class);
        String message = "the model predicts no quantiles: train it with quantiles(0.05, 0.5, 0.95)";
        assertThatThrownBy(() -> model.predict(TABLE).quantile(0, 0))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> model.predict(Map.of("x", 1)).quantile(0)).hasMessage(message);
        assertThatThrownBy(() -> MODEL.predict(TABLE).quantile(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void levelsAscendAndTheTargetIsANumber() {
        assertThatThrownBy(() -> TRAINER.quantiles(0.5, 0.05))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("quantile levels must be above 0, below 1 and ascending, got [0.5, 0.05]");
        assertThatThrownBy(() ->
                        TabularTrainer.forTarget("species").quantiles(0.1, 0.9).plan(Tables.PENGUINS))
                .isExactlyInstanceOf(UnsuitableOptionException.class)
                .hasMessage("loss quantile does not fit 3 classes; valid: softmax_cross_entropy");
    }
}
