package densa.store.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import densa.network.Loss;
import densa.network.OtherSettings;
import densa.optimize.LearningRateSchedule;
import densa.optimize.Optimizer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses, optimisers and schedules in model files. */
class SettingsJsonTest {

    static List<Loss> losses() {
        return Loss.all();
    }

    static List<Optimizer> optimizers() {
        return Optimizer.all();
    }

    static Stream<LearningRateSchedule> schedules() {
        return Stream.concat(
                LearningRateSchedule.all().stream(),
                Stream.of(
                        LearningRateSchedule.step(7, 0.25),
                        LearningRateSchedule.warmUp(2.5, LearningRateSchedule.step(3, 0.5))));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void everyLossComesBack(Loss usual) {
        Loss loss = usual.with(OtherSettings.of(usual.settings(), 0.5));
        assertThat(NetworkJson.loss(fields(NetworkJson.toJson(loss)))).isEqualTo(loss);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void everyOptimizerComesBack(Optimizer usual) {
        Optimizer optimizer = usual.with(0.125, OtherSettings.of(usual.settings(), 0.5));
        assertThat(OptimizerJson.optimizer(fields(OptimizerJson.toJson(optimizer))))
                .isEqualTo(optimizer);
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void everyScheduleComesBack(LearningRateSchedule schedule) {
        assertThat(OptimizerJson.schedule(fields(OptimizerJson.toJson(schedule))))
                .isEqualTo(schedule);
    }

    @Test
    void settingsStandBesideTheNameUnderTheirOwn() {
        assertThat(NetworkJson.toJson(Loss.GAMMA)).hasToString("{\"name\":\"gamma\"}");
        assertThat(NetworkJson.toJson(Loss.huber(0.5))).hasToString("{\"name\":\"huber\",\"delta\":0.5}");
        assertThat(NetworkJson.toJson(Loss.softmaxCrossEntropy(0.1)))
                .hasToString("{\"name\":\"softmax_cross_entropy\",\"label_smoothing\":0.1}");
        assertThat(NetworkJson.toJson(Loss.quantile(0.5))).hasToString("{\"name\":\"quantile\",\"levels\":[0.5]}");
        assertThat(OptimizerJson.toJson(Optimizer.nadam(0.25, 0.5, 0.75, 0.125, 0.0625)))
                .hasToString("{\"name\":\"nadam\",\"learning_rate\":0.25,\"beta1\":0.5,\"beta2\":0.75,"
                        + "\"epsilon\":0.125,\"momentum_decay\":0.0625}");
    }

    private static Fields fields(JsonObject json) {
        return Fields.parse("x.densa", "it", json.toString());
    }
}
