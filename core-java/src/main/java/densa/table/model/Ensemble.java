package densa.table.model;

import densa.data.DataException;
import densa.internal.Parallel;
import densa.train.TrainedNetwork;
import java.util.Arrays;
import java.util.List;

/**
 * Predicts encoded rows with the mean of several networks, calibrated. Immutable: any number of threads may predict at
 * once.
 */
final class Ensemble {

    /** Rows of a task: their encoded numbers stay in the second cache while network after network reads them. */
    private static final int CHUNK_ROWS = 1024;

    private final List<TrainedNetwork> members;
    private final OutputDecoder decoder;
    private final List<Calibration> calibrations;
    private final int inputs;

    /** Writes the inputs of a row to an array, from a place on. */
    interface Rows {
        void read(int row, double[] out, int at);
    }

    Ensemble(List<TrainedNetwork> members, OutputDecoder decoder, List<Calibration> calibrations) {
        this.members = members;
        this.decoder = decoder;
        this.calibrations = calibrations;
        this.inputs = members.get(0).inputColumns();
    }

    /**
     * Predicts rows, chunk by chunk on several threads.
     *
     * @return rows x values of a row
     */
    double[] predict(int rows, Rows encoded, int threads) {
        double[] values = new double[Math.multiplyExact(rows, decoder.width())];
        int chunks = (rows - 1) / CHUNK_ROWS + 1;
        Parallel.forEach(rows == 0 ? 0 : chunks, threads, chunk -> {
            int from = chunk * CHUNK_ROWS;
            int count = Math.min(CHUNK_ROWS, rows - from);
            double[] in = new double[count * inputs];
            for (int row = 0; row < count; row++) {
                encoded.read(from + row, in, row * inputs);
            }
            double[] own = new double[count * decoder.width()];
            predict(in, count, new double[count * decoder.outputs()], own);
            System.arraycopy(own, 0, values, from * decoder.width(), own.length);
        });
        return values;
    }

    /**
     * Predicts rows on the calling thread; allocates nothing for a single one.
     *
     * @param raw for {@code count} rows x outputs
     * @param values receives {@code count} rows x values of a row
     * @throws DataException if a network gives an output that is not finite
     */
    void predict(double[] in, int count, double[] raw, double[] values) {
        Arrays.fill(values, 0);
        for (int i = 0; i < members.size(); i++) {
            try {
                members.get(i).predict(in, raw);
            } catch (DataException e) {
                throw new DataException(
                        "the model cannot predict: its network " + (i + 1) + " of " + members.size()
                                + " gives no finite number, as its weights (or inputs that were encoded elsewhere) are"
                                + " too large for " + members.get(i).precision().id()
                                + "; the model's file was damaged or made up",
                        e);
            }
            decoder.addTo(raw, count, values, 0);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= members.size();
        }
        decoder.calibrate(values, calibrations, Calibration::temperature);
    }
}
