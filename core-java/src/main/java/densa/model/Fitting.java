package densa.model;

import densa.encode.Dataset;
import densa.encode.Encoder;
import densa.encode.NumberCoding;
import densa.encode.Precision;
import densa.encode.TargetCoding;
import densa.encode.Task;
import densa.metric.Metrics;
import densa.network.Loss;
import densa.train.TrainedNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Carries a plan out: compares its candidates, trains more members of the best ones, and makes them a model. */
final class Fitting {

    /** A candidate whose error is above the least one by more than this share of it has no part in the best mean. */
    private static final double HOPELESS = 0.05;

    private final Plan plan;
    private final TabularOptions options;
    private final int folds;
    private final int scouts;
    private final int toCompare;
    private final double[] truth;
    private final double[] weights;
    private final Members.Watch watch;
    /** The rows as each encoder sees them, encoded when a candidate first needs them. */
    private final Map<Encoder, Dataset> data = new HashMap<>();

    /**
     * A candidate of which a few members were trained.
     *
     * @param error of these few, even if more were trained since
     */
    private record Scouted(Members members, double error) {}

    Fitting(Plan plan) {
        this.plan = plan;
        this.options = plan.options();
        int rows = plan.learning().count();
        this.folds = plan.splits().all().size();
        this.scouts = options.membersToScout(rows, folds);
        this.toCompare = options.membersToCompare(rows, folds);
        this.truth = plan.truth();
        this.weights = plan.weights();
        long limit = options.timeLimit()
                .filter(duration -> duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0)
                .map(Duration::toNanos)
                .orElse(Long.MAX_VALUE);
        this.watch = new Members.Watch(plan.listener(), epochs(mostTrainings()), limit);
    }

    /** The most members that are trained. */
    int mostTrainings() {
        List<Candidate> choices = plan.choices();
        int compared = choices.size()
                + plan.otherwiseRegularized(choices, choices.get(0)).size()
                + (plan.logarithm().isPresent() ? 1 : 0);
        int together = Math.min(compared, options.mostTogether(plan.learning().count(), folds));
        return compared * toCompare
                + together * (folds - toCompare)
                + options.effort().moreDeals() * folds;
    }

    Fit fit() {
        long started = System.nanoTime();
        List<Candidate> choices = plan.choices();
        Optional<NumberCoding> logarithm = plan.logarithm();
        List<Scouted> scouted = new ArrayList<>();
        // Hopeless, or with the worse coding of the target, of which a model has one.
        List<Members> rejected = new ArrayList<>();
        if (logarithm.isPresent()) {
            Candidate plain = choices.get(0);
            List<Scouted> codings = scouted(List.of(plain, plain.withTarget(logarithm.get())));
            Members better = contenders(codings).stream()
                    .min(Comparator.comparingDouble(this::error))
                    .orElseThrow();
            for (Scouted one : codings) {
                if (one.members() == better) {
                    scouted.add(one);
                } else {
                    rejected.add(one.members());
                }
            }
            if (better.candidate() != plain) {
                choices = choices.stream()
                        .map(choice -> choice.withTarget(logarithm.get()))
                        .toList();
            }
        }
        scouted.addAll(scouted(choices.subList(scouted.size(), choices.size())));
        Scouted so =
                scouted.stream().min(Comparator.comparingDouble(Scouted::error)).orElseThrow();
        scouted.addAll(scouted(plan.otherwiseRegularized(choices, so.members().candidate())));
        List<Members> compared = contenders(scouted);
        List<Members> best = best(compared);
        compared.stream()
                .filter(members -> plan.alwaysKept(members.candidate()) && !best.contains(members))
                .forEach(best::add);
        scouted.stream()
                .map(Scouted::members)
                .filter(members -> !compared.contains(members))
                .forEach(rejected::add);
        List<Members> tried =
                Stream.concat(rejected.stream(), compared.stream()).toList();
        int others = tried.stream()
                .filter(members -> !best.contains(members))
                .mapToInt(Members::trained)
                .sum();
        watch.plan(epochs(others + (best.size() + options.effort().moreDeals()) * folds));
        List<Compared> report = tried.stream()
                .map(members -> compared(members, best.contains(members)))
                .toList();
        train(best, 0, folds);
        int parts = best.size();
        for (int deal = 1; deal <= options.effort().moreDeals(); deal++) {
            Members more = new Members(best.get((deal - 1) % parts).candidate(), weights.length);
            train(List.of(more), deal, folds);
            best.add(more);
        }
        return fit(choices.get(0), best, report, started);
    }

    private int epochs(int trainings) {
        return (int) Math.min(
                Integer.MAX_VALUE, (long) trainings * plan.trainingOptions().epochs());
    }

