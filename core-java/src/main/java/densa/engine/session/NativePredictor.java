package densa.engine.session;

import densa.encode.Precision;
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
     * to some 100 microseconds.
     */
    private static final long CALL_WORK = 4_000_000;

    private final long handle;
    private final int rowsPerCall;

    private NativePredictor(long handle, int rowsPerCall) {
        this.handle = handle;
        this.rowsPerCall = rowsPerCall;
    }

    static NativePredictor open(Network network, Parameters parameters, Precision precision) {
        long handle = NativeCalls.check(
                DensaNative.predictorOpen(PlanText.of(network, precision), parameters.toArray()), "the network");
        int rows = (int) Math.max(1, CALL_WORK / Math.max(1, parameters.size()));
        NativePredictor predictor = new NativePredictor(handle, rows);
        CLEANER.register(predictor, () -> DensaNative.predictorClose(handle));
        return predictor;
    }

    @Override
    public void predict(float[] rows, int count, float[] out) {
        try {
            for (int first = 0; first < count; first += rowsPerCall) {
                check(DensaNative.predict(handle, rows, first, Math.min(rowsPerCall, count - first), out));
            }
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void predict(double[] rows, int count, double[] out) {
        try {
            for (int first = 0; first < count; first += rowsPerCall) {
                check(DensaNative.predict(handle, rows, first, Math.min(rowsPerCall, count - first), out));
            }
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private static void check(int status) {
        if (status != 0) {
            NativeCalls.check(status, "a prediction");
        }
    }
}
