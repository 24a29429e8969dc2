package densa.store.json;

import static densa.internal.Quote.quote;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import densa.data.InputColumn;
import densa.network.Activation;
import densa.network.Initializer;
import densa.network.Layer;
import densa.network.Loss;
import densa.network.Network;
import java.util.List;

/** Networks and losses as JSON. */
public final class NetworkJson {

    private NetworkJson() {}

    /**
     * {@return the architecture as an object}
     *
     * @param network the architecture; equal columns side by side become one entry with a count
     */
    public static JsonObject toJson(Network network) {
        JsonObject json = new JsonObject();
        json.add("inputs", inputs(network.inputs()));
        JsonArray layers = new JsonArray();
        network.layers().forEach(layer -> layers.add(toJson(layer)));
        json.add("layers", layers);
        return json;
    }

    /**
     * {@return the architecture, whose columns are not expanded yet}
     *
     * @param json an object as {@link #toJson(Network)} gives it
     */
    public static DescribedNetwork network(Fields json) {
        List<DescribedNetwork.Run> runs = json.list("inputs").stream()
                .map(run -> new DescribedNetwork.Run(
                        inputColumn(run), run.has("count") ? run.integer("count", 1, Network.MAX_INPUTS) : 1))
                .toList();
        List<Layer> layers =
                json.list("layers").stream().map(NetworkJson::layer).toList();
        return json.make(() -> new DescribedNetwork(runs, layers));
    }

    /** Runs of equal columns are one entry with a count: an image of 784 pixels is one line. */
    private static JsonArray inputs(List<InputColumn> columns) {
        JsonArray json = new JsonArray();
        for (int from = 0; from < columns.size(); ) {
            InputColumn column = columns.get(from);
            int to = from + 1;
            while (to < columns.size() && columns.get(to).equals(column)) {
                to++;
            }
            JsonObject run = new JsonObject();
            if (column instanceof InputColumn.OneHot oneHot) {
                run.addProperty("type", "one_hot");
                run.addProperty("levels", oneHot.levels());
            } else if (column instanceof InputColumn.Piecewise piecewise) {
                run.addProperty("type", "piecewise");
                run.addProperty("bins", piecewise.bins());
            } else if (column instanceof InputColumn.Numeric) {
                run.addProperty("type", "numeric");
            } else {
                throw new IllegalStateException("a model file cannot hold the input column " + column);
            }
            if (to - from > 1) {
                run.addProperty("count", to - from);
            }
            json.add(run);
            from = to;
        }
        return json;
    }

    private static InputColumn inputColumn(Fields json) {
        return switch (json.text("type")) {
            case "numeric" -> InputColumn.NUMERIC;
            case "one_hot" -> new InputColumn.OneHot(json.integer("levels", 1, InputColumn.OneHot.MAX_LEVELS));
            case "piecewise" -> new InputColumn.Piecewise(json.integer("bins", 1, InputColumn.Piecewise.MAX_BINS));
            default -> throw json.fault("has the unknown type " + quote(json.text("type")));
        };
    }

    private static JsonObject toJson(Layer layer) {
        JsonObject json = new JsonObject();
        if (layer instanceof Layer.Dense dense) {
            json.addProperty("type", "dense");
            json.addProperty("units", dense.units());
            json.addProperty("activation", dense.activation().id());
            json.addProperty("bias", dense.bias());
            json.addProperty("initializer", dense.initializer().id());
        } else if (layer instanceof Layer.Dropout dropout) {
            json.addProperty("type", "dropout");
            json.addProperty("rate", dropout.rate());
        }
        return json;
    }

    private static Layer layer(Fields json) {
        return switch (json.text("type")) {
            case "dense" ->
                new Layer.Dense(
                        json.integer("units", 1, Layer.Dense.MAX_UNITS),
                        json.named("activation", Activation::named),
                        json.flag("bias"),
                        json.named("initializer", Initializer::named));
            case "dropout" -> {
                double rate = json.number("rate");
                yield json.make(() -> new Layer.Dropout(rate));
            }
            default -> throw json.fault("has the unknown type " + quote(json.text("type")));
        };
    }

    /**
     * {@return the loss and its settings as an object}
     *
     * @param loss any loss; its name and its settings are written
     */
    public static JsonObject toJson(Loss loss) {
        JsonObject json = new JsonObject();
        json.addProperty("name", loss.id());
        SettingsJson.write(loss.settings(), json);
        return json;
    }

    /**
     * {@return the loss with its settings}
     *
     * @param json an object as {@link #toJson(Loss)} gives it
     */
    public static Loss loss(Fields json) {
        Loss named = json.named("name", Loss::named);
        return json.make(() -> named.with(SettingsJson.read(json, named.settings())));
    }
}
