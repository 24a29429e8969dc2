package densa.cli;

import densa.files.TableFiles;
import densa.files.TableReader;
import picocli.CommandLine.Option;

/** What is typed about the files that hold DATA. */
final class TextFiles {

    static final String NO_HEADER = "--no-header";

    static final String NO_HEADER_HELP =
            "The first line of a text file is data; columns are called column1, column2 and so on.";

    @Option(names = NO_HEADER, description = NO_HEADER_HELP)
    private boolean noHeader;

    /** Reads files as typed. */
    TableReader reader(Console console) {
        return reader(console, noHeader);
    }

    /** Reads files with a header or without. */
    static TableReader reader(Console console, boolean noHeader) {
        TableReader reader = TableFiles.reader().standardInput(console.in());
        return noHeader ? reader.withoutHeader() : reader;
    }
}
