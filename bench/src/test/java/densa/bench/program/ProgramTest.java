package densa.bench.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {

    private static final class Counting implements Adapter {
        private final boolean broken;

        Counting(boolean broken) {
            this.broken = broken;
        }

        @Override
        public String system() {
            return "counting";
        }

        @Override
        public String version() {
            return "1.0";
        }

        @Override
        public Work open(Job job) {
            if (broken) {
                throw new IllegalStateException("no such machine");
            }
            return new Work() {
                @Override
                public long advance() {
                    return 7;
                }

                @Override
                public double loss() {
                    return Double.NaN;
                }

                @Override
                public double[] outputs() {
                    return new double[] {1, 2.5};
                }
            };
        }

        @Override
        public void save(Job job, Path file) {}

        @Override
        public float[] predict(Path file) {
            return new float[0];
        }
    }

    private static Job job(String workload) {
        return new Job(
                Path.of("."),
                "float32",
                1,
                new Job.Description(
                        workload, 10, List.of(3, 1), "relu", true, "softmax_cross_entropy", "adam", 0.1, 5));
    }

    private static List<JsonObject> answers(Adapter peer, String workload, String requests) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Program.serve(
                peer,
                job(workload),
                new BufferedReader(new StringReader(requests)),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    @Test
    void serveAnswersUntilItIsToldToQuit() throws Exception {
        List<JsonObject> answers = answers(new Counting(false), "W2", "run 0.01\nrun 0\nquit\nrun 1\n");
        assertThat(answers).hasSize(3);
        assertThat(answers.get(0).toString()).isEqualTo("{\"system\":\"counting\",\"version\":\"1.0\"}");
        assertThat(answers.get(1).get("seconds").getAsDouble()).isBetween(0.01, 1.0);
        assertThat(answers.get(1).get("units").getAsLong() % 7).isZero();
        assertThat(answers.get(2).get("units").getAsLong()).isEqualTo(7);
        assertThat(answers.get(2).get("loss").getAsDouble()).isNaN();
    }

    @Test
    void predictionsAnswerOutputsInPlaceOfALoss() throws Exception {
        JsonObject turn = answers(new Counting(false), "W5-row", "run 0").get(1);
        assertThat(turn.get("outputs").toString()).isEqualTo("[1.0,2.5]");
        assertThat(turn.has("loss")).isFalse();
    }

    @Test
    void serveSaysWhyAPeerCannotRun() throws Exception {
        assertThat(answers(new Counting(true), "W2", "run 0"))
                .extracting(JsonObject::toString)
                .containsExactly("{\"skip\":\"java.lang.IllegalStateException: no such machine\"}");
    }

    @Test
    void serveRejectsUnknownRequests() {
        assertThatThrownBy(() -> answers(new Counting(false), "W2", "walk 1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown request \"walk 1\"; valid: run SECONDS, quit");
    }

    @Test
    void rowOrderGivesEachRowOnceAnEpochAndLeavesTheRestOut() {
        RowOrder order = new RowOrder(10, 4);
        int[] first = new int[4];
        int[] second = new int[4];
        for (int epoch = 0; epoch < 3; epoch++) {
            order.next(first);
            order.next(second);
            assertThat(first).doesNotContain(second).doesNotHaveDuplicates();
            assertThat(second).doesNotHaveDuplicates();
        }
    }
}
