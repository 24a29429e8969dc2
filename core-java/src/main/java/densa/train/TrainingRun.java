package densa.train;

import densa.engine.session.LossSum;
import densa.train.TrainingHistory.Epoch;
import densa.train.TrainingHistory.StopReason;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A training from its first epoch to its last: validation, early stopping and the best parameters. */
final class TrainingRun {

    private final Training training;
    private final TrainingOptions options;
    private final TrainingListener listener;
    private final List<Validation> validations = new ArrayList<>();
    /** The best epoch for all validation sets together; the last one if there is none. */
    private final Choice overall;

    private final LossSum validationLoss = new LossSum();

    TrainingRun(
            Training training,
            TrainingOptions options,
            TrainingListener listener,
            int parameters,
            List<Rows> validations) {
        this.training = training;
        this.options = options;
        this.listener = listener;
        this.overall = new Choice(parameters);
        for (Rows given : validations) {
            Rows rows = training.standardized(given);
            Choice choice = validations.size() == 1 ? overall : new Choice(parameters);
            this.validations.add(new Validation(rows, rows.toBuffer(), choice));
        }
    }

    /** Parameters to return: overwritten whenever an epoch is the best so far. */
    private static final class Choice {
        private final double[] parameters;
        private double loss = Double.POSITIVE_INFINITY;
        private int epoch;

        Choice(int parameters) {
            this.parameters = new double[parameters];
        }
    }

    /**
     * A validation set.
     *
     * @param choice its best epoch; that of all sets if it is the only one
     */
    private record Validation(Rows rows, IntBuffer numbers, Choice choice) {}

    /** Trains; returns networks of the best parameters. */
    BestNetworks train() {
        List<Epoch> epochs = new ArrayList<>();
        StopReason reason = StopReason.COMPLETED;
        for (int number = 1; number <= options.passes().epochs(); number++) {
            if (!training.epoch(listener)) {
                reason = StopReason.REQUESTED;
                break;
            }
            OptionalDouble validated = validate(number);
            Epoch epoch = training.finished(validated, overall.epoch == number);
            epochs.add(epoch);
            listener.onEpoch(epoch);
            if (options.passes().earlyStopping() instanceof EarlyStopping.Patience patience
                    && number - overall.epoch >= patience.epochs()) {
                reason = StopReason.EARLY_STOPPING;
                break;
            }
        }
        TrainedNetwork best = network(overall, epochs, reason);
        List<TrainedNetwork> each = new ArrayList<>();
        for (Validation set : validations) {
            each.add(set.choice() == overall ? best : network(set.choice(), epochs, reason));
        }
        return new BestNetworks(each, best);
    }

    private TrainedNetwork network(Choice choice, List<Epoch> epochs, StopReason reason) {
        if (validations.isEmpty() || choice.epoch == 0) {
            training.readParameters(choice.parameters);
        }
        return training.network(choice.parameters, new TrainingHistory(epochs, choice.epoch, reason));
    }

    /** Lets the validation sets choose; returns the loss of all their rows. */
    private OptionalDouble validate(int number) {
        if (validations.isEmpty()) {
            overall.epoch = number;
            return OptionalDouble.empty();
        }
        LossSum total = new LossSum();
        for (Validation set : validations) {
            validationLoss.reset();
            training.evaluate(set.rows(), set.numbers(), validationLoss);
            if (!Double.isFinite(validationLoss.mean())) {
                throw new DivergedException(number, "validation", validationLoss.mean(), options);
            }
            choose(set.choice(), validationLoss.mean(), number);
            total.add(validationLoss);
        }
        choose(overall, total.mean(), number);
        return OptionalDouble.of(total.mean());
    }

    private void choose(Choice choice, double loss, int number) {
        if (loss < choice.loss) {
            choice.loss = loss;
            choice.epoch = number;
            training.readParameters(choice.parameters);
        }
    }
}
