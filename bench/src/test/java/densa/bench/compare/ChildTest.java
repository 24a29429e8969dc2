package densa.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChildTest {

    private static Child shell(String script) throws Exception {
        return Child.start(List.of("sh", "-c", script), 3, Duration.ofMillis(200));
    }

    @Test
    void childTellsWhoItIsAndTakesTurns() throws Exception {
        try (Child child = shell(
                "echo '{\"system\": \"shell\"}'; read request; echo \"{\\\"units\\\": 3, \\\"seconds\\\": 2}\"")) {
            assertThat(child.identity().system()).isEqualTo("shell");
            assertThat(child.run(0.1).units()).isEqualTo(3);
        }
    }

    @Test
    void childThatDiesTellsItsLastWords() throws Exception {
        try (Child child = shell("echo 'out of luck' >&2; exit 3")) {
            assertThatThrownBy(child::identity)
                    .isInstanceOf(ChildException.class)
                    .hasMessage("ended with exit code 3: out of luck");
        }
    }

    @Test
    void childThatHangsIsKilled() throws Exception {
        try (Child child = shell("echo '{}'; sleep 100")) {
            child.identity();
            assertThatThrownBy(() -> child.run(0.1))
                    .isInstanceOf(ChildException.class)
                    .hasMessage("gave no answer within 0.3 s");
        }
    }

    @Test
    void childThatSaysSomethingElseIsQuoted() throws Exception {
        try (Child child = shell("echo 'hello there'")) {
            assertThatThrownBy(child::identity)
                    .isInstanceOf(ChildException.class)
                    .hasMessage("answered \"hello there\", which is not JSON");
        }
    }

    @Test
    void librariesSeeTheNumberOfThreads() throws Exception {
        String json = "{\\\"version\\\": \\\"$OMP_NUM_THREADS $OPENBLAS_NUM_THREADS $MKL_NUM_THREADS\\\"}";
        try (Child child = shell("echo \"" + json + "\"")) {
            assertThat(child.identity().version()).isEqualTo("3 3 3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPENBLAS_CORETYPE", "OMP_PROC_BIND", "MKL_DEBUG_CPU_TYPE"})
    void variablesThatSetKernelsAreNotInherited(String variable) {
        assertThat(Processes.setsKernels(variable)).isTrue();
        assertThat(Processes.setsKernels("PATH")).isFalse();
    }
}
