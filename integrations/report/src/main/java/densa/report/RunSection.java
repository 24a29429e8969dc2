package densa.report;

import densa.engine.EngineInfo;
import densa.network.Layer;
import densa.network.Network;
import densa.network.Settings;
import densa.optimize.LearningRateSchedule;
import densa.optimize.Optimizer;
import densa.store.DensaVersion;
import densa.table.encode.Roles;
import densa.table.model.Provenance;
import densa.table.train.ClassWeights;
import densa.table.train.TabularOptions;
import densa.table.train.Validation;
import densa.train.TrainedNetwork;
import densa.train.TrainingHistory.Epoch;
import densa.train.TrainingOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** How long it took, and what is needed to do it again. */
record RunSection(Content content, String command) {

    private static final int LONGEST = 400;

    void timing(Html html) {
        html.element("h2", "Time and size", "id", "time");
        Map<String, String> lines = new LinkedHashMap<>();
        content.training().ifPresent(fit -> lines.put("Training, all in all", Figures.seconds(fit.seconds())));
        List<TrainedNetwork> members = content.model().members();
        double longest = members.stream()
                .filter(member -> !member.history().epochs().isEmpty())
                .mapToDouble(member -> {
                    List<Epoch> epochs = member.history().epochs();
                    return epochs.get(epochs.size() - 1).seconds();
                })
                .max()
                .orElse(Double.NaN);
        if (Double.isFinite(longest)) {
            lines.put("Longest training of a network", Figures.seconds(longest));
        }
        lines.put("Networks", Figures.count(members.size()));
        lines.put("Each of them", network(content.model().network()));
        lines.put("Parameters of each", Figures.count(content.model().network().parameterCount()));
        pairs(html, lines);
    }

    private static String network(Network network) {
        StringBuilder text = new StringBuilder(Figures.count(network.inputWidth(), "input"));
        for (Layer layer : network.layers()) {
            if (layer instanceof Layer.Dense dense) {
                text.append(" → ")
                        .append(dense.units())
                        .append(' ')
                        .append(dense.activation().id());
            } else if (layer instanceof Layer.Dropout dropout) {
                text.append(" (dropout ").append(Figures.text(dropout.rate())).append(')');
            }
        }
        return Figures.cut(text.toString(), LONGEST);
    }

    void repeat(Html html) {
        html.element("h2", "Reproduce this model", "id", "again");
        if (!command.isEmpty()) {
            html.open("pre").element("code", Figures.cut(command, 4 * LONGEST)).close();
        }
        html.element(
                "p",
                "Same data, options, seed, engine and kind of processor give the same model, whatever the number of"
                        + " threads.");
        Map<String, String> lines = new LinkedHashMap<>();
        Provenance provenance = content.model().provenance();
        lines.put("Data fingerprint (SHA-256)", provenance.dataFingerprint());
        if (content.training().isEmpty()) {
            lines.put("Fingerprint of the evaluated data", content.fingerprint());
        }
        lines.put("Training rows", Figures.count(provenance.trainingRows()));
        lines.put("Validation rows", Figures.count(provenance.validationRows()));
        lines.put("Seed", String.valueOf(provenance.seed()));
        lines.putAll(roles());
        lines.putAll(options());
        lines.put("Trained by", "Densa " + provenance.densaVersion());
        lines.put("Reported by", "Densa " + DensaVersion.CURRENT);
        EngineInfo engine = content.model().members().get(0).engine().describe();
        lines.put("Engine", engine.engine().id() + " (" + engine.reason() + ")");
        lines.put("Java", System.getProperty("java.vm.name", "") + " " + Runtime.version());
        lines.put("System", System.getProperty("os.name", "") + " " + System.getProperty("os.arch", ""));
        pairs(html, lines);
    }

    private Map<String, String> roles() {
        Roles roles = content.model().encoder().roles();
        Map<String, String> lines = new LinkedHashMap<>();
        put(lines, "Target", roles.targets());
        put(lines, "Weight", roles.weight().stream().toList());
        put(lines, "Ids", roles.ids());
        put(lines, "Ignored", roles.ignored());
        put(lines, "Categorical", roles.categorical());
        put(lines, "Numeric", roles.numeric());
        put(lines, "Missing values", roles.values().missing());
        roles.values()
                .missingIn()
                .forEach((column, texts) -> put(lines, "Missing values of " + Figures.name(column), texts));
        if (roles.values().decimalComma()) {
            lines.put("Decimal mark", "a comma");
        }
        return lines;
    }

