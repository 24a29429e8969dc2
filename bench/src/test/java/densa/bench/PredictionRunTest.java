package densa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredictionRunTest {

    @ParameterizedTest
    @EnumSource
    void everyVariantPredictsWhatTheJavaEngineDoes(EngineVariant variant) {
        PredictionRun run = new PredictionRun(variant, 13);
        assertThat(run.run()).isEqualTo(13);
        run.check();
    }
}
