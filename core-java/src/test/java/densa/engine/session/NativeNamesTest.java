package densa.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import densa.nativecode.DensaNative;
import densa.nativecode.NativeLibrary;
import densa.network.Activation;
import densa.network.Loss;
import densa.optimize.Optimizer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Both engines have the same activations, losses and optimisers, under the same names. */
class NativeNamesTest {

    @BeforeAll
    static void load() {
        assertThat(NativeLibrary.load()).isEmpty();
    }

    private static List<String> split(String names) {
        return List.of(names.split(" "));
    }

    // The records of a sealed interface, and of those that it permits.
    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Stream.of(type.getPermittedSubclasses()).flatMap(NativeNamesTest::records);
    }

    @Test
    void activationsAreThoseOfTheEnum() {
        assertThat(split(DensaNative.activations()))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Activation.values()).map(Activation::id).toList());
    }

    @Test
    void lossesAreThoseOfTheInterface() {
        List<String> names = split(DensaNative.losses());
        assertThat(names.stream().map(Loss::named).map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(records(Loss.class).toList());
    }

    @Test
    void optimizersAreThoseOfTheInterface() {
        List<String> names = split(DensaNative.optimizers());
        assertThat(names.stream().map(Optimizer::named).map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(records(Optimizer.class).toList());
    }
}
