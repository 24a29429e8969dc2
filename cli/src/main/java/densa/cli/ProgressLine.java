package densa.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBarConsumer;

/** The line of a terminal on which a bar moves; empty again at the end. */
final class ProgressLine implements ProgressBarConsumer {

    private static final int CUSTOMARY_WIDTH = 80;
    private static final long MOST_MILLIS = 500;

    private final PrintStream terminal;
    private final int width;
    private int used;

    ProgressLine(PrintStream terminal) {
        this.terminal = terminal;
        // A line that fills the last column would make some terminals scroll.
        this.width = terminalWidth() - 1;
    }

    @Override
    public int getMaxRenderedLength() {
        return width;
    }

    @Override
    public void accept(String text) {
        terminal.print('\r' + text + " ".repeat(Math.max(0, used - text.length())));
        used = text.length();
    }

    @Override
    public void clear() {
        accept("");
        terminal.print('\r');
    }

    @Override
    public void close() {
        terminal.flush();
    }

    /** Asked once, as the bar's own library would take the terminal over for that, and Ctrl-C with it. */
    private static int terminalWidth() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (stty.waitFor(MOST_MILLIS, TimeUnit.MILLISECONDS)) {
                String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                        .strip()
                        .split(" ", -1);
                int columns = size.length == 2 ? Integer.parseInt(size[1]) : 0;
                return columns > 0 ? columns : CUSTOMARY_WIDTH;
            }
        } catch (IOException | NumberFormatException e) {
            // Not a POSIX system, or no terminal.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return CUSTOMARY_WIDTH;
    }
}
