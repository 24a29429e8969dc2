package densa.engine.session;

import densa.data.InputColumn;
import densa.data.Precision;
import densa.network.Layer;
import densa.network.Network;
import densa.network.Settings;
import densa.optimize.GradientClipping;
import densa.optimize.LayerFactors;
import java.util.List;
import java.util.stream.Collectors;

/** Writes plans in the form that the native engine reads; {@code plan.h} describes it. */
final class PlanText {

    private PlanText() {}

    static String of(Network network, Precision precision) {
        StringBuilder text = new StringBuilder();
        text.append("precision ").append(precision.id()).append("\ninputs");
        for (InputColumn column : network.inputs()) {
            text.append(' ').append(kind(column));
        }
        List<Layer.Dense> layers = network.denseLayers();
        double[] dropout = network.dropoutRates();
        for (int i = 0; i < dropout.length; i++) {
            Layer.Dense layer = layers.get(i);
            text.append("\ndense ")
                    .append(layer.units())
                    .append(' ')
                    .append(layer.activation().id());
            text.append(layer.bias() ? " 1 " : " 0 ").append(dropout[i]);
        }
        return text.append('\n').toString();
    }

    private static int kind(InputColumn column) {
        if (column instanceof InputColumn.OneHot oneHot) {
            return oneHot.levels();
        }
        if (column instanceof InputColumn.Piecewise piecewise) {
            return -piecewise.bins();
        }
        if (column instanceof InputColumn.Numeric) {
            return 0;
        }
        throw new IllegalStateException("the native engine does not know the input column " + column);
    }

    static String of(TrainingPlan plan) {
        return of(plan.network(), plan.precision())
                + "threads " + plan.threads()
                + "\nbatch " + plan.batchSize()
                + "\nseed " + Long.toUnsignedString(plan.seed())
                + "\nloss " + plan.loss().id() + numbers(plan.loss().settings())
                + "\noptimizer " + plan.descent().optimizer().id()
                + numbers(plan.descent().optimizer().settings())
                + "\nregularization " + plan.descent().l2() + " "
                + plan.descent().weightDecay()
                + "\nfactors" + factors(plan)
                + "\nclip " + clip(plan.descent().clipping()) + "\n";
    }

    private static String factors(TrainingPlan plan) {
        StringBuilder text = new StringBuilder();
        for (int layer = 0; layer < plan.network().denseLayers().size(); layer++) {
            LayerFactors factors = plan.descent().factors(layer);
            text.append(' ').append(factors.learningRate()).append(' ').append(factors.weightDecay());
        }
        return text.toString();
    }

    private static String clip(GradientClipping clipping) {
        if (clipping instanceof GradientClipping.ByNorm norm) {
            return "norm " + norm.max();
        } else if (clipping instanceof GradientClipping.ByValue value) {
            return "value " + value.max();
        }
        return "none 0";
    }

    private static String numbers(Settings settings) {
        return settings.numbers().stream().map(v -> " " + v).collect(Collectors.joining());
    }
}
