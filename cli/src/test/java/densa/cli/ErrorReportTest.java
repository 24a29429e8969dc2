package densa.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.DataException;
import densa.store.DensaVersion;
import densa.table.train.TabularTrainer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Whose fault a failure is. */
class ErrorReportTest {

    private static void assertIsOurFault(Throwable failure, Throwable named) {
        assertThat(ErrorReport.of(failure))
                .isEqualTo(new ErrorReport(
                        ExitCode.FAILURE,
                        "unexpected failure, a fault of Densa " + DensaVersion.CURRENT + ": " + named
                                + " (--debug shows where)"));
    }

    @Test
    void argumentThatTheProgramMadeIsOurFault() {
        IllegalArgumentException failure = new IllegalArgumentException("rows must be at least 1, got 0");
        assertIsOurFault(failure, failure);
    }

    @Test
    void failureOfAConverterIsOurFault() {
        ParameterException failure = new ParameterException(
                new CommandLine(CommandSpec.create()), "no value", new NullPointerException("x"));
        assertIsOurFault(failure, failure);
    }

    @Test
    void valueThatTheUserTypedIsWrongUsage() {
        assertThatThrownBy(() -> UsageException.checked(
                        () -> TabularTrainer.forTarget("y").epochs(0)))
                .isInstanceOf(UsageException.class)
                .satisfies(failure -> assertThat(ErrorReport.of(failure))
                        .isEqualTo(new ErrorReport(ExitCode.USAGE, "epochs must be 1 or more, got 0")));
    }

    @Test
    void dataAndFilesAreTheirOwn() {
        assertThat(ErrorReport.of(new DataException("x"))).isEqualTo(new ErrorReport(ExitCode.DATA, "x"));
        assertThat(ErrorReport.of(new FileNotFoundException("file not found: x")))
                .isEqualTo(new ErrorReport(ExitCode.DATA, "file not found: x"));
        assertThat(ErrorReport.of(new UncheckedIOException(new IOException("no space left"))))
                .isEqualTo(new ErrorReport(ExitCode.DATA, "no space left"));
    }
}
