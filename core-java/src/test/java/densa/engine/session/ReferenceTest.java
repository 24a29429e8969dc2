package densa.engine.session;

import static densa.reference.Reference.assertClose;
import static densa.reference.Reference.matrix;
import static densa.reference.Reference.vector;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import densa.data.Dataset;
import densa.data.InputColumn;
import densa.engine.session.Workbench.Kind;
import densa.engine.session.Workbench.Target;
import densa.nativecode.DensaNative;
import densa.nativecode.NativeLibrary;
import densa.network.Activation;
import densa.network.Initializer;
import densa.network.Layer;
import densa.network.Loss;
import densa.network.Network;
import densa.network.Parameters;
import densa.network.Settings;
import densa.optimize.Descent;
import densa.optimize.GradientClipping;
import densa.optimize.Optimizer;
import densa.reference.Reference;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every activation, loss, gradient and optimiser of both engines against numbers made by others. */
class ReferenceTest {

    /**
     * Functions such as GELU, 1 - tanh^2 or y (1 - y) take differences of numbers near 1, and multiply them by up to 50:
     * where those numbers are 1 to the last bit, so many units of 1e-16 are noise in the reference itself.
     */
    private static final double CANCELLATION = 5e-15;

    @AfterEach
    void backToTheBestInstructionSet() {
        Target.BEST.select();
    }

    @ParameterizedTest
    @MethodSource("densa.engine.session.Workbench#enginesAndTargets")
    void activationsAndDerivativesEqualTheReference(Kind kind, Target target) {
        target.select();
        JsonObject json = Reference.read("activations.json");
        double[] z = vector(json.get("z"));
        assertThat(NativeLibrary.load()).isEmpty();
        for (Map.Entry<String, JsonElement> function :
                json.getAsJsonObject("functions").entrySet()) {
            Activation activation = Activation.named(function.getKey());
            double[] value = new double[z.length];
            double[] derivative = new double[z.length];
            if (kind == Kind.JAVA) {
                for (int i = 0; i < z.length; i++) {
                    value[i] = activation.value(z[i]);
                    derivative[i] = activation.derivative(z[i]);
                }
            } else {
                int status =
                        DensaNative.activation(activation.id(), kind.precision.bytes(), z, z.length, value, derivative);
                assertThat(status).as(activation.id()).isZero();
            }
            JsonObject expected = function.getValue().getAsJsonObject();
            double relative = kind.tolerance(1e-12, 1e-6);
            double absolute = kind.tolerance(CANCELLATION, 1e-6);
            assertClose(activation.id(), value, vector(expected.get("value")), relative, absolute);
            assertClose(activation.id() + "'", derivative, vector(expected.get("derivative")), relative, absolute);
        }
    }

    @ParameterizedTest
    @MethodSource("densa.engine.session.Workbench#enginesAndTargets")
    void lossesAndTheirGradientsEqualTheReference(Kind kind, Target target) {
        target.select();
        JsonObject json = Reference.read("losses.json");
        double[][] output = matrix(json.get("output"));
        for (Map.Entry<String, JsonElement> entry :
                json.getAsJsonObject("losses").entrySet()) {
            Loss loss = referenceLoss(entry.getKey());
            for (String weighting : List.of("plain", "row_weighted")) {
                JsonObject expected = entry.getValue().getAsJsonObject().getAsJsonObject(weighting);
                Dataset data = lossData(json, loss, weighting.equals("row_weighted"));
                String what = entry.getKey() + " " + weighting;
                // One one-hot input a row and no bias: the weights are the outputs, and so are their gradients.
                Network network = Network.withInputs(List.of(new InputColumn.OneHot(output.length)))
                        .layer(new Layer.Dense(
                                output[0].length, Activation.IDENTITY, false, Initializer.GLOROT_UNIFORM));
                double[] weights = transposed(output);
                double[] gradient = new double[weights.length];
                try (TrainingSession session =
                        Workbench.open(kind, Workbench.plan(kind, network, loss, Optimizer.sgd(1), 4), weights)) {
                    double value = session.gradient(data, gradient);
                    double relative = kind.tolerance(1e-12, 2e-6);
                    assertClose(what, value, expected.get("value").getAsDouble(), relative, 0);
                    assertClose(
                            what + " gradient",
                            gradient,
                            transposed(matrix(expected.get("gradient"))),
                            relative,
                            kind.tolerance(1e-16, 1e-7));
                    LossSum sum = new LossSum();
                    session.evaluate(data, Workbench.order(data.rows()), sum);
                    assertClose(what + " evaluated", sum.mean(), value, 1e-15, 0);
                }
            }
        }
    }

