package densa.cli;

import densa.data.Precision;
import densa.engine.Engine;
import densa.internal.Named;
import densa.network.Activation;
import densa.network.Loss;
import densa.optimize.LearningRateSchedule;
import densa.optimize.Optimizer;
import densa.table.encode.Task;
import densa.table.train.Effort;
import java.util.ArrayList;
import java.util.List;

/** The values of options that have few, for help and shell completion. */
final class Candidates {

    private Candidates() {}

    private static List<String> ids(Named... values) {
        return ids(List.of(values));
    }

    private static List<String> ids(List<? extends Named> values) {
        return values.stream().map(Named::id).toList();
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
            super(ids(Loss.all()));
        }
    }

    /** Of {@code --optimizer}. */
    static final class Optimizers extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Optimizers() {
            super(ids(Optimizer.all()));
            add(OptimizerChoice.ADAMW);
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
            super(ids(LearningRateSchedule.all()));
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
