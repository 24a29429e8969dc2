package densa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import densa.network.Activation;
import densa.network.Loss;
import densa.optimize.Optimizer;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void tableComparesEachRowWithItsBaseAndMarksTheSlowOnes() {
        String table = Options.markdown(
                List.of("base", "quick", "slow"), List.of(0, 0, 0), new double[] {10e-6, 11e-6, 15.1e-6});
        assertThat(table.lines())
                .containsExactly(
                        "| option | us a step | of its base |",
                        "|---|---:|---:|",
                        "| base | 10.0 | base |",
                        "| quick | 11.0 | 1.10 |",
                        "| slow | 15.1 | 1.51 (slow) |");
    }

    @Test
    void everyActivationLossAndOptimizerIsMeasured() {
        Set<String> bases =
                Set.of("activation relu", "optimizer adam", "loss binary_cross_entropy", "loss softmax_cross_entropy");
        Stream<String> expected = Stream.of(
                        Stream.of(Activation.values()).map(activation -> "activation " + activation.id()),
                        Optimizer.all().stream().map(optimizer -> "optimizer " + optimizer.id()),
                        Loss.all().stream().map(loss -> "loss " + loss.id()))
                .flatMap(names -> names)
                .filter(name -> !bases.contains(name));
        assertThat(Options.listed().names())
                .contains("base: one output", "base: three classes")
                .containsAll(expected.toList());
    }
}
