package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data and models that cannot be used: exit code, the whole message, and nothing written. */
class BadInputTest {

    private static final String HEADER = "a,b,y";

    private static String linear(int i) {
        return 3 * i + "," + i % 7 + "," + (6 * i + i % 7) + ".5";
    }

    /** A model of a, b and y that was trained once for all tests. */
    @TempDir
    private static Path trained;

    private static Path model;

    @TempDir
    private Path folder;

    @BeforeAll
    static void trainOnce() throws IOException {
        model = trained.resolve("model.densa");
        Path data = write(trained, "data.csv", HEADER, 60, BadInputTest::linear);
        Cli.train(data, "-t", "y", "--epochs", 5, "--hidden", 4, "-m", model).done();
    }

    private static Path write(Path folder, String name, String header, int rows, IntFunction<String> row)
            throws IOException {
        List<String> lines = new ArrayList<>(List.of(header));
        for (int i = 0; i < rows; i++) {
            lines.add(row.apply(i));
        }
        return Files.write(folder.resolve(name), lines);
    }

    private Path data(String header, int rows, IntFunction<String> row) throws IOException {
        return write(folder, "data.csv", header, rows, row);
    }

    /** Runs the program, and asserts exit code, last line of standard error and that nothing was written. */
    private void assertFails(int code, String message, Object... arguments) {
        Map<String, String> before = Cli.snapshot(folder);
        Cli run = Cli.run(arguments);
        assertThat(run.lastError()).isEqualTo("densa: " + message);
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        assertThat(Cli.snapshot(folder)).isEqualTo(before);
    }

    private void assertTrainFails(Path data, String message, Object... more) {
        List<Object> arguments =
                new ArrayList<>(List.of("train", data, "-t", "y", "--epochs", 2, "-m", folder.resolve("new.densa")));
        arguments.addAll(Arrays.asList(more));
        assertFails(ExitCode.DATA, message, arguments.toArray());
    }

    @Test
    void missingFileIsNamed() throws IOException {
        Files.createFile(folder.resolve("data.csv"));
        assertTrainFails(folder.resolve("nothing.csv"), "file not found: " + folder.resolve("nothing.csv"));
        assertTrainFails(
                folder.resolve("dat.csv"),
                "file not found: " + folder.resolve("dat.csv") + "; did you mean \"data.csv\"?");
    }

