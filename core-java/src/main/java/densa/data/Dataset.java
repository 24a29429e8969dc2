package densa.data;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Rows ready for a network: input columns, target columns and a row weight, in memory outside the Java heap.
 *
 * <p>Layout, which engines read directly: row after row, each {@code inputs + targets + 1} numbers of
 * {@link #precision()} (the last one is the weight), cut into blocks of {@link #rowsPerBlock()} rows, native byte
 * order. The memory counts against {@code -XX:MaxDirectMemorySize} (by default the maximum heap size).
 *
 * <p>Immutable once built, and safe for any number of threads.
 */
public final class Dataset {

    private static final int MAX_BLOCK_BYTES = 1 << 30;

    private final Precision precision;
    private final List<InputColumn> inputs;
    private final int targetColumns;
    private final int rows;
    private final int stride;
    private final int blockShift;
    private final ByteBuffer[] blocks;
    private final boolean weighted;

    private Dataset(Builder builder) {
        this.precision = builder.precision;
        this.inputs = builder.inputs;
        this.targetColumns = builder.targetColumns;
        this.rows = builder.rows;
        this.stride = builder.stride;
        this.blockShift = builder.blockShift;
        this.blocks = builder.blocks;
        this.weighted = builder.weighted;
    }

    /**
     * {@return a builder; every input and target starts as 0, every weight as 1}
     *
     * @param inputs the input columns, at least one
     * @param targetColumns the number of target columns, 0 or more
     * @param rows the number of rows, 1 or more
     * @param precision the format in which the numbers are kept; an engine reads either
     * @throws IllegalArgumentException if there is no row or no input column, or a count is negative
     */
    public static Builder builder(List<InputColumn> inputs, int targetColumns, int rows, Precision precision) {
        return new Builder(inputs, targetColumns, rows, precision);
    }

    /**
     * {@return a data set of numeric columns}
     *
     * @param x inputs, rows x columns
     * @param y targets, rows x target columns
     * @param precision the format in which the numbers are kept; an engine reads either
     * @throws IllegalArgumentException if {@code x} and {@code y} differ in rows, a row differs in width, a number is
     *     not finite, or there are no rows
     */
    public static Dataset of(double[][] x, double[][] y, Precision precision) {
        checkRows("x", x);
        checkRows("y", y);
        Builder builder = builderFor(x.length, y.length, width(x.length, x, 0), width(y.length, y, 0), precision);
        for (int row = 0; row < x.length; row++) {
            checkWidth("x", row, x[row].length, builder.inputs.size());
            checkWidth("y", row, y[row].length, builder.targetColumns);
            for (int column = 0; column < x[row].length; column++) {
                builder.setInput(row, column, x[row][column]);
            }
            for (int column = 0; column < y[row].length; column++) {
                builder.setTarget(row, column, y[row][column]);
            }
        }
        return builder.build();
    }

    /**
     * As {@link #of(double[][], double[][], Precision)}, from single precision.
     *
     * @param x inputs, rows x columns
     * @param y targets, rows x target columns
     * @param precision the format in which the numbers are kept; an engine reads either
     * @return the data set, with a copy of the numbers
     */
    public static Dataset of(float[][] x, float[][] y, Precision precision) {
        checkRows("x", x);
        checkRows("y", y);
        return of(widen(x), widen(y), precision);
    }

    private static void checkRows(String name, Object[] rows) {
        requireNonNull(rows, name);
        for (int row = 0; row < rows.length; row++) {
            if (rows[row] == null) {
                throw new NullPointerException(name + " row " + row + " must be an array, got null");
            }
        }
    }

    private static double[][] widen(float[][] values) {
        double[][] wide = new double[values.length][];
        for (int row = 0; row < values.length; row++) {
            wide[row] = new double[values[row].length];
            for (int column = 0; column < values[row].length; column++) {
                wide[row][column] = values[row][column];
            }
        }
        return wide;
    }

    private static int width(int rows, double[][] values, int row) {
        return rows == 0 ? 0 : values[row].length;
    }

    private static Builder builderFor(int rows, int targetRows, int columns, int targetColumns, Precision precision) {
        if (rows != targetRows) {
            throw new IllegalArgumentException(
                    "x and y must have the same number of rows, got " + rows + " and " + targetRows);
        }
        return builder(Collections.nCopies(columns, InputColumn.NUMERIC), targetColumns, rows, precision);
    }

    private static void checkWidth(String name, int row, int got, int expected) {
        if (got != expected) {
            throw new IllegalArgumentException(
                    name + " row " + row + " must have " + expected + " values like row 0, got " + got);
        }
    }

    /** {@return the number of rows, at least 1} */
    public int rows() {
        return rows;
    }

    /** {@return the input columns, in order} */
    public List<InputColumn> inputs() {
        return inputs;
    }

    /** {@return the number of target columns; 0 if the data set is for prediction only} */
    public int targetColumns() {
        return targetColumns;
    }

    /** {@return the format in which the numbers are kept} */
    public Precision precision() {
        return precision;
    }

    /** {@return whether any row's weight differs from 1} */
    public boolean weighted() {
        return weighted;
    }

    /**
     * {@return the value of an input column, before it is widened}
     *
     * @param row the row, 0 to below {@link #rows()}
     * @param column the input column, 0 to below the number of {@link #inputs()}
     */
    public double input(int row, int column) {
        return at(row, Objects.checkIndex(column, inputs.size()));
    }

    /**
     * {@return the value of a target column}
     *
     * @param row the row, 0 to below {@link #rows()}
     * @param column the target column, 0 to below {@link #targetColumns()}
     */
    public double target(int row, int column) {
        return at(row, inputs.size() + Objects.checkIndex(column, targetColumns));
    }

    /**
     * {@return the weight of a row, 0 or more}
     *
     * @param row the row, 0 to below {@link #rows()}
     */
    public double weight(int row) {
        return at(row, stride - 1);
    }

    /**
     * Copies one row: inputs, targets, weight.
     *
     * @param row the row, 0 to below {@link #rows()}
     * @param out receives the {@link #stride()} numbers from its start on; may be longer
     */
    public void read(int row, double[] out) {
        ByteBuffer block = blocks[row >> blockShift];
        int position = (row & ((1 << blockShift) - 1)) * stride * precision.bytes();
        if (precision == Precision.FLOAT32) {
            for (int i = 0; i < stride; i++) {
                out[i] = block.getFloat(position + i * Float.BYTES);
            }
        } else {
            for (int i = 0; i < stride; i++) {
                out[i] = block.getDouble(position + i * Double.BYTES);
            }
        }
    }

    /** {@return how many numbers stand in one row: inputs, targets and the weight} */
    public int stride() {
        return stride;
    }

    /** {@return the number of rows in each block but the last; a power of two} */
    public int rowsPerBlock() {
        return 1 << blockShift;
    }

    /** {@return the blocks of memory, read-only and direct} */
    public List<ByteBuffer> blocks() {
        List<ByteBuffer> views = new ArrayList<>(blocks.length);
        for (ByteBuffer block : blocks) {
            views.add(block.asReadOnlyBuffer().order(ByteOrder.nativeOrder()));
        }
        return views;
    }

    /** Returns for example "Dataset 150 rows x 4 input columns, 1 target column, float32". */
    @Override
    public String toString() {
        return "Dataset " + rows + " rows x " + inputs.size() + " input column" + (inputs.size() == 1 ? "" : "s") + ", "
                + targetColumns + " target column" + (targetColumns == 1 ? "" : "s") + ", " + precision.id()
                + (weighted ? ", weighted" : "");
    }

    private double at(int row, int index) {
        ByteBuffer block = blocks[row >> blockShift];
        int position = ((row & ((1 << blockShift) - 1)) * stride + index) * precision.bytes();
        return precision == Precision.FLOAT32 ? block.getFloat(position) : block.getDouble(position);
    }

    /** Fills a data set cell by cell. Not safe for several threads on the same row block. */
    public static final class Builder {
        private final Precision precision;
        private final List<InputColumn> inputs;
        private final int targetColumns;
        private final int rows;
        private final int stride;
        private final int blockShift;
        private final ByteBuffer[] blocks;
        private boolean weighted;

        private Builder(List<InputColumn> inputs, int targetColumns, int rows, Precision precision) {
            if (rows < 1) {
                throw new IllegalArgumentException("a data set must have at least one row, got " + rows);
            }
            if (inputs.isEmpty()) {
                throw new IllegalArgumentException("a data set must have at least one input column, got none");
            }
            if (targetColumns < 0) {
                throw new IllegalArgumentException("target columns must be 0 or more, got " + targetColumns);
            }
            this.precision = precision;
            this.inputs = List.copyOf(inputs);
            this.targetColumns = targetColumns;
            this.rows = rows;
            this.stride = Math.addExact(Math.addExact(inputs.size(), targetColumns), 1);
            long rowBytes = (long) stride * precision.bytes();
            int shift = 30;
            while (shift > 0 && rowBytes << shift > MAX_BLOCK_BYTES) {
                shift--;
            }
            if (rowBytes > MAX_BLOCK_BYTES) {
                throw new IllegalArgumentException("a row must fit 1 GiB, got " + stride + " columns");
            }
            this.blockShift = shift;
            int blockCount = ((rows - 1) >> shift) + 1;
            this.blocks = new ByteBuffer[blockCount];
            for (int b = 0; b < blockCount; b++) {
                long blockRows = Math.min(1L << shift, rows - ((long) b << shift));
                blocks[b] =
                        ByteBuffer.allocateDirect((int) (blockRows * rowBytes)).order(ByteOrder.nativeOrder());
            }
            for (int row = 0; row < rows; row++) {
                put(row, stride - 1, 1);
            }
        }

        /**
         * Sets an input.
         *
         * @param row the row, 0 to below the number given to {@link Dataset#builder}
         * @param column the input column, from 0 on
         * @param value what the column takes: a number, a level index or -1, or a position among bins
         * @return this builder
         * @throws IllegalArgumentException if {@code value} is none of the column: not finite (in the precision of the
         *     data set), no level index of a one-hot column, or beyond the bins of a piecewise one
         */
        public Builder setInput(int row, int column, double value) {
            String fault = inputs.get(column).fault(value);
            if (fault.isEmpty() && !isFinite(value)) {
                fault = "a finite number in " + precision.id();
            }
            if (!fault.isEmpty()) {
                throw new IllegalArgumentException(
                        "row " + row + ", column " + column + " must be " + fault + ", got " + value);
            }
            put(row, column, value);
            return this;
        }

        /**
         * Sets a target.
         *
         * @param row the row, 0 to below the number given to {@link Dataset#builder}
         * @param column the target column, from 0 on
         * @param value a number, a 0 or 1, or a class index, as the loss wants it
         * @return this builder
         * @throws IllegalArgumentException if {@code value} is not finite in the precision of the data set
         * @throws IndexOutOfBoundsException if there is no such target column
         */
        public Builder setTarget(int row, int column, double value) {
            if (column < 0 || column >= targetColumns) {
                throw new IndexOutOfBoundsException(
                        "target column must be 0 to " + (targetColumns - 1) + ", got " + column);
            }
            if (!isFinite(value)) {
                throw new IllegalArgumentException("row " + row + ", target " + column + " must be a finite number in "
                        + precision.id() + ", got " + value);
            }
            put(row, inputs.size() + column, value);
            return this;
        }

        /**
         * Sets a row's weight.
         *
         * @param row the row, 0 to below the number given to {@link Dataset#builder}
         * @param weight how much the row counts in the loss, 0 or more
         * @return this builder
         * @throws IllegalArgumentException if it is negative or not finite
         */
        public Builder setWeight(int row, double weight) {
            if (!(weight >= 0 && isFinite(weight))) {
                throw new IllegalArgumentException("weight of row " + row + " must be 0 or more and finite in "
                        + precision.id() + ", got " + weight);
            }
            put(row, stride - 1, weight);
            weighted |= weight != 1;
            return this;
        }

        /** {@return the finished data set; the builder must not be used afterwards} */
        public Dataset build() {
            return new Dataset(this);
        }

        private boolean isFinite(double value) {
            return Double.isFinite(precision.round(value));
        }

        private void put(int row, int index, double value) {
            ByteBuffer block = blocks[row >> blockShift];
            int position = ((row & ((1 << blockShift) - 1)) * stride + index) * precision.bytes();
            if (precision == Precision.FLOAT32) {
                block.putFloat(position, (float) value);
            } else {
                block.putDouble(position, value);
            }
        }
    }
}