    /** The loss whose name one of the file starts with; its settings are the numbers at the end, if there are any. */
    private static Loss referenceLoss(String name) {
        Loss loss = Reference.named(name, Loss.all());
        List<Double> numbers = Pattern.compile("_(\\d[\\d.]*)")
                .matcher(name)
                .results()
                .map(number -> Double.valueOf(number.group(1)))
                .toList();
        if (numbers.isEmpty()) {
            return loss;
        }
        assertThat(loss.settings().names()).as(name).hasSize(1);
        String setting = loss.settings().names().get(0);
        return loss.with(
                loss.settings().isList(setting) ? Settings.of(setting, numbers) : Settings.of(setting, numbers.get(0)));
    }

    private static Dataset lossData(JsonObject json, Loss loss, boolean weighted) {
        int rows = json.getAsJsonArray("output").size();
        int outputs = json.getAsJsonArray("output").get(0).getAsJsonArray().size();
        String targets =
                switch (loss.target()) {
                    case CLASSES -> "targets_class";
                    case TWO_CLASSES, COUNT -> "targets_binary";
                    case AMOUNT, POSITIVE_AMOUNT -> "targets_amount";
                    case NUMBER -> "targets_real";
                };
        Dataset.Builder builder = Dataset.builder(
                List.of(new InputColumn.OneHot(rows)), loss.targetColumns(outputs), rows, densa.data.Precision.FLOAT64);
        for (int row = 0; row < rows; row++) {
            builder.setInput(row, 0, row);
            JsonElement target = json.getAsJsonArray(targets).get(row);
            for (int column = 0; column < loss.targetColumns(outputs); column++) {
                builder.setTarget(row, column, target.isJsonArray() ? vector(target)[column] : target.getAsDouble());
            }
            if (weighted) {
                builder.setWeight(row, vector(json.get("row_weights"))[row]);
            }
        }
        return builder.build();
    }

