package densa.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import densa.internal.Named;
import densa.network.Activation;
import densa.network.Loss;
import densa.network.OtherSettings;
import densa.network.Settings;
import densa.optimize.LearningRateSchedule;
import densa.optimize.Optimizer;
import densa.reference.Reference;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No loss, optimiser or schedule is left out of the list of its kind, from which help, bench and the tests of both
 * engines take theirs; each, and each activation, has its reference numbers; README counts them all.
 */
class EveryNamedFunctionTest {

    static Stream<Named> lossesAndOptimizers() {
        return Stream.concat(Loss.all().stream(), Optimizer.all().stream());
    }

    @Test
    void listsHoldEveryTypeOnce() {
        assertThat(types(Loss.all())).containsExactlyInAnyOrderElementsOf(permitted(Loss.class));
        assertThat(types(Optimizer.all())).containsExactlyInAnyOrderElementsOf(permitted(Optimizer.class));
        LearningRateSchedule warmUp = LearningRateSchedule.warmUp(1, LearningRateSchedule.CONSTANT);
        assertThat(types(Stream.concat(LearningRateSchedule.all().stream(), Stream.of(warmUp))
                        .toList()))
                .containsExactlyInAnyOrderElementsOf(permitted(LearningRateSchedule.class));
    }

    @ParameterizedTest
    @MethodSource("lossesAndOptimizers")
    void nameIsThatOfTheTypeInLowerCase(Named value) {
        assertThat(value.id().replace("_", ""))
                .isEqualTo(value.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        assertThat(value.id()).matches("[a-z]+(_[a-z]+)*");
    }

    @ParameterizedTest
    @MethodSource("lossesAndOptimizers")
    void settingsAreTheComponentsOfTheRecordAndCanAllBeChanged(Named value) {
        Settings settings = value instanceof Loss loss ? loss.settings() : ((Optimizer) value).settings();
        assertThat(settings.names())
                .containsExactlyElementsOf(components(value.getClass()).toList());
        Settings other = OtherSettings.of(settings, 0.5);
        if (value instanceof Loss loss) {
            assertThat(loss.with(other).settings()).isEqualTo(other);
            assertThat(loss.with(settings)).isEqualTo(loss);
        } else if (value instanceof Optimizer optimizer) {
            assertThat(optimizer.with(0.7, other).settings()).isEqualTo(other);
            assertThat(optimizer.with(0.7, other).learningRate()).isEqualTo(0.7);
            assertThat(optimizer.with(optimizer.learningRate(), settings)).isEqualTo(optimizer);
        }
    }

    /** The numbers of a record under their names in model files, those of records within it included. */
    private static Stream<String> components(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .filter(component -> !component.getName().equals("learningRate"))
                .flatMap(component -> component.getType().isRecord()
                        ? components(component.getType())
                        : Stream.of(snakeCase(component)));
    }

    private static String snakeCase(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    @Test
    void referenceNumbersAreThereForEach() {
        assertThat(Reference.read("activations.json")
                        .getAsJsonObject("functions")
                        .keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(Activation.values()).map(Activation::id).toList());
        JsonObject losses = Reference.read("losses.json").getAsJsonObject("losses");
        assertThat(losses.keySet().stream().map(name -> Reference.named(name, Loss.all())))
                .hasSameElementsAs(Loss.all());
        assertThat(Reference.cases("optimizers.json").stream()
                        .map(json -> Reference.named(json.get("optimizer").getAsString(), Optimizer.all())))
                .hasSameElementsAs(Optimizer.all());
    }

    @Test
    void readmeCountsThem() throws IOException {
        assertThat(Path.of("../README.md"))
                .content()
                .contains(Activation.values().length + " activations, "
                        + Loss.all().size() + " losses, "
                        + Optimizer.all().size() + " optimisers");
    }

    private static List<Class<?>> types(List<? extends Named> values) {
        return values.stream().<Class<?>>map(Object::getClass).toList();
    }

    private static List<Class<?>> permitted(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses())
                        .flatMap(subclass -> permitted(subclass).stream())
                        .toList()
                : List.of(type);
    }
}
