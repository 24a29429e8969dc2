package densa.bench.compare;

import densa.bench.program.Identity;
import densa.bench.program.Turn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Measures trainings and predictions: each variant is a child process that waits while the others have their turn, so
 * that a slow spell of the machine meets all of them and ratios hold.
 */
public final class Turns {

    private final Programs programs;
    private final Pace pace;
    private final Log log;

    /** A comparison of programs at a pace. */
    public Turns(Programs programs, Pace pace, Log log) {
        this.programs = programs;
        this.pace = pace;
        this.log = log;
    }

    /** A variant on its way. */
    private static final class Participant {
        private final Variant variant;
        private final Child child;
        private final List<Double> rounds = new ArrayList<>();
        private String version = "";
        private double firstLoss = Double.NaN;
        private @Nullable Turn last;
        private @Nullable String failure;

        Participant(Variant variant, Child child) {
            this.variant = variant;
            this.child = child;
        }

        /** Takes a turn; empty once it failed. */
        Optional<Turn> turn(double seconds) throws InterruptedException {
            if (failure != null) {
                return Optional.empty();
            }
            try {
                Turn turn = child.run(seconds);
                if (turn.loss() != null && Double.isNaN(firstLoss)) {
                    firstLoss = turn.loss();
                }
                last = turn;
                return Optional.of(turn);
            } catch (ChildException e) {
                failure = e.getMessage();
                return Optional.empty();
            }
        }
    }

    /**
     * Measures one comparison.
     *
     * @param data the folder of its data
     * @param expected outputs of the first row; empty for trainings
     * @return what each that took part reached; those that could not start are missing, and the log says why
     */
    public List<Measurement> measure(Comparison comparison, List<Library> libraries, Path data, double[] expected)
            throws IOException, InterruptedException {
        List<Measurement> measurements = new ArrayList<>();
        List<Participant> participants = new ArrayList<>();
        try {
            for (Variant variant : Library.variants(comparison, libraries)) {
                start(comparison, variant, data, participants);
            }
            List<Participant> ready = new ArrayList<>();
            for (Participant participant : participants) {
                if (ready(participant)) {
                    ready.add(participant);
                }
            }
            for (Participant participant : ready) {
                warmUp(participant);
            }
            for (int round = 0; round < pace.rounds(); round++) {
                for (Participant participant : ready) {
                    participant
                            .turn(pace.seconds())
                            .ifPresent(turn -> participant.rounds.add(comparison.value(turn.units(), turn.seconds())));
                }
            }
            ready.forEach(participant -> measurements.add(result(participant, comparison, expected)));
        } finally {
            for (Participant participant : participants) {
                participant.child.close();
            }
        }
        return measurements;
    }

    private void start(Comparison comparison, Variant variant, Path data, List<Participant> participants) {
        Library library = variant.library();
        if (programs.missing(library).isPresent()) {
            log.skipped(library, programs.missing(library).get());
            return;
        }
        List<String> command = new ArrayList<>(programs.command(library, false));
        command.addAll(
                List.of(comparison.id(), data.toString(), variant.precision(), String.valueOf(variant.threads())));
        try {
            participants.add(new Participant(variant, Child.start(command, variant.threads())));
        } catch (IOException e) {
            log.skipped(library, String.valueOf(e.getMessage()));
        }
    }

    private boolean ready(Participant participant) throws InterruptedException {
        String skip;
        try {
            Identity identity = participant.child.identity();
            participant.version = String.valueOf(identity.version());
            skip = identity.skip();
        } catch (ChildException e) {
            skip = e.getMessage();
        }
        if (skip != null) {
            log.skipped(participant.variant.library(), skip);
        }
        return skip == null;
    }

    private void warmUp(Participant participant) throws InterruptedException {
        double best = 0;
        double last = 0;
        for (int turns = 0; pace.warmsUp(participant.variant.library(), turns, best, last); turns++) {
            best = Math.max(best, last);
            last = participant
                    .turn(pace.seconds())
                    .map(turn -> turn.units() / turn.seconds())
                    .orElse(0.0);
        }
    }

    private Measurement result(Participant participant, Comparison comparison, double[] expected) {
        String failure = participant.failure;
        Turn last = participant.last;
        if (failure == null && last != null) {
            List<Double> outputs = last.outputs();
            Double loss = last.loss();
            failure = comparison.training()
                    ? Checks.learned(participant.firstLoss, loss == null ? Double.NaN : loss)
                    : Checks.agree(outputs == null ? List.of() : outputs, expected);
        }
        if (failure != null) {
            log.failed(comparison, participant.variant, failure);
        }
        return Measurement.of(comparison, participant.variant, participant.version, participant.rounds, failure);
    }
}
