package densa.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a run of the program reads and writes. Text is UTF-8, whatever the locale. */
final class Console {

    private static final Path STDERR = Path.of("/proc/self/fd/2");

    private final InputStream in;
    private final Remembering sink;
    private final PrintStream out;
    private final PrintStream err;
    private final PrintStream bar;
    private final PrintStream data;
    private final boolean terminal;

    /**
     * A console of the given streams.
     *
     * @param in standard input
     * @param out standard output: results
     * @param err standard error: everything else
     * @param terminal whether {@code err} is a terminal
     */
    Console(InputStream in, OutputStream out, OutputStream err, boolean terminal) {
        this.in = in;
        this.sink = new Remembering(out);
        this.out = new TextStream(sink);
        this.err = new TextStream(err);
        this.data = new PrintStream(sink, true, StandardCharsets.UTF_8);
        this.bar = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.terminal = terminal;
    }

    /** The streams of the process. */
    static Console system() {
        return new Console(
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                isTerminal());
    }

    /** Standard input. */
    InputStream in() {
        return in;
    }

    /** Standard output, for data as they are. */
    PrintStream data() {
        return data;
    }

    /** Whether something could not be written to standard output. */
    boolean outputFailed() {
        boolean text = out.checkError();
        return data.checkError() || text;
    }

    /** Standard error, for a progress bar, which commands the terminal. */
    PrintStream bar() {
        return bar;
    }

    /** Standard output, for results. */
    PrintStream out() {
        return out;
    }

    /** Standard error, for everything else. */
    PrintStream err() {
        return err;
    }

    /** Whether standard error is a terminal. */
    boolean terminal() {
        return terminal;
    }

    /** Why standard output could not be written, after {@link #outputFailed}. */
    IOException outputFailure() {
        return sink.failure;
    }

    /** Linux says what standard error is; elsewhere the JDK's console has to do. */
    private static boolean isTerminal() {
        try {
            if (Files.isSymbolicLink(STDERR)) {
                String target = Files.readSymbolicLink(STDERR).toString();
                return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
            }
        } catch (IOException e) {
            // Then the JDK's answer.
        }
        return isConsoleTerminal();
    }

    /** Before JDK 22 there was a console only on a terminal; since then it can be asked. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isConsoleTerminal() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Remembers the failure that a PrintStream swallows. */
    private static final class Remembering extends FilterOutputStream {

        private IOException failure = new IOException("cannot write to standard output");

        Remembering(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = "Broken pipe".equals(e.getMessage())
                        ? new ReaderGoneException(e)
                        : new IOException("cannot write to standard output: " + e.getMessage(), e);
                throw failure;
            }
        }
    }

    /** Who read our standard output has ended, as {@code head} does; nothing needs to be said. */
    static final class ReaderGoneException extends IOException {

        private static final long serialVersionUID = 1;

        ReaderGoneException(IOException cause) {
            super(cause);
        }
    }
}