    private static void put(Map<String, String> lines, String name, List<String> columns) {
        if (!columns.isEmpty()) {
            lines.put(
                    name, Figures.cut(columns.stream().map(Figures::name).collect(Collectors.joining(", ")), LONGEST));
        }
    }

    private Map<String, String> options() {
        TabularOptions options = TabularOptions.of(content.model());
        TrainingOptions used = content.model().members().get(0).options();
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Task", content.model().encoder().roles().task().id());
        lines.put("Effort", options.budget().effort().id());
        lines.put(
                "Hidden layers",
                options.architecture()
                        .hidden()
                        .map(units -> units.isEmpty()
                                ? "none"
                                : units.stream().map(String::valueOf).collect(Collectors.joining(", ")))
                        .orElse("by the number of rows and of what is predicted"));
        lines.put("Activation", options.architecture().activation().id());
        lines.put("Dropout", given(options.architecture().dropout()));
        lines.put(
                "Bins",
                options.architecture().bins().isPresent()
                        ? String.valueOf(options.architecture().bins().getAsInt())
                        : "by the number of rows");
        lines.put("Loss", used.loss().id());
        lines.put("Class weights", classWeights(options.objective().classWeights()));
        lines.put("Optimizer", optimizer(used.descent().optimizer()));
        lines.put("Schedule", schedule(used.schedule()));
        lines.put("Weight decay", given(options.optimization().weightDecay()));
        lines.put("Epochs", String.valueOf(used.passes().epochs()));
        lines.put("Batch size", String.valueOf(used.passes().batchSize()));
        lines.put("Validation", validation(options.validation()));
        lines.put(
                "Patience",
                options.budget().patience().isPresent()
                        ? options.budget().patience().getAsInt() + " epochs"
                        : "two fifths of the epochs");
        lines.put(
                "Time limit",
                options.budget()
                        .timeLimit()
                        .map(limit -> Figures.seconds(limit.toMillis() / 1000.0))
                        .orElse("none"));
        lines.put("Precision", used.machine().precision().id());
        lines.put("Threads", "at most " + options.machine().threads());
        return lines;
    }

    private static String given(OptionalDouble option) {
        return option.isPresent() ? Figures.text(option.getAsDouble()) : "chosen by validation";
    }

    private String validation(Validation validation) {
        if (content.otherTable()) {
            return "a table of its own";
        } else if (validation instanceof Validation.Folds folds) {
            return folds.count().isPresent() ? folds.count().getAsInt() + " folds" : "folds by the number of rows";
        } else if (validation instanceof Validation.Fraction fraction) {
            return Figures.percent(fraction.share()) + " of the rows";
        } else if (validation instanceof Validation.Groups groups) {
            return groups.count() + " folds of groups by " + Figures.name(groups.column());
        } else if (validation instanceof Validation.Latest latest) {
            return "the latest " + Figures.percent(latest.share()) + " of the rows by " + Figures.name(latest.column());
        }
        return String.valueOf(validation);
    }

    private static String classWeights(ClassWeights weights) {
        if (weights instanceof ClassWeights.ByLabel labels) {
            return Figures.cut(labels.weights().toString(), LONGEST);
        }
        return weights instanceof ClassWeights.Balanced ? "balanced" : "none";
    }

    private static String optimizer(Optimizer optimizer) {
        Settings settings = optimizer.settings();
        return optimizer.id() + " (learning rate " + optimizer.learningRate()
                + settings.names().stream()
                        .map(name -> ", " + name.replace('_', ' ') + " " + settings.number(name))
                        .collect(Collectors.joining())
                + ")";
    }

    private static String schedule(LearningRateSchedule schedule) {
        if (schedule instanceof LearningRateSchedule.Step step) {
            return "step (factor " + step.factor() + " every " + Figures.count(step.everyEpochs(), "epoch") + ")";
        } else if (schedule instanceof LearningRateSchedule.WarmUp warmUp) {
            return "warm-up (" + warmUp.epochs() + " epochs), then " + schedule(warmUp.then());
        }
        return schedule.id();
    }

    private static void pairs(Html html, Map<String, String> lines) {
        html.open("div", "class", "scroll").open("table", "class", "pairs").open("tbody");
        lines.forEach((name, value) -> html.open("tr")
                .element("th", name, "scope", "row")
                .element("td", value)
                .close());
        html.close().close().close();
    }
}
