package densa.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.Dataset;
import densa.data.InputColumn;
import densa.data.Precision;
import densa.data.Split;
import densa.engine.Engine;
import densa.network.Activation;
import densa.network.Network;
import densa.optimize.Optimizer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training, evaluation and prediction on some rows of a data set equal those on a data set of these rows alone. */
class FitRowsTest {

    private static final int ROWS = 300;
    private static final List<InputColumn> INPUTS = List.of(InputColumn.NUMERIC, new InputColumn.Piecewise(4));
    private static final Split SPLIT = Split.random(ROWS, 0.3, 7);

    private static Dataset rows(int[] rows, boolean weighted) {
        Dataset.Builder builder = Dataset.builder(INPUTS, 1, rows.length, Precision.FLOAT32);
        for (int i = 0; i < rows.length; i++) {
            Random random = new Random(rows[i]);
            double x = random.nextGaussian();
            double bin = 4 * random.nextDouble();
            builder.setInput(i, 0, x).setInput(i, 1, bin);
            builder.setTarget(i, 0, Math.sin(2 * x) + bin * bin / 8 + 0.3 * random.nextGaussian());
            builder.setWeight(i, weighted ? 1 + random.nextInt(3) : 1);
        }
        return builder.build();
    }

    private static Dataset all(boolean weighted) {
        return rows(IntStream.range(0, ROWS).toArray(), weighted);
    }

    private static Trainer trainer(Engine engine, int units) {
        return Trainer.of(
                        Network.withInputs(INPUTS).dense(units, Activation.TANH).dense(1, Activation.IDENTITY))
                .engine(engine)
                .optimizer(Optimizer.adam(0.02))
                .batchSize(16)
                .epochs(40)
                .seed(3);
    }

    /** Of a width that the kernels for tiny networks take, of one with panels, and of one with sparse inputs. */
    @ParameterizedTest
    @CsvSource({"JAVA, 5, false", "NATIVE, 2, false", "NATIVE, 2, true", "NATIVE, 40, false", "NATIVE, 40, true"})
    void aSplitGivesTheBitsOfTwoDataSets(Engine engine, int units, boolean weighted) {
        Trainer trainer = trainer(engine, units);
        Dataset validation = rows(SPLIT.validation(), weighted);
        TrainedNetwork expected = trainer.fit(rows(SPLIT.train(), weighted), validation);
        Dataset data = all(weighted);
        TrainedNetwork actual = trainer.fit(data, SPLIT);
        assertThat(actual.parameters().toArray())
                .isEqualTo(expected.parameters().toArray());
        assertThat(actual.history().bestEpoch()).isEqualTo(expected.history().bestEpoch());
        assertThat(actual.history().bestLoss()).isEqualTo(expected.history().bestLoss());
        assertThat(actual.predict(data, SPLIT.validation())).isEqualTo(expected.predict(validation));
    }

    @Test
    void everyValidationSetChoosesItsOwnEpoch() {
        Dataset data = all(false);
        Trainer trainer = trainer(Engine.NATIVE, 40).epochs(150);
        List<int[]> sets =
                List.of(Arrays.copyOf(SPLIT.validation(), 20), Arrays.copyOfRange(SPLIT.validation(), 20, 90));
        BestNetworks best = trainer.fit(data, SPLIT.train(), sets);
        assertThat(best.each()).hasSize(2);
        for (int set = 0; set < 2; set++) {
            TrainedNetwork alone = trainer.fit(data, new Split(SPLIT.train(), sets.get(set)));
            TrainedNetwork chosen = best.each().get(set);
            assertThat(chosen.history().bestEpoch()).isEqualTo(alone.history().bestEpoch());
            assertThat(chosen.parameters().toArray())
                    .isEqualTo(alone.parameters().toArray());
        }
        assertThat(best.overall().parameters().toArray())
                .isEqualTo(trainer.fit(data, SPLIT).parameters().toArray());
        assertThat(best.each().get(0).history().bestEpoch())
                .isNotEqualTo(best.each().get(1).history().bestEpoch());
    }

    @Test
    void theOnlyValidationSetChoosesForAll() {
        BestNetworks best = trainer(Engine.NATIVE, 4).fit(all(false), SPLIT.train(), List.of(SPLIT.validation()));
        assertThat(best.each()).containsExactly(best.overall());
    }

    @Test
    void predictTakesRowsInAnyOrder() {
        Dataset data = all(false);
        TrainedNetwork trained = trainer(Engine.NATIVE, 40).fit(data);
        double[] everyRow = trained.predict(data);
        assertThat(trained.predict(data, new int[] {299, 0, 7, 7}))
                .containsExactly(everyRow[299], everyRow[0], everyRow[7], everyRow[7]);
        assertThat(trained.predict(data, new int[0])).isEmpty();
        assertThatThrownBy(() -> trained.predict(data, new int[] {300})).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void fitRejectsRowsThatTheDataLacks() {
        Trainer trainer = trainer(Engine.NATIVE, 4);
        Dataset data = all(false);
        int[] some = {1, 2};
        assertThatThrownBy(() -> trainer.fit(data, new Split(some, new int[] {300})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("validation rows must be 0 to 299, the last one of the data, got 300");
        assertThatThrownBy(() -> trainer.fit(data, new Split(new int[] {-1}, some)))
                .hasMessage("training rows must be 0 to 299, the last one of the data, got -1");
        assertThatThrownBy(() -> trainer.fit(data, new Split(new int[0], some)))
                .hasMessage("training rows must be at least one, got none");
        assertThatThrownBy(() -> trainer.fit(data, new Split(some, new int[0])))
                .hasMessage("validation rows must be at least one, got none");
        assertThatThrownBy(() -> trainer.fit(data, some, List.of()))
                .hasMessage("validation sets must be at least one, got none");
    }
}
