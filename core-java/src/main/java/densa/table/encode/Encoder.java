package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.data.Dataset;
import densa.data.InputColumn;
import densa.data.Precision;
import densa.table.Column;
import densa.table.ColumnType;
import densa.table.Schema;
import densa.table.Table;
import densa.table.encode.ColumnReport.Use;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rows of a table into the inputs and targets of a network, in the way that it learned from the training
 * rows. Numbers are scaled and placed among bins ({@link NumericCoding}), those that go together are also set against
 * each other ({@link Contrast}), names become level indexes ({@link CategoricalCoding}), dates become numbers ({@link
 * DateCoding}), and the target becomes a class index ({@link ClassCoding}) or a standardised number ({@link
 * NumberCoding}). Training and prediction go through the same code.
 *
 * <pre>{@code
 * Encoder encoder = Encoder.fit(table, Roles.target("species"));
 * Dataset dataset = encoder.encode(table, Precision.FLOAT32);
 * }</pre>
 *
 * <p>Immutable and safe for any number of threads.
 */
public final class Encoder {

    private final Roles roles;
    private final List<InputCoding> codings;
    private final List<Contrast> contrasts;
    private final List<TargetCoding> targets;
    private final List<ColumnReport> reports;
    private final List<InputColumn> inputs;
    /** Where the numbers of each coding begin in an encoded row, then those of each contrast. */
    private final int[] offsets;

    private Encoder(
            Roles roles,
            List<InputCoding> codings,
            List<Contrast> contrasts,
            List<TargetCoding> targets,
            List<ColumnReport> reports) {
        this.roles = roles;
        this.codings = List.copyOf(codings);
        this.contrasts = List.copyOf(contrasts);
        this.targets = List.copyOf(targets);
        this.reports = List.copyOf(reports);
        List<InputColumn> all = new ArrayList<>();
        this.offsets = new int[codings.size() + contrasts.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = all.size();
            InputCoding coding = i < codings.size()
                    ? codings.get(i)
                    : contrasts.get(i - codings.size()).coding();
            all.addAll(coding.inputs());
        }
        this.inputs = List.copyOf(all);
    }

    /**
     * {@return an encoder that was learned earlier}
     *
     * @param roles of the columns in training
     * @param codings how each input column is encoded, in the order of the training table, at least one; copied
     * @param contrasts the pairs of numeric input columns whose difference is an input as well; copied
     * @param targets the coding of each target of the roles, in their order
     * @param reports what each column of the training table was taken for; copied
     * @throws IllegalArgumentException if there is no input column, two have the same name, a contrast is of another
     *     column than a numeric one of these, or the targets are not those of the roles
     */
    public static Encoder of(
            Roles roles,
            List<InputCoding> codings,
            List<Contrast> contrasts,
            List<TargetCoding> targets,
            List<ColumnReport> reports) {
        if (codings.isEmpty()) {
            throw new IllegalArgumentException("an encoder must have at least one input column, got none");
        }
        if (codings.stream().map(InputCoding::name).distinct().count() < codings.size()) {
            throw new IllegalArgumentException("two input columns have the same name");
        }
        Set<String> numbers = codings.stream()
                .filter(NumericCoding.class::isInstance)
                .map(InputCoding::name)
                .collect(Collectors.toSet());
        for (Contrast contrast : contrasts) {
            if (!numbers.containsAll(contrast.columns())) {
                throw new IllegalArgumentException(
                        "a contrast must be of two numeric columns, got " + contrast.columns());
            }
        }
        List<String> names = targets.stream().map(TargetCoding::name).toList();
        if (!names.equals(roles.targets())) {
            throw new IllegalArgumentException("the targets must be " + roles.targets() + ", got " + names);
        }
        return new Encoder(roles, codings, contrasts, targets, reports);
    }

    /**
     * Learns from all rows of a table that have a target and, if there are weights, a weight above 0.
     *
     * @param table the training table; columns without a role are inputs, or set aside if nothing can be learned from
     *     them
     * @param roles what columns are for, and which values mean missing
     * @return the encoder, with {@value EncodingRules#BINS} bins a numeric column at most
     * @throws DataException if a column with a role is not there, or nothing can be learned
     */
    public static Encoder fit(Table table, Roles roles) {
        Table cleaned = roles.values().cleaned(table);
        FittedTarget target = FittedTarget.of(cleaned, roles);
        return fit(cleaned, roles, target, target.rows(), EncodingRules.BINS);
    }

