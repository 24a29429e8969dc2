package densa.table.audit;

import static densa.internal.Quote.quote;

import densa.internal.LongIndex;
import densa.internal.Numerals;
import densa.table.Table;
import densa.table.encode.Encoder;
import densa.table.encode.FittedTarget;
import densa.table.encode.Roles;
import densa.table.encode.TargetColumns;
import densa.table.encode.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Looks for what spoils a model or its metrics before the training: columns that give the target away or say the same
 * twice, repeated rows, classes of few rows, a target that may be meant otherwise, columns that are mostly empty.
 * Columns that the encoder set aside are in its reports and not looked at. Of long tables a sample of rows is taken
 * where that will do, always the same one.
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
    private static final int COLUMNS_TO_TYPE = 8;
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
     * Looks at a training table that is not judged by folds.
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
     * Looks at a training table.
     *
     * @param table holds the rows
     * @param roles what its columns are for
     * @param target what was found in the target column of the same table
     * @param encoder was learned from the same table
     * @param folds how many folds judge, each of which needs rows of every class; 0 if there are none
     * @return what was found, the most important first
     * @throws IllegalStateException if there are several targets
     */
    public static List<Finding> of(Table table, Roles roles, FittedTarget target, Encoder encoder, int folds) {
        return new Audit(table, target, encoder).findings(roles, folds);
    }

    private List<Finding> findings(Roles roles, int folds) {
        RepeatedRows repeated = new RepeatedRows(columns, digests, truth);
        leakage(repeated);
        findings.addAll(new TargetAudit(table, roles, target, folds).findings());
        repeated(repeated);
        if (columns.size() > rows) {
            add(
                    Finding.Kind.MORE_COLUMNS_THAN_ROWS,
                    List.of(),
                    "there are more input columns (" + columns.size() + ") than rows (" + rows
                            + "): take the metrics as a hint, and --ignore columns that cannot matter");
        }
        new SameColumns(columns, digests, sample(SAMPLE)).groups().forEach(this::same);
        missing();
        return List.copyOf(findings);
    }

    private void add(Finding.Kind kind, List<String> names, String text) {
        findings.add(new Finding(kind, names.isEmpty() ? List.of(target.coding().name()) : names, text));
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
                        "column " + quote(name) + " alone predicts the target almost perfectly (" + figure
                                + "): if it is known only after the target, --ignore " + typed(List.of(name))));
            }
        }
        // A target that many columns predict is easy, or computed from them, and given away by none.
        if (found.size() * 3 <= table.columns().size()) {
            findings.addAll(found);
        }
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
            add(
                    Finding.Kind.REPEATED_ROWS,
                    List.of(),
                    found.repeated() + " rows are repeated exactly; repeated rows judge and teach at once:"
                            + " metrics may be too good (--group COLUMN keeps them together)");
        }
        if (found.conflicting() > 0) {
            add(
                    Finding.Kind.CONFLICTING_ROWS,
                    List.of(),
                    found.conflicting() + " rows have the same inputs as another row and another target:"
                            + " no model can tell them apart");
        }
    }

    private void same(SameColumns.Group group) {
        if (!group.same().isEmpty()) {
            List<String> names = names(group.first(), group.same());
            add(Finding.Kind.DUPLICATE_COLUMNS, names, sentence(names, " say the same"));
        }
        if (!group.near().isEmpty()) {
            List<String> names = names(group.first(), group.near());
            String correlation = group.near().size() == 1
                    ? "correlation " + figure(group.correlations().get(0))
                    : "correlations beyond 0.995";
            add(
                    Finding.Kind.NEAR_DUPLICATE_COLUMNS,
                    names,
                    sentence(names, " say nearly the same (" + correlation + ")"));
        }
    }

    private List<String> names(int first, List<Integer> others) {
        return IntStream.concat(IntStream.of(first), others.stream().mapToInt(i -> i))
                .mapToObj(i -> columns.get(i).name())
                .toList();
    }

    private static String sentence(List<String> names, String what) {
        List<String> others = names.subList(1, names.size());
        return "columns " + listed(names.stream().map(name -> quote(name)).toList(), COLUMNS_IN_TEXT) + what
                + ": --ignore " + (others.size() <= COLUMNS_TO_TYPE ? typed(others) : "all but one of them")
                + " makes the model smaller";
    }

    private void missing() {
        List<String> names = new ArrayList<>();
        List<String> shares = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            double share = digests.get(c).missing() / (double) rows;
            if (share > MOSTLY_MISSING) {
                names.add(columns.get(c).name());
                shares.add(percent(share));
            }
        }
        if (names.size() > MISSING_ON_THEIR_OWN) {
            add(
                    Finding.Kind.MISSING_VALUES,
                    names,
                    names.size() + " columns have no value in more than half of the rows: "
                            + listed(names.stream().map(name -> quote(name)).toList(), COLUMNS_IN_TEXT)
                            + "; an input each says so, --ignore those that say nothing else");
            return;
        }
        for (int i = 0; i < names.size(); i++) {
            add(
                    Finding.Kind.MISSING_VALUES,
                    List.of(names.get(i)),
                    "column " + quote(names.get(i)) + " has no value in " + shares.get(i)
                            + " of the rows; an input of its own says so");
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

    /** Names as --ignore takes them. */
    private static String typed(List<String> names) {
        String all = names.stream()
                .map(name -> name.contains(",") ? '"' + name + '"' : name)
                .collect(Collectors.joining(","));
        return all.matches("[\\p{L}\\p{N}_.,:%+-]+") ? all : "'" + all.replace("'", "'\\''") + "'";
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
