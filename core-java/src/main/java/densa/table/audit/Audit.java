package densa.table.audit;

import static densa.internal.Quote.quote;

import densa.internal.LongIndex;
import densa.internal.Numerals;
import densa.table.CategoricalColumn;
import densa.table.Table;
import densa.table.encode.CategoricalCoding;
import densa.table.encode.Encoder;
import densa.table.encode.FittedTarget;
import densa.table.encode.Roles;
import densa.table.encode.TargetColumns;
import densa.table.encode.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Looks for what spoils a model or its metrics before the training: columns that leak the target or duplicate each
 * other, duplicate rows, classes of few rows, a target that may be meant otherwise, columns that are mostly empty.
 * Columns that the encoder set aside are in its reports and not looked at. Long tables are sampled where that suffices,
 * always with the same seed.
 */
public final class Audit {

    private static final int SAMPLE = 20_000;
    private static final int FIRST_LOOK = 2_000;
    private static final int FEWEST_ROWS_FOR_LEAKAGE = 50;
    private static final double PERFECT = 0.999;
    private static final double PROMISING = 0.97;
    private static final double MAJORITY = 0.9;
    private static final double MOSTLY_MISSING = 0.5;
    private static final int COLUMNS_IN_TEXT = 5;
    private static final int MISSING_ON_THEIR_OWN = 3;

    private final Table table;
    private final FittedTarget target;
    private final int rows;
    private final double[] truth;
    private final List<AuditedColumn> columns;
    private final List<AuditedColumn.Digest> digests;
    private final List<Finding> findings = new ArrayList<>();

    private Audit(Table table, FittedTarget target, Encoder encoder) {
        int[] numbers = target.rows();
        this.table = table;
        this.target = target;
        this.rows = numbers.length;
        this.truth = TargetColumns.of(table, List.of(target.coding())).truth(numbers);
        this.columns = encoder.codings().stream()
                .map(coding -> AuditedColumn.of(coding, table.column(coding.name()), numbers))
                .toList();
        this.digests = columns.stream().map(AuditedColumn::digest).toList();
    }

    /**
     * Audits a training table that is not cross-validated.
     *
     * @param table holds the rows
     * @param roles what its columns are for
     * @param target what was found in the target column of the same table
     * @param encoder was learned from the same table
     * @return what was found, the most important first
     * @throws IllegalStateException if there are several targets
     */
    public static List<Finding> of(Table table, Roles roles, FittedTarget target, Encoder encoder) {
        return of(table, roles, target, encoder, 0);
    }

    /**
     * Audits a training table.
     *
     * @param table holds the rows
     * @param roles what its columns are for
     * @param target what was found in the target column of the same table
     * @param encoder was learned from the same table
     * @param folds the number of folds of the cross-validation, each of which needs rows of every class; 0 if
     *     there is none
     * @return what was found, the most important first
     * @throws IllegalStateException if there are several targets
     */
    public static List<Finding> of(Table table, Roles roles, FittedTarget target, Encoder encoder, int folds) {
        return new Audit(table, target, encoder).findings(roles, encoder, folds);
    }

    private void similarTexts(Encoder encoder) {
        encoder.codings().stream()
                .filter(CategoricalCoding.class::isInstance)
                .map(coding -> table.column(coding.name()))
                .filter(CategoricalColumn.class::isInstance)
                .forEach(column -> SimilarTexts.of((CategoricalColumn) column, target.rows(), "levels")
                        .ifPresent(findings::add));
    }

    private List<Finding> findings(Roles roles, Encoder encoder, int folds) {
        RepeatedRows repeated = new RepeatedRows(columns, digests, truth);
        leakage(repeated);
        computed();
        findings.addAll(new TargetAudit(table, roles, target, folds).findings());
        repeated(repeated);
        if (columns.size() > rows) {
            addOfRows(
                    Finding.Kind.MORE_COLUMNS_THAN_ROWS,
                    Map.of("columns", (double) columns.size(), "rows", (double) rows),
                    "there are more input columns (" + columns.size() + ") than rows (" + rows
                            + "): metrics are indicative only; ignore columns that cannot matter");
        }
        new SameColumns(columns, digests, sample(SAMPLE)).groups().forEach(this::same);
        missing();
        similarTexts(encoder);
        return List.copyOf(findings);
    }

