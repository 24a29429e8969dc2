package densa.table.train;

import densa.data.Dataset;
import densa.data.Precision;
import densa.network.Loss;
import densa.table.encode.Encoder;
import densa.table.encode.NumberCoding;
import densa.table.encode.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Trains a model: candidates are compared by cross-validation, in stages, and the networks of the best ones become an
 * ensemble.
 *
 * <ol>
 *   <li>Target coding: if the logarithm of the target could be better, it is compared with the target as it is.
 *   <li>Bins: each number of bins is scouted, on a few folds.
 *   <li>Regularization: the other regularizations are scouted, with the bins that did best.
 *   <li>Comparison: candidates that are not hopeless are trained on the folds that decide.
 *   <li>Selection: the best candidate, and those that improve the mean together with it.
 *   <li>Completion: the selected candidates are trained on all folds, and on those of repeats.
 * </ol>
 *
 * <p>All candidates see the same folds. Used once, by one thread.
 */
final class Race {

    /** A candidate whose error exceeds the least one by more than this share never improved a mean. */
    private static final double HOPELESS = 0.05;

    private final Plan plan;
    private final Candidates candidates;
    private final TrainingTable table;
    private final Recipe recipe;
    private final int folds;
    private final Progress progress;
    private final OutOfFold outOfFold;
    private final List<Entrant> entrants = new ArrayList<>();
    /** The rows as each encoder sees them, encoded when a candidate first needs them. */
    private final Map<Encoder, Dataset> data = new HashMap<>();

    private enum State {
        /** Trained on a few folds. */
        SCOUTED,
        /** Out of the race. */
        REJECTED,
        /** Trained on the folds that decide. */
        COMPARED,
        /** Part of the model. */
        SELECTED
    }

    /** A candidate in the race. */
    private static final class Entrant {
        private final Members members;
        private State state = State.SCOUTED;
        /** The error on the folds of the scouting. */
        private double scouted;
        /** The error on the folds that decide. */
        private double compared;

        Entrant(Members members) {
            this.members = members;
        }

        Candidate candidate() {
            return members.candidate();
        }

        boolean is(State other) {
            return state == other;
        }
    }

    Race(Plan plan) {
        this.plan = plan;
        this.candidates = plan.candidates();
        this.table = plan.table();
        this.recipe = plan.recipe();
        this.folds = plan.splits().all().size();
        this.outOfFold = new OutOfFold(table);
        this.progress = new Progress(
                plan.listener(),
                epochs(mostTrainings()),
                recipe.options().budget().timeLimit());
    }

    /** Returns the maximum number of networks that are trained. */
    int mostTrainings() {
        List<Candidate> byBins = candidates.byBins();
        int compared = byBins.size()
                + candidates.otherwiseRegularized(byBins, byBins.get(0)).size()
                + (candidates.logarithm().isPresent() ? 1 : 0);
        int together = Math.min(compared, recipe.maxCandidatesTogether(folds));
        return compared * recipe.foldsToCompare(folds)
                + together * (folds - recipe.foldsToCompare(folds))
                + recipe.repeats() * folds;
    }

    TrainingResult run() {
        long started = System.nanoTime();
        List<Candidate> byBins = withBestTargetCoding(candidates.byBins());
        scout(byBins.subList((int) in(State.SCOUTED).count(), byBins.size()));
        scout(candidates.otherwiseRegularized(byBins, best(in(State.SCOUTED)).candidate()));
        compare(in(State.SCOUTED).toList());
        List<Entrant> selected = select(in(State.COMPARED).toList());
        List<CandidateResult> results = results();
        List<Members> ensemble = complete(selected);
        return new Ensemble(plan, outOfFold, finest(byBins.get(0), selected), ensemble)
                .result(results, progress.stopped(), (System.nanoTime() - started) * 1e-9);
    }

    /** The candidate with the most inputs that has the architecture of the selected ones. */
    private static Candidate finest(Candidate most, List<Entrant> selected) {
        Candidate best = selected.get(0).candidate();
        return most.hidden().equals(best.hidden()) ? most : best;
    }

    private Stream<Entrant> in(State state) {
        return entrants.stream().filter(entrant -> entrant.is(state));
    }

    /** Compares the target with its logarithm, and returns the candidates with the better of both. */
    private List<Candidate> withBestTargetCoding(List<Candidate> byBins) {
        Optional<NumberCoding> logarithm = candidates.logarithm();
        if (logarithm.isEmpty()) {
            return byBins;
        }
        Candidate plain = byBins.get(0);
        scout(List.of(plain, plain.withTarget(logarithm.get())));
        compare(in(State.SCOUTED).toList());
        Entrant better = in(State.COMPARED)
                .min(Comparator.comparingDouble(entrant -> entrant.compared))
                .orElseThrow();
        entrants.forEach(entrant -> entrant.state = entrant == better ? State.SCOUTED : State.REJECTED);
        return better.candidate() == plain
                ? byBins
                : byBins.stream()
                        .map(candidate -> candidate.withTarget(logarithm.get()))
                        .toList();
    }

