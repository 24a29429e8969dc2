package densa.bench;

import densa.bench.program.Adapter;
import densa.bench.program.Job;
import densa.bench.program.Program;
import densa.bench.program.Work;
import densa.data.Dataset;
import densa.data.Precision;
import densa.engine.Engine;
import densa.engine.Machine;
import densa.internal.Named;
import densa.network.Network;
import densa.store.DensaVersion;
import densa.store.ModelFile;
import densa.train.TrainedNetwork;
import densa.train.TrainingHistory;
import densa.train.TrainingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Densa as a program of the comparison. The first argument is densa-native or densa-java, the others are those of
 * {@link Program}.
 *
 * <pre>{@code
 * java -cp bench/target/benchmarks.jar densa.bench.DensaProgram densa-native W2 FOLDER float32 1
 * }</pre>
 */
public final class DensaProgram implements Adapter {

    private static final String PREFIX = "densa-";

    private final Engine engine;

    private DensaProgram(Engine engine) {
        this.engine = engine;
    }

    /** Does what the arguments say. */
    public static void main(String[] arguments) throws Exception {
        Engine engine = Engine.named(arguments[0].substring(PREFIX.length()));
        Program.main(Arrays.copyOfRange(arguments, 1, arguments.length), new DensaProgram(engine));
    }

    @Override
    public String system() {
        return PREFIX + engine.id();
    }

    @Override
    public String version() {
        return DensaVersion.CURRENT + ", " + engine.describe().reason();
    }

    @Override
    public Work open(Job job) throws IOException {
        Precision precision = Named.find("precision", job.precision(), List.of(Precision.values()));
        EngineVariant variant = EngineVariant.of(engine, precision, job.threads());
        if (!job.description().training()) {
            return new Predicting(
                    new PredictionRun(variant, DataFolder.parameters(job, Workload.W3), job.x()),
                    job.description().outputs());
        }
        Workload workload = Workload.valueOf(job.description().workload());
        return new Training(
                new TrainingRun(workload, variant, dataset(job, workload.network(), variant.precision())),
                workload == Workload.W1 ? workload.batchSize() : 1);
    }

    private static Dataset dataset(Job job, Network network, Precision precision) throws IOException {
        float[] x = job.x();
        float[] y = job.y();
        int columns = job.description().inputs();
        Dataset.Builder builder = Dataset.builder(network.inputs(), 1, y.length, precision);
        for (int row = 0; row < y.length; row++) {
            for (int column = 0; column < columns; column++) {
                builder.setInput(row, column, x[row * columns + column]);
            }
            builder.setTarget(row, 0, y[row]);
        }
        return builder.build();
    }

    /** Counts rows, or steps of {@code rowsPerUnit} rows each. */
    private static final class Training implements Work {
        private final TrainingRun run;
        private final int rowsPerUnit;
        private double lossSum;
        private long operations;

        Training(TrainingRun run, int rowsPerUnit) {
            this.run = run;
            this.rowsPerUnit = rowsPerUnit;
        }

        @Override
        public long advance() {
            long rows = run.run();
            lossSum += run.loss();
            operations++;
            return rows / rowsPerUnit;
        }

        @Override
        public double loss() {
            double mean = lossSum / operations;
            lossSum = 0;
            operations = 0;
            return mean;
        }
    }

    private record Predicting(PredictionRun run, int width) implements Work {

        @Override
        public long advance() {
            return run.run();
        }

        @Override
        public double[] outputs() {
            double[] outputs = new double[width];
            Arrays.setAll(outputs, run::output);
            return outputs;
        }
    }

    @Override
    public void save(Job job, Path file) throws IOException {
        Workload workload = Workload.valueOf(job.description().workload());
        TrainingOptions options = TrainingOptions.DEFAULTS.withLoss(workload.loss());
        TrainedNetwork.of(workload.network(), DataFolder.parameters(job, workload), options, TrainingHistory.NONE)
                .save(file);
    }

    @Override
    public float[] predict(Path file) throws IOException {
        TrainedNetwork network = engine == Engine.JAVA ? loadForJava(file) : TrainedNetwork.load(file);
        if (network.engine() != engine) {
            throw new IllegalStateException("the network runs on " + network.engine() + ": "
                    + engine.describe().reason());
        }
        float[] row = new float[network.inputColumns()];
        Arrays.fill(row, 1);
        return network.predict(row);
    }

    /** A file does not say which engine is to run it, and loading it as it is would load the native one. */
    private static TrainedNetwork loadForJava(Path file) throws IOException {
        ModelFile model = ModelFile.read(file);
        TrainingOptions options =
                TrainingOptions.DEFAULTS.withLoss(model.loss()).withMachine(Machine.DEFAULTS.withEngine(Engine.JAVA));
        return TrainedNetwork.of(model.network(), model.members().get(0), options, TrainingHistory.NONE);
    }
}
