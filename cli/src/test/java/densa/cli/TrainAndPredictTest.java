package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import densa.table.encode.ValueRules;
import densa.table.model.Model;
import densa.table.train.TabularOptions;
import densa.table.train.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on real tables. */
class TrainAndPredictTest {

    @TempDir
    private Path folder;

    private Path train(String table, String target, Object... more) {
        Path model = folder.resolve(table + ".densa");
        Object[] arguments = {Cli.resource(table + ".train.csv"), "-t", target, "-m", model};
        Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        Cli.train(all).done();
        return model;
    }

    private static JsonObject evaluate(Path model, String table) {
        return Cli.run("evaluate", model, Cli.resource(table + ".test.csv"), "--json")
                .json();
    }

    @Test
    void penguinsAreTold() {
        Path model = folder.resolve("penguins.densa");
        Cli.run("train", Cli.resource("penguins.train.csv"), "-t", "species", "-m", model)
                .done();
        JsonObject metrics = evaluate(model, "penguins");
        assertThat(metrics.keySet()).containsExactly("rows", "accuracy", "log_loss", "f1_macro", "calibration_error");
        assertThat(metrics.get("rows").getAsInt()).isEqualTo(68);
        assertThat(metrics.get("accuracy").getAsDouble()).isGreaterThan(0.97);
    }

    @Test
    void irisesAreTold() {
        JsonObject metrics = evaluate(train("iris", "class"), "iris");
        assertThat(metrics.get("rows").getAsInt()).isEqualTo(30);
        assertThat(metrics.get("accuracy").getAsDouble()).isGreaterThan(0.9);
    }

    @Test
    void strengthOfConcreteIsPredicted() {
        JsonObject metrics =
                evaluate(train("concrete", "compressive_strength", "--hidden", "64,64", "--folds", 3), "concrete");
        assertThat(metrics.keySet()).containsExactly("rows", "rmse", "mae", "r2", "coverage_90");
        assertThat(metrics.get("rows").getAsInt()).isEqualTo(206);
        assertThat(metrics.get("rmse").getAsDouble()).isLessThan(6.5);
    }

