package densa.engine.session;

import densa.data.Dataset;
import densa.nativecode.DensaNative;
import densa.network.Parameters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.IdentityHashMap;
import java.util.List;

/** A training in the native engine. */
final class NativeSession implements TrainingSession {

    /** Numbers before the block addresses in a data set's description; see {@code densa.h}. */
    private static final int DESCRIPTION_HEADER = 7;

    private final TrainingPlan plan;
    private final int parameters;
    private final IdentityHashMap<Dataset, Description> descriptions = new IdentityHashMap<>();
    private final DoubleBuffer sums = direct(2 * Double.BYTES).asDoubleBuffer();
    private final long sumsAddress = DensaNative.address(sums);
    private long handle;

    /** A data set as the native engine sees it; keeps the memory it points to alive. */
    private record Description(LongBuffer fields, long address, List<ByteBuffer> blocks) {}

    NativeSession(TrainingPlan plan, Parameters initial) {
        this.plan = plan;
        this.parameters = initial.size();
        this.handle = NativeCalls.check(DensaNative.sessionOpen(PlanText.of(plan)), "the training");
        DensaNative.sessionWriteParameters(handle, initial.toArray());
    }

    private static ByteBuffer direct(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    @Override
    public void train(Dataset data, IntBuffer rows, DoubleBuffer learningRates, LossSum sum) {
        clearSums();
        DensaNative.sessionTrain(
                open(),
                describe(data),
                NativeCalls.addressAtPosition(rows, Integer.BYTES),
                rows.remaining(),
                NativeCalls.addressAtPosition(learningRates, Double.BYTES),
                sumsAddress);
        sum.add(sums.get(0), sums.get(1));
    }

    @Override
    public void evaluate(Dataset data, IntBuffer rows, LossSum sum) {
        clearSums();
        DensaNative.sessionEvaluate(
                open(),
                describe(data),
                NativeCalls.addressAtPosition(rows, Integer.BYTES),
                rows.remaining(),
                sumsAddress);
        sum.add(sums.get(0), sums.get(1));
    }

    @Override
    public double gradient(Dataset data, double[] gradient) {
        clearSums();
        NativeCalls.check(DensaNative.sessionGradient(open(), describe(data), gradient, sumsAddress), "a gradient");
        return sums.get(0) / sums.get(1);
    }

    @Override
    public void readParameters(double[] out) {
        DensaNative.sessionReadParameters(open(), out);
    }

    @Override
    public void writeParameters(double[] values) {
        DensaNative.sessionWriteParameters(open(), values);
    }

    @Override
    public int stateSize() {
        return 1 + plan.descent().optimizer().stateSize() * parameters;
    }

    @Override
    public void readState(double[] out) {
        DensaNative.sessionReadState(open(), out);
    }

    @Override
    public void writeState(double[] state) {
        DensaNative.sessionWriteState(open(), state);
    }

    @Override
    public void close() {
        if (handle != 0) {
            DensaNative.sessionClose(handle);
            handle = 0;
        }
    }

    private long open() {
        if (handle == 0) {
            throw new IllegalStateException("the training session is closed");
        }
        return handle;
    }

    private void clearSums() {
        sums.put(0, 0).put(1, 0);
    }

    private long describe(Dataset data) {
        Description known = descriptions.get(data);
        if (known == null) {
            List<ByteBuffer> blocks = data.blocks();
            LongBuffer fields =
                    direct((DESCRIPTION_HEADER + blocks.size()) * Long.BYTES).asLongBuffer();
            fields.put(data.rows()).put(data.stride()).put(data.inputs().size()).put(data.targetColumns());
            fields.put(data.precision().bytes()).put(Integer.numberOfTrailingZeros(data.rowsPerBlock()));
            fields.put(data.weighted() ? 1 : 0);
            for (ByteBuffer block : blocks) {
                fields.put(DensaNative.address(block));
            }
            fields.flip();
            known = new Description(fields, DensaNative.address(fields), blocks);
            descriptions.put(data, known);
        }
        return known.address();
    }
}
