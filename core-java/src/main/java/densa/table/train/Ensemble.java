package densa.table.train;

import densa.store.DensaVersion;
import densa.table.encode.NumberCoding;
import densa.table.encode.TableRows;
import densa.table.encode.TargetCoding;
import densa.table.encode.Task;
import densa.table.model.Calibration;
import densa.table.model.Evaluation;
import densa.table.model.Model;
import densa.table.model.OutputDecoder;
import densa.table.model.PredictionIntervals;
import densa.table.model.Provenance;
import densa.table.model.TableFingerprint;
import densa.table.model.ValidationMetrics;
import densa.train.TrainedNetwork;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;

/** Makes a model of the networks of one candidate or several: calibrates it, bounds its errors, and evaluates it. */
final class Ensemble {

    private final Plan plan;
    private final OutOfFold outOfFold;
    private final Candidate finest;
    private final List<Members> parts;
    private final Members all;

    /**
     * Takes the networks together.
     *
     * @param finest the candidate with the most bins, whose encoder the model has
     * @throws StoppedException if there are none
     */
    Ensemble(Plan plan, OutOfFold outOfFold, Candidate finest, List<Members> parts) {
        this.plan = plan;
        this.outOfFold = outOfFold;
        this.finest = finest;
        this.parts = parts;
        this.all = Members.together(parts);
        if (all.networks().isEmpty()) {
            throw new StoppedException();
        }
    }

    TrainingResult result(List<CandidateResult> candidates, boolean stopped, double seconds) {
        List<Calibration> calibrations = calibrations();
        double[] values = all.outOfFold();
        decoder().calibrate(values, calibrations, Calibration::outOfFoldTemperature);
        Model model = new Model(
                finest.encoder(),
                networks(),
                ValidationMetrics.of(outOfFold.metrics(all, values)),
                provenance(),
                calibrations,
                intervals(),
                OptionsJson.toJson(plan.recipe().options()).toString());
        return new TrainingResult(model, evaluation(model, values), candidates, stopped, seconds);
    }

    private OutputDecoder decoder() {
        return all.candidate().decoder();
    }

    /** All networks behind the finest encoder. */
    private List<TrainedNetwork> networks() {
        return parts.stream()
                .flatMap(part -> part.networks().stream().map(network -> refined(network, part.candidate())))
                .toList();
    }

    private TrainedNetwork refined(TrainedNetwork network, Candidate candidate) {
        return TrainedNetwork.of(
                finest.network(),
                BinRefinement.widen(network.parameters(), candidate.encoder(), finest.encoder(), finest.network()),
                network.options(),
                network.history());
    }

    private Provenance provenance() {
        return new Provenance(
                DensaVersion.CURRENT,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                plan.trainingRows(),
                plan.validationRows(),
                TableFingerprint.of(plan.table().table()),
                plan.recipe().options().seed());
    }

    private Evaluation evaluation(Model model, double[] values) {
        TableRows validated = plan.table().validation().orElse(plan.table().learning());
        int first = plan.table().validation().isPresent() ? plan.table().count() : 0;
        int[] numbers = validated.rows();
        int[] rows = all.validated();
        Evaluation known = Evaluation.outOfFold(
                model,
                validated.table(),
                IntStream.of(rows).map(row -> numbers[row - first]).toArray(),
                outOfFold.truth(rows),
                outOfFold.weights(rows),
                values,
                all.validation().stream().map(own -> places(rows, own)).toList(),
                new LinkedHashSet<>(parts.get(0).validation())
                        .stream().map(fold -> places(rows, fold)).toList());
        boolean single = plan.targets().size() == 1;
        return plan.table()
                .unknown()
                .filter(unknown -> single)
                .map(known::withUnknown)
                .orElse(known);
    }

    /** Where some of the rows, which ascend, stand among them. */
    private static int[] places(int[] rows, int[] some) {
        return IntStream.of(some).map(row -> Arrays.binarySearch(rows, row)).toArray();
    }

    /** Of each target that has classes. */
    private List<Calibration> calibrations() {
        if (plan.task() == Task.REGRESSION) {
            return List.of();
        }
        return IntStream.range(0, plan.targets().size())
                .mapToObj(this::calibration)
                .toList();
    }

    private Calibration calibration(int target) {
        TemperatureScaling.Rows mean = rows(all, all.validated(), target);
        if (!plan.splits().everyRowValidates()) {
            return TemperatureScaling.of(mean);
        }
        int[] common = outOfFold.common(parts);
        TemperatureScaling.Rows ofParts = common.length == mean.truth().length ? mean : rows(all, common, target);
        return TemperatureScaling.ofFewer(
                mean, parts.stream().map(part -> rows(part, common, target)).toList(), ofParts);
    }

    private TemperatureScaling.Rows rows(Members members, int[] rows, int target) {
        OutputDecoder decoder = members.candidate().decoder();
        return new TemperatureScaling.Rows(
                Arrays.stream(decoder.truthOf(target, outOfFold.truth(rows)))
                        .mapToInt(label -> (int) label)
                        .toArray(),
                decoder.valuesOf(target, members.outOfFold(rows)),
                outOfFold.weights(rows),
                decoder.forTarget(target).classes().size());
    }

    /** Of each target that is a number. */
    private List<PredictionIntervals> intervals() {
        if (plan.task() == Task.CLASSIFICATION) {
            return List.of();
        }
        double[] truth = outOfFold.truth(all.validated());
        double[] predicted = all.outOfFold();
        List<TargetCoding> targets = finest.encoder().targets();
        return IntStream.range(0, targets.size())
                .mapToObj(target -> PredictionIntervals.of(
                        decoder().truthOf(target, truth),
                        decoder().forTarget(target).numbers(decoder().valuesOf(target, predicted)),
                        targets.get(target) instanceof NumberCoding number && number.logarithm(),
                        decoder().loss().spreadPower()))
                .toList();
    }
}
