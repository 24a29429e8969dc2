package densa.cli;

import densa.DensaException;
import densa.engine.EngineUnavailableException;
import densa.files.NoHeaderException;
import densa.store.DensaVersion;
import densa.table.train.UnsuitableOptionException;
import densa.train.DivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/**
 * What a failure means to the user.
 *
 * @param exitCode one of {@link ExitCode}
 * @param message complete, without the name of the program; empty if nothing is to be said
 */
record ErrorReport(int exitCode, String message) {

    /** The report on a failure. */
    static ErrorReport of(Throwable failure) {
        if (failure instanceof UsageException) {
            return new ErrorReport(ExitCode.USAGE, String.valueOf(failure.getMessage()));
        } else if (failure instanceof NoHeaderException) {
            return new ErrorReport(
                    ExitCode.DATA,
                    failure.getMessage() + "; " + TextFiles.NO_HEADER + " calls them column1, column2 and so on");
        } else if (failure instanceof DensaException known) {
            return new ErrorReport(exitCode(known), String.valueOf(known.getMessage()));
        } else if (failure instanceof ParameterException wrong && isOfTheUser(wrong)) {
            return new ErrorReport(ExitCode.USAGE, UsageErrors.describe(wrong));
        } else if (failure instanceof InvalidPathException path) {
            return new ErrorReport(
                    ExitCode.DATA, "\"" + path.getInput() + "\" cannot be a file name: " + path.getReason());
        } else if (failure instanceof UncheckedIOException wrapper && wrapper.getCause() != null) {
            return of(wrapper.getCause());
        } else if (failure instanceof Console.ReaderGoneException) {
            return new ErrorReport(ExitCode.READER_GONE, "");
        } else if (failure instanceof IOException io) {
            return new ErrorReport(ExitCode.DATA, describe(io));
        } else if (failure instanceof OutOfMemoryError memory) {
            return new ErrorReport(
                    ExitCode.FAILURE,
                    "out of memory (" + memory.getMessage()
                            + "); give the program more with JAVA_OPTS=-Xmx8g, or less data");
        }
        return new ErrorReport(
                ExitCode.FAILURE,
                "unexpected failure, a fault of Densa " + DensaVersion.CURRENT + ": " + failure
                        + " (--debug shows where)");
    }

    private static int exitCode(DensaException failure) {
        if (failure instanceof UnsuitableOptionException) {
            return ExitCode.USAGE;
        } else if (failure instanceof DivergedException) {
            return ExitCode.DIVERGED;
        }
        return failure instanceof EngineUnavailableException ? ExitCode.FAILURE : ExitCode.DATA;
    }

    /** Whether a value was refused. Any other failure of its converter is a fault of ours. */
    private static boolean isOfTheUser(ParameterException wrong) {
        Throwable cause = wrong.getCause();
        return cause == null || cause instanceof TypeConversionException || cause instanceof IllegalArgumentException;
    }

    /** The library's own messages are complete; those of the JDK are often no more than a path. */
    private static String describe(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof FileSystemException system && message.equals(system.getFile())) {
            return message + ": " + reason(system);
        }
        return message;
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        } else if (failure instanceof AccessDeniedException) {
            return "permission denied";
        } else if (failure instanceof FileAlreadyExistsException) {
            return "there is a file of that name";
        } else if (failure instanceof NotDirectoryException) {
            return "not a folder";
        }
        return failure.getClass().getSimpleName();
    }
}
