package densa.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import densa.data.Dataset;
import densa.data.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingRunTest {

    /** W4 is W3 with more units, and slow on the Java engine. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "W4")
    void enginesLearnTheSameFromTheSameRows(Workload workload) {
        Dataset data = workload.dataset(Precision.FLOAT64);
        try (TrainingRun onNative = new TrainingRun(workload, EngineVariant.NATIVE_FLOAT64_2, data);
                TrainingRun onJava = new TrainingRun(workload, EngineVariant.JAVA, data)) {
            for (int operation = 0; operation < 3; operation++) {
                assertThat(onNative.run()).isEqualTo(onJava.run());
                // Some 100 steps in float64 apart.
                assertThat(onNative.loss()).isEqualTo(onJava.loss(), within(1e-9));
            }
            onNative.check();
            onJava.check();
        }
    }

    @Test
    void rowsComeAgainOnceAllWereSeen() {
        Dataset data = Workload.W2.dataset(Precision.FLOAT32);
        try (TrainingRun run = new TrainingRun(Workload.W2, EngineVariant.NATIVE_FLOAT32_1, data)) {
            long rows = 0;
            while (rows < 3L * data.rows()) {
                rows += run.run();
            }
            run.check();
        }
    }

    @Test
    void checkRejectsTrainingThatDoesNotLearn() {
        Dataset data = Workload.W1.dataset(Precision.FLOAT64);
        try (TrainingRun run = new TrainingRun(Workload.W1, EngineVariant.JAVA, data)) {
            run.run();
            assertThatThrownBy(run::check)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("W1 on java does not learn: its loss went from %s to %s", run.loss(), run.loss());
        }
    }
}
