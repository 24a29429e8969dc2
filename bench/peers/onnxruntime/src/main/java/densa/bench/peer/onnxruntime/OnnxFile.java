package densa.bench.peer.onnxruntime;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import densa.bench.program.Job;
import java.io.IOException;

/** A network of dense layers as an ONNX model: Gemm and Relu, in turn. */
final class OnnxFile {

    /** Name of the input, rows x inputs. */
    static final String INPUT = "x";

    /** Name of the output, rows x outputs, before softmax. */
    static final String OUTPUT = "logits";

    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 17;

    private OnnxFile() {}

    /** The model of a job's layers and weights. */
    static byte[] bytes(Job job) throws IOException {
        Job.Description network = job.description();
        GraphProto.Builder graph = GraphProto.newBuilder().setName("network");
        graph.addInput(tensorInfo(INPUT, network.inputs())).addOutput(tensorInfo(OUTPUT, network.outputs()));
        int last = network.layers().size() - 2;
        String from = INPUT;
        for (int layer = 0; layer <= last; layer++) {
            String weight = "layers." + layer + ".weight";
            String bias = "layers." + layer + ".bias";
            int inputs = network.layers().get(layer);
            int units = network.layers().get(layer + 1);
            graph.addInitializer(tensor(weight, job.weight(layer), units, inputs));
            graph.addInitializer(tensor(bias, job.bias(layer), units));
            String sum = layer == last ? OUTPUT : "sum." + layer;
            graph.addNode(NodeProto.newBuilder()
                    .setOpType("Gemm")
                    .addInput(from)
                    .addInput(weight)
                    .addInput(bias)
                    .addOutput(sum)
                    .addAttribute(AttributeProto.newBuilder()
                            .setName("transB")
                            .setType(AttributeProto.AttributeType.INT)
                            .setI(1)));
            if (layer < last) {
                from = "relu." + layer;
                graph.addNode(
                        NodeProto.newBuilder().setOpType("Relu").addInput(sum).addOutput(from));
            }
        }
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static TensorProto tensor(String name, float[] values, int... shape) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        for (int size : shape) {
            tensor.addDims(size);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    /** Any number of rows of {@code columns} numbers. */
    private static ValueInfoProto tensorInfo(String name, int columns) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(columns));
        TypeProto.Tensor type = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }
}
