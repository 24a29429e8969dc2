package densa.table.model;

import densa.table.encode.RowEncoder;
import densa.table.encode.RowValues;

/**
 * Predicts one row after another without garbage, from typed values. For the innermost loop of a service; {@link
 * Model#predict(java.util.Map)} is easier to use. Not safe for several threads: each has its own.
 *
 * <pre>{@code
 * RowPredictor predictor = model.rowPredictor();
 * int size = predictor.row().indexOf("size");
 * predictor.row().clear().set(size, 12.5).set("color", "red");
 * double price = predictor.predict()[0];
 * }</pre>
 */
public final class RowPredictor {

    private final RowEncoder encoder;
    private final Ensemble ensemble;
    private final RowValues row;
    private final double[] inputs;
    private final double[] raw;
    private final double[] values;

    RowPredictor(RowEncoder encoder, Ensemble ensemble, OutputDecoder decoder) {
        this.encoder = encoder;
        this.ensemble = ensemble;
        this.row = encoder.newValues();
        this.inputs = new double[encoder.width()];
        this.raw = new double[decoder.outputs()];
        this.values = new double[decoder.width()];
    }

    /** {@return the values of the row to predict, to be set} */
    public RowValues row() {
        return row;
    }

    /**
     * Predicts the row as it is set.
     *
     * @return the probabilities of the classes in the order of {@link Model#classes()}, or the number, or the
     *     quantiles; for several targets one after another. The same array at each call
     * @throws densa.data.DataException if a value cannot be one of its column, or the model's weights are so large that
     *     the prediction is not finite
     */
    public double[] predict() {
        encoder.encode(row, inputs);
        ensemble.predict(inputs, 1, raw, values);
        return values;
    }
}
