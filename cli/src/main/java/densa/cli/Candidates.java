package densa.cli;

import densa.data.Precision;
import densa.engine.Engine;
import densa.internal.Named;
import densa.network.Activation;
import densa.table.encode.Task;
import densa.table.train.Effort;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The values of options that have few, for help and shell completion. */
final class Candidates {

    // A test compares these three with what the library knows.
    static final List<String> LOSSES = List.of(
            "mean_squared_error",
            "mean_absolute_error",
            "huber",
            "poisson",
            "gamma",
            "tweedie",
            "quantile",
            "binary_cross_entropy",
            "softmax_cross_entropy");
    static final List<String> OPTIMIZERS = List.of(
            "sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "nadam", "adamax", OptimizerChoice.ADAMW);
    static final List<String> SCHEDULES = List.of("constant", "step", "cosine", "one_cycle");

    private Candidates() {}

    private static List<String> ids(Named... values) {
        return Arrays.stream(values).map(Named::id).toList();
    }

    /** Of {@code --activation}. */
    static final class Activations extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Activations() {
            super(ids(Activation.values()));
        }
    }

    /** Of {@code --effort}. */
    static final class Efforts extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Efforts() {
            super(ids(Effort.values()));
        }
    }

    /** Of {@code --engine}. */
    static final class Engines extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Engines() {
            super(ids(Engine.values()));
        }
    }

    /** Of {@code --loss}. */
    static final class Losses extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Losses() {
            super(LOSSES);
        }
    }

    /** Of {@code --optimizer}. */
    static final class Optimizers extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Optimizers() {
            super(OPTIMIZERS);
        }
    }

    /** Of {@code --precision}. */
    static final class Precisions extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Precisions() {
            super(ids(Precision.values()));
        }
    }

    /** Of {@code --schedule}. */
    static final class Schedules extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Schedules() {
            super(SCHEDULES);
        }
    }

    /** Of {@code --task}. */
    static final class Tasks extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Tasks() {
            super(ids(Task.values()));
        }
    }
}
