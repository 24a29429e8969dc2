package densa.table.train;

import densa.data.InputColumn;
import densa.network.Activation;
import densa.network.Loss;
import densa.network.Network;
import densa.optimize.Descent;
import densa.optimize.GradientClipping;
import densa.optimize.LayerFactors;
import densa.table.encode.Encoder;
import densa.table.encode.NumberCoding;
import densa.table.encode.Roles;
import densa.train.EarlyStopping;
import densa.train.Passes;
import densa.train.TrainingOptions;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes the candidates that a {@link Race} compares: the recipe's bins, codings of the target, and regularizations. */
final class Candidates {

    private final TrainingTable table;
    private final Recipe recipe;
    private final Loss loss;
    private final int outputs;
    private final int trainingRows;
    private final List<Candidate> byBins;

    /**
     * Fits the encoders.
     *
     * @param outputs of the networks
     * @param trainingRows of one network
     */
    Candidates(TrainingTable table, Roles roles, Recipe recipe, Loss loss, int outputs, int trainingRows) {
        this.table = table;
        this.recipe = recipe;
        this.loss = loss;
        this.outputs = outputs;
        this.trainingRows = trainingRows;
        Encoder finest = Encoder.fit(
                table.table(), roles, table.target(), table.learning().rows(), recipe.maxBins());
        int columns = (int) finest.inputs().stream()
                .filter(InputColumn.Piecewise.class::isInstance)
                .count();
        List<Integer> bins = columns == 0 ? List.of(0) : recipe.bins(columns);
        this.byBins = bins.stream()
                .map(most -> candidate(
                        finest.withBins(most), recipe.regularizations().get(0)))
                .toList();
    }

    /** Returns one candidate for each number of bins; the first one has the most. */
    List<Candidate> byBins() {
        return byBins;
    }

    /** Returns the coding of the target's logarithm, if that could be better. */
    Optional<NumberCoding> logarithm() {
        return loss.equals(Loss.MEAN_SQUARED_ERROR) && !table.target().several() ? table.logarithm() : Optional.empty();
    }

    /** Returns candidates like the best one, in tiny tables like each of {@code like}, with other regularizations. */
    List<Candidate> otherwiseRegularized(List<Candidate> like, Candidate best) {
        List<Candidate> models = recipe.isTiny() ? like : List.of(best);
        Stream<Candidate> regularized = recipe.regularizations().stream()
                .skip(1)
                .flatMap(other -> models.stream().map(model -> candidate(model.encoder(), other)));
        Stream<Candidate> linear = recipe.comparesLinear()
                ? Stream.of(candidate(best.encoder(), Regularization.LINEAR, List.of()))
                : Stream.empty();
        return Stream.concat(regularized, linear).toList();
    }

    /**
     * Returns whether a candidate is part of the model whatever validation says: in a tiny table validation rows are
     * too few to be trusted, and the strongest regularization without bins is never far wrong.
     */
    boolean alwaysKept(Candidate candidate) {
        return recipe.isTiny()
                && !recipe.isWide()
                && candidate.options().descent().weightDecay() == Regularization.STRONG.weightDecay()
                && candidate.bins() == 0;
    }

    private Candidate candidate(Encoder encoder, Regularization regularization) {
        return candidate(encoder, regularization, recipe.hidden(outputs));
    }

    private Candidate candidate(Encoder encoder, Regularization regularization, List<Integer> hidden) {
        TabularOptions options = recipe.options();
        TrainingOptions training = new TrainingOptions(
                loss,
                new Descent(
                        options.optimization().optimizer(),
                        GradientClipping.NONE,
                        0,
                        regularization.weightDecay(),
                        layerFactors(hidden)),
                options.optimization().schedule(),
                new Passes(
                        recipe.epochs(trainingRows),
                        recipe.batchSize(trainingRows),
                        true,
                        EarlyStopping.patience(recipe.patience(trainingRows))),
                false,
                options.seed(),
                options.machine());
        return new Candidate(encoder, network(encoder, regularization, hidden), training);
    }

    /** For each dense layer; none if all are alike. */
    private List<LayerFactors> layerFactors(List<Integer> hidden) {
        LayerFactors first = recipe.firstLayer();
        return first.equals(LayerFactors.ONE)
                ? List.of()
                : IntStream.rangeClosed(0, hidden.size())
                        .mapToObj(layer -> layer == 0 ? first : LayerFactors.ONE)
                        .toList();
    }

    private Network network(Encoder encoder, Regularization regularization, List<Integer> hidden) {
        Network network = Network.withInputs(encoder.inputs());
        if (regularization.columnDropout() > 0) {
            network = network.dropout(regularization.columnDropout());
        }
        for (int units : hidden) {
            network = network.dense(units, recipe.options().architecture().activation());
            if (regularization.dropout() > 0) {
                network = network.dropout(regularization.dropout());
            }
        }
        return network.dense(outputs, Activation.IDENTITY);
    }
}
