package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code importance} and {@code predict --explain}. */
class ExplainTest {

    @TempDir
    private static Path folder;

    private static Path model;
    private static Path data;

    /** What is sold depends on the price alone, which is there in cents as well; the shop has no influence. */
    @BeforeAll
    static void train() throws IOException {
        Stream<String> rows = IntStream.range(0, 200)
                .mapToObj(i -> i * 37 % 200 / 10.0 + "," + i * 37 % 200 * 10 + "," + (i % 3 == 0 ? "north" : "south")
                        + "," + i * 11 % 17 + "," + (i * 37 % 200 < 80 ? "yes" : "no"));
        data = Cli.file(
                folder,
                "sales.csv",
                Stream.concat(Stream.of("price,cents,shop,noise,sold"), rows).toArray(String[]::new));
        model = folder.resolve("sales.densa");
        Cli.run("train", data, "-t", "sold", "--epochs", 20, "--engine", "java", "-m", model, "-q")
                .done();
    }

    @Test
    void importanceShowsWhatDecidesFirst() {
        Cli run = Cli.run("importance", model, data).done();
        assertThat(run.err()).isEmpty();
        assertThat(run.lines().get(0))
                .matches(".*sales.densa on .*sales.csv, 200 rows: log_loss [0-9.]+[.] It grows when a column is"
                        + " shuffled:");
        assertThat(run.lines().get(1)).matches(" +column +growth +std. error");
        assertThat(run.lines().get(2)).matches(" +price, cents +\\+[0-9.]+ +[0-9.]+ +#{30}");
        assertThat(run.lines().get(3)).matches(" +(price|cents) alone +\\+[0-9.]+ +[0-9.]+ +#+");
        assertThat(run.lines()).hasSize(7);
        assertThat(run.lines()).allSatisfy(line -> assertThat(line).doesNotEndWith(" "));
    }

    @Test
    void importanceAsJsonIsTheSameForASeed() {
        JsonObject json = Cli.run("importance", model, data, "--json", "--seed", 4, "--repeats", 2)
                .json();
        assertThat(json.keySet()).containsExactly("rows", "repeats", "metric", "baseline", "items", "alone");
        assertThat(json.get("rows").getAsInt()).isEqualTo(200);
        assertThat(json.get("repeats").getAsInt()).isEqualTo(2);
        JsonObject first = json.getAsJsonArray("items").get(0).getAsJsonObject();
        assertThat(first.getAsJsonArray("columns")).hasSize(2);
        assertThat(first.get("mean").getAsDouble()).isGreaterThan(0.1);
        assertThat(first.get("standard_error").getAsDouble()).isPositive();
        assertThat(json.getAsJsonArray("alone")).hasSize(2);
        assertThat(Cli.run("importance", model, data, "--json", "--seed", 4, "--repeats", 2)
                        .json())
                .isEqualTo(json);
        assertThat(Cli.run("importance", model, data, "--json", "--seed", 5, "--repeats", 2)
                        .json())
                .isNotEqualTo(json);
    }

    @Test
    void importanceNeedsTheTargetAndARepeat() throws IOException {
        Path fresh = Cli.file(folder, "new.csv", "price,cents,shop,noise", "1,100,north,3");
        Cli run = Cli.run("importance", model, fresh);
        assertThat(run.code()).isEqualTo(ExitCode.DATA);
        assertThat(run.lastError())
                .startsWith("densa: ")
                .contains("new.csv: target column \"sold\" is not in the table");
        run = Cli.run("importance", model, data, "--repeats", 0);
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.lastError()).isEqualTo("densa: --repeats must be 1 or more, got 0");
    }

    @Test
    void importanceHasHelpCompletionAndOtherNames() {
        Cli help = Cli.run("importance", "--help").done();
        assertThat(help.out()).contains("Usage: densa importance MODEL DATA", "Examples:", "--seed", "Default: 5.");
        assertThat(help.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(Cli.run("--help").out()).contains("importance ");
        assertThat(Cli.run("completion", "bash").out()).contains("--repeats", "--explain", "importance");
        assertThat(Cli.run("feature-importance", "x").lastError()).contains("here it is importance");
        assertThat(Cli.run("predict", model, data, "--shap").lastError()).contains("here it is --explain");
    }

    @Test
    void predictionsAreExplained() throws IOException {
        Path fresh = Cli.file(folder, "two.csv", "price,cents,shop,noise", "1,100,north,3", "19,1900,,2");
        Cli plain = Cli.run("predict", model, fresh).done();
        Cli run = Cli.run("predict", model, fresh, "--explain").done();
        List<String> lines = run.lines();
        assertThat(lines.get(0)).isEqualTo(plain.lines().get(0) + ",why_base,why_1,why_2,why_3");
        for (int row = 1; row <= 2; row++) {
            assertThat(lines.get(row)).startsWith(plain.lines().get(row) + ",");
        }
        assertThat(lines.get(1)).matches("yes,.*,(price=1|cents=100) \\(\\+[0-9.]+\\),(price=1|cents=100) \\(\\+.*");
        assertThat(lines.get(2)).matches("no,.*,(price=19|cents=1900) \\(\\+[0-9.]+\\),.*");
    }

    @Test
    void oneRowIsExplained() {
        Cli run = Cli.run("predict", model, "--row", "price=1,cents=100", "--explain");
        assertThat(run.done().lines().get(1)).containsPattern("price=1 \\(\\+[0-9.]+\\)");
        assertThat(Cli.run("predict", model, "--row", "noise=3,price=9", "--explain")
                        .done()
                        .out())
                .contains("why_base,why_1,why_2,why_3");
    }

    @Test
    void signedNumbersAreBrief() {
        assertThat(Stream.of(0.3149, -12.44, 52954.6, 0.0, 1e-7, 1.0).map(Numbers::signed))
                .containsExactly("+0.31", "-12", "+52955", "+0", "+1.0e-07", "+1");
    }
}
