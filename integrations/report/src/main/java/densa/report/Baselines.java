package densa.report;

import densa.encode.Roles;
import densa.metric.Metrics;
import densa.model.Effort;
import densa.model.Fit;
import densa.model.Model;
import densa.model.StoppedException;
import densa.model.TabularOptions;
import densa.model.TabularTrainer;
import densa.optimize.Optimizer;
import densa.table.Table;
import densa.train.DivergedException;
import java.util.List;
import java.util.Optional;

/** What a model is compared with. */
final class Baselines {

    /** High, as a linear model has no wrong turn to take and few steps to go: it ends where logistic regression does. */
    static final Optimizer OPTIMIZER = new Optimizer.Adam(0.03, 0.9, 0.95, 1e-8);

    private Baselines() {}

    /**
     * A linear model of the same columns, judged on the same rows in the same way; empty if the model itself is linear,
     * or if it cannot be trained.
     */
    static Optional<Metrics> linear(Fit fit, Table training) {
        Model model = fit.model();
        if (model.network().denseLayers().size() == 1) {
            return Optional.empty();
        }
        try {
            TabularTrainer trainer = trainer(model);
            Table judging = fit.outOfSample().table();
            Fit linear = judging == training
                    ? trainer.plan(training).fit()
                    : trainer.plan(training, judging).fit();
            return Optional.of(linear.outOfSample().metrics());
        } catch (DivergedException | StoppedException e) {
            return Optional.empty();
        }
    }

    private static TabularTrainer trainer(Model model) {
        TabularOptions options = model.options()
                .withHidden(List.of())
                .withBins(0)
                .withDropout(0)
                .withEffort(Effort.QUICK)
                .withOptimizer(OPTIMIZER);
        Roles roles = model.encoder().roles();
        TabularTrainer trainer = TabularTrainer.forTargets(roles.targets().toArray(String[]::new))
                .options(options)
                .ids(roles.ids().toArray(String[]::new))
                .ignore(roles.ignored().toArray(String[]::new))
                .categorical(roles.categorical().toArray(String[]::new))
                .numeric(roles.numeric().toArray(String[]::new));
        return roles.weight().map(trainer::weight).orElse(trainer);
    }
}
