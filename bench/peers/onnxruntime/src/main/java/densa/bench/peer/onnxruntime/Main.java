package densa.bench.peer.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import densa.bench.program.Job;
import densa.bench.program.Adapter;
import densa.bench.program.Program;
import densa.bench.program.Work;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** ONNX Runtime, which only predicts: one session, tensors on direct buffers that every call uses again. */
public final class Main implements Adapter {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

    private Main() {}

    /** Does what the arguments say; see {@link Program}. */
    public static void main(String[] arguments) throws Exception {
        Program.main(arguments, new Main());
    }

    @Override
    public String system() {
        return "onnxruntime";
    }

    @Override
    public String version() {
        return environment.getVersion();
    }

    @Override
    public Work open(Job job) throws IOException, OrtException {
        OrtSession session = environment.createSession(OnnxFile.bytes(job), options(job.threads()));
        int rows = job.description().rows();
        Calls calls = new Calls(
                session, rows, job.description().inputs(), job.description().outputs());
        calls.in.put(job.x()).rewind();
        return calls;
    }

    private static OrtSession.SessionOptions options(int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        return options;
    }

    private final class Calls implements Work {
        private final OrtSession session;
        private final FloatBuffer in;
        private final FloatBuffer out;
        private final Map<String, OnnxTensor> inputs;
        private final Map<String, OnnxTensor> outputs;
        private final float[] results;
        private final int rows;

        Calls(OrtSession session, int rows, int inputColumns, int outputColumns) throws OrtException {
            this.session = session;
            this.rows = rows;
            this.in = direct(rows * inputColumns);
            this.out = direct(rows * outputColumns);
            this.results = new float[rows * outputColumns];
            this.inputs =
                    Map.of(OnnxFile.INPUT, OnnxTensor.createTensor(environment, in, new long[] {rows, inputColumns}));
            this.outputs = Map.of(
                    OnnxFile.OUTPUT, OnnxTensor.createTensor(environment, out, new long[] {rows, outputColumns}));
        }

        @Override
        public long advance() {
            try {
                session.run(inputs, outputs).close();
                out.get(0, results);
                return rows;
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public double[] outputs() {
            double[] first = new double[results.length / rows];
            Arrays.setAll(first, i -> results[i]);
            return first;
        }
    }

    private static FloatBuffer direct(int size) {
        return ByteBuffer.allocateDirect(size * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public void save(Job job, Path file) throws IOException {
        Files.write(file, OnnxFile.bytes(job));
    }

    @Override
    public float[] predict(Path file) throws OrtException {
        try (OrtSession session = environment.createSession(file.toString(), options(1))) {
            TensorInfo info = (TensorInfo)
                    session.getInputInfo().values().iterator().next().getInfo();
            float[][] row = new float[1][(int) info.getShape()[1]];
            Arrays.fill(row[0], 1);
            try (OnnxTensor input = OnnxTensor.createTensor(environment, row);
                    OrtSession.Result result = session.run(Map.of(OnnxFile.INPUT, input))) {
                return ((float[][]) result.get(0).getValue())[0];
            }
        }
    }
}