    private void add(Finding.Kind kind, List<String> names, Map<String, Double> figures, String text) {
        findings.add(new Finding(kind, names, figures, text));
    }

    private void addOfRows(Finding.Kind kind, Map<String, Double> figures, String text) {
        add(kind, List.of(target.coding().name()), figures, text);
    }

    /** Rows in their order, at most so many: of each stretch one, which may stand anywhere in it. */
    private int[] sample(int most) {
        int count = Math.min(rows, most);
        return IntStream.range(0, count)
                .map(i -> {
                    long from = (long) i * rows / count;
                    long to = (i + 1L) * rows / count;
                    return (int) (from + Long.remainderUnsigned(LongIndex.mix(i + 1L), to - from));
                })
                .toArray();
    }

    private void leakage(RepeatedRows repeated) {
        boolean classes = target.task() == Task.CLASSIFICATION;
        if (rows < FEWEST_ROWS_FOR_LEAKAGE || classes && majority() >= MAJORITY) {
            return;
        }
        SingleColumnRule firstLook = rule(repeated, sample(FIRST_LOOK));
        SingleColumnRule rule = rows > FIRST_LOOK ? rule(repeated, sample(SAMPLE)) : firstLook;
        List<Finding> found = new ArrayList<>();
        for (AuditedColumn column : columns) {
            double score = firstLook.score(column);
            if (rows > FIRST_LOOK && score >= PROMISING) {
                score = rule.score(column);
            }
            if (score >= PERFECT) {
                String name = column.name();
                String figure = classes ? percent(score) : "R² " + figure(score);
                found.add(new Finding(
                        Finding.Kind.LEAKAGE,
                        List.of(name),
                        Map.of(classes ? "accuracy" : "r2", score),
                        "column " + quote(name) + " alone predicts the target almost perfectly (" + figure
                                + "): ignore it if it is known only after the target"));
            }
        }
        // A target that many columns predict is easy, or computed from them, and leaked by none.
        if (found.size() * 3 <= table.columns().size()) {
            findings.addAll(found);
        }
    }

    private void computed() {
        if (target.task() != Task.REGRESSION) {
            return;
        }
        ComputedTarget.of(columns, truth, sample(FIRST_LOOK)).ifPresent(sum -> {
            Map<String, Double> factors = new HashMap<>();
            sum.terms().forEach(term -> factors.put(term.column(), term.factor()));
            String name = target.coding().name();
            add(
                    Finding.Kind.COMPUTED_TARGET,
                    sum.terms().stream().map(ComputedTarget.Term::column).toList(),
                    factors,
                    "target " + quote(name) + " is " + sum.text() + " in every row: this formula is exact, a model only"
                            + " comes near; ignore what is known only after the target");
        });
    }

    private double majority() {
        return target.classCounts(table).values().stream()
                        .mapToInt(count -> count)
                        .max()
                        .orElse(0)
                / (double) rows;
    }

    /** Rows of the same inputs are in the same half, unless there are few combinations of them at all. */
    private SingleColumnRule rule(RepeatedRows repeated, int[] sample) {
        long[] side = IntStream.of(sample)
                .mapToLong(row -> LongIndex.mix(repeated.byNature() ? row + 1 : repeated.inputs(row)) >>> 63)
                .toArray();
        int[] first = IntStream.range(0, sample.length)
                .filter(i -> side[i] == 0)
                .map(i -> sample[i])
                .toArray();
        int[] second = IntStream.range(0, sample.length)
                .filter(i -> side[i] == 1)
                .map(i -> sample[i])
                .toArray();
        return new SingleColumnRule(truth, target.task() == Task.CLASSIFICATION, first, second);
    }

