package densa.model;

import densa.encode.Dataset;
import densa.encode.NumberCoding;
import densa.encode.Precision;
import densa.encode.Task;
import densa.metric.ClassificationMetrics;
import densa.metric.Metrics;
import densa.metric.RegressionMetrics;
import densa.network.Loss;
import densa.train.TrainedNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Carries a plan out: compares its candidates, trains more members of the best ones, and makes them a model. */
final class Fitting {

    private final Plan plan;
    private final TabularOptions options;
    private final double[] truth;
    private final double[] rowWeights;
    /** Class weights included. */
    private final double[] lossWeights;

    private final Members.Watch watch;

    Fitting(Plan plan) {
        this.plan = plan;
        this.options = plan.options();
        this.truth = plan.truth();
        this.rowWeights = plan.rowWeights();
        this.lossWeights = plan.lossWeights();
        long limit = options.timeLimit()
                .filter(duration -> duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0)
                .map(Duration::toNanos)
                .orElse(Long.MAX_VALUE);
        long planned = (long) plan.trainings()
                * plan.members()
                * plan.trainingOptions().epochs();
        this.watch = new Members.Watch(plan.listener(), (int) Math.min(Integer.MAX_VALUE, planned), limit);
    }

    Model fit() {
        List<Candidate> choices = plan.choices();
        List<Members> trained = new ArrayList<>();
        trained.add(trained(choices.get(0), 0));
        Optional<NumberCoding> logarithm = plan.logarithm();
        if (logarithm.isPresent() && !watch.stopped()) {
            Members other = trained(choices.get(0).withTarget(logarithm.get()), 0);
            if (error(other) < error(trained.get(0))) {
                choices = choices.stream()
                        .map(choice -> choice.withTarget(logarithm.get()))
                        .toList();
                trained.set(0, other);
            }
        }
        for (int i = 1; i < choices.size() && !watch.stopped(); i++) {
            trained.add(trained(choices.get(i), i));
        }
        Candidate so = best(trained).get(0).candidate();
        for (Candidate other : plan.withOtherDropout(so)) {
            if (!watch.stopped()) {
                trained.add(trained(other, trained.size()));
            }
        }
        List<Members> best = best(trained);
        int parts = best.size();
        for (int more = 0; more < options.effort().moreDeals() && !watch.stopped(); more++) {
            best.add(trained(best.get(more % parts).candidate(), trained.size() + more));
        }
        return model(choices.get(0), best);
    }

    /** The candidates' members that predict best together: the best ones, then each that makes them better. */
    private List<Members> best(List<Members> trained) {
        List<Members> sorted = new ArrayList<>(trained);
        sorted.sort(Comparator.comparingDouble(this::error));
        List<Members> best = new ArrayList<>(sorted.subList(0, 1));
        double least = error(best.get(0));
        for (Members next : sorted.subList(1, sorted.size())) {
            List<Members> more = new ArrayList<>(best);
            more.add(next);
            double error = error(Members.together(more));
            if (error < least) {
                best = more;
                least = error;
            }
        }
        return best;
    }

    /** The members of a candidate, one for each split of a deal. */
    private Members trained(Candidate candidate, int deal) {
        Members members = new Members(candidate, truth.length);
        members.train(dataset(candidate), plan.splits().deal(deal), 1000L * deal, watch);
        return members;
    }

    private Dataset dataset(Candidate candidate) {
        Precision precision = options.engine().precision(options.precision());
        return plan.dataset(candidate, precision);
    }

    /** What decides between candidates: log loss, RMSE, or the loss itself where it is another one. */
    private double error(Members members) {
        if (members.networks().isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        Loss loss = members.candidate().options().loss();
        if (plan.task() == Task.REGRESSION && !(loss instanceof Loss.MeanSquaredError)) {
            return members.networks().stream()
                    .mapToDouble(network -> network.history().bestLoss())
                    .average()
                    .orElseThrow();
        }
        Metrics metrics = metrics(members, lossWeights);
        return metrics instanceof ClassificationMetrics classes
                ? classes.logLoss()
                : ((RegressionMetrics) metrics).rmse();
    }

    private Metrics metrics(Members members, double[] weights) {
        int[] rows = members.judged();
        double[] weightOf = IntStream.of(rows).mapToDouble(row -> weights[row]).toArray();
        double[] values = members.outOfSample();
        if (plan.task() == Task.CLASSIFICATION) {
            return ClassificationMetrics.of(
                    List.copyOf(plan.classCounts().keySet()),
                    IntStream.of(rows).map(row -> (int) truth[row]).toArray(),
                    values,
                    weightOf);
        }
        return RegressionMetrics.of(
                IntStream.of(rows).mapToDouble(row -> truth[row]).toArray(), values, weightOf);
    }

    private Model model(Candidate finest, List<Members> best) {
        Members all = Members.together(best);
        if (all.networks().isEmpty()) {
            throw new StoppedException();
        }
        List<TrainedNetwork> networks = new ArrayList<>();
        for (Members members : best) {
            for (TrainedNetwork network : members.networks()) {
                networks.add(TrainedNetwork.of(
                        finest.network(),
                        Widening.widen(
                                network.parameters(),
                                members.candidate().encoder(),
                                finest.encoder(),
                                finest.network()),
                        network.options(),
                        network.history()));
            }
        }
        Provenance provenance =
                Model.provenanceOf(plan.learning().table(), plan.trainingRows(), plan.validationRows(), options.seed());
        return new Model(
                finest.encoder(), networks, options, ValidationMetrics.of(metrics(all, rowWeights)), provenance);
    }
}
