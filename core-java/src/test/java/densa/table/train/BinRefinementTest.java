package densa.table.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import densa.data.Precision;
import densa.engine.Engine;
import densa.engine.Machine;
import densa.network.Activation;
import densa.network.Network;
import densa.network.Parameters;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.Tables;
import densa.table.encode.Encoder;
import densa.table.encode.FittedTarget;
import densa.table.encode.Roles;
import densa.table.model.Model;
import densa.train.TrainedNetwork;
import densa.train.TrainingHistory;
import densa.train.TrainingOptions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinRefinementTest {

    private static final TrainingOptions OPTIONS =
            TrainingOptions.DEFAULTS.withMachine(new Machine(Engine.NATIVE, Precision.FLOAT64, 1));

    /** Ties, few values, missing and infinite values, heavy tails, one value and missing ones, names, a contrast. */
    private static Table table(Random random, int rows) {
        double[] smooth = new double[rows];
        double[] similar = new double[rows];
        double[] ties = new double[rows];
        double[] holes = new double[rows];
        double[] heavy = new double[rows];
        double[] present = new double[rows];
        double[] y = new double[rows];
        String[] names = new String[rows];
        for (int row = 0; row < rows; row++) {
            smooth[row] = random.nextGaussian();
            similar[row] = smooth[row] + 0.3 * random.nextGaussian();
            ties[row] = random.nextInt(6);
            holes[row] = random.nextInt(4) == 0 ? Double.NaN : Math.rint(100 * random.nextDouble());
            heavy[row] = random.nextInt(3) > 0 ? 0 : Math.exp(5 * random.nextGaussian());
            present[row] = random.nextBoolean() ? 7 : Double.NaN;
            names[row] = random.nextInt(5) == 0 ? "" : "name " + random.nextInt(4);
            y[row] = random.nextGaussian();
        }
        return Table.of(
                NumericColumn.of("smooth", smooth),
                NumericColumn.of("similar", similar),
                CategoricalColumn.of("name", names),
                NumericColumn.of("ties", ties),
                NumericColumn.of("holes", holes),
                NumericColumn.of("present", present),
                NumericColumn.of("heavy", heavy),
                NumericColumn.of("y", y));
    }

    private static Encoder encoder(Table table, int bins) {
        Roles roles = Roles.target("y");
        FittedTarget target = FittedTarget.of(table, roles);
        return Encoder.fit(table, roles, target, target.rows(), bins);
    }

    private static Network network(Encoder encoder) {
        return Network.withInputs(encoder.inputs()).dense(9, Activation.TANH).dense(2, Activation.IDENTITY);
    }

    private static double[] predict(Encoder encoder, Network network, Parameters parameters, Table table) {
        return TrainedNetwork.of(network, parameters, OPTIONS, TrainingHistory.NONE)
                .predict(encoder.encode(table, Precision.FLOAT64));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 16, 63, 64})
    void widenedNetworkPredictsTheSame(int bins) {
        Random random = new Random(bins);
        for (int round = 0; round < 5; round++) {
            Table table = table(random, 40 + random.nextInt(600));
            Encoder fine = encoder(table, 64);
            Encoder coarse = fine.withBins(bins);
            Parameters parameters = Parameters.initial(network(coarse), random.nextLong());
            Network wide = network(fine);
            Parameters widened = BinRefinement.widen(parameters, coarse, fine, wide);
            // Also beyond what the encoders have seen.
            for (Table rows : new Table[] {table, table(random, 200)}) {
                double[] expected = predict(coarse, network(coarse), parameters, rows);
                double[] got = predict(fine, wide, widened, rows);
                assertThat(got).hasSameSizeAs(expected);
                for (int i = 0; i < got.length; i++) {
                    assertThat(got[i]).isCloseTo(expected[i], within(1e-9));
                }
            }
        }
    }

    @Test
    void networkThatIsWideAlreadyStaysAsItIs() {
        Table table = table(new Random(1), 50);
        Encoder encoder = encoder(table, 4);
        Parameters parameters = Parameters.initial(network(encoder), 1);
        assertThat(BinRefinement.widen(parameters, encoder.withBins(4), encoder, network(encoder)))
                .isSameAs(parameters);
    }

    @Test
    void modelOfSeveralNumbersOfBinsPredictsTheMeanOfItsMembers() {
        TabularTrainer trainer = TabularTrainer.forTarget("y")
                .validation(Validation.folds(2))
                .hidden(6)
                .dropout(0)
                .epochs(3);
        Table table = table(new Random(2), 600);
        Plan plan = trainer.plan(table);
        assertThat(plan.networks()).hasSize(2);
        Model model = plan.fit().model();
        assertThat(model.network()).isEqualTo(plan.networks().get(0));
        assertThat(model.members()).hasSizeBetween(2, 4);
        assertThat(Tables.values(model.predict(table))).doesNotContain(Double.NaN);
    }
}