    private void repeated(RepeatedRows found) {
        if (found.byNature()) {
            return;
        }
        if (found.repeated() > 0) {
            addOfRows(
                    Finding.Kind.REPEATED_ROWS,
                    Map.of("rows", (double) found.repeated()),
                    found.repeated() + " rows are exact duplicates, which may fall into both training and validation"
                            + " folds, so metrics may be optimistic; a group column keeps them together");
        }
        if (found.conflicting() > 0) {
            addOfRows(
                    Finding.Kind.CONFLICTING_ROWS,
                    Map.of("rows", (double) found.conflicting()),
                    found.conflicting() + " rows have the same inputs as another row but a different target: no model"
                            + " can distinguish them");
        }
    }

    private void same(SameColumns.Group group) {
        if (!group.same().isEmpty()) {
            List<String> names = names(group.first(), group.same());
            add(
                    Finding.Kind.DUPLICATE_COLUMNS,
                    names,
                    Map.of(),
                    "columns " + quoted(names) + " carry the same information: one of them suffices");
        }
        if (!group.near().isEmpty()) {
            List<String> names = names(group.first(), group.near());
            double weakest = group.correlations().stream()
                    .min((a, b) -> Double.compare(Math.abs(a), Math.abs(b)))
                    .orElseThrow();
            String correlation = group.near().size() == 1
                    ? "correlation " + figure(weakest)
                    : "correlations beyond " + SameColumns.NEAR;
            add(
                    Finding.Kind.NEAR_DUPLICATE_COLUMNS,
                    names,
                    Map.of("correlation", weakest),
                    "columns " + quoted(names) + " carry nearly the same information (" + correlation
                            + "): one of them may suffice");
        }
    }

    private List<String> names(int first, List<Integer> others) {
        return IntStream.concat(IntStream.of(first), others.stream().mapToInt(i -> i))
                .mapToObj(i -> columns.get(i).name())
                .toList();
    }

    private void missing() {
        List<String> names = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            double share = digests.get(c).missing() / (double) rows;
            if (share > MOSTLY_MISSING) {
                names.add(columns.get(c).name());
                shares.add(share);
            }
        }
        if (names.size() > MISSING_ON_THEIR_OWN) {
            add(
                    Finding.Kind.MISSING_VALUES,
                    names,
                    Map.of("missing", Collections.max(shares)),
                    names.size() + " columns have no value in more than half of the rows: " + quoted(names)
                            + "; missingness is an input of its own, so ignore columns that carry no other"
                            + " information");
            return;
        }
        for (int i = 0; i < names.size(); i++) {
            add(
                    Finding.Kind.MISSING_VALUES,
                    List.of(names.get(i)),
                    Map.of("missing", shares.get(i)),
                    "column " + quote(names.get(i)) + " has no value in " + percent(shares.get(i))
                            + " of the rows; missingness is an input of its own");
        }
    }

    // ---- words ----

    /** A share in percent, not rounded up to all. */
    private static String percent(double share) {
        return Numerals.brief(Math.floor(share * 1000) / 10) + " %";
    }

    /** A number from -1 to 1, not rounded up to 1. */
    private static String figure(double number) {
        return String.format(Locale.ROOT, "%.4f", Math.floor(Math.abs(number) * 10_000) / 10_000 * Math.signum(number));
    }

    private static String quoted(List<String> names) {
        return listed(names.stream().map(name -> quote(name)).toList(), COLUMNS_IN_TEXT);
    }

    /** The first of many: a, b, c and 4 more. */
    static String listed(List<String> all, int most) {
        if (all.size() > most + 1) {
            return String.join(", ", all.subList(0, most)) + " and " + (all.size() - most) + " more";
        }
        return all.size() == 1
                ? all.get(0)
                : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.get(all.size() - 1);
    }

    /** A number and what it counts. */
    static String count(int count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }
}
