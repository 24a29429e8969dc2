package example;

import densa.files.TableFiles;
import densa.metric.ClassificationMetrics;
import densa.table.Column;
import densa.table.Table;
import densa.table.explain.Importance;
import densa.table.explain.PartialDependence;
import densa.table.model.Model;
import densa.table.model.Predictions;
import densa.table.train.Effort;
import densa.table.train.Plan;
import densa.table.train.TabularTrainer;
import densa.table.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Whom to write to: picks the people who probably earn more than 50,000 dollars, and looks whether that was right. */
public final class Income {

    private static final String RICH = ">50K";
    private static final int LETTERS = 500;

    private Income() {}

    /** Runs in the folder of the pom, where the tables are one folder up. */
    public static void main(String[] arguments) throws IOException {
        Table table = TableFiles.read(Path.of("../income.csv.gz"));
        Plan plan = TabularTrainer.forTarget("income")
                .ignore("sex", "race", "fnlwgt")
                .effort(Effort.QUICK)
                .plan(table);
        plan.audit().forEach(finding -> System.out.println("Audit: " + finding.text()));
        TrainingResult fit = plan.fit();
        Model model = fit.model();
        print("Log loss by networks that did not see the row: %.3f", logLoss(fit));

        Table people = TableFiles.read(Path.of("../income-test.csv.gz"));
        Predictions predictions = model.predict(people);
        int rich = model.classes().indexOf(RICH);
        List<Integer> chosen = IntStream.range(0, people.rows())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer row) -> -predictions.probability(row, rich)))
                .limit(LETTERS)
                .toList();
        double promised = chosen.stream()
                .mapToDouble(row -> predictions.probability(row, rich))
                .sum();
        Column income = people.column("income");
        long right = chosen.stream().filter(row -> income.text(row).equals(RICH)).count();
        long all = IntStream.range(0, people.rows())
                .filter(row -> income.text(row).equals(RICH))
                .count();
        print("Of %d letters, %.0f should reach someone who earns more, and %d do", LETTERS, promised, right);
        print("Without a model it would be %.0f", (double) LETTERS * all / people.rows());

        Importance.of(fit.evaluation(), 0).items().stream()
                .limit(3)
                .forEach(item -> print(
                        "Without %s, log loss grows by %.3f", String.join(" and ", item.columns()), item.mean()));
        List<PartialDependence.Point> ages =
                PartialDependence.of(model, people, "age").points();
        for (int i = 0; i < ages.size(); i += 6) {
            print("If all were %s years old, %.0f %% would earn more",
                    ages.get(i).value(), 100 * ages.get(i).mean().get(rich));
        }
    }

    private static double logLoss(TrainingResult fit) {
        return ((ClassificationMetrics) fit.evaluation().metrics()).logLoss();
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
