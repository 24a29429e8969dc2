package densa.bench.peer.dl4j;

import densa.bench.program.Job;
import densa.bench.program.Adapter;
import densa.bench.program.Program;
import densa.bench.program.RowOrder;
import densa.bench.program.Work;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Deeplearning4j: a MultiLayerNetwork, data as arrays in memory, each batch its rows gathered by ND4J. */
public final class Main implements Adapter {

    private Main() {}

    /** Does what the arguments say; see {@link Program}. */
    public static void main(String[] arguments) throws Exception {
        // With a limit, JavaCPP asks the system for this process's memory at every allocation: a third of a small step.
        System.setProperty("org.bytedeco.javacpp.maxphysicalbytes", "0");
        Program.main(arguments, new Main());
    }

    @Override
    public String system() {
        return "dl4j";
    }

    @Override
    public String version() {
        // The jars tell their version by their names alone.
        String jar = MultiLayerNetwork.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        String version = jar.replaceAll(".*deeplearning4j-nn-(.*)\\.jar", "$1");
        return version + ", " + Nd4j.factory().blas().getBlasVendor();
    }

    /** The network; without a loss, its last layer puts out what a loss on logits would take. */
    private static MultiLayerNetwork network(Job job, boolean withLoss) {
        Job.Description description = job.description();
        DataType type = job.precision().equals("float64") ? DataType.DOUBLE : DataType.FLOAT;
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder()
                .seed(1)
                .dataType(type)
                .weightInit(description.activation().equals("relu") ? WeightInit.RELU : WeightInit.NORMAL)
                .updater(
                        description.optimizer().equals("adam")
                                ? new Adam(description.learningRate())
                                : new Sgd(description.learningRate()))
                .list();
        int last = description.layers().size() - 2;
        for (int layer = 0; layer < (withLoss ? last : last + 1); layer++) {
            layers.layer(new DenseLayer.Builder()
                    .nIn(description.layers().get(layer))
                    .nOut(description.layers().get(layer + 1))
                    .hasBias(description.bias())
                    .activation(layer == last ? Activation.IDENTITY : Activation.fromString(description.activation()))
                    .build());
        }
        if (withLoss) {
            layers.layer(new OutputLayer.Builder(loss(description))
                    .nIn(description.layers().get(last))
                    .nOut(description.outputs())
                    .hasBias(description.bias())
                    .activation(
                            description.loss().equals("softmax_cross_entropy")
                                    ? Activation.SOFTMAX
                                    : Activation.SIGMOID)
                    .build());
        }
        MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
        network.init();
        return network;
    }

    private static LossFunction loss(Job.Description description) {
        return switch (description.loss()) {
            case "softmax_cross_entropy" -> LossFunction.MCXENT;
            case "binary_cross_entropy" -> LossFunction.XENT;
            default -> LossFunction.MSE;
        };
    }

    private static MultiLayerNetwork trained(Job job) throws IOException {
        MultiLayerNetwork network = network(job, false);
        for (int layer = 0; layer < network.getnLayers(); layer++) {
            int inputs = job.description().layers().get(layer);
            int units = job.description().layers().get(layer + 1);
            // DL4J has weights as inputs x units.
            INDArray weight = Nd4j.createFromArray(job.weight(layer)).reshape(units, inputs);
            network.getLayer(layer).setParam("W", weight.transpose());
            network.getLayer(layer)
                    .setParam("b", Nd4j.createFromArray(job.bias(layer)).reshape(1, units));
        }
        return network;
    }

    @Override
    public Work open(Job job) throws IOException {
        return job.description().training()
                ? new Training(job)
                : new Prediction(trained(job), x(job).castTo(DataType.FLOAT));
    }

    private static INDArray x(Job job) throws IOException {
        return Nd4j.createFromArray(job.x())
                .reshape(job.description().rows(), job.description().inputs());
    }

    private static final class Training implements Work {
        private final boolean fullBatch;
        private final INDArray x;
        private final INDArray y;
        private final MultiLayerNetwork network;
        private final RowOrder order;
        private final int[] batch;
        private double lossSum;
        private long steps;

        Training(Job job) throws IOException {
            Job.Description description = job.description();
            network = network(job, true);
            x = x(job).castTo(network.getLayerWiseConfigurations().getDataType());
            y = targets(job).castTo(x.dataType());
            fullBatch = description.batchSize() == description.rows();
            order = new RowOrder(description.rows(), description.batchSize());
            batch = new int[description.batchSize()];
        }

        /** One column, or one a class with a 1 in the row's. */
        private static INDArray targets(Job job) throws IOException {
            float[] y = job.y();
            int classes = job.description().outputs();
            if (classes == 1) {
                return Nd4j.createFromArray(y).reshape(y.length, 1);
            }
            float[] oneHot = new float[y.length * classes];
            for (int row = 0; row < y.length; row++) {
                oneHot[row * classes + (int) y[row]] = 1;
            }
            return Nd4j.createFromArray(oneHot).reshape(y.length, classes);
        }

        @Override
        public long advance() {
            if (fullBatch) {
                network.fit(x, y);
            } else {
                order.next(batch);
                network.fit(Nd4j.pullRows(x, 1, batch), Nd4j.pullRows(y, 1, batch));
            }
            lossSum += network.score();
            steps++;
            return fullBatch ? 1 : batch.length;
        }

        @Override
        public double loss() {
            double mean = lossSum / steps;
            lossSum = 0;
            steps = 0;
            return mean;
        }
    }

    private static final class Prediction implements Work {
        private final MultiLayerNetwork network;
        private final INDArray x;
        private INDArray out;

        Prediction(MultiLayerNetwork network, INDArray x) {
            this.network = network;
            this.x = x;
            this.out = network.output(x);
        }

        @Override
        public long advance() {
            out = network.output(x);
            return x.rows();
        }

        @Override
        public double[] outputs() {
            return out.getRow(0).toDoubleVector();
        }
    }

    @Override
    public void save(Job job, Path file) throws IOException {
        trained(job).save(file.toFile(), false);
    }

    @Override
    public float[] predict(Path file) throws IOException {
        MultiLayerNetwork network = MultiLayerNetwork.load(file.toFile(), false);
        return network.output(Nd4j.ones(DataType.FLOAT, 1, network.layerInputSize(0)))
                .toFloatVector();
    }
}
