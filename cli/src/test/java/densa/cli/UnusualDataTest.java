package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that is hard to learn from: what is said about it, and what is refused. */
class UnusualDataTest {

    @TempDir
    private Path folder;

    /** Two numbers a row that nothing depends on. */
    private static IntFunction<String> noise() {
        Random random = new Random(5);
        return i -> random.nextDouble() + "," + random.nextDouble();
    }

    private static String coin(int i) {
        return i * 7919 % 13 % 2 == 0 ? "p" : "q";
    }

    private Path data(String header, int rows, IntFunction<String> row) throws IOException {
        List<String> lines = new ArrayList<>(List.of(header));
        for (int i = 0; i < rows; i++) {
            lines.add(row.apply(i));
        }
        return Files.write(folder.resolve("data.csv"), lines);
    }

    private Path model() {
        return folder.resolve("new.densa");
    }

    private Cli train(Path data, Object... more) {
        List<Object> arguments = new ArrayList<>(
                List.of("train", data, "-t", "y", "--epochs", 1, "--hidden", 4, "--seed", 1, "-m", model()));
        arguments.addAll(Arrays.asList(more));
        return Cli.run(arguments.toArray());
    }

    private static List<String> notes(Cli run) {
        return run.done()
                .err()
                .lines()
                .filter(line -> line.startsWith("Note: "))
                .map(line -> line.substring("Note: ".length()))
                .toList();
    }

    private void assertRefused(int code, String message, Path data, Object... more) {
        Map<String, String> before = Cli.snapshot(folder);
        Cli run = train(data, more);
        assertThat(run.lastError()).isEqualTo("densa: " + message);
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
        assertThat(Cli.snapshot(folder)).isEqualTo(before);
    }

    @Test
    void classWithOneRowIsLearnedWithANote() throws IOException {
        IntFunction<String> noise = noise();
        Path data = data("a,b,y", 80, i -> noise.apply(i) + "," + (i == 5 ? "one" : coin(i)));
        assertThat(notes(train(data)))
                .containsExactly("class \"one\" (1 row) has too few rows to be learned and evaluated reliably");
        assertThat(Cli.run("predict", model(), data).done().lines().get(0)).isEqualTo("prediction,p_one,p_p,p_q");
    }

    @Test
    void foldsOfOneClassEachAreLearnedWithANote() throws IOException {
        IntFunction<String> noise = noise();
        Path data = data("a,b,g,y", 80, i -> noise.apply(i) + ",g" + i % 2 + "," + (i % 2 == 0 ? "p" : "q"));
        assertThat(notes(train(data, "--group", "g")))
                .containsExactly(
                        "class \"p\" falls into a single fold: the networks validated on that fold never see it in"
                                + " training",
                        "class \"q\" falls into a single fold: the networks validated on that fold never see it in"
                                + " training",
                        "the rows of 2 of the 2 folds all have the same class: metrics of single folds say little");
    }

    @Test
    void latestRowsOfOneClassAreLearnedWithANote() throws IOException {
        IntFunction<String> noise = noise();
        Path data = data("t,a,b,y", 200, i -> 2 * i + "," + noise.apply(i) + "," + (i < 160 ? "p" + i % 2 : "q"));
        assertThat(notes(train(data, "--time", "t", "--valid-fraction", "0.2")))
                .containsExactly(
                        "class \"q\" occurs in validation rows only: no network sees it in training",
                        "all 40 validation rows are \"q\": they cannot tell the classes apart");
    }

    @Test
    void groupsOfTheTargetAreRefused() throws IOException {
        IntFunction<String> noise = noise();
        Path data = data("a,b,y", 80, i -> noise.apply(i) + "," + coin(i));
        assertRefused(ExitCode.USAGE, "column \"y\" cannot be both the target and the group", data, "--group", "y");
    }

    @Test
    void rowsWithoutATargetAreCountedAndLeftOut() throws IOException {
        IntFunction<String> noise = noise();
        Path data = data("a,b,y", 80, i -> noise.apply(i) + "," + (i % 8 == 3 ? "" : coin(i)));
        Cli run = train(data);
        assertThat(notes(run)).containsExactly("10 rows without a value of \"y\" left out");
        assertThat(run.err()).containsPattern("Rows +70 to learn from");
    }

    @Test
    void valueThatIsNoDateIsRefusedAtPrediction() throws IOException {
        Path data = data("when,x,y", 80, i -> LocalDate.of(2024, 1, 1).plusDays(i * 3L) + "," + i % 4 + "," + coin(i));
        train(data).done();
        Path fresh = Cli.file(folder, "new.csv", "when,x", "2024-02-28,1", "28.02.2024,2");
        Cli run = Cli.run("predict", model(), fresh, "-o", folder.resolve("p.csv"));
        assertThat(run)
                .isEqualTo(new Cli(
                        ExitCode.DATA,
                        "",
                        "densa: " + fresh + ": column \"when\" must be a date like 2024-03-05, got \"28.02.2024\" in"
                                + " row 2" + System.lineSeparator()));
        assertThat(folder.resolve("p.csv")).doesNotExist();
    }

