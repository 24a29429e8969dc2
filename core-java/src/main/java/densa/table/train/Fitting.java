package densa.table.train;

import densa.data.Dataset;
import densa.data.Precision;
import densa.metric.Metrics;
import densa.network.Loss;
import densa.store.DensaVersion;
import densa.table.encode.Encoder;
import densa.table.encode.NumberCoding;
import densa.table.encode.TableRows;
import densa.table.encode.TargetCoding;
import densa.table.encode.Task;
import densa.table.model.Calibration;
import densa.table.model.EvaluatedTarget;
import densa.table.model.Evaluation;
import densa.table.model.Model;
import densa.table.model.OutputDecoder;
import densa.table.model.PredictionIntervals;
import densa.table.model.Provenance;
import densa.table.model.TableFingerprint;
import densa.table.model.ValidationMetrics;
import densa.train.TrainedNetwork;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
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

    TrainingResult fit() {
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
        List<CandidateResult> report = tried.stream()
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

    private CandidateResult compared(Members members, boolean kept) {
        Candidate candidate = members.candidate();
        return new CandidateResult(
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
        return EvaluatedTarget.metrics(members.candidate().decoder(), truth(rows), values, weightOf);
    }

    private TrainingResult fit(Candidate finest, List<Members> best, List<CandidateResult> report, long started) {
        Members all = Members.together(best);
        if (all.networks().isEmpty()) {
            throw new StoppedException();
        }
        List<TrainedNetwork> networks = new ArrayList<>();
        for (Members members : best) {
            for (TrainedNetwork network : members.networks()) {
                networks.add(TrainedNetwork.of(
                        finest.network(),
                        BinRefinement.widen(
                                network.parameters(),
                                members.candidate().encoder(),
                                finest.encoder(),
                                finest.network()),
                        network.options(),
                        network.history()));
            }
        }
        Provenance provenance = new Provenance(
                DensaVersion.CURRENT,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                plan.trainingRows(),
                plan.validationRows(),
                TableFingerprint.of(plan.learning().table()),
                options.seed());
        List<Calibration> calibrations = calibrations(best, all);
        double[] values = all.outOfSample();
        all.candidate().decoder().calibrate(values, calibrations, Calibration::outOfFoldTemperature);
        Model model = new Model(
                finest.encoder(),
                networks,
                ValidationMetrics.of(metrics(all, values)),
                provenance,
                calibrations,
                intervals(finest, all),
                OptionsJson.toJson(options).toString());
        return new TrainingResult(
                model, evaluation(model, best, all, values), report, (System.nanoTime() - started) * 1e-9);
    }

    private Evaluation evaluation(Model model, List<Members> best, Members all, double[] values) {
        TableRows validated = plan.judging().orElse(plan.learning());
        int first = plan.judging().isPresent() ? plan.learning().count() : 0;
        int[] numbers = validated.rows();
        int[] rows = all.judged();
        return Evaluation.outOfFold(
                model,
                validated.table(),
                IntStream.of(rows).map(row -> numbers[row - first]).toArray(),
                truth(rows),
                IntStream.of(rows).mapToDouble(row -> weights[row]).toArray(),
                values,
                all.judging().stream().map(own -> places(rows, own)).toList(),
                new LinkedHashSet<>(best.get(0).judging())
                        .stream().map(fold -> places(rows, fold)).toList());
    }

    /** Where some of the rows, which ascend, stand among them. */
    private static int[] places(int[] rows, int[] some) {
        return IntStream.of(some).map(row -> Arrays.binarySearch(rows, row)).toArray();
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
        TemperatureScaling.Rows mean = rows(all, all.judged(), target);
        if (!plan.splits().everyRowJudges()) {
            return TemperatureScaling.of(mean);
        }
        int[] common = IntStream.range(0, weights.length)
                .filter(row -> parts.stream().allMatch(part -> part.hasJudged(row)))
                .toArray();
        TemperatureScaling.Rows ofParts = common.length == mean.truth().length ? mean : rows(all, common, target);
        return TemperatureScaling.ofFewer(
                mean, parts.stream().map(part -> rows(part, common, target)).toList(), ofParts);
    }

    private TemperatureScaling.Rows rows(Members members, int[] rows, int target) {
        OutputDecoder decoder = members.candidate().decoder();
        return new TemperatureScaling.Rows(
                Arrays.stream(decoder.truthOf(target, truth(rows)))
                        .mapToInt(label -> (int) label)
                        .toArray(),
                decoder.valuesOf(target, members.outOfSample(rows)),
                IntStream.of(rows).mapToDouble(row -> weights[row]).toArray(),
                decoder.forTarget(target).classes().size());
    }

    private double[] truth(int[] rows) {
        return OutputDecoder.rows(truth, plan.targets().size(), rows);
    }

    /** Of each target that is a number. */
    private List<PredictionIntervals> intervals(Candidate finest, Members all) {
        if (plan.task() == Task.CLASSIFICATION) {
            return List.of();
        }
        OutputDecoder decoder = all.candidate().decoder();
        double[] judged = truth(all.judged());
        double[] predicted = all.outOfSample();
        List<TargetCoding> targets = finest.encoder().targets();
        return IntStream.range(0, targets.size())
                .mapToObj(target -> PredictionIntervals.of(
                        decoder.truthOf(target, judged),
                        decoder.forTarget(target).numbers(decoder.valuesOf(target, predicted)),
                        targets.get(target) instanceof NumberCoding number && number.logarithm()))
                .toList();
    }
}