    /**
     * Learns from some rows of a table.
     *
     * @param table the training table, in which what means missing is missing: see {@link ValueRules#cleaned}
     * @param roles what its columns are for
     * @param target what was found in the target column of the same table
     * @param rows the rows to learn from
     * @param bins the maximum number of bins of a numeric column, 0 to 1024
     * @return the encoder
     * @throws DataException if a column that is forced to be numeric holds text, or no input column is left
     * @throws IllegalArgumentException if the number of bins is out of range
     */
    public static Encoder fit(Table table, Roles roles, FittedTarget target, int[] rows, int bins) {
        if (bins < 0 || bins > EncodingRules.MAX_BINS) {
            throw new IllegalArgumentException("bins must be 0 to " + EncodingRules.MAX_BINS + ", got " + bins);
        }
        boolean decimalComma = NumberFitter.isCommaDecimal(table, roles);
        List<InputCoding> codings = new ArrayList<>();
        List<ColumnReport> reports = new ArrayList<>();
        for (Column column : table.columns()) {
            String name = column.name();
            if (roles.targets().contains(name)) {
                reports.add(new ColumnReport(name, Use.TARGET, target.describe(table, name)));
            } else if (roles.weight().equals(Optional.of(name))) {
                reports.add(new ColumnReport(name, Use.WEIGHT, "weight of the row"));
            } else if (roles.ids().contains(name)) {
                reports.add(new ColumnReport(name, Use.ID, "passed through to the predictions"));
            } else if (roles.ignored().contains(name)) {
                reports.add(new ColumnReport(name, Use.IGNORED, "not used, as asked"));
            } else {
                ColumnFitter.Fitted fitted =
                        new ColumnFitter(column, rows, bins, decimalComma).fit(forced(roles, name));
                fitted.coding().ifPresent(codings::add);
                reports.add(fitted.report());
            }
        }
        if (codings.isEmpty()) {
            throw new DataException("the table has no column to learn from" + asideOf(reports));
        }
        Optional<SharedScale> shared = SharedScale.of(codings);
        List<NumericCoding> others = codings.stream()
                .filter(coding -> shared.stream().noneMatch(scale -> scale.holds(coding)))
                .filter(NumericCoding.class::isInstance)
                .map(NumericCoding.class::cast)
                .toList();
        List<Contrast> contrasts = new ContrastFitter(table, rows, others).fit(bins);
        Set<String> onScale = codings.stream()
                .filter(coding -> shared.stream().anyMatch(scale -> scale.holds(coding)))
                .map(InputCoding::name)
                .collect(Collectors.toSet());
        return new Encoder(
                roles,
                shared.map(scale -> scale.applied(codings)).orElse(codings),
                contrasts,
                target.codings(),
                reports.stream()
                        .map(report ->
                                described(report, shared.filter(scale -> onScale.contains(report.name())), contrasts))
                        .toList());
    }

    /** A report that tells of the scale that the column shares, and of the columns that it is set against. */
    private static ColumnReport described(ColumnReport report, Optional<SharedScale> shared, List<Contrast> contrasts) {
        String detail = report.detail() + shared.map(SharedScale::describe).orElse("");
        List<String> against = contrasts.stream()
                .filter(contrast -> contrast.first().column().equals(report.name()))
                .map(contrast -> quote(contrast.second().column()))
                .toList();
        ColumnReport told = new ColumnReport(report.name(), report.use(), detail);
        return against.isEmpty() ? told : told.with("contrasted with " + String.join(" and ", against));
    }

