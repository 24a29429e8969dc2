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

    /** {@return the instruction set in use: avx512, avx2 or baseline} */
    @Name("densa_target")
    public static native String target();

    /** {@return the instruction sets that this machine can run, best first, separated by spaces} */
    @Name("densa_targets")
    public static native String targets();

    /**
     * Takes another instruction set for sessions and predictors that are opened from now on.
     *
     * @param name one of {@link #targets}
     * @return false if this machine lacks it
     */
    @Name("densa_select_target")
    public static native boolean selectTarget(String name);

    /** {@return the ids of the activations that a plan may name, separated by spaces} */
    @Name("densa_activations")
    public static native String activations();

    /** {@return the ids of the losses that a plan may name, separated by spaces} */
    @Name("densa_losses")
    public static native String losses();

    /** {@return the ids of the optimisers that a plan may name, separated by spaces} */
    @Name("densa_optimizers")
    public static native String optimizers();

    /** Processors that all sessions and predictions together may keep busy. */
    @Name("densa_set_processors")
    static native void setProcessors(int processors);

    /**
     * {@return the address of a direct buffer's memory}
     *
     * @param buffer a direct buffer at position 0; JavaCPP adds another position, but counts it in bytes
     */
    @Name("densa_address")
    public static native long address(@Cast("void*") Buffer buffer);

    /**
     * Opens a session, whose parameters are still to be written.
     *
     * @param plan the text that describes network and training, as {@code plan.h} has it
     * @return a handle, or a negative status
     */
    @Name("densa_session_open")
    public static native long sessionOpen(String plan);

    /**
     * Closes a session.
     *
     * @param session its handle, which is not valid afterwards
     */
    @Name("densa_session_close")
    public static native void sessionClose(long session);

    /**
     * {@return the threads that a session really uses}
     *
     * @param session its handle
     */
    @Name("densa_session_threads")
    public static native int sessionThreads(long session);

    /**
     * Trains on the given rows.
     *
     * @param session the handle of a session
     * @param dataset the address of a data set's description, whose layout is in {@code densa.h}
     * @param rows the address of the rows, 32-bit numbers from 0 on
     * @param count the number of rows
     * @param rates the address of the learning rates, one double for each batch of the plan's size
     * @param sums the address of two doubles, to which the rows' weighted losses and their weights are added
     */
    @Name("densa_session_train")
    public static native void sessionTrain(long session, long dataset, long rows, long count, long rates, long sums);

    /**
     * Sums the losses of the given rows, without dropout.
     *
     * @param session the handle of a session
     * @param dataset the address of a data set's description
     * @param rows the address of the rows, 32-bit numbers from 0 on; 0 for the first {@code count} rows
     * @param count the number of rows
     * @param sums the address of two doubles, to which the rows' weighted losses and their weights are added
     */
    @Name("densa_session_evaluate")
    public static native void sessionEvaluate(long session, long dataset, long rows, long count, long sums);

    /**
     * Computes the gradient of the mean loss over all rows.
     *
     * @param session the handle of a session
     * @param dataset the address of a data set's description
     * @param gradient receives one number a parameter
     * @param sums the address of two doubles, to which the rows' weighted losses and their weights are added
     * @return 0 or a negative status
     */
    @Name("densa_session_gradient")
    public static native int sessionGradient(long session, long dataset, double[] gradient, long sums);

    /**
     * Copies the parameters out.
     *
     * @param session the handle of a session
     * @param out receives one number a parameter, in the canonical layout
     */
    @Name("densa_session_read_parameters")
    public static native void sessionReadParameters(long session, double[] out);

    /**
     * Replaces the parameters.
     *
     * @param session the handle of a session
     * @param values one number a parameter, in the canonical layout
     */
    @Name("densa_session_write_parameters")
    public static native void sessionWriteParameters(long session, @Const double[] values);

    /**
     * Copies the optimiser's state out.
     *
     * @param session the handle of a session
     * @param out receives the step count, then each of the optimiser's vectors in the canonical layout
     */
    @Name("densa_session_read_state")
    public static native void sessionReadState(long session, double[] out);

    /**
     * Replaces the optimiser's state.
     *
     * @param session the handle of a session
     * @param values the step count, then each of the optimiser's vectors in the canonical layout
     */
    @Name("densa_session_write_state")
    public static native void sessionWriteState(long session, @Const double[] values);

    /**
     * Opens a predictor, which any number of threads may use.
     *
     * @param plan the text that describes the network: a plan that ends after its layers
     * @param parameters one number a parameter, in the canonical layout; copied
     * @return a handle, or a negative status
     */
    @Name("densa_predictor_open")
    public static native long predictorOpen(String plan, @Const double[] parameters);

    /**
     * Closes a predictor.
     *
     * @param predictor its handle, which is not valid afterwards
     */
    @Name("densa_predictor_close")
    public static native void predictorClose(long predictor);

    /**
     * Predicts rows. The arrays are not copied, so the garbage collector waits: keep it short.
     *
     * @param predictor the handle of a predictor
     * @param rows rows x input columns
     * @param first the number of the first row to predict, in {@code rows} as in {@code out}
     * @param count how many rows to predict
     * @param out rows x outputs, of which those of the predicted rows are written
     * @param threads the maximum number of threads, the caller's included
     * @return 0 or a negative status
     */
    @Name("densa_predict_f32")
    @CriticalRegion
    public static native int predict(
            long predictor, @Const float[] rows, long first, long count, float[] out, int threads);

    /**
     * As the other, in double precision.
     *
     * @param predictor the handle of a predictor
     * @param rows rows x input columns
     * @param first the number of the first row to predict, in {@code rows} as in {@code out}
     * @param count how many rows to predict
     * @param out rows x outputs, of which those of the predicted rows are written
     * @param threads the maximum number of threads, the caller's included
     * @return 0 or a negative status
     */
    @Name("densa_predict_f64")
    @CriticalRegion
    public static native int predict(
            long predictor, @Const double[] rows, long first, long count, double[] out, int threads);

    /**
     * Computes an activation's values and derivatives, for tests.
     *
     * @param name its id
     * @param bytes those of a number in the computation: 4 for float32, 8 for float64
     * @param z the pre-activations
     * @param n how many
     * @param value receives {@code n} values
     * @param derivative receives {@code n} derivatives
     * @return 0, or a negative status if there is no such activation
     */
    @Name("densa_activation")
    public static native int activation(
            String name, int bytes, @Const double[] z, long n, double[] value, double[] derivative);

    /**
     * Computes c = a b by the panel kernel, for tests and benchmarks.
     *
     * @param m rows of a and c
     * @param n columns of b and c
     * @param k columns of a, rows of b
     * @param a m x k, row-major
     * @param b k x n, row-major
     * @param c receives m x n, row-major
     * @param repeats how often to multiply what is packed once, 1 or more
     * @return 0 or a negative status
     */
    @Name("densa_multiply_f32")
    public static native int multiply(
            long m, long n, long k, @Const float[] a, @Const float[] b, float[] c, long repeats);

    /**
     * Computes c = a b by the panel kernel in double precision, for tests and benchmarks.
     *
     * @param m rows of a and c
     * @param n columns of b and c
     * @param k columns of a, rows of b
     * @param a m x k, row-major
     * @param b k x n, row-major
     * @param c receives m x n, row-major
     * @param repeats how often to multiply what is packed once, 1 or more
     * @return 0 or a negative status
     */
    @Name("densa_multiply_f64")
    public static native int multiply(
            long m, long n, long k, @Const double[] a, @Const double[] b, double[] c, long repeats);

    /**
     * Measures multiply-adds on registers, for some 50 ms: the limit of one thread of this machine.
     *
     * @param bytes those of a number: 4 for float32, 8 for float64
     * @return floating-point operations a second
     */
    @Name("densa_peak")
    public static native double peak(int bytes);

    /**
     * Measures copying a block of memory again and again, for some 50 ms.
     *
     * @param bytes the size of the block; what fits a cache is faster
     * @return bytes read and written a second; 0 if memory ran out
     */
    @Name("densa_copy_speed")
    public static native double copySpeed(long bytes);

    /** {@return the processor's floating-point control word, which calls must leave as it was} */
    @Name("densa_float_control")
    public static native long floatControl();
}
