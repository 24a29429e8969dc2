package densa.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import densa.data.DataException;
import densa.engine.Machine;
import densa.table.CategoricalColumn;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.audit.Finding;
import densa.table.model.Evaluation;
import densa.table.model.LinearBaseline;
import densa.table.model.Model;
import densa.table.train.Architecture;
import densa.table.train.Budget;
import densa.table.train.Objective;
import densa.table.train.Optimization;
import densa.table.train.TrainingResult;
import densa.table.train.Validation;
import densa.train.TrainingHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest extends PageChecks {

    @Test
    void figuresOfTrainingAreThoseOfTheLibrary() {
        Table table = only("kind");
        TrainingResult fit = quick("kind").fit(table);
        Document page = checked(Report.of(fit, table).html());
        assertThat(page.select("h1").text()).isEqualTo("Predicting kind");
        figures(fit.evaluation().metrics())
                .forEach((name, value) -> assertThat(cell(page, name, 1)).isEqualTo(value));
        fit.evaluation().spread().forEach((name, value) -> assertThat(cell(page, name, 3))
                .isEqualTo("± " + Figures.text(value)));
        double accuracy = fit.evaluation().metrics().values().getOrDefault("accuracy", 0.0);
        assertThat(text(page, "verdict")).contains("“kind”", Figures.percent(accuracy), "240 rows", "a linear model");
        assertThat(page.text())
                .contains("Trained by Densa", fit.model().provenance().dataFingerprint());
    }

    @Test
    void linearModelIsValidatedOnTheSameFolds() {
        Table table = only("kind");
        TrainingResult fit = quick("kind").fit(table);
        Document page = checked(Report.of(fit, table).html());
        TrainingResult linear = quick("kind")
                .hidden()
                .bins(0)
                .dropout(0)
                .optimizer(Baselines.OPTIMIZER)
                .fit(table);
        assertThat(linear.evaluation().rows()).isEqualTo(fit.evaluation().rows());
        figures(linear.evaluation().metrics())
                .forEach((name, value) -> assertThat(cell(page, name, 4)).isEqualTo(value));
    }

    /** The noise of the sizes is uniform from -1 to 1, so its standard deviation is the root of 1/3. */
    @Test
    void linearRegressionIsValidatedOnTheValidationTable() {
        Table table = only("size");
        Table other = table(80, 2).without("kind", "weight", "large", "heavy");
        TrainingResult fit = quick("size").fit(table, other);
        Document page = checked(Report.of(fit, table).html());
        assertThat(Double.parseDouble(cell(page, "rmse", 3))).isCloseTo(Math.sqrt(1 / 3.0), within(0.1));
        assertThat(text(page, "verdict")).contains("80 rows");
        assertThat(page.text()).contains("A linear model is clearly better.", "Validation a table of its own");
    }

    @Test
    void linearRegressionOfASumHasNoError() {
        Table table = table(300, 3);
        double[] sum = new double[300];
        NumericColumn a = (NumericColumn) table.column("a");
        NumericColumn b = (NumericColumn) table.column("b");
        Arrays.setAll(sum, row -> 1000 * a.value(row) + b.value(row) + (row == 7 ? Double.NaN : 0));
        Table whole = Table.of(a, b, table.column("colour"), NumericColumn.of("sum", sum));
        for (Validation validation : List.of(Validation.folds(3), Validation.fraction(0.3))) {
            TrainingResult fit = quick("sum").validation(validation).fit(whole);
            assertThat(LinearBaseline.metrics(fit.evaluation(), whole)
                            .orElseThrow()
                            .values()
                            .get("rmse"))
                    .isLessThan(1e-6);
        }
    }

    @Test
    void linearModelIsValidatedOnTheSameGroups() {
        double[] group = new Random(7).ints(240, 0, 20).asDoubleStream().toArray();
        Table table = only("kind").with(NumericColumn.of("g", group));
        TrainingResult fit = quick("kind").validation(Validation.groups("g", 3)).fit(table);
        assertThat(checked(Report.of(fit, table).html()).text())
                .contains("Linear model", "Validation 3 folds of groups by g", "Class weights none", "Schedule cosine");
    }

    @Test
    void modelThatIsLinearIsNotComparedWithOne() {
        Table table = only("kind");
        TrainingResult fit = quick("kind").hidden().fit(table);
        assertThat(checked(Report.of(fit, table).html()).text()).doesNotContain("Linear model");
    }

    @Test
    void curvesHoldTheLossesOfAllNetworksAndMarkTheBestEpochs() {
        Table table = only("large");
        TrainingResult fit = quick("large").fit(table);
        Document page = checked(Report.of(fit, table).html());
        JsonObject learning = charts(page).get(0).getAsJsonObject();
        assertThat(learning.getAsJsonArray("x")).hasSize(6);
        JsonArray curves = learning.getAsJsonArray("series");
        assertThat(curves).hasSize(2 * fit.model().members().size());
        for (int i = 0; i < fit.model().members().size(); i++) {
            TrainingHistory history = fit.model().members().get(i).history();
            JsonObject curve = curves.get(2 * i + 1).getAsJsonObject();
            int mark = curve.getAsJsonArray("marks").get(0).getAsInt();
            assertThat(mark + 1).isEqualTo(history.bestEpoch());
            assertThat(curve.getAsJsonArray("y").get(mark).getAsDouble())
                    .isEqualTo(Figures.rounded(history.bestLoss()));
        }
        // Two classes: a curve for the second one, and the diagonal.
        assertThat(charts(page)).hasSize(3);
        JsonObject roc = charts(page).get(1).getAsJsonObject();
        assertThat(roc.getAsJsonArray("series")).hasSize(2);
        assertThat(page.select(".chart").get(1).attr("aria-label"))
                .contains("yes (area " + figures(fit.evaluation().metrics()).get("roc_auc") + ")");
        for (JsonElement chart : charts(page)) {
            assertThat(page.select("#" + chart.getAsJsonObject().get("id").getAsString()))
                    .hasSize(1);
        }
    }

    @Test
    void numbersHaveScattersAndIntervals() {
        Model model = quick("size").fit(only("size")).model();
        Table fresh = table(900, 3);
        Document page = checked(Report.of(model, fresh).html());
        figures(model.evaluate(fresh).metrics())
                .forEach((name, value) -> assertThat(cell(page, name, 1)).isEqualTo(value));
        assertThat(cell(page, "r2", 3)).isEqualTo("0");
        Evaluation evaluation = model.evaluate(fresh);
        for (double level : List.of(0.5, 0.8, 0.9, 0.95)) {
            assertThat(page.select("tr[data-level=" + level + "] td").get(1).text())
                    .isEqualTo(Figures.percent(evaluation.coverage("size", level)));
        }
        String dots = page.select(".dots").get(0).attr("d");
        assertThat(dots.chars().filter(c -> c == 'M').count()).isEqualTo(800);
        assertThat(page.text()).contains("800 of 900 rows, drawn at random");
    }

    @Test
    void quantilesAreComparedWithTheirLevels() {
        Table table = only("size");
        TrainingResult fit = quick("size").quantiles(0.1, 0.5, 0.9).fit(table);
        Document page = checked(Report.of(fit, table).html());
        assertThat(page.text()).contains("How often the truth lies below each quantile", "Same quantiles");
        assertThat(page.select("tr[data-level]")).hasSize(3);
        assertThat(cell(page, "quantile_loss", 1))
                .isEqualTo(figures(fit.evaluation().metrics()).get("quantile_loss"));
    }

    @Test
    void severalTargetsHaveAPartEach() {
        Table numbers = only("size", "weight");
        TrainingResult fit = quick("size", "weight").fit(numbers);
        Document page = checked(Report.of(fit, numbers).html());
        // In the parts about errors, importance and dependence.
        assertThat(page.select("h3").eachText().stream().filter("Target size"::equals))
                .hasSize(3);
        assertThat(page.select("h3").eachText().stream().filter("Target weight"::equals))
                .hasSize(3);
        assertThat(page.select("tr[data-level]")).hasSize(8);
        figures(fit.evaluation().metrics())
                .forEach((name, value) -> assertThat(cell(page, name, 1)).isEqualTo(value));
        Table flags = only("large", "heavy");
        Document other =
                checked(Report.of(quick("large", "heavy").fit(flags), flags).html());
        assertThat(other.select("table.heat")).hasSize(2);
        assertThat(text(other, "verdict")).contains("2 targets", "Accuracy");
    }

    @Test
    void weightsOfRowsCount() {
        double[] weights = new Random(5).doubles(240, 0, 2).toArray();
        Table weighted = only("kind").with(NumericColumn.of("w", weights));
        Model model = quick("kind").weight("w").fit(weighted).model();
        Document page = checked(Report.of(model, weighted).html());
        figures(model.evaluate(weighted).metrics())
                .forEach((name, value) -> assertThat(cell(page, name, 1)).isEqualTo(value));
    }

    @Test
    void textsOfTheDataAreEscaped() {
        String bad = "<script>alert(1)</script>";
        String worse = "\"><img src=x onerror='alert(2)'>";
        Random random = new Random(1);
        double[] x = random.doubles(120).toArray();
        String[] level = new String[x.length];
        Arrays.setAll(level, row -> random.nextBoolean() ? "</title></script><b>" : "& \u0001 ' `");
        String[] label = new String[x.length];
        Arrays.setAll(label, row -> x[row] > 0.5 ? bad : worse);
        Table table = Table.builder()
                .numeric("</script><script>alert(3)</script>", x)
                .categorical(worse, level)
                .categorical(bad, label)
                .build();
        TrainingResult fit = quick(bad).fit(table);
        String html = Report.of(fit, table)
                .withFindings(List.of(finding(bad), finding(worse)))
                .withCommand("densa train '" + worse + "' --target '" + bad + "'")
                .html();
        Document page = checked(html);
        assertThat(html).doesNotContain(bad, "<img", "<b>", "<script>alert");
        assertThat(page.select("h1").text()).isEqualTo("Predicting " + bad);
        assertThat(page.select(".heat thead th").eachText()).contains(bad, worse);
        assertThat(page.select(".notes li").eachText()).contains(bad + ".", worse + ".");
        assertThat(page.select("pre").text()).contains(worse);
        JsonObject roc = charts(page).get(1).getAsJsonObject();
        assertThat(roc.getAsJsonArray("series")
                        .get(0)
                        .getAsJsonObject()
                        .get("label")
                        .getAsString())
                .startsWith("<script>alert(1)");
    }

    private static Finding finding(String text) {
        return new Finding(Finding.Kind.LEAKAGE, List.of("x"), Map.of(), text);
    }

    @Test
    void manyColumnsAndClassesWithLongNamesStaySmall() {
        Random random = new Random(1);
        int rows = 800;
        String longName = "a very long name ".repeat(40);
        Table.Builder builder = Table.builder();
        for (int column = 0; column < 400; column++) {
            builder.numeric(column + longName, random.doubles(rows).toArray());
        }
        String[] label = new String[rows];
        Arrays.setAll(label, row -> row % 80 + longName + "<&>");
        Table table = builder.categorical("label", label).build();
        TrainingResult fit = quick("label").hidden(16).bins(0).epochs(3).fit(table);
        Document page = checked(Report.of(fit, table)
                .withFindings(
                        Stream.generate(() -> finding(longName)).limit(200).toList())
                .html());
        assertThat(page.text()).contains("Which classes are confused most", "Each column");
        assertThat(page.select(".heat")).isEmpty();
    }

    @Test
    void everyOptionOfTrainingHasALine() {
        Document page =
                checked(Report.of(quick("kind").fit(only("kind")), only("kind")).html());
        List<String> lines = page.select(".pairs th").eachText();
        Stream.of(Architecture.class, Objective.class, Optimization.class, Budget.class, Machine.class)
                .flatMap(group -> Stream.of(group.getRecordComponents()))
                .map(component -> component.getName().replaceAll("([A-Z])", " $1"))
                .forEach(option -> assertThat(lines)
                        .anyMatch(line -> line.toLowerCase(Locale.ROOT).startsWith(option.toLowerCase(Locale.ROOT))));
    }

    @Test
    void reportOfTheTrainingTableItselfSaysSo() {
        Table table = only("kind");
        Model model = quick("kind").fit(table).model();
        assertThat(checked(Report.of(model, table).html()).select(".notes").text())
                .startsWith("This is the table that the model was trained on");
        assertThat(checked(Report.of(model, table(100, 9)).html()).text()).doesNotContain("This is the table");
    }

    @Test
    void unknownLevelsAreNoted() {
        Model model = quick("kind").fit(only("kind")).model();
        String[] blue = new String[50];
        Arrays.fill(blue, "blue");
        Table other = table(50, 4).without("colour").with(CategoricalColumn.of("colour", blue));
        assertThat(checked(Report.of(model, other).html()).select(".notes").text())
                .contains("colour");
    }

    @Test
    void sameModelAndTableGiveTheSamePage() {
        Model model = quick("kind").fit(only("kind")).model();
        Table fresh = table(100, 4);
        assertThat(Report.of(model, fresh).html())
                .isEqualTo(Report.of(model, fresh).html());
    }

    @Test
    void aSingleRowWillDo() {
        Model classes = quick("kind").fit(only("kind")).model();
        Model numbers = quick("size").fit(only("size")).model();
        checked(Report.of(classes, table(1, 4)).html());
        checked(Report.of(numbers, table(1, 4)).html());
    }

    @Test
    void tableWithoutTheTargetIsRefused() {
        Model model = quick("kind").fit(only("kind")).model();
        assertThatThrownBy(() -> Report.of(model, table(10, 1).without("kind")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("target column \"kind\" is not in the table");
    }

    @Test
    void fileIsWrittenAsAWholeOrNotAtAll(@TempDir Path folder) throws IOException {
        Report report = Report.of(quick("kind").fit(only("kind")).model(), table(60, 4));
        Path file = folder.resolve("report.html");
        Files.writeString(file, "old");
        report.write(file);
        assertThat(Files.readString(file)).isEqualTo(report.html());
        assertThatThrownBy(() -> report.write(folder.resolve("none/report.html")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write ");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