    /**
     * {@return the same encoder with fewer bins a numeric column, whose edges are among those of this one}
     *
     * @param most the maximum number of bins, 0 or more; 0 for none
     * @throws IllegalArgumentException if it is negative
     */
    public Encoder withBins(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("bins must be 0 or more, got " + most);
        }
        return new Encoder(
                roles,
                codings.stream().map(coding -> coding.withBins(most)).toList(),
                contrasts.stream().map(contrast -> contrast.withBins(most)).toList(),
                targets,
                reports);
    }

    /**
     * {@return the same encoder with another coding of its single target}
     *
     * @param coding of the same column
     * @throws IllegalArgumentException if it is of another column
     * @throws IllegalStateException if there are several targets
     */
    public Encoder withTarget(TargetCoding coding) {
        if (!coding.name().equals(target().name())) {
            throw new IllegalArgumentException("the target must be " + target().name() + ", got " + coding.name());
        }
        return new Encoder(roles, codings, contrasts, List.of(coding), reports);
    }

    /**
     * {@return the same encoder for one of its targets; the others are ignored}
     *
     * @param name that of one of {@link #targets()}
     * @throws IllegalArgumentException if there is no such target; the message lists them
     */
    public Encoder forTarget(String name) {
        Roles one = roles.forTarget(name);
        List<ColumnReport> told = reports.stream()
                .map(report -> one.ignored().contains(report.name()) && report.use() == Use.TARGET
                        ? new ColumnReport(report.name(), Use.IGNORED, "another target of the same networks")
                        : report)
                .toList();
        return new Encoder(
                one, codings, contrasts, List.of(targets.get(roles.targets().indexOf(name))), told);
    }

    private static Optional<ColumnType> forced(Roles roles, String name) {
        if (roles.numeric().contains(name)) {
            return Optional.of(ColumnType.NUMERIC);
        }
        return roles.categorical().contains(name) ? Optional.of(ColumnType.CATEGORICAL) : Optional.empty();
    }

    private static String asideOf(List<ColumnReport> reports) {
        List<String> aside = reports.stream()
                .filter(report -> report.use() == Use.SET_ASIDE)
                .map(report -> quote(report.name()) + " has " + report.detail())
                .toList();
        return aside.isEmpty() ? " beside the target" : ": " + String.join(", ", aside);
    }

    /** {@return the roles of the columns in training} */
    public Roles roles() {
        return roles;
    }

    /** {@return how each input column of the table is encoded, in order} */
    public List<InputCoding> codings() {
        return codings;
    }

    /** {@return the pairs of columns whose difference is an input as well; their inputs follow those of the columns} */
    public List<Contrast> contrasts() {
        return contrasts;
    }

    /**
     * {@return how the single target is encoded}
     *
     * @throws IllegalStateException if there are several
     */
    public TargetCoding target() {
        roles.target();
        return targets.get(0);
    }

    /** {@return how each target is encoded} */
    public List<TargetCoding> targets() {
        return targets;
    }

    /** {@return the input columns of the data sets} */
    public List<InputColumn> inputs() {
        return inputs;
    }

    /**
     * {@return where the numbers of a coding begin in an encoded row}
     *
     * @param coding its place among {@link #codings()}
     */
    public int offset(int coding) {
        return offsets[Objects.checkIndex(coding, codings.size())];
    }

    /** Returns where those of a contrast begin. */
    int contrastOffset(int contrast) {
        return offsets[codings.size() + contrast];
    }

    /** {@return what each column of the training table was taken for, in the order of the table} */
    public List<ColumnReport> describe() {
        return reports;
    }

    /** {@return the columns that a table to predict must have, with the types in which they should be read} */
    public Schema inputSchema() {
        return new Schema(codings.stream()
                .map(coding -> new Schema.Field(coding.name(), coding.source()))
                .toList());
    }

    /**
     * {@return a table's inputs, with what had to be guessed}
     *
     * @param table rows to predict; columns are found by name, whatever their order, and others are ignored
     * @throws DataException if a column is missing, or more than a few texts stand where numbers or dates belong
     */
    public EncodedTable inputs(Table table) {
        return new EncodedTable(cleaned(table), this);
    }

    /**
     * {@return a table in which the values that mean missing by the rules of the training are missing}
     *
     * @param table any table; columns without such a value are taken over
     */
    public Table cleaned(Table table) {
        return roles.values().cleaned(table);
    }

    /**
     * The inputs of a row in the middle of the training rows: each number, each part of a date and each contrast at its
     * median and not missing; names without a level, {@link CategoricalCoding#NONE}.
     *
     * @return as {@link EncodedTable#read} writes a row
     */
    public double[] middle() {
        double[] middle = new double[inputs.size()];
        Arrays.fill(middle, CategoricalCoding.NONE);
        for (int i = 0; i < codings.size(); i++) {
            int at = offset(i);
            for (NumericCoding number : codings.get(i).numbers()) {
                at = number.encode(number.median(), middle, at);
            }
        }
        for (int i = 0; i < contrasts.size(); i++) {
            NumericCoding number = contrasts.get(i).coding();
            number.encode(number.median(), middle, contrastOffset(i));
        }
        return middle;
    }

    /** {@return what encodes single rows; made at each call, to be kept} */
    public RowEncoder rowEncoder() {
        return new RowEncoder(this);
    }

    /**
     * {@return a table of one row}
     *
     * @param row values by column name: numbers, texts, or dates and times ({@code java.time},
     *     {@link java.util.Date}); a column that is left out, or null, is missing; columns of the training table that
     *     are no inputs may be there
     * @throws NullPointerException if the row is null or has a null key
     * @throws DataException if a name is unknown, no input column is named, or a value cannot be one of the column
     */
    public Table row(Map<String, ? extends @Nullable Object> row) {
        return new RowReader(this).read(row);
    }

    /**
     * {@return the rows of a table that have all targets and a weight above 0, with their weights}
     *
     * @param table has the input columns, the targets and the weight if there is one
     * @param precision in which the data set keeps its numbers
     * @throws DataException if a column is missing, a value does not fit, or no row has a target
     */
    public Dataset encode(Table table, Precision precision) {
        return encodeCleaned(cleaned(table), precision);
    }

    private Dataset encodeCleaned(Table table, Precision precision) {
        WeightColumn weights = WeightColumn.of(table, roles);
        int[] rows = IntStream.of(TargetColumns.of(table, targets).completeRows())
                .filter(row -> weights.weight(row) > 0)
                .toArray();
        if (rows.length == 0) {
            throw new DataException("no row has a value of " + TargetColumns.named(roles.targets()));
        }
        double[] weightOf = IntStream.of(rows).mapToDouble(weights::weight).toArray();
        return encode(table, rows, weightOf, precision);
    }

    /**
     * {@return some rows of a table}
     *
     * @param table the table of the rows, as {@link #cleaned} gives it
     * @param rows the rows, each with a target
     * @param weights the weight of each of them
     * @param precision in which the data set keeps its numbers
     * @throws DataException if a column is missing or a value does not fit
     */
    public Dataset encode(Table table, int[] rows, double[] weights, Precision precision) {
        return encode(List.of(new TableRows(table, rows, weights)), precision);
    }

    /**
     * {@return some rows of several tables, one after another}
     *
     * @param parts the rows of each table, each with a target; the tables as {@link #cleaned} gives them
     * @param precision in which the data set keeps its numbers
     * @throws DataException if a column is missing or a value does not fit
     */
    public Dataset encode(List<TableRows> parts, Precision precision) {
        int count = parts.stream().mapToInt(TableRows::count).sum();
        Dataset.Builder builder = Dataset.builder(inputs, targets.size(), count, precision);
        int at = 0;
        for (TableRows part : parts) {
            encode(part, builder, at);
            at += part.count();
        }
        return builder.build();
    }

    private void encode(TableRows part, Dataset.Builder builder, int at) {
        Table table = part.table();
        int[] rows = part.rows();
        double[] weights = part.weights();
        EncodedTable encoded = inputs(table);
        TargetColumns truth = TargetColumns.of(table, targets);
        double[] values = new double[encoded.width()];
        for (int i = 0; i < rows.length; i++) {
            encoded.read(rows[i], values, 0);
            for (int c = 0; c < values.length; c++) {
                builder.setInput(at + i, c, values[c]);
            }
            for (int t = 0; t < truth.count(); t++) {
                builder.setTarget(at + i, t, truth.encode(rows[i], t));
            }
            builder.setWeight(at + i, weights[i]);
        }
    }
}
