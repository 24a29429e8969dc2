package densa.engine.session;

import densa.data.Precision;
import densa.nativecode.DensaNative;
import densa.network.Network;
import densa.network.Parameters;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/** Predicts with the native engine; its weights are freed when it is no longer reachable. */
final class NativePredictor implements Predictor {

    private static final Cleaner CLEANER = Cleaner.create();

    /**
     * Multiply-adds of one native call. During a call the garbage collector may wait for the arrays, so a call is kept
     * to some 100 microseconds, or on several threads, which have to be woken, to some milliseconds.
     */
    private static final long CALL_WORK = 4_000_000;

    private static final long CALL_WORK_OF_A_THREAD = 100_000_000;

    private final long handle;
    private final int parameters;

    private NativePredictor(long handle, int parameters) {
        this.handle = handle;
        this.parameters = parameters;
    }

    static NativePredictor open(Network network, Parameters parameters, Precision precision) {
        long handle = NativeCalls.check(
                DensaNative.predictorOpen(PlanText.of(network, precision), parameters.toArray()), "the network");
        NativePredictor predictor = new NativePredictor(handle, parameters.size());
        CLEANER.register(predictor, () -> DensaNative.predictorClose(handle));
        return predictor;
    }

    @Override
    public void predict(float[] rows, int count, float[] out, int threads) {
        try {
            int step = rowsPerCall(threads);
            for (int first = 0; first < count; first += step) {
                check(DensaNative.predict(handle, rows, first, Math.min(step, count - first), out, threads));
            }
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void predict(double[] rows, int count, double[] out, int threads) {
        try {
            int step = rowsPerCall(threads);
            for (int first = 0; first < count; first += step) {
                check(DensaNative.predict(handle, rows, first, Math.min(step, count - first), out, threads));
            }
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private int rowsPerCall(int threads) {
        long work = threads == 1 ? CALL_WORK : threads * CALL_WORK_OF_A_THREAD;
        return (int) Math.min(Integer.MAX_VALUE / 2, Math.max(1, work / Math.max(1, parameters)));
    }

    private static void check(int status) {
        if (status != 0) {
            NativeCalls.check(status, "a prediction");
        }
    }
}
