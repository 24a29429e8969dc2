package densa.bench.peer.smile;

import densa.bench.program.Job;
import densa.bench.program.Adapter;
import densa.bench.program.Program;
import densa.bench.program.RowOrder;
import densa.bench.program.Work;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import smile.base.mlp.Layer;
import smile.base.mlp.LayerBuilder;
import smile.base.mlp.OutputFunction;
import smile.classification.MLP;
import smile.math.TimeFunction;

/**
 * Smile: an MLP that is updated batch by batch. It computes in float64 on one thread, and has no Adam: RMSProp is what
 * comes closest. Weights cannot be given to it from outside.
 */
public final class Main implements Adapter {

    /** Width of a row of the saved network, which does not tell it. */
    private static final int INPUTS = 28;

    private Main() {}

    /** Does what the arguments say; see {@link Program}. */
    public static void main(String[] arguments) throws Exception {
        Program.main(arguments, new Main());
    }

    @Override
    public String system() {
        return "smile";
    }

    @Override
    public String version() {
        return MLP.class.getPackage().getImplementationVersion() + ", RMSProp";
    }

    private static MLP network(Job.Description description) {
        int count = description.layers().size();
        LayerBuilder[] layers = new LayerBuilder[count];
        layers[0] = Layer.input(description.inputs());
        for (int layer = 1; layer < count - 1; layer++) {
            layers[layer] = Layer.rectifier(description.layers().get(layer));
        }
        int outputs = description.outputs();
        layers[count - 1] = Layer.mle(outputs, outputs == 1 ? OutputFunction.SIGMOID : OutputFunction.SOFTMAX);
        MLP network = new MLP(layers);
        network.setLearningRate(TimeFunction.constant(description.learningRate()));
        network.setRMSProp(0.999, 1e-8);
        return network;
    }

    @Override
    public Work open(Job job) throws IOException {
        return new Training(job);
    }

    private static final class Training implements Work {
        private static final int LOSS_ROWS = 2000;

        private final MLP network;
        private final double[][] x;
        private final int[] y;
        private final RowOrder order;
        private final int[] batch;
        private final double[][] batchX;
        private final int[] batchY;
        private final double[] probabilities;

        Training(Job job) throws IOException {
            Job.Description description = job.description();
            int columns = description.inputs();
            float[] inputs = job.x();
            float[] targets = job.y();
            network = network(description);
            x = new double[description.rows()][columns];
            y = new int[description.rows()];
            for (int row = 0; row < x.length; row++) {
                for (int column = 0; column < columns; column++) {
                    x[row][column] = inputs[row * columns + column];
                }
                y[row] = (int) targets[row];
            }
            order = new RowOrder(x.length, description.batchSize());
            batch = new int[description.batchSize()];
            batchX = new double[batch.length][];
            batchY = new int[batch.length];
            probabilities = new double[Math.max(2, description.outputs())];
        }

        @Override
        public long advance() {
            order.next(batch);
            for (int i = 0; i < batch.length; i++) {
                batchX[i] = x[batch[i]];
                batchY[i] = y[batch[i]];
            }
            network.update(batchX, batchY);
            return batch.length;
        }

        /** An update does not tell its loss: this is that of the first rows, now. */
        @Override
        public double loss() {
            double sum = 0;
            int rows = Math.min(LOSS_ROWS, x.length);
            for (int row = 0; row < rows; row++) {
                network.predict(x[row], probabilities);
                sum -= Math.log(Math.max(1e-12, probabilities[y[row]]));
            }
            return sum / rows;
        }
    }

    @Override
    public void save(Job job, Path file) throws IOException {
        try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(file))) {
            out.writeObject(network(job.description()));
        }
    }

    /** The probability of the second class: an MLP does not give its logits away. */
    @Override
    public float[] predict(Path file) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
            MLP network = (MLP) in.readObject();
            double[] row = new double[INPUTS];
            Arrays.fill(row, 1);
            double[] probabilities = new double[2];
            network.predict(row, probabilities);
            return new float[] {(float) probabilities[1]};
        }
    }
}
