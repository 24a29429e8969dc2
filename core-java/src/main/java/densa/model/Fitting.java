package densa.model;

import densa.encode.Dataset;
import densa.encode.NumberCoding;
import densa.encode.Precision;
import densa.encode.Task;
import densa.metric.Metrics;
import densa.network.Loss;
import densa.train.TrainedNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
        long planned = (long) plan.trainings() * plan.trainingOptions().epochs();
        this.watch = new Members.Watch(plan.listener(), (int) Math.min(Integer.MAX_VALUE, planned), limit);
    }

    Fit fit() {
        long started = System.nanoTime();
        List<Candidate> choices = plan.choices();
        List<Members> compared = new ArrayList<>();
        compared.add(begun(choices.get(0)));
        // With the worse coding of the target, of which a model has one.
        List<Members> rejected = new ArrayList<>();
        Optional<NumberCoding> logarithm = plan.logarithm();
        if (logarithm.isPresent()) {
            rejected.add(begun(choices.get(0).withTarget(logarithm.get())));
            if (error(rejected.get(0)) < error(compared.get(0))) {
                rejected.set(0, compared.set(0, rejected.get(0)));
                choices = choices.stream()
                        .map(choice -> choice.withTarget(logarithm.get()))
                        .toList();
            }
        }
        for (Candidate choice : choices.subList(1, choices.size())) {
            compared.add(begun(choice));
        }
        Candidate so = best(compared).get(0).candidate();
        for (Candidate other : plan.otherwiseRegularized(choices, so)) {
            compared.add(begun(other));
        }
        List<Members> best = best(compared);
        compared.stream()
                .filter(members -> plan.alwaysKept(members.candidate()) && !best.contains(members))
                .forEach(best::add);
        List<Compared> report = Stream.concat(rejected.stream(), compared.stream())
                .map(members -> compared(members, best.contains(members)))
                .toList();
        int folds = plan.splits().all().size();
        best.forEach(members -> train(members, 0, plan.membersToCompare(), folds));
        int parts = best.size();
        for (int deal = 1; deal <= options.effort().moreDeals(); deal++) {
            Members more = new Members(best.get((deal - 1) % parts).candidate(), weights.length);
            train(more, deal, 0, folds);
            best.add(more);
        }
        return fit(choices.get(0), best, report, started);
    }

    /** As many members of a candidate as decide whether the others are trained. */
    private Members begun(Candidate candidate) {
        Members members = new Members(candidate, weights.length);
        train(members, 0, 0, plan.membersToCompare());
        return members;
    }

    /**
     * The candidates' members that predict best together: the best candidate's, and those of one or two others that make
     * the mean better.
     */
    private List<Members> best(List<Members> trained) {
        record Judged(Members members, double error) {}
        List<Judged> sorted = trained.stream()
                .map(members -> new Judged(members, error(members)))
                .sorted(Comparator.comparingDouble(Judged::error))
                .toList();
        int most = options.mostTogether(
                plan.learning().count(), plan.splits().all().size());
        List<Members> best = new ArrayList<>(List.of(sorted.get(0).members()));
        double least = sorted.get(0).error();
        for (Judged next : sorted.subList(1, sorted.size())) {
            if (best.size() == most) {
                break;
            }
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

    /** Trains the members of some splits of a deal, unless all training was stopped. */
    private void train(Members members, int deal, int from, int to) {
        if (from < to && !watch.stopped()) {
            Precision precision = options.engine().precision(options.precision());
            Dataset data = plan.dataset(members.candidate(), precision);
            members.train(data, plan.splits().deal(deal).subList(from, to), 1000L * deal + from, watch);
        }
    }

    private Compared compared(Members members, boolean kept) {
        Candidate candidate = members.candidate();
        return new Compared(
                candidate.bins(),
                candidate.network().denseLayers().size() > 1
                        ? candidate.network().dropoutBefore(1)
                        : 0,
                candidate.network().dropoutBefore(0),
                candidate.options().weightDecay(),
                candidate.encoder().targets().get(0) instanceof NumberCoding number && number.logarithm(),
                members.networks().size(),
                error(members),
                kept);
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

    private Fit fit(Candidate finest, List<Members> best, List<Compared> compared, long started) {
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
                calibration(best, all),
                intervals(finest, all));
        OutOfSample judged = plan.judging()
                .map(rows -> OutOfSample.of(rows, plan.learning().count(), truth, weights, model, best, all))
                .orElseGet(() -> OutOfSample.of(plan.learning(), 0, truth, weights, model, best, all));
        return new Fit(model, judged, compared, (System.nanoTime() - started) * 1e-9);
    }

    private Optional<Calibration> calibration(List<Members> parts, Members all) {
        if (plan.task() == Task.REGRESSION || plan.targets().size() > 1) {
            return Optional.empty();
        }
        int[] rows = all.judged();
        double[] together = all.outOfSample();
        boolean complete = parts.stream().allMatch(part -> part.judged().length == rows.length);
        return Optional.of(Calibration.of(
                IntStream.of(rows).map(row -> (int) truth[row]).toArray(),
                complete ? parts.stream().map(Members::outOfSample).toList() : List.of(together),
                together,
                IntStream.of(rows).mapToDouble(row -> weights[row]).toArray(),
                plan.classCounts().size(),
                plan.splits().everyRowJudges()));
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