    private static double[] transposed(double[][] matrix) {
        double[] flat = new double[matrix.length * matrix[0].length];
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column < matrix[0].length; column++) {
                flat[column * matrix.length + row] = matrix[row][column];
            }
        }
        return flat;
    }

    @ParameterizedTest
    @MethodSource("densa.engine.session.Workbench#enginesAndTargets")
    void softmaxOfExtremeLogitsEqualsTheReference(Kind kind, Target target) {
        target.select();
        JsonObject json = Reference.read("activations.json").getAsJsonObject("softmax");
        double[][] z = matrix(json.get("z"));
        double[][] expected = matrix(json.get("value"));
        for (int row = 0; row < z.length; row++) {
            Loss.SOFTMAX_CROSS_ENTROPY.toPrediction(z[row], 0, z[row].length);
            assertClose("softmax row " + row, z[row], expected[row], 1e-12, 1e-300);
        }
    }

    @ParameterizedTest
    @MethodSource("densa.engine.session.Workbench#enginesAndTargets")
    void networksEqualTheReferenceInOutputLossAndGradient(Kind kind, Target target) {
        target.select();
        double relative = kind.tolerance(1e-10, 1e-4);
        double absolute = kind.tolerance(1e-13, 1e-5);
        int number = 0;
        for (JsonObject json : Reference.cases("networks.json")) {
            String what = "network " + number++ + " " + json.get("activations") + " " + json.get("loss");
            Network network = Workbench.network(json, json.get("bias").getAsBoolean());
            Loss loss = Workbench.loss(json.get("loss").getAsString());
            double[] weights = Workbench.flat(network.layout(), json.getAsJsonArray("weights"), biases(json, "biases"));
            Dataset data = Workbench.dataset(json);
            double[] gradient = new double[weights.length];
            try (TrainingSession session =
                    Workbench.open(kind, Workbench.plan(kind, network, loss, Optimizer.sgd(1), 4), weights)) {
                double value = session.gradient(data, gradient);
                assertClose(what, value, json.get("value").getAsDouble(), relative, absolute);
                double[] expected = Workbench.flat(
                        network.layout(), json.getAsJsonArray("weight_gradients"), biases(json, "bias_gradients"));
                assertClose(what + " gradient", gradient, expected, relative, absolute);
            }
            double[][] x = matrix(json.get("x"));
            double[][] output = matrix(json.get("output"));
            Predictor predictor =
                    kind.backend().predictor(network, Parameters.of(network.layout(), weights), kind.precision);
            for (int row = 0; row < x.length; row++) {
                double[] out = new double[output[row].length];
                predictor.predict(x[row], 1, out, 1);
                assertClose(what + " output", out, output[row], relative, absolute);
            }
        }
    }

    private static JsonArray biases(JsonObject json, String key) {
        return json.has(key) && !json.get(key).isJsonNull() ? json.getAsJsonArray(key) : new JsonArray();
    }

    @ParameterizedTest
    @MethodSource("densa.engine.session.Workbench#enginesAndTargets")
    void optimizersEqualTheReferenceAfterEveryEpoch(Kind kind, Target target) {
        target.select();
        double tolerance = kind.tolerance(1e-9, 2e-3);
        for (JsonObject json : Reference.cases("optimizers.json")) {
            String what = json.get("optimizer").getAsString();
            Network network = Workbench.network(json, true);
            Dataset data = Workbench.dataset(json);
            int batch = json.get("batch").getAsInt();
            TrainingPlan plan = optimizerPlan(kind, json, network, batch);
            double[] start = Workbench.flat(
                    network.layout(), json.getAsJsonArray("weights_initial"), json.getAsJsonArray("biases_initial"));
            double rate = json.get("learning_rate").getAsDouble();
            double[] losses = vector(json.get("loss_after_each_epoch"));
            assertThat(losses).hasSize(json.get("epochs").getAsInt());
            try (TrainingSession session = Workbench.open(kind, plan, start)) {
                for (int epoch = 0; epoch < losses.length; epoch++) {
                    session.train(
                            data,
                            Workbench.order(data.rows()),
                            Workbench.rates((data.rows() - 1) / batch + 1, rate),
                            new LossSum());
                    LossSum sum = new LossSum();
                    session.evaluate(data, Workbench.order(data.rows()), sum);
                    assertClose(what + " loss after epoch " + epoch, sum.mean(), losses[epoch], tolerance, tolerance);
                }
                double[] end = Workbench.flat(
                        network.layout(), json.getAsJsonArray("weights_final"), json.getAsJsonArray("biases_final"));
                assertClose(what + " weights", Workbench.parameters(session, network), end, tolerance, tolerance);
            }
        }
    }

    private static TrainingPlan optimizerPlan(Kind kind, JsonObject json, Network network, int batch) {
        JsonObject settings = json.getAsJsonObject("settings");
        Optimizer usual = Reference.named(json.get("optimizer").getAsString(), Optimizer.all());
        Settings own = Settings.NONE;
        for (String name : usual.settings().names()) {
            own = own.and(name, setting(settings, name, usual.settings().number(name)));
        }
        Optimizer optimizer = usual.with(json.get("learning_rate").getAsDouble(), own);
        double clip = setting(settings, "clip_norm", 0);
        return new TrainingPlan(
                network,
                Workbench.loss(json.get("loss").getAsString()),
                new Descent(
                        optimizer,
                        clip > 0 ? new GradientClipping.ByNorm(clip) : GradientClipping.NONE,
                        setting(settings, "l2", 0),
                        setting(settings, "weight_decay", 0),
                        List.of()),
                batch,
                1,
                kind.precision,
                2);
    }

    private static double setting(JsonObject settings, String name, double otherwise) {
        return settings.has(name) ? settings.get(name).getAsDouble() : otherwise;
    }
}
