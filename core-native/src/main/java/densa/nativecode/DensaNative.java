package densa.nativecode;

import java.nio.Buffer;
import org.bytedeco.javacpp.annotation.Cast;
import org.bytedeco.javacpp.annotation.Const;
import org.bytedeco.javacpp.annotation.CriticalRegion;
import org.bytedeco.javacpp.annotation.Name;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;

/**
 * The functions of {@code densa.h}, where each is described. They check nothing: a wrong size or a closed handle ends
 * the JVM. Only the native engine calls them, after {@link NativeLibrary#load}.
 */
@Properties(@Platform(include = "border/densa.h", compiler = "cpp17", library = "jnidensa"))
@NoException
public final class DensaNative {

    /** The border's version that this class was written for. */
    static final int ABI_VERSION = 3;

    private DensaNative() {}

    @Name("densa_abi_version")
    static native int abiVersion();

    /** The instruction set in use. */
    @Name("densa_target")
    public static native String target();

    /** The instruction sets that this machine can run, best first, separated by spaces. */
    @Name("densa_targets")
    public static native String targets();

    /** Takes another instruction set from now on; false if this machine lacks it. */
    @Name("densa_select_target")
    public static native boolean selectTarget(String name);

    /** The ids of the activations that a plan may name, separated by spaces. */
    @Name("densa_activations")
    public static native String activations();

    /** The ids of the losses that a plan may name, separated by spaces. */
    @Name("densa_losses")
    public static native String losses();

    /** The ids of the optimisers that a plan may name, separated by spaces. */
    @Name("densa_optimizers")
    public static native String optimizers();

    /** Processors that all sessions and predictions together may keep busy. */
    @Name("densa_set_processors")
    static native void setProcessors(int processors);

    /** The address of a direct buffer's first byte. */
    @Name("densa_address")
    public static native long address(@Cast("void*") Buffer buffer);

    /** Opens a session: a handle, or a negative status. */
    @Name("densa_session_open")
    public static native long sessionOpen(String plan);

    /** Closes a session. */
    @Name("densa_session_close")
    public static native void sessionClose(long session);

    /** Threads that the session uses. */
    @Name("densa_session_threads")
    public static native int sessionThreads(long session);

    /** Trains on the given rows. */
    @Name("densa_session_train")
    public static native void sessionTrain(long session, long dataset, long rows, long count, long rates, long sums);

    /** Sums the losses of the given rows. */
    @Name("densa_session_evaluate")
    public static native void sessionEvaluate(long session, long dataset, long rows, long count, long sums);

    /** Computes a gradient: 0 or a negative status. */
    @Name("densa_session_gradient")
    public static native int sessionGradient(long session, long dataset, double[] gradient, long sums);

    /** Copies the parameters out. */
    @Name("densa_session_read_parameters")
    public static native void sessionReadParameters(long session, double[] out);

    /** Replaces the parameters. */
    @Name("densa_session_write_parameters")
    public static native void sessionWriteParameters(long session, @Const double[] values);

    /** Copies the optimiser's state out. */
    @Name("densa_session_read_state")
    public static native void sessionReadState(long session, double[] out);

    /** Replaces the optimiser's state. */
    @Name("densa_session_write_state")
    public static native void sessionWriteState(long session, @Const double[] values);

    /** Opens a predictor: a handle, or a negative status. */
    @Name("densa_predictor_open")
    public static native long predictorOpen(String plan, @Const double[] parameters);

    /** Closes a predictor. */
    @Name("densa_predictor_close")
    public static native void predictorClose(long predictor);

    /**
     * Predicts rows: 0 or a negative status. The arrays are not copied, so the garbage collector waits: keep it short.
     */
    @Name("densa_predict_f32")
    @CriticalRegion
    public static native int predict(
            long predictor, @Const float[] rows, long first, long count, float[] out, int threads);

    /** As the other, in double precision. */
    @Name("densa_predict_f64")
    @CriticalRegion
    public static native int predict(
            long predictor, @Const double[] rows, long first, long count, double[] out, int threads);

    /** An activation's values and derivatives in {@code bytes} bytes of precision: 0 or a negative status. */
    @Name("densa_activation")
    public static native int activation(
            String name, int bytes, @Const double[] z, long n, double[] value, double[] derivative);

    /** c = a b by the panel kernel: 0 or a negative status. */
    @Name("densa_multiply_f32")
    public static native int multiply(
            long m, long n, long k, @Const float[] a, @Const float[] b, float[] c, long repeats);

    /** c = a b by the panel kernel: 0 or a negative status. */
    @Name("densa_multiply_f64")
    public static native int multiply(
            long m, long n, long k, @Const double[] a, @Const double[] b, double[] c, long repeats);

    /** Operations a second of multiply-adds on registers, in {@code bytes} bytes of precision: the machine's limit. */
    @Name("densa_peak")
    public static native double peak(int bytes);

    /** Bytes read and written a second by copying {@code bytes} bytes again and again. */
    @Name("densa_copy_speed")
    public static native double copySpeed(long bytes);

    /** The processor's floating-point control word. */
    @Name("densa_float_control")
    public static native long floatControl();
}
