package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectTest {

    @TempDir
    private Path folder;

    @Test
    void tableIsSummarised() throws IOException {
        Path data = Cli.file(folder, "t.csv", "n,city,none", "1,Oslo,", "2.5,Bergen,", ",Oslo,", "4,,");
        Cli run = Cli.run("inspect", data).done();
        assertThat(run.out())
                .startsWith("4 rows, 3 columns")
                .containsPattern("n +numeric +1 +3 +1 \\.\\. 2\\.5 \\.\\. 4")
                .containsPattern("city +categorical +1 +2 +Oslo \\(2\\), Bergen \\(1\\)")
                .containsPattern("none +\\w+ +4 +0");
        JsonObject json = Cli.run("inspect", data, "--json").json();
        assertThat(json.getAsJsonArray("columns").get(0))
                .hasToString(
                        "{\"name\":\"n\",\"type\":\"numeric\",\"missing\":1,\"distinct\":3,\"min\":1.0,\"median\":2.5,"
                                + "\"max\":4.0}");
        assertThat(json.getAsJsonArray("columns").get(1))
                .hasToString(
                        "{\"name\":\"city\",\"type\":\"categorical\",\"missing\":1,\"distinct\":2,\"most_frequent\":"
                                + "{\"Oslo\":2,\"Bergen\":1}}");
    }

    @Test
    void modelIsKnownByItsContent() throws IOException {
        Path model = folder.resolve("iris.densa");
        Cli.train(Cli.resource("iris.train.csv"), "-t", "class", "--epochs", 2, "-m", model)
                .done();
        Path renamed = Files.copy(model, folder.resolve("iris.safetensors"));
        String text = Cli.run("inspect", model).done().out();
        assertThat(text)
                .contains("Predicts      class: setosa, versicolor, virginica")
                .containsPattern("petal_length_cm +numeric +1 to 6\\.[79], median ")
                .containsPattern("dense +3 +identity")
                .contains("epochs         2, kept epoch")
                .containsPattern("accuracy +\\d");
        assertThat(Cli.run("inspect", renamed).done().out()).isEqualTo(text);
    }

    @Test
    void doctorNamesVersionsEngineAndLibraries() {
        String text = Cli.run("doctor").done().out();
        assertThat(text)
                .containsPattern("densa +0\\.")
                .containsPattern("java +\\d+")
                .containsPattern("engine +native: ")
                .containsPattern("instruction set +\\w+")
                .containsPattern("OpenBLAS +OpenBLAS \\d")
                .containsPattern("OpenBLAS library +\\S+openblas")
                .containsPattern("threads +\\d+")
                .containsPattern("cache folder +\\S+");
        JsonObject json = Cli.run("doctor", "--json").json();
        assertThat(json.keySet()).contains("densa", "java", "system", "engine", "threads", "openblas", "cache_folder");
    }
}
