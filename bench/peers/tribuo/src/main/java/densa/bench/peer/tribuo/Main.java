package densa.bench.peer.tribuo;

import densa.bench.program.Job;
import densa.bench.program.Adapter;
import densa.bench.program.Program;
import densa.bench.program.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tensorflow.TensorFlow;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.Tribuo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.interop.tensorflow.DenseFeatureConverter;
import org.tribuo.interop.tensorflow.GradientOptimiser;
import org.tribuo.interop.tensorflow.LabelConverter;
import org.tribuo.interop.tensorflow.TensorFlowModel;
import org.tribuo.interop.tensorflow.TensorFlowTrainer;
import org.tribuo.interop.tensorflow.example.GraphDefTuple;
import org.tribuo.interop.tensorflow.example.MLPExamples;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Tribuo, whose multilayer perceptron runs on TensorFlow: {@link MLPExamples}, which is ReLU and has one output a class
 * even where there are two. A training starts from new weights and ends after its epochs, so that the start of
 * TensorFlow's session is part of what is measured; weights cannot be given to it from outside.
 */
public final class Main implements Adapter {

    private static final LabelFactory LABELS = new LabelFactory();
    private static final int TEST_BATCH = 256;

    private Main() {}

    /** Does what the arguments say; see {@link Program}. */
    public static void main(String[] arguments) throws Exception {
        // It would log every loss.
        Logger.getLogger("org.tribuo").setLevel(Level.WARNING);
        Program.main(arguments, new Main());
    }

    @Override
    public String system() {
        return "tribuo";
    }

    @Override
    public String version() {
        return Tribuo.VERSION + ", TensorFlow " + TensorFlow.version();
    }

    private static TensorFlowTrainer<Label> trainer(Job.Description network, int epochs) {
        List<Integer> layers = network.layers();
        int[] hidden = layers.subList(1, layers.size() - 1).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        GraphDefTuple graph =
                MLPExamples.buildMLPGraph("input", network.inputs(), hidden, Math.max(2, network.outputs()));
        Map<String, Float> adam = Map.of(
                "learningRate", (float) network.learningRate(), "betaOne", 0.9f, "betaTwo", 0.999f, "epsilon", 1e-8f);
        return new TensorFlowTrainer<>(
                graph.graphDef,
                graph.outputName,
                GradientOptimiser.ADAM,
                adam,
                new DenseFeatureConverter(graph.inputName),
                new LabelConverter(),
                network.batchSize(),
                epochs,
                TEST_BATCH,
                Integer.MAX_VALUE);
    }

    private static MutableDataset<Label> dataset(float[] x, float[] y) {
        MutableDataset<Label> data = new MutableDataset<>(new SimpleDataSourceProvenance("bench", LABELS), LABELS);
        int columns = x.length / y.length;
        String[] names = names(columns);
        for (int row = 0; row < y.length; row++) {
            double[] values = new double[columns];
            for (int column = 0; column < columns; column++) {
                values[column] = x[row * columns + column];
            }
            data.add(new ArrayExample<>(new Label(String.valueOf((int) y[row])), names, values));
        }
        return data;
    }

    /** Features are sorted by name. */
    private static String[] names(int columns) {
        String[] names = new String[columns];
        Arrays.setAll(names, column -> String.format(Locale.ROOT, "x%04d", column));
        return names;
    }

    private static double probability(Prediction<Label> prediction, String label) {
        Label scored = prediction.getOutputScores().get(label);
        return scored == null ? 0 : scored.getScore();
    }

    @Override
    public Work open(Job job) throws IOException {
        return new Training(job.description(), dataset(job.x(), job.y()));
    }

    private static final class Training implements Work {
        private static final int EPOCHS = 3;
        private static final int LOSS_ROWS = 2000;

        private final Job.Description network;
        private final MutableDataset<Label> data;
        private int epochs = 1;
        private @Nullable TensorFlowModel<Label> model;

        Training(Job.Description network, MutableDataset<Label> data) {
            this.network = network;
            this.data = data;
        }

        /** A whole training. The first one, which does not count, is shorter, so that the loss shows what more brings. */
        @Override
        public long advance() {
            if (model != null) {
                model.close();
            }
            model = trainer(network, epochs).train(data);
            long rows = (long) data.size() * epochs;
            epochs = EPOCHS;
            return rows;
        }

        /** A training does not tell its loss: this is that of the first rows, by the trained network. */
        @Override
        public double loss() {
            if (model == null) {
                return Double.NaN;
            }
            double sum = 0;
            int rows = Math.min(LOSS_ROWS, data.size());
            for (Prediction<Label> prediction : model.predict(data.getData().subList(0, rows))) {
                String label = prediction.getExample().getOutput().getLabel();
                sum -= Math.log(probability(prediction, label));
            }
            return sum / rows;
        }
    }

    /** A network has to be trained before it can be saved: on a few made-up rows here. */
    @Override
    public void save(Job job, Path file) throws IOException {
        int rows = job.description().batchSize();
        float[] x = new float[rows * job.description().inputs()];
        float[] y = new float[rows];
        Random random = new Random(1);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        for (int row = 0; row < rows; row++) {
            y[row] = row % 2;
        }
        try (TensorFlowModel<Label> model = trainer(job.description(), 1).train(dataset(x, y))) {
            model.serializeToFile(file);
        }
    }

    /** The probability of the second class. */
    @Override
    public float[] predict(Path file) throws IOException {
        try (TensorFlowModel<Label> model =
                (TensorFlowModel<Label>) Model.deserializeFromFile(file).castModel(Label.class)) {
            int columns = model.getFeatureIDMap().size();
            double[] ones = new double[columns];
            Arrays.fill(ones, 1);
            Prediction<Label> prediction =
                    model.predict(new ArrayExample<>(LABELS.getUnknownOutput(), names(columns), ones));
            return new float[] {(float) probability(prediction, "1")};
        }
    }
}