    @Test
    void trainSaysWhatItUnderstoodAndWhatToTypeNext() {
        Path model = folder.resolve("penguins.densa");
        Cli run = Cli.train(
                Cli.resource("penguins.train.csv"),
                "--target",
                "species",
                "--model",
                model,
                "--epochs",
                3,
                "--valid-fraction",
                0.2);
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.out()).startsWith("On the 55 validation rows:").contains("accuracy", "log_loss", "f1_macro");
        assertThat(run.err())
                .contains("penguins.train.csv: 276 rows, 7 columns")
                .containsPattern("island +categorical +3 levels")
                .containsPattern("body_mass_g +numeric +2850 to 6050, median 3963, in 8 bins; 2 missing")
                .containsPattern("species +target +3 classes, because it holds text")
                .contains("classification: Adelie (122), Chinstrap (55), Gentoo (99)")
                .contains("221 to learn from: validated on 55 others")
                .containsPattern("Network +\\d+ inputs > 16 silu \\(dropout 0\\.1\\) > 3 identity; \\d+ parameters")
                .containsPattern("Engine +native: C\\+\\+ kernels for [a-z0-9]+, float32, \\d+ thread")
                .containsPattern("Trained in .*: 5 networks of \\d+ parameters, each restored to its best epoch \\(")
                .contains("densa predict " + model + " NEW.csv -o predictions.csv")
                .contains("densa evaluate " + model + " TEST.csv");
    }

    @Test
    void trainAsJsonTellsTheSame() {
        Path model = folder.resolve("iris.densa");
        JsonObject json = Cli.train(
                        Cli.resource("iris.train.csv"),
                        "-t",
                        "class",
                        "-m",
                        model,
                        "--json",
                        "--quiet",
                        "--epochs",
                        4,
                        "--hidden",
                        "5,3")
                .json();
        assertThat(json.get("model").getAsString()).isEqualTo(model.toString());
        assertThat(json.get("task").getAsString()).isEqualTo("classification");
        assertThat(json.getAsJsonArray("classes")).hasToString("[\"setosa\",\"versicolor\",\"virginica\"]");
        assertThat(json.getAsJsonArray("columns")).hasSize(5);
        assertThat(json.getAsJsonArray("notes")).isEmpty();
        JsonObject compared = json.getAsJsonArray("compared").get(0).getAsJsonObject();
        assertThat(compared.keySet())
                .containsExactly(
                        "hidden",
                        "bins",
                        "dropout",
                        "column_dropout",
                        "weight_decay",
                        "logarithm",
                        "members",
                        "error",
                        "kept");
        JsonObject found = json.getAsJsonArray("audit").get(0).getAsJsonObject();
        assertThat(found.get("kind").getAsString()).isEqualTo("repeated_rows");
        assertThat(found.getAsJsonArray("columns")).hasToString("[\"class\"]");
        assertThat(found.get("text").getAsString()).contains("exact duplicates");
        assertThat(json.getAsJsonArray("layers")).hasToString("[5,3,3]");
        assertThat(json.get("epochs").getAsInt()).isEqualTo(4);
        assertThat(json.get("stopped").getAsBoolean()).isFalse();
        assertThat(json.get("members").getAsInt()).isEqualTo(2);
        assertThat(json.getAsJsonObject("validation").keySet())
                .containsExactly("rows", "accuracy", "log_loss", "f1_macro", "calibration_error");
    }

    @Test
    void quietPrintsNothing() {
        Cli run = Cli.train(
                Cli.resource("iris.train.csv"), "-t", "class", "-q", "--epochs", 2, "-m", folder.resolve("x.densa"));
        assertThat(run).isEqualTo(new Cli(ExitCode.DONE, "", ""));
        assertThat(folder.resolve("x.densa")).exists();
    }

    @Test
    void olderModelOfTheSameTargetIsReplaced() throws IOException {
        Path model = train("iris", "class", "--epochs", 1);
        byte[] before = Files.readAllBytes(model);
        train("iris", "class", "--epochs", 2);
        assertThat(Files.readAllBytes(model)).isNotEqualTo(before);
        train("iris", "petal_width_cm", "--epochs", 1, "--force");
        assertThat(Model.load(model).target()).isEqualTo("petal_width_cm");
    }

    @Test
    void predictionsHaveARowForEachRow() throws IOException {
        Path model = train("penguins", "species", "--epochs", 5);
        Path file = folder.resolve("p.csv");
        Cli run = Cli.run("predict", model, Cli.resource("penguins.test.csv"), "-o", file)
                .done();
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("Wrote " + file + ": 68 rows")
                .contains("Column \"species\" is there; compared with it (68 rows):");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(69).first().isEqualTo("prediction,p_Adelie,p_Chinstrap,p_Gentoo");
        double sum = Arrays.stream(lines.get(1).split(","))
                .skip(1)
                .mapToDouble(Double::parseDouble)
                .sum();
        assertThat(sum).isCloseTo(1, within(1e-9));
        assertThat(Cli.run("predict", model, Cli.resource("penguins.test.csv"), "--quiet"))
                .isEqualTo(new Cli(0, Files.readString(file), ""));
    }

    @Test
    void targetInTheFileToPredictNeedNotBeUsable() throws IOException {
        Path model = train("concrete", "compressive_strength", "--epochs", 2);
        List<String> lines =
                Files.readAllLines(Cli.resource("concrete.test.csv")).subList(0, 3);
        String expected = Cli.reading(String.join("\n", lines) + "\n", "predict", model, "-", "-q")
                .done()
                .out();
        List<String> unknown = lines.stream()
                .map(line -> line.endsWith("strength") ? line : line.replaceFirst("[^,]*$", "unknown"))
                .toList();
        Cli run = Cli.reading(String.join("\n", unknown) + "\n", "predict", model, "-");
        assertThat(run.done().out()).isEqualTo(expected);
        assertThat(run.err()).startsWith("Note: no metrics: ").contains("compressive_strength", "\"unknown\"");
        List<String> empty = lines.stream()
                .map(line -> line.endsWith("strength") ? line : line.replaceFirst("[^,]*$", ""))
                .toList();
        assertThat(Cli.reading(String.join("\n", empty) + "\n", "predict", model, "-"))
                .isEqualTo(new Cli(0, expected, ""));
    }

    @Test
    void standardInputAndOutputArePipes() throws IOException {
        String data = Files.readString(Cli.resource("iris.train.csv"));
        Path model = folder.resolve("x.densa");
        assertThat(Cli.reading(data, "train", "-", "-t", "class", "-m", model, "--epochs", 20)
                        .code())
                .isEqualTo(ExitCode.DONE);
        String rows = "petal_width_cm,petal_length_cm,sepal_width_cm,sepal_length_cm\n0.2,1.4,3.5,5.1\n";
        Cli run = Cli.reading(rows, "predict", model, "-", "-o", "-").done();
        assertThat(run.lines()).hasSize(2).last().asString().startsWith("setosa,");
        assertThat(Cli.reading(data, "evaluate", model, "-", "--json")
                        .json()
                        .get("rows")
                        .getAsInt())
                .isEqualTo(120);
        assertThat(Cli.reading(data, "inspect", "-", "--json")
                        .json()
                        .get("rows")
                        .getAsInt())
                .isEqualTo(120);
    }

    @Test
    void predictionsAreParquetIfTheNameSaysSo() {
        Path model = train("concrete", "compressive_strength", "--epochs", 2);
        Path file = folder.resolve("p.parquet");
        Cli.run("predict", model, Cli.resource("concrete.test.csv"), "-o", file).done();
        JsonObject table = Cli.run("inspect", file, "--json").json();
        assertThat(table.get("rows").getAsInt()).isEqualTo(206);
        assertThat(table.getAsJsonArray("columns")
                        .get(0)
                        .getAsJsonObject()
                        .get("name")
                        .getAsString())
                .isEqualTo("prediction");
    }

    @Test
    void idsPassThrough() throws IOException {
        List<String> lines = IntStream.range(0, 60)
                .mapToObj(i -> "007" + i + "," + i + "," + i % 3 + "," + (i % 2 == 0 ? "yes" : "no"))
                .toList();
        Path data = folder.resolve("data.csv");
        Files.write(data, lines);
        Files.writeString(data, "order,a,b,y\n" + String.join("\n", lines) + "\n");
        Path model = folder.resolve("x.densa");
        Cli train = Cli.train(data, "-t", "y", "--id", "order", "--epochs", 2, "-m", model);
        assertThat(train.err()).containsPattern("order +id +passed through to the predictions");
        assertThat(Cli.run("predict", model, data, "-q").lines().subList(0, 2))
                .first()
                .isEqualTo("order,prediction,p_no,p_yes");
        assertThat(Cli.run("predict", model, data, "-q").lines().get(1)).startsWith("0070,");
        assertThat(Cli.run("predict", model, data, "-q", "--id", "b").lines().get(0))
                .isEqualTo("order,b,prediction,p_no,p_yes");
        Path without = Cli.file(folder, "new.csv", "a,b", "1,2");
        Cli run = Cli.run("predict", model, without).done();
        assertThat(run.lines().get(0)).isEqualTo("prediction,p_no,p_yes");
        assertThat(run.err()).isEqualTo("Note: id column \"order\" is not in " + without + System.lineSeparator());
    }

    @Test
    void oneRowIsPredictedFromTheCommandLine() {
        Path model = train("penguins", "species", "--epochs", 30);
        Cli run = Cli.run(
                "predict",
                model,
                "--row",
                "island=Biscoe,bill_length_mm=50,bill_depth_mm=15,flipper_length_mm=220,body_mass_g=5500,sex=male");
        assertThat(run.done().lines()).hasSize(2).last().asString().startsWith("Gentoo,");
        assertThat(Cli.run("predict", model, "--row", "iland=Dream").lastError())
                .startsWith("densa: the model has no column \"iland\"; did you mean \"island\"?");
    }

    @Test
    void severalFilesAreOneTable() {
        Path model = folder.resolve("x.densa");
        Cli run = Cli.train(
                Cli.resource("iris.train.csv"),
                Cli.resource("iris.test.csv"),
                "-t",
                "class",
                "--epochs",
                1,
                "-m",
                model);
        assertThat(run.err()).contains("iris.train.csv and 1 more file: 150 rows, 5 columns");
    }

    @Test
    void epochsAreValidatedOnTheValidationFile() {
        Path model = folder.resolve("x.densa");
        Cli run = Cli.train(
                Cli.resource("iris.train.csv"),
                "-t",
                "class",
                "--valid",
                Cli.resource("iris.test.csv"),
                "--epochs",
                1,
                "-m",
                model);
        assertThat(run.err()).contains("120 to learn from: validated on the validation table");
        assertThat(run.out()).startsWith("On the 30 validation rows:");
    }

    /** Options of train that say what to read or write, and those that other tests try. */
    private static final Set<String> TRIED_ELSEWHERE = Set.of(
            "--target",
            "--id",
            "--numeric",
            "--weight",
            "--quantiles",
            "--folds",
            "--valid",
            "--group",
            "--time",
            "--model",
            "--force",
            "--log-dir",
            "--out-of-fold",
            "--report",
            "--json",
            "--quiet",
            "--help",
            "--no-header",
            "--debug");

    @Test
    void everyOptionOfTrainReachesTheModel() throws IOException {
        List<Object> given = List.of(
                "--hidden",
                "7,5",
                "--activation",
                "tanh",
                "--dropout",
                "0.25",
                "--epochs",
                "3",
                "--batch-size",
                "11",
                "--optimizer",
                "nadam",
                "--learning-rate",
                "0.004",
                "--weight-decay",
                "0.03",
                "--schedule",
                "cosine",
                "--loss",
                "softmax_cross_entropy",
                "--valid-fraction",
                "0.3",
                "--patience",
                "2",
                "--effort",
                "best",
                "--bins",
                "3",
                "--time-limit",
                "1000",
                "--class-weight",
                "setosa=2,virginica=0.5",
                "--seed",
                "9",
                "--threads",
                "1",
                "--engine",
                "java",
                "--precision",
                "float64",
                "--task",
                "classification",
                "--ignore",
                "sepal_width_cm",
                "--categorical",
                "petal_width_cm",
                "--missing",
                "petal_length_cm=-9,?",
                "--decimal-comma");
        List<String> options = Pattern.compile("^ {2,6}(?:-\\w, )?(--[a-z-]+)", Pattern.MULTILINE)
                .matcher(Cli.run("train", "--help").out())
                .results()
                .map(option -> option.group(1))
                .filter(option -> !TRIED_ELSEWHERE.contains(option))
                .toList();
        assertThat(given).as("a value for each option of train").containsAll(options);
        Path model = train("iris", "class", given.toArray());
        JsonObject json = JsonParser.parseString(
                        Cli.run("inspect", model, "--json").done().out())
                .getAsJsonObject();
        JsonObject training = json.getAsJsonObject("training");
        assertThat(training.get("effort").getAsString()).isEqualTo("best");
        assertThat(Model.load(model).encoder().roles().values())
                .isEqualTo(ValueRules.NONE
                        .withMissingIn("petal_length_cm", List.of("-9", "?"))
                        .withDecimalComma(true));
        TabularOptions stored = TabularOptions.of(Model.load(model));
        assertThat(stored.architecture().bins()).hasValue(3);
        assertThat(stored.budget().timeLimit()).contains(Duration.ofSeconds(1000));
        assertThat(stored.validation()).isEqualTo(Validation.fraction(0.3));
        assertThat(training.get("batch_size").getAsInt()).isEqualTo(11);
        assertThat(training.get("optimizer").getAsString()).isEqualTo("nadam");
        assertThat(training.get("learning_rate").getAsDouble()).isEqualTo(0.004);
        assertThat(training.get("weight_decay").getAsDouble()).isEqualTo(0.03);
        assertThat(training.get("schedule").getAsString()).isEqualTo("cosine");
        assertThat(training.get("class_weight").getAsString()).isEqualTo("setosa=2.0,virginica=0.5");
        assertThat(training.get("patience").getAsInt()).isEqualTo(2);
        assertThat(training.get("seed").getAsInt()).isEqualTo(9);
        assertThat(training.get("engine").getAsString()).isEqualTo("java");
        assertThat(json.get("precision").getAsString()).isEqualTo("float64");
        assertThat(json.getAsJsonArray("tensors")
                        .get(0)
                        .getAsJsonObject()
                        .get("shape")
                        .getAsJsonArray()
                        .get(0)
                        .getAsInt())
                .isEqualTo(7);
        String text = Cli.run("inspect", model).done().out();
        assertThat(text)
                .contains("species".replace("species", "class: setosa, versicolor, virginica"))
                .containsPattern("dense +7 +tanh")
                .containsPattern("dropout +0.25 +in training")
                .containsPattern("sepal_width_cm +ignored")
                .containsPattern("petal_width_cm +categorical");
    }

    @Test
    void rowsOfWeightZeroAreLeftOut() throws IOException {
        List<String> lines = IntStream.range(0, 80)
                .mapToObj(i -> i + "," + i % 5 + "," + (i % 4 == 0 ? 0 : 2) + "," + (i % 2 == 0 ? "p" : "q"))
                .toList();
        Path data = Files.writeString(folder.resolve("w.csv"), "a,b,w,y\n" + String.join("\n", lines) + "\n");
        Cli run = Cli.train(data, "-t", "y", "--weight", "w", "--epochs", 1, "-m", folder.resolve("w.densa"));
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).contains("Note: 20 rows of weight 0 left out").containsPattern("w +weight ");
    }

    @Test
    void adamwIsAdamWithWeightDecay() {
        Path model = train("iris", "class", "--optimizer", "adamw", "--epochs", 1);
        JsonObject training = Cli.run("inspect", model, "--json").json().getAsJsonObject("training");
        assertThat(training.get("optimizer").getAsString()).isEqualTo("adam");
        assertThat(training.get("weight_decay").getAsDouble()).isPositive();
    }

    @Test
    void wideTablesAreSummarised() throws IOException {
        String header =
                String.join(",", IntStream.range(0, 60).mapToObj(i -> "x" + i).toList()) + ",y";
        List<String> lines = IntStream.range(0, 40)
                .mapToObj(row -> String.join(
                                ",",
                                IntStream.range(0, 60)
                                        .mapToObj(i -> i == 7 ? "1" : String.valueOf(row * (i + 1) % 97))
                                        .toList())
                        + "," + row % 2)
                .toList();
        Path data = Files.writeString(folder.resolve("w.csv"), header + "\n" + String.join("\n", lines) + "\n");
        Cli run = Cli.train(data, "-t", "y", "--epochs", 1, "-m", folder.resolve("w.densa"));
        assertThat(run.err())
                .containsPattern("x7 +set aside +the single value 1")
                .containsPattern("59 columns +numeric")
                .doesNotContain("x8 ");
    }
}
