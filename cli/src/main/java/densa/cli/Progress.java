package densa.cli;

import densa.table.train.TabularListener;
import densa.train.TrainingHistory.Epoch;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;

/**
 * Shows a training as it goes: a bar on a terminal, elsewhere a line now and then; and ends it when Ctrl-C is typed.
 */
final class Progress implements TabularListener, AutoCloseable {

    /** Steps of the bar in an epoch, so that it also moves where an epoch is long. */
    private static final int PARTS = 1000;

    private static final int SHORTEST_BAR = 10;
    private static final int LONGEST_BAR = 30;
    private static final int BAR_MILLIS = 150;
    private static final long FIRST_LINE_NANOS = 3_000_000_000L;
    private static final long LINE_NANOS = 15_000_000_000L;

    private final PrintStream err;
    private final PrintStream terminal;
    private final boolean bar;
    private final boolean lines;
    private Optional<Interrupt> interrupt = Optional.empty();
    private Optional<ProgressBar> shown = Optional.empty();
    private OptionalLong nextLine = OptionalLong.empty();
    private String losses = "";

    /** @param quiet whether to show nothing and only listen for Ctrl-C */
    Progress(Console console, boolean quiet) {
        this.err = console.err();
        this.terminal = console.bar();
        this.bar = !quiet && console.terminal();
        this.lines = !quiet && !console.terminal();
    }

    /** Listens for Ctrl-C and SIGTERM from now on; before, they end the process. */
    void begin() {
        interrupt = Optional.of(Interrupt.noting(() -> {
            if (lines) {
                err.println("Stopping; the best model so far is kept. Ctrl-C again ends at once.");
            }
        }));
    }

    @Override
    public void onEpoch(NetworkId network, Epoch epoch) {
        losses = "loss " + brief(epoch.trainLoss());
        if (epoch.validationLoss().isPresent()) {
            losses += ", validation " + brief(epoch.validationLoss().getAsDouble());
        }
        shown.ifPresent(visible -> visible.setExtraMessage(losses));
    }

    @Override
    public void onProgress(double epochsDone, int epochs) {
        if (bar) {
            if (shown.isEmpty()) {
                shown = Optional.of(start(epochs));
            }
            shown.get().stepTo(Math.round(epochsDone * PARTS));
        } else if (lines && isLineDue()) {
            err.println(Math.round(100 * epochsDone / epochs) + " % done" + (losses.isEmpty() ? "" : ", " + losses));
        }
    }

    private boolean isLineDue() {
        long now = System.nanoTime();
        boolean due = nextLine.isPresent() && now > nextLine.getAsLong();
        if (due || nextLine.isEmpty()) {
            nextLine = OptionalLong.of(now + (due ? LINE_NANOS : FIRST_LINE_NANOS));
        }
        return due;
    }

    /** What the program ends with: done, or what the signal that came asks for. */
    int exitCode() {
        return interrupt.map(Interrupt::exitCode).orElse(ExitCode.DONE);
    }

    @Override
    public boolean stopRequested() {
        return interrupt.isPresent() && interrupt.get().requested();
    }

    @Override
    public void close() {
        interrupt.ifPresent(Interrupt::close);
        shown.ifPresent(ProgressBar::close);
        shown = Optional.empty();
    }

    private static String brief(double loss) {
        return String.format(Locale.ROOT, "%.3g", loss);
    }

    private ProgressBar start(int epochs) {
        return new ProgressBarBuilder()
                .setInitialMax((long) epochs * PARTS)
                .setUpdateIntervalMillis(BAR_MILLIS)
                .setConsumer(new ProgressLine(terminal))
                .setRenderer(Progress::render)
                .clearDisplayOnFinish()
                .build();
    }

    /** Such as {@code 37 % [####      ] 0:12 left, loss 0.0213, validation 0.0351}; several networks learn at once. */
    static String render(ProgressState state, int width) {
        double done = state.getNormalizedProgress();
        double elapsed = state.getTotalElapsed().toMillis() * 1e-3;
        String before = Math.round(100 * done) + " % ";
        String after = done > 0 ? " " + clock(elapsed * (1 - done) / done) + " left" : " starting";
        String message = state.getExtraMessage();
        if (message != null && !message.isEmpty()) {
            after += ", " + message;
        }
        int room = Math.min(LONGEST_BAR, width - before.length() - after.length() - 2);
        String text = before + (room < SHORTEST_BAR ? "" : bar(done, room)) + after;
        return text.length() > width ? text.substring(0, width) : text;
    }

    private static String bar(double done, int room) {
        int filled = (int) Math.round(done * room);
        return "[" + "#".repeat(filled) + " ".repeat(room - filled) + "]";
    }

    private static String clock(double seconds) {
        long whole = Math.round(seconds);
        long hours = whole / 3600;
        return hours > 0
                ? String.format(Locale.ROOT, "%d:%02d:%02d", hours, whole / 60 % 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60);
    }
}