    @Test
    void emptyFileIsRefused() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.csv"));
        assertTrainFails(empty, empty + " is empty");
    }

    @Test
    void headerAloneIsRefused() throws IOException {
        Path data = data(HEADER, 0, BadInputTest::linear);
        assertTrainFails(data, data + ": the table has no rows, only the columns: a, b, y");
    }

    @Test
    void absentTargetIsNamed() throws IOException {
        Path data = data("age,salary,city", 20, i -> i + "," + 2 * i + ",x" + i % 2);
        assertFails(
                ExitCode.DATA,
                data + ": target column \"salery\" is not in the table; did you mean \"salary\"? (columns: age, salary,"
                        + " city)",
                "train",
                data,
                "-t",
                "salery",
                "-m",
                folder.resolve("new.densa"));
    }

    @Test
    void absentColumnsAreNamed() throws IOException {
        Path data = data(HEADER, 20, BadInputTest::linear);
        assertTrainFails(data, data + ": column \"c\" is not in the table (columns: a, b, y)", "--ignore", "c");
    }

    @Test
    void constantTargetIsRefused() throws IOException {
        Path data = data(HEADER, 20, i -> i + ",1,same");
        assertTrainFails(data, data + ": target \"y\" has the single value \"same\": there is nothing to learn");
    }

    @Test
    void targetWithoutValuesIsRefused() throws IOException {
        Path data = data(HEADER, 20, i -> i + ",1,");
        assertTrainFails(data, data + ": target \"y\" has no value in any of the 20 rows");
    }

    @Test
    void oneRowIsRefused() throws IOException {
        Path data = data(HEADER, 1, BadInputTest::linear);
        assertTrainFails(data, data + ": the table has 1 row to learn from: at least 5 are needed");
    }

    @Test
    void columnsWithoutValuesAloneAreRefused() throws IOException {
        Path data = data("b,y", 20, i -> "," + i % 2);
        assertTrainFails(
                data, data + ": the table has no column to learn from: \"b\" has no value in any training row");
    }

    @Test
    void allMissingColumnIsSetAside() throws IOException {
        Path data = data(HEADER, 40, i -> i + ",," + i % 2);
        Cli run = Cli.train(data, "-t", "y", "--epochs", 1, "-m", folder.resolve("x.densa"));
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).containsPattern("b +set aside +no value in any training row");
    }

    @Test
    void infiniteTargetIsRefused() throws IOException {
        Path data = data(HEADER, 20, i -> i + ",1," + (i == 3 ? "inf" : i + ".5"));
        assertTrainFails(data, data + ": target \"y\" is infinite in row 4");
    }

    @Test
    void infiniteInputsCountAsMissing() throws IOException {
        Path data = data(HEADER, 40, i -> (i == 3 ? "-Infinity" : i) + "," + i % 3 + "," + i + ".5");
        Cli run = Cli.train(data, "-t", "y", "--epochs", 1, "-m", folder.resolve("x.densa"));
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).contains("1 of them infinite");
    }

    @Test
    void tenThousandLevelsAreSetAside() throws IOException {
        Path data = data("name,b,y", 10_000, i -> "name" + i + "," + i % 7 + "," + (i % 7 > 3 ? "p" : "q"));
        Path file = folder.resolve("x.densa");
        Cli run = Cli.train(data, "-t", "y", "--epochs", 1, "--hidden", 4, "-m", file);
        assertThat(run.code()).isEqualTo(ExitCode.DONE);
        assertThat(run.err()).containsPattern("name +set aside +10000 different values in 10000 rows, an identifier");
        assertThat(Files.size(file)).isLessThan(100_000);
    }

    @Test
    void tenThousandLevelsAreBoundedWhereAskedFor() throws IOException {
        Path data = data("name,b,y", 10_000, i -> "name" + i + "," + i % 7 + "," + (i % 7 > 3 ? "p" : "q"));
        Path file = folder.resolve("x.densa");
        Cli.train(data, "-t", "y", "--epochs", 1, "--hidden", 4, "-m", file, "--categorical", "name")
                .done();
        assertThat(Files.size(file)).isLessThan(100_000);
    }

    @Test
    void duplicateColumnNamesAreRefused() throws IOException {
        Path data = data("a,a,y", 20, BadInputTest::linear);
        assertTrainFails(data, data + ": duplicate column name \"a\"");
    }

    @Test
    void textInANumericColumnIsNamedAtPrediction() throws IOException {
        Path data = Cli.file(folder, "new.csv", "a,b", "1,2", "lots,3");
        String message = data + ": column \"a\" must hold numbers, got \"lots\" in row 2";
        assertFails(ExitCode.DATA, message, "predict", model, data, "-o", folder.resolve("p.csv"));
        assertFails(ExitCode.DATA, message, "predict", model, data);
    }

    @Test
    void textInAForcedNumericColumnIsNamed() throws IOException {
        Path data = data(HEADER, 20, i -> (i > 7 ? "many" : i) + ",1," + i % 2);
        assertTrainFails(data, data + ": column \"a\" must hold numbers, got \"many\" in row 9", "--numeric", "a");
    }

    @Test
    void neededColumnThatAPredictionFileLacksIsNamed() throws IOException {
        Path data =
                Cli.file(folder, "new.csv", "sepal_lenght_cm,sepal_width_cm,petal_length_cm,petal_width_cm", "1,2,3,4");
        Path iris = trained.resolve("iris.densa");
        Cli.train(Cli.resource("iris.train.csv"), "-t", "class", "--epochs", 1, "-m", iris)
                .done();
        assertFails(
                ExitCode.DATA,
                data + ": column \"sepal_length_cm\" is not in the table; did you mean \"sepal_lenght_cm\"? (columns:"
                        + " sepal_lenght_cm, sepal_width_cm, petal_length_cm, petal_width_cm)",
                "predict",
                iris,
                data,
                "-o",
                folder.resolve("p.csv"));
    }

    @Test
    void orderOfColumnsAndExtraOnesDoNotMatter() throws IOException {
        Path straight = Cli.file(folder, "straight.csv", "a,b", "1,2", "7,3");
        Path mixed = Cli.file(folder, "mixed.csv", "extra,b,a,note", "x,2,1,", "y,3,7,hello");
        Cli expected = Cli.run("predict", model, straight).done();
        assertThat(expected.lines()).hasSize(3);
        assertThat(Cli.run("predict", model, mixed)).isEqualTo(expected);
    }

    @Test
    void unknownLevelsAreCounted() throws IOException {
        Path data = data("city,y", 40, i -> (i % 2 == 0 ? "Oslo" : "Bergen") + "," + (i % 2 == 0 ? "p" : "q"));
        Path file = folder.resolve("city.densa");
        Cli.train(data, "-t", "y", "--epochs", 1, "-m", file).done();
        Path strange = Cli.file(folder, "new.csv", "city", "Oslo", "Paris", "Rome", "Bergen");
        Cli run = Cli.run("predict", file, strange).done();
        assertThat(run.lines()).hasSize(5);
        assertThat(run.err())
                .isEqualTo("Note: column \"city\": 2 values that training did not have, taken as unknown (\"Paris\","
                        + " \"Rome\")" + System.lineSeparator());
    }

    @Test
    void neededColumnThatAValidationFileLacksIsNamed() throws IOException {
        Path data = data(HEADER, 40, BadInputTest::linear);
        Path valid = Cli.file(folder, "valid.csv", "a,y", "1,2.5", "2,3.5");
        assertTrainFails(
                data, data + " with " + valid + ": column \"b\" is not in the table (columns: a, y)", "--valid", valid);
    }

    @Test
    void targetThatEvaluateLacksIsNamed() throws IOException {
        Path data = Cli.file(folder, "new.csv", "a,b", "1,2");
        assertFails(
                ExitCode.DATA,
                data + ": target column \"y\" is not in the table (columns: a, b)",
                "evaluate",
                model,
                data);
    }

    @Test
    void truncatedModelIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(model);
        Path data = Cli.file(folder, "new.csv", "a,b", "1,2");
        Path file = folder.resolve("cut.densa");
        for (int length : new int[] {0, 5, 100, whole.length - 1}) {
            Files.write(file, Arrays.copyOf(whole, length));
            Cli run = Cli.run("predict", file, data);
            assertThat(run.code()).isEqualTo(ExitCode.DATA);
            assertThat(run.out()).isEmpty();
            assertThat(run.err().lines()).singleElement().asString().startsWith("densa: " + file + " is ");
        }
        int tensors =
                (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong() + Long.BYTES;
        assertFails(
                ExitCode.DATA,
                file + " is truncated: its tensors take " + (whole.length - tensors) + " bytes, the file has "
                        + (whole.length - tensors - 1) + " for them",
                "predict",
                file,
                data);
    }

    @Test
    void fileThatIsNoModelIsRefused() throws IOException {
        Path data = Cli.file(folder, "new.csv", "a,b", "1,2");
        Path file = Cli.file(folder, "text.densa", "This is a letter, not a model.");
        assertFails(
                ExitCode.DATA,
                file + " is not a Densa model: it does not start with a safetensors header",
                "predict",
                file,
                data);
        assertFails(
                ExitCode.DATA,
                file + " is not a Densa model: it does not start with a safetensors header",
                "inspect",
                file);
    }

    @Test
    void modelOfANewerFormatIsRefused() throws IOException {
        String text = Files.readString(model, StandardCharsets.ISO_8859_1)
                .replace("\"format_version\":\"1\"", "\"format_version\":\"7\"");
        Path file = Files.writeString(folder.resolve("newer.densa"), text, StandardCharsets.ISO_8859_1);
        assertFails(
                ExitCode.DATA,
                file
                        + " was written by a newer Densa (format 7; this is 0.1.0 and reads up to format 1): upgrade Densa",
                "inspect",
                file);
    }

    @Test
    void missingModelIsNamed() throws IOException {
        Path data = Cli.file(folder, "new.csv", "a,b", "1,2");
        Path file = folder.resolve("no.densa");
        assertFails(ExitCode.DATA, "cannot read " + file + ": no such file", "predict", file, data);
    }

    @Test
    void outputFolderThatIsNotWritableIsNamed() throws IOException {
        Path data = data(HEADER, 20, BadInputTest::linear);
        Path absent = folder.resolve("no/x.densa");
        assertFails(
                ExitCode.DATA,
                "cannot write " + absent + ": there is no folder " + absent.getParent(),
                "train",
                data,
                "-t",
                "y",
                "-m",
                absent);
        assertFails(
                ExitCode.DATA, "cannot write " + folder + ": it is a folder", "train", data, "-t", "y", "-m", folder);
        // Not even root may create a file there.
        if (Files.isDirectory(Path.of("/proc/self"))) {
            assertFails(
                    ExitCode.DATA,
                    "cannot write /proc/x.densa: no file can be created in the folder /proc",
                    "train",
                    data,
                    "-t",
                    "y",
                    "-m",
                    "/proc/x.densa");
        }
    }

    @Test
    void predictionsOfAnUnknownFormatAreRefused() throws IOException {
        Path data = Cli.file(folder, "new.csv", "a,b", "1,2");
        Path file = folder.resolve("p.xlsx");
        assertFails(
                ExitCode.DATA,
                "cannot write " + file + ": the name must end in .csv, .tsv, .csv.gz, .tsv.gz or .parquet",
                "predict",
                model,
                data,
                "-o",
                file);
    }

    @Test
    void fullDiskUnderStandardOutputIsAnError() throws IOException {
        Path data = write(folder, "new.csv", "a,b", 5000, i -> i % 100 + ",1");
        Cli run = Cli.writingTo(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("No space left on device");
                    }
                },
                "predict",
                model,
                data);
        assertThat(run.code()).isEqualTo(ExitCode.DATA);
        assertThat(run.lastError()).isEqualTo("densa: cannot write to standard output: No space left on device");
    }

    @Test
    void predictEndsQuietlyWhenItsReaderIsGone() throws IOException {
        Path data = write(folder, "new.csv", "a,b", 5000, i -> i % 100 + ",1");
        Cli run = Cli.writingTo(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                },
                "predict",
                model,
                data);
        assertThat(run).isEqualTo(new Cli(ExitCode.READER_GONE, "", ""));
    }

    @Test
    void divergingTrainingSaysWhatToChange() throws IOException {
        Path data = data(HEADER, 60, BadInputTest::linear);
        Stream.of("native", "java")
                .forEach(engine -> assertFails(
                        ExitCode.DIVERGED,
                        "training diverged in epoch 1: the training loss is NaN. Try a lower learning rate (it was"
                                + " 1.0E30), or look for extreme values in the data.",
                        "train",
                        data,
                        "-t",
                        "y",
                        "--optimizer",
                        "sgd",
                        "--learning-rate",
                        "1e30",
                        "--engine",
                        engine,
                        "-m",
                        folder.resolve("new.densa")));
    }

    @Test
    void oldModelSurvivesADivergingTraining() throws IOException {
        Path data = data(HEADER, 60, BadInputTest::linear);
        Path file = Files.copy(model, folder.resolve("old.densa"));
        Cli run = Cli.train(data, "-t", "y", "--optimizer", "sgd", "--learning-rate", "1e30", "-m", file, "--quiet");
        assertThat(run.code()).isEqualTo(ExitCode.DIVERGED);
        assertThat(file).hasSameBinaryContentAs(model);
    }

    @Test
    void foreignFilesAreNotReplaced() throws IOException {
        Path data = data(HEADER, 20, BadInputTest::linear);
        assertFails(
                ExitCode.USAGE,
                data + " exists and is not a model for \"y\"; --model FILE writes another file, --force replaces this"
                        + " one",
                "train",
                data,
                "-t",
                "y",
                "-m",
                data);
        Path other = Files.copy(model, folder.resolve("other.densa"));
        assertFails(
                ExitCode.USAGE,
                other + " exists and is a model for \"y\"; --model FILE writes another file, --force replaces this one",
                "train",
                data,
                "-t",
                "a",
                "-m",
                other);
    }

    @Test
    void classWeightOfNoClassIsRefused() throws IOException {
        Path data = data("a,y", 40, i -> i + "," + (i % 2 == 0 ? "left" : "right"));
        assertTrainFails(
                data,
                data + ": class weights name \"rigth\", which is no class of the target; did you mean \"right\"?"
                        + " (classes: left, right)",
                "--class-weight",
                "rigth=2");
    }
}
