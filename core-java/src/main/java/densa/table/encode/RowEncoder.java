package densa.table.encode;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.internal.NearestName;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Encodes single rows as {@link EncodedTable} encodes tables, without a table for each. Immutable and safe for any
 * number of threads.
 */
public final class RowEncoder {

    private final List<InputCoding> codings;
    private final List<String> names;
    private final int[] offsets;
    private final Pair[] pairs;
    private final Set<String> inputs;
    private final Set<String> known;
    private final ValueRules rules;
    private final int width;

    /** A contrast with the places of its columns and of its inputs. */
    private record Pair(Contrast contrast, int first, int second, int offset) {}

    /** Gives the value of each column in the type that its coding wants. */
    interface Source {
        /** Returns the number, NaN for a missing one. */
        double number(int column);

        /** Returns the text, "" for a missing one. */
        String text(int column);
    }

    RowEncoder(Encoder encoder) {
        this.codings = encoder.codings();
        this.names = codings.stream().map(InputCoding::name).toList();
        this.offsets = IntStream.range(0, codings.size()).map(encoder::offset).toArray();
        Map<String, Integer> places = new HashMap<>();
        names.forEach(name -> places.put(name, places.size()));
        Pair[] all = new Pair[encoder.contrasts().size()];
        for (int i = 0; i < all.length; i++) {
            Contrast contrast = encoder.contrasts().get(i);
            all[i] = new Pair(
                    contrast,
                    Objects.requireNonNull(places.get(contrast.first().column())),
                    Objects.requireNonNull(places.get(contrast.second().column())),
                    encoder.contrastOffset(i));
        }
        this.pairs = all;
        this.rules = encoder.roles().values();
        this.width = encoder.inputs().size();
        this.inputs = new LinkedHashSet<>(names);
        this.known = new LinkedHashSet<>(names);
        encoder.describe().forEach(report -> known.add(report.name()));
    }

    /** {@return the numbers of a row: the encoder's input columns} */
    public int width() {
        return width;
    }

    /** {@return values to fill, all of them missing} */
    public RowValues newValues() {
        return new RowValues(codings);
    }

    /**
     * Encodes a row of named values.
     *
     * @param row values by column name, as {@link Encoder#row} takes them
     * @param out receives {@link #width()} numbers, from its start on
     * @return whether something had to be guessed, which {@link EncodedTable#notes} of the row says
     * @throws NullPointerException if the row is null or has a null key
     * @throws DataException if a name is unknown, no input column is named, or a value cannot be one of the column
     */
    public boolean encode(Map<String, ? extends @Nullable Object> row, double[] out) {
        checkNames(names(row));
        return encode(
                new Source() {
                    @Override
                    public double number(int column) {
                        return RowReader.number((NumericCoding) codings.get(column), row.get(names.get(column)));
                    }

                    @Override
                    public String text(int column) {
                        Object value = row.get(names.get(column));
                        return codings.get(column) instanceof DateCoding date
                                ? new DateReader(date).text(value)
                                : RowReader.name(names.get(column), value);
                    }
                },
                out);
    }

    /**
     * Encodes a row of typed values; allocates nothing for numbers and categories.
     *
     * @param row values that {@link #newValues} made; read and not changed
     * @param out receives {@link #width()} numbers, from its start on
     * @return as {@link #encode(Map, double[])}
     * @throws DataException if a value cannot be one of its column
     */
    public boolean encode(RowValues row, double[] out) {
        return encode((Source) row, out);
    }

    /** A row without the values that mean missing. */
    private record CleanedRow(Source row, ValueRules rules, List<String> names) implements Source {
        @Override
        public double number(int column) {
            return rules.isMissing(names.get(column), row.text(column)) ? Double.NaN : row.number(column);
        }

        @Override
        public String text(int column) {
            String text = row.text(column);
            return rules.isMissing(names.get(column), text) ? "" : text;
        }
    }

    private boolean encode(Source given, double[] out) {
        Source row = rules.isEmpty() ? given : new CleanedRow(given, rules, names);
        boolean unusual = false;
        for (int i = 0; i < offsets.length; i++) {
            InputCoding coding = codings.get(i);
            unusual |= coding instanceof NumericCoding numeric
                    ? encode(numeric, row, i, out)
                    : encode(coding, row.text(i), i, out);
        }
        for (Pair pair : pairs) {
            pair.contrast().encode(row.number(pair.first()), row.number(pair.second()), out, pair.offset());
        }
        return unusual;
    }

    private boolean encode(NumericCoding coding, Source row, int column, double[] out) {
        double value = row.number(column);
        coding.encode(value, out, offsets[column]);
        return Double.isInfinite(value)
                || Double.isNaN(value) && (!coding.missingSeen() || isForeign(row, column))
                || coding.isOutside(value);
    }

    /** Whether a text that is no number counts as missing. */
    private static boolean isForeign(Source row, int column) {
        return !row.text(column).isBlank();
    }

    private boolean encode(InputCoding coding, String text, int column, double[] out) {
        if (coding instanceof CategoricalCoding names) {
            boolean missing = text.isEmpty();
            out[offsets[column]] = missing ? names.missingIndex() : names.index(text);
            return missing ? !names.missingSeen() : !names.rareSeen() && !names.knows(text);
        }
        DateCoding date = (DateCoding) coding;
        if (MissingText.matches(text)) {
            date.encodeMissing(out, offsets[column]);
            return !date.missingSeen() || !text.isBlank();
        }
        LocalDateTime time = date.format().parse(text).orElseThrow(() -> new DataException(date.fault(text)));
        return date.encode(time, out, offsets[column]);
    }

    /** Returns the keys of a row; of a raw map, they may be no texts. */
    static Set<String> names(Map<String, ? extends @Nullable Object> row) {
        Set<String> names = Objects.requireNonNull(row, "row").keySet();
        for (Object name : names) {
            if (name == null) {
                throw new NullPointerException("the keys of a row must be names of columns, got null");
            } else if (!(name instanceof String)) {
                throw new IllegalArgumentException("the keys of a row must be names of columns, got " + name
                        + " of type " + name.getClass().getTypeName());
            }
        }
        return names;
    }

    void checkNames(Set<String> given) {
        boolean any = false;
        for (String name : given) {
            if (!known.contains(name)) {
                String nearest = NearestName.of(name, inputs)
                        .map(near -> "; did you mean " + quote(near) + "?")
                        .orElse("");
                throw new DataException("the model has no column " + quote(name) + nearest + " (columns: "
                        + String.join(", ", inputs) + ")");
            }
            any |= inputs.contains(name);
        }
        if (!any) {
            throw new DataException(
                    "the row holds no value of an input column (columns: " + String.join(", ", inputs) + ")");
        }
    }
}