    /** A few members of each of some candidates. */
    private List<Scouted> scouted(List<Candidate> candidates) {
        List<Members> few = candidates.stream()
                .map(candidate -> new Members(candidate, weights.length))
                .toList();
        train(few, 0, scouts);
        return few.stream().map(members -> new Scouted(members, error(members))).toList();
    }

    /** Those that are not hopeless, with as many members as decide whether the others are trained. */
    private List<Members> contenders(List<Scouted> scouted) {
        double least = scouted.stream().mapToDouble(Scouted::error).min().orElseThrow();
        // A loss, such as that of counts, may be negative.
        List<Members> contenders = scouted.stream()
                .filter(one -> one.error() <= least + HOPELESS * Math.abs(least))
                .map(Scouted::members)
                .toList();
        train(contenders, 0, toCompare);
        return contenders;
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

    /** Trains what the first splits of a deal lack of members of these candidates, unless all training was stopped. */
    private void train(List<Members> candidates, int deal, int to) {
        if (watch.stopped()) {
            return;
        }
        Precision precision = options.engine().precision(options.precision());
        List<Members.Task> tasks = candidates.stream()
                .filter(members -> members.trained() < to)
                .map(members -> new Members.Task(
                        members,
                        data.computeIfAbsent(
                                members.candidate().encoder(), encoder -> plan.dataset(members.candidate(), precision)),
                        plan.splits().deal(deal).subList(members.trained(), to),
                        1000L * deal + members.trained()))
                .toList();
        Members.train(tasks, watch);
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

    /** How good the members' predictions are for the rows that judged them, as they come. */
    private Metrics metrics(Members members) {
        return metrics(members, members.outOfSample());
    }

    private Metrics metrics(Members members, double[] values) {
        int[] rows = members.judged();
        double[] weightOf = IntStream.of(rows).mapToDouble(row -> weights[row]).toArray();
        return members.candidate().meaning().metrics(truth(rows), values, weightOf);
    }

    private Fit fit(Candidate finest, List<Members> best, List<Compared> report, long started) {
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
        List<Calibration> calibrations = calibrations(best, all);
        double[] values = all.outOfSample();
        all.candidate().meaning().temper(values, calibrations, Calibration::judgedTemperature);
        Model model = new Model(
                finest.encoder(),
                networks,
                options,
                ValidationMetrics.of(metrics(all, values)),
                provenance,
                calibrations,
                intervals(finest, all));
        OutOfSample judged = plan.judging()
                .map(rows -> OutOfSample.of(rows, plan.learning().count(), truth, weights, model, best, all))
                .orElseGet(() -> OutOfSample.of(plan.learning(), 0, truth, weights, model, best, all));
        return new Fit(model, judged, report, (System.nanoTime() - started) * 1e-9);
    }

    /** Of each target that has classes. */
    private List<Calibration> calibrations(List<Members> parts, Members all) {
        if (plan.task() == Task.REGRESSION) {
            return List.of();
        }
        return IntStream.range(0, plan.targets().size())
                .mapToObj(target -> calibration(parts, all, target))
                .toList();
    }

    private Calibration calibration(List<Members> parts, Members all, int target) {
        Calibration.Rows mean = rows(all, all.judged(), target);
        if (!plan.splits().everyRowJudges()) {
            return Calibration.of(mean);
        }
        int[] common = IntStream.range(0, weights.length)
                .filter(row -> parts.stream().allMatch(part -> part.hasJudged(row)))
                .toArray();
        Calibration.Rows ofParts = common.length == mean.truth().length ? mean : rows(all, common, target);
        return Calibration.ofFewer(
                mean, parts.stream().map(part -> rows(part, common, target)).toList(), ofParts);
    }

    private Calibration.Rows rows(Members members, int[] rows, int target) {
        OutputMeaning meaning = members.candidate().meaning();
        return new Calibration.Rows(
                Arrays.stream(meaning.truthOf(target, truth(rows)))
                        .mapToInt(label -> (int) label)
                        .toArray(),
                meaning.valuesOf(target, members.outOfSample(rows)),
                IntStream.of(rows).mapToDouble(row -> weights[row]).toArray(),
                meaning.forTarget(target).classes().size());
    }

    private double[] truth(int[] rows) {
        return OutputMeaning.rows(truth, plan.targets().size(), rows);
    }

    /** Of each target that is a number. */
    private List<Intervals> intervals(Candidate finest, Members all) {
        if (plan.task() == Task.CLASSIFICATION) {
            return List.of();
        }
        OutputMeaning meaning = all.candidate().meaning();
        double[] judged = truth(all.judged());
        double[] predicted = all.outOfSample();
        List<TargetCoding> targets = finest.encoder().targets();
        return IntStream.range(0, targets.size())
                .mapToObj(target -> Intervals.of(
                        meaning.truthOf(target, judged),
                        meaning.forTarget(target).numbers(meaning.valuesOf(target, predicted)),
                        targets.get(target) instanceof NumberCoding number && number.logarithm()))
                .toList();
    }
}