    @Test
    void hundredThousandLevelsAreBounded() throws IOException {
        Path data = data("name,b,y", 210_000, i -> "name" + i % 100_000 + "," + i % 11 + "," + coin(i));
        Cli run = train(data, "--valid-fraction", "0.1", "--batch-size", 4096);
        assertThat(run.done().err())
                .containsPattern("name +categorical +100000 levels, the 2048 most frequent on their own");
        assertThat(Files.size(model())).isLessThan(500_000);
    }

    @Test
    void uniqueTextAloneIsRefused() throws IOException {
        Path data = data("name,y", 100, i -> "name" + i + "," + coin(i));
        assertRefused(
                ExitCode.DATA,
                data + ": the table has no column to learn from: \"name\" has 100 different values in 100 rows, an"
                        + " identifier; name it categorical to use it",
                data);
    }

    @Test
    void moreColumnsThanRowsAreLearnedWithANote() throws IOException {
        StringBuilder header = new StringBuilder();
        for (int c = 0; c < 60; c++) {
            header.append('c').append(c).append(',');
        }
        Random random = new Random(3);
        Path data = data(header + "y", 40, i -> {
            StringBuilder row = new StringBuilder();
            for (int c = 0; c < 60; c++) {
                row.append(random.nextDouble()).append(',');
            }
            return row + coin(i);
        });
        assertThat(notes(train(data)))
                .containsExactly("there are more input columns (60) than rows (40): metrics are indicative only; ignore"
                        + " columns that cannot matter (--ignore COLUMNS)");
    }

    @Test
    void weightsThatAreNoneAreRefused() throws IOException {
        IntFunction<String> noise = noise();
        Path negative = data("a,w,y", 40, i -> noise.apply(i).split(",")[0] + "," + (i == 6 ? -2 : 1) + "," + coin(i));
        assertRefused(
                ExitCode.DATA,
                negative + ": weight \"w\" must be 0 or more and finite, got -2 in row 7",
                negative,
                "--weight",
                "w");
        Path missing = data("a,w,y", 40, i -> noise.apply(i).split(",")[0] + "," + (i == 8 ? "" : 1) + "," + coin(i));
        assertRefused(
                ExitCode.DATA,
                missing + ": weight \"w\" must be 0 or more and finite, got nothing in row 9",
                missing,
                "--weight",
                "w");
        Path zero = data("a,w,y", 40, i -> noise.apply(i).split(",")[0] + ",0," + coin(i));
        assertRefused(ExitCode.DATA, zero + ": weight \"w\" is 0 in every row", zero, "--weight", "w");
    }

    @Test
    void findingsOfTheAuditAreNotes() throws IOException {
        IntFunction<String> noise = noise();
        Path data = data("a,b,c,refund,y", 200, i -> {
            String numbers = noise.apply(i);
            return numbers + "," + numbers.split(",")[1] + "," + (coin(i).equals("p") ? i % 3 + 5 : "") + "," + coin(i);
        });
        assertThat(notes(train(data)))
                .containsExactly(
                        "column \"refund\" alone predicts the target almost perfectly (100 %): ignore it if it is"
                                + " known only after the target (--ignore refund)",
                        "columns \"b\" and \"c\" carry the same information: one of them suffices (--ignore c)");
        assertThat(notes(train(data, "--ignore", "refund,c"))).isEmpty();
        assertThat(train(data, "--quiet").done().err()).isEmpty();
    }

    @Test
    void noteThatFollowsAnAdviceIsLeftOut() throws IOException {
        Random random = new Random(3);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            rows.add(random.nextDouble() + "," + random.nextDouble() + ",g" + i % 40);
        }
        Path data = data("a,b,g,y", 2100, i -> rows.get(i % 2000) + "," + (i % 2000 < 6 ? "rare" : "usual"));
        assertThat(notes(train(data)))
                .anyMatch(note -> note.startsWith("200 rows are exact duplicates"))
                .anyMatch(note -> note.startsWith("class \"rare\" is 0.5714 % of the rows: "));
        assertThat(notes(train(data, "--group", "g", "--class-weight", "balanced")))
                .noneMatch(note -> note.contains("duplicates") || note.contains("balanced"));
    }

    @Test
    void manyNotesAreCutShort() throws IOException {
        StringBuilder header = new StringBuilder();
        for (int c = 0; c < 32; c++) {
            header.append('c').append(c).append(',');
        }
        Random random = new Random(3);
        Path data = data(header + "y", 60, i -> {
            StringBuilder row = new StringBuilder();
            for (int c = 0; c < 16; c++) {
                double value = random.nextDouble();
                row.append(value).append(',').append(3 * value).append(',');
            }
            return row + coin(i);
        });
        assertThat(notes(train(data))).hasSize(13).last().isEqualTo("and 4 more");
    }

    @Test
    void numbersOutsideOfTheRangeInTrainingAreCountedAtPrediction() throws IOException {
        Path data = data("age,x,y", 73, i -> 18 + i * 10 % 73 + "," + i * 3 % 5 + "," + coin(i));
        train(data).done();
        Path fresh = Cli.file(folder, "new.csv", "age,x", "17,1", "20,2", "90,9", "91,4", ",0");
        assertThat(notes(Cli.run("predict", model(), fresh)))
                .containsExactly(
                        "column \"age\": 2 values outside 18 to 90, the range in training",
                        "column \"age\": 1 missing value taken as the median 54, as training had none",
                        "column \"x\": 1 value outside 0 to 4, the range in training");
    }
}
