package densa.report;

import densa.metric.Metrics;
import densa.optimize.Optimizer;
import densa.table.Table;
import densa.table.model.LinearBaseline;
import densa.table.model.Model;
import densa.table.train.Effort;
import densa.table.train.StoppedException;
import densa.table.train.TabularOptions;
import densa.table.train.TabularTrainer;
import densa.table.train.TrainingResult;
import densa.train.DivergedException;
import java.util.Optional;

/** What a model is compared with. */
final class Baselines {

    /**
     * High, as a linear model has no wrong turn to take and few steps to go: it ends where logistic regression does.
     */
    static final Optimizer OPTIMIZER = Optimizer.adam(0.03, 0.9, 0.95, 1e-8);

    private Baselines() {}

    /**
     * A linear model of the same columns, validated in the same way: least squares for numbers, else a network without
     * hidden layers. Empty if the model itself is linear, or if it cannot be trained.
     */
    static Optional<Metrics> linear(TrainingResult fit, Table training) {
        Model model = fit.model();
        if (model.network().denseLayers().size() == 1) {
            return Optional.empty();
        }
        Optional<Metrics> regression = LinearBaseline.metrics(fit.evaluation(), training);
        if (regression.isPresent()) {
            return regression;
        }
        try {
            TabularTrainer trainer = trainer(model);
            Table validation = fit.evaluation().table();
            TrainingResult linear = validation == training ? trainer.fit(training) : trainer.fit(training, validation);
            return Optional.of(linear.evaluation().metrics());
        } catch (DivergedException | StoppedException e) {
            return Optional.empty();
        }
    }

    private static TabularTrainer trainer(Model model) {
        return TabularTrainer.of(model.encoder().roles(), TabularOptions.of(model))
                .hidden()
                .bins(0)
                .dropout(0)
                .effort(Effort.QUICK)
                .optimizer(OPTIMIZER);
    }
}