    /** Enters candidates and trains them on a few folds. */
    private void scout(List<Candidate> more) {
        List<Entrant> entered = new ArrayList<>();
        for (Candidate candidate : more) {
            entered.add(new Entrant(new Members(candidate, entrants.size() + entered.size(), 0, table.size())));
        }
        train(entered.stream().map(entrant -> entrant.members).toList(), recipe.foldsToScout(folds));
        entered.forEach(entrant -> entrant.scouted = error(entrant.members));
        entrants.addAll(entered);
    }

    private static Entrant best(Stream<Entrant> scouted) {
        return scouted.min(Comparator.comparingDouble(entrant -> entrant.scouted))
                .orElseThrow();
    }

    /** Rejects hopeless candidates and trains the others on the folds that decide. */
    private void compare(List<Entrant> scouted) {
        double least = best(scouted.stream()).scouted;
        // A loss, such as that of counts, may be negative.
        double limit = least + HOPELESS * Math.abs(least);
        scouted.forEach(entrant -> entrant.state = entrant.scouted <= limit ? State.COMPARED : State.REJECTED);
        train(in(State.COMPARED).map(entrant -> entrant.members).toList(), recipe.foldsToCompare(folds));
        entrants.forEach(entrant -> entrant.compared = error(entrant.members));
    }

    /** Selects the best candidate, those that improve the mean together with it, and whoever is always kept. */
    private List<Entrant> select(List<Entrant> compared) {
        List<Entrant> ascending = compared.stream()
                .sorted(Comparator.comparingDouble(entrant -> entrant.compared))
                .toList();
        int most = recipe.maxCandidatesTogether(folds);
        List<Entrant> selected = new ArrayList<>(List.of(ascending.get(0)));
        double least = ascending.get(0).compared;
        for (Entrant next : ascending.subList(1, ascending.size())) {
            if (selected.size() == most) {
                break;
            }
            if (!next.candidate().hidden().equals(ascending.get(0).candidate().hidden())) {
                continue; // a model has networks of one architecture
            }
            List<Members> together =
                    new ArrayList<>(selected.stream().map(one -> one.members).toList());
            together.add(next.members);
            double error = error(Members.together(together));
            if (error < least) {
                selected.add(next);
                least = error;
            }
        }
        compared.stream()
                .filter(entrant -> candidates.alwaysKept(entrant.candidate()) && !selected.contains(entrant))
                .forEach(selected::add);
        selected.forEach(entrant -> entrant.state = State.SELECTED);
        return selected;
    }

    /** Trains the selected candidates on the other folds, and on those of repeats. */
    private List<Members> complete(List<Entrant> selected) {
        int dropped = entrants.stream()
                .filter(entrant -> !entrant.is(State.SELECTED))
                .mapToInt(entrant -> entrant.members.trained())
                .sum();
        progress.plan(epochs(dropped + (selected.size() + recipe.repeats()) * folds));
        List<Members> ensemble = new ArrayList<>(
                selected.stream().map(entrant -> entrant.members).toList());
        train(ensemble, folds);
        for (int repeat = 1; repeat <= recipe.repeats(); repeat++) {
            Members repeated = ensemble.get((repeat - 1) % selected.size()).repeated(repeat);
            train(List.of(repeated), folds);
            ensemble.add(repeated);
        }
        return ensemble;
    }

    private int epochs(int trainings) {
        return (int) Math.min(
                Integer.MAX_VALUE,
                (long) trainings * plan.trainingOptions().passes().epochs());
    }

    /** Trains what these candidates lack of the first {@code to} folds, unless all training was stopped. */
    private void train(List<Members> members, int to) {
        if (progress.stopped()) {
            return;
        }
        Precision precision = recipe.options()
                .machine()
                .engine()
                .precision(recipe.options().machine().precision());
        Members.train(
                members.stream()
                        .filter(one -> one.trained() < to)
                        .map(one -> new Members.Task(
                                one,
                                data.computeIfAbsent(
                                        one.candidate().encoder(), encoder -> table.dataset(encoder, precision)),
                                plan.splits().repeat(one.repeat()).subList(one.trained(), to)))
                        .toList(),
                progress);
    }

    /** Returns all that was compared, rejected candidates first. */
    private List<CandidateResult> results() {
        Predicate<Entrant> rejected = entrant -> entrant.is(State.REJECTED);
        return Stream.concat(
                        entrants.stream().filter(rejected), entrants.stream().filter(rejected.negate()))
                .map(entrant -> CandidateResult.of(entrant.members, entrant.compared, entrant.is(State.SELECTED)))
                .toList();
    }

    /**
     * What decides between candidates: log loss, RMSE, or the loss itself if it is another one or of several numbers.
     */
    private double error(Members members) {
        if (members.networks().isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        Loss loss = members.candidate().options().loss();
        boolean numbers = plan.task() == Task.REGRESSION;
        if (numbers && (plan.targets().size() > 1 || !loss.equals(Loss.MEAN_SQUARED_ERROR))) {
            return members.networks().stream()
                    .mapToDouble(network -> network.history().bestLoss())
                    .average()
                    .orElseThrow();
        }
        return outOfFold
                .metrics(members)
                .values()
                .getOrDefault(numbers ? "rmse" : "log_loss", Double.POSITIVE_INFINITY);
    }
}
