package example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import densa.train.TrainedNetwork;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples do what the docs say. */
class ExamplesTest {

    @Test
    void tutorialNetworkEqualsNumPy() throws Exception {
        TrainedNetwork trained = TutorialNetwork.train(Path.of("src/test/resources/tutorial"));
        // What docs/tutorial.py prints, started from the same weights.
        double[] expected = {0.9042779172383922, 0.8663172364351907, 0.8977829874557748};
        for (int row = 0; row < expected.length; row++) {
            assertThat(trained.predict(TutorialNetwork.X[row])[0]).isEqualTo(expected[row], within(1e-12));
        }
        assertThat(trained.predict(TutorialNetwork.QUERY)[0]).isEqualTo(0.9137742781819098, within(1e-12));
    }

    @Test
    void penguinsAreToldApart() throws Exception {
        String output = outputOf(() -> Penguins.main(new String[0]));
        assertThat(output.lines().toList().get(0)).startsWith("On rows it never saw: {accuracy=");
        assertThat(output.lines().toList().get(1)).startsWith("Chinstrap, with probability 0.9");
    }

    @Test
    void lettersReachAsManyAsTheProbabilitiesPromise() throws Exception {
        String output = outputOf(() -> Income.main(new String[0]));
        Matcher letters = Pattern.compile("Of 500 letters, (\\d+) should reach someone who earns more, and (\\d+) do")
                .matcher(output);
        assertThat(letters.find()).isTrue();
        assertThat(Integer.parseInt(letters.group(2)))
                .isBetween(470, 500)
                .isCloseTo(Integer.parseInt(letters.group(1)), within(15));
        assertThat(output).contains("\"education\" and \"education_num\" carry the same information", "If all were 17 years old");
    }

    @Test
    void exclusiveOrIsLearned() throws Exception {
        assertThat(outputOf(() -> ExclusiveOr.main(new String[0])).lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("0 xor 0 = 0.0"),
                        line -> assertThat(line).startsWith("0 xor 1 = 0.9"),
                        line -> assertThat(line).startsWith("1 xor 0 = 0.9"),
                        line -> assertThat(line).startsWith("1 xor 1 = 0.0"));
    }

    private interface Program {
        void run() throws Exception;
    }

    private static String outputOf(Program program) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
