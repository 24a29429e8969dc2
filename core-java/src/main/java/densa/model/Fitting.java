package densa.model;

import densa.encode.Dataset;
import densa.encode.NumberCoding;
import densa.encode.Precision;
import densa.encode.Task;
import densa.metric.Metrics;
import densa.network.Loss;
import densa.table.Split;
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
    private final double[] weights;
    private final Members.Watch watch;

    Fitting(Plan plan) {
        this.plan = plan;
        this.options = plan.options();
        this.truth = plan.truth();
        this.weights = plan.weights();
        long limit = options.timeLimit()
                .filter(duration -> duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0)
                .map(Duration::toNanos)
                .orElse(Long.MAX_VALUE);
        long planned = (long) plan.trainings()
                * plan.members()
                * plan.trainingOptions().epochs();
        this.watch = new Members.Watch(plan.listener(), (int) Math.min(Integer.MAX_VALUE, planned), limit);
    }

    Fit fit() {
        long started = System.nanoTime();
        List<Candidate> choices = plan.choices();
        List<Members> trained = new ArrayList<>();
        Optional<NumberCoding> logarithm = plan.logarithm();
        if (logarithm.isEmpty()) {
            trained.add(trained(choices.get(0), 0));
        } else {
            Members better = betterTarget(choices.get(0), logarithm.get());
            choices = choices.stream()
                    .map(choice ->
                            choice.withTarget(better.candidate().encoder().target()))
                    .toList();
            trained.add(better);
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
        return fit(choices.get(0), best, started);
    }

    /** The members of a candidate, or of the same with another coding of the target, if its first ones predict better. */
    private Members betterTarget(Candidate candidate, NumberCoding other) {
        Members members = new Members(candidate, weights.length);
        Members others = new Members(candidate.withTarget(other), weights.length);
        List<Split> splits = plan.splits().deal(0);
        int few = Math.min(options.effort().membersToCompareTargets(), splits.size());
        train(members, splits, 0, few, 0);
        train(others, splits, 0, few, 0);
        Members better = error(others) < error(members) ? others : members;
        train(better, splits, few, splits.size(), 0);
        return better;
    }

    /**
     * The candidates' members that predict best together: the best candidate's, and those of others that make the mean
     * better.
     */
    private List<Members> best(List<Members> trained) {
        record Judged(Members members, double error) {}
        List<Judged> sorted = trained.stream()
                .map(members -> new Judged(members, error(members)))
                .sorted(Comparator.comparingDouble(Judged::error))
                .toList();
        List<Members> best = new ArrayList<>(List.of(sorted.get(0).members()));
        double least = sorted.get(0).error();
        for (Judged next : sorted.subList(1, sorted.size())) {
            List<Members> more = new ArrayList<>(best);
            more.add(next.members());
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
        Members members = new Members(candidate, weights.length);
        List<Split> splits = plan.splits().deal(deal);
        train(members, splits, 0, splits.size(), deal);
        return members;
    }

    /** Trains the members of some splits of a deal, unless all training was stopped. */
    private void train(Members members, List<Split> splits, int from, int to, int deal) {
        if (from < to && !watch.stopped()) {
            Precision precision = options.engine().precision(options.precision());
            Dataset data = plan.dataset(members.candidate(), precision);
            members.train(data, splits.subList(from, to), 1000L * deal + from, watch);
        }
    }

    /** What decides between candidates: log loss, RMSE, or the loss itself if it is another one or of several numbers. */
    private double error(Members members) {
        if (members.networks().isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        Loss loss = members.candidate().options().loss();
        boolean numbers = plan.task() == Task.REGRESSION;
        if (numbers && (plan.targets().size() > 1 || !(loss instanceof Loss.MeanSquaredError))) {
            return members.networks().stream()
                    .mapToDouble(network -> network.history().bestLoss())
                    .average()
                    .orElseThrow();
        }
        Double error = metrics(members).values().get(numbers ? "rmse" : "log_loss");
        return error == null ? Double.POSITIVE_INFINITY : error;
    }

    private Metrics metrics(Members members) {
        int[] rows = members.judged();
        double[] weightOf = IntStream.of(rows).mapToDouble(row -> weights[row]).toArray();
        return members.candidate()
                .meaning()
                .metrics(OutputMeaning.rows(truth, plan.targets().size(), rows), members.outOfSample(), weightOf);
    }

    private Fit fit(Candidate finest, List<Members> best, long started) {
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
        Model model = new Model(
                finest.encoder(),
                networks,
                options,
                ValidationMetrics.of(metrics(all)),
                provenance,
                calibration(all),
                intervals(finest, all));
        OutOfSample judged = plan.judging()
                .map(rows -> OutOfSample.of(rows, plan.learning().count(), truth, weights, model, best, all))
                .orElseGet(() -> OutOfSample.of(plan.learning(), 0, truth, weights, model, best, all));
        return new Fit(model, judged, (System.nanoTime() - started) * 1e-9);
    }

    private Optional<Calibration> calibration(Members all) {
        if (plan.task() == Task.REGRESSION || plan.targets().size() > 1) {
            return Optional.empty();
        }
        int[] rows = all.judged();
        // A mean of more networks than judged a row is less sure of itself than they are.
        boolean fewer = plan.splits().everyRowJudges();
        return Optional.of(Calibration.of(
                IntStream.of(rows).map(row -> (int) truth[row]).toArray(),
                all.outOfSample(),
                IntStream.of(rows).mapToDouble(row -> weights[row]).toArray(),
                plan.classCounts().size(),
                fewer ? 1 : Calibration.MOST));
    }

    private Optional<Intervals> intervals(Candidate finest, Members all) {
        if (plan.task() == Task.CLASSIFICATION || plan.targets().size() > 1) {
            return Optional.empty();
        }
        double[] judged =
                IntStream.of(all.judged()).mapToDouble(row -> truth[row]).toArray();
        boolean logarithm = finest.encoder().target() instanceof NumberCoding number && number.logarithm();
        double[] predicted = all.candidate().meaning().numbers(all.outOfSample());
        return Optional.of(Intervals.of(judged, predicted, logarithm));
    }
}
