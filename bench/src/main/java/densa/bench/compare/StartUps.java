package densa.bench.compare;

import densa.bench.program.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures what an application waits for before its first prediction, and the memory that it takes: in each round every
 * variant is a fresh process that loads a network from a file, predicts one row and ends.
 */
public final class StartUps {

    private final Programs programs;
    private final Pace pace;
    private final Log log;

    /** A comparison of programs at a pace, of which the number of rounds counts. */
    public StartUps(Programs programs, Pace pace, Log log) {
        this.programs = programs;
        this.pace = pace;
        this.log = log;
    }

    /** What a finished process printed, and how long it took. */
    private record Run(double seconds, List<String> lines) {

        String field(String name) throws ChildException {
            return lines.stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()))
                    .findFirst()
                    .orElseThrow(() -> new ChildException("printed no line \"" + name + "...\""));
        }

        double megabytes() throws ChildException {
            return Double.parseDouble(field(Program.PEAK)) * 1024 / 1e6;
        }

        List<Double> outputs() throws ChildException {
            return Arrays.stream(field(Program.OUTPUTS).split("[\\[\\], ]+"))
                    .filter(number -> !number.isEmpty())
                    .map(Double::valueOf)
                    .toList();
        }
    }

    private static final class Participant {
        private final Variant variant;
        private final Path model;
        private final String version;
        private final List<Double> seconds = new ArrayList<>();
        private final List<Double> megabytes = new ArrayList<>();
        private List<Double> outputs = List.of();
        private @Nullable String failure;

        Participant(Variant variant, Path model, String version) {
            this.variant = variant;
            this.model = model;
            this.version = version;
        }

        Measurement measurement(Comparison comparison, List<Double> rounds, @Nullable String failed) {
            return Measurement.of(comparison, variant, version, rounds, failed);
        }
    }

    /**
     * Measures both comparisons of starting up.
     *
     * @param data the folder of the network's weights; takes the saved networks
     * @param expected outputs of a row of ones
     */
    public List<Measurement> measure(List<Library> libraries, Path data, double[] expected)
            throws IOException, InterruptedException {
        List<Participant> participants = new ArrayList<>();
        for (Variant variant : Library.variants(Comparison.W6_START, libraries)) {
            save(variant, data, participants);
        }
        // The first round fills the system's file caches, and JavaCPP's folder of libraries.
        for (int round = -1; round < pace.rounds(); round++) {
            for (Participant participant : participants) {
                take(participant, round >= 0);
            }
        }
        List<Measurement> measurements = new ArrayList<>();
        for (Participant participant : participants) {
            String failure = participant.failure;
            if (failure == null && !participant.variant.library().ownWeights()) {
                failure = Checks.agree(participant.outputs, expected);
            }
            if (failure != null) {
                log.failed(Comparison.W6_START, participant.variant, failure);
            }
            measurements.add(participant.measurement(Comparison.W6_START, participant.seconds, failure));
            measurements.add(participant.measurement(Comparison.W6_MEMORY, participant.megabytes, failure));
        }
        return measurements;
    }

    private void save(Variant variant, Path data, List<Participant> participants)
            throws IOException, InterruptedException {
        Library library = variant.library();
        Path model = data.resolve(library.id() + ".model");
        if (programs.missing(library).isPresent()) {
            log.skipped(library, programs.missing(library).get());
            return;
        }
        try {
            Run run = finish(variant, List.of("save", model.toString(), data.toString()));
            participants.add(new Participant(variant, model, run.field(Program.VERSION)));
        } catch (ChildException e) {
            log.skipped(library, "to save the model, it " + e.getMessage());
        }
    }

    private void take(Participant participant, boolean counts) throws IOException, InterruptedException {
        if (participant.failure != null) {
            return;
        }
        try {
            Run run = finish(participant.variant, List.of("predict", participant.model.toString()));
            participant.outputs = run.outputs();
            if (counts) {
                participant.seconds.add(run.seconds());
                participant.megabytes.add(run.megabytes());
            }
        } catch (ChildException e) {
            participant.failure = e.getMessage();
        }
    }

    /** Runs a program to its end. */
    private Run finish(Variant variant, List<String> arguments)
            throws ChildException, IOException, InterruptedException {
        List<String> command = new ArrayList<>(programs.command(variant.library(), true));
        command.addAll(arguments);
        Path errors = Files.createTempFile("densa-compare", ".err");
        Process process = null;
        try {
            long start = System.nanoTime();
            process = Processes.start(command, variant.threads(), Map.of(), errors);
            process.getOutputStream().close();
            CompletableFuture<List<String>> lines = lines(process);
            if (!process.waitFor(Child.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new ChildException("did not end within " + Child.PATIENCE.toSeconds() + " s");
            }
            double seconds = (System.nanoTime() - start) * 1e-9;
            if (process.exitValue() != 0) {
                throw new ChildException(Child.ending(process, errors));
            }
            return new Run(seconds, lines.join());
        } finally {
            if (process != null) {
                Processes.kill(process);
            }
            Files.delete(errors);
        }
    }

    private static CompletableFuture<List<String>> lines(Process process) {
        return CompletableFuture.supplyAsync(() -> {
            BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
            return reader.lines().toList();
        });
    }
}
