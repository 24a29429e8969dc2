package densa.files;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.internal.NearestName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files that a list of locations stands for, in order.
 *
 * <p>A location is a path, a glob (whose files come in the order of their names), or {@code -} for standard input.
 * What is not a regular file (standard input, a pipe) is copied to a temporary file, which {@link #close} deletes.
 */
final class InputFiles implements AutoCloseable {
    static final String STANDARD_INPUT = "-";

    private static final Pattern GLOB = Pattern.compile(".*[*?\\[{].*");
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.*");
    private static final int MOST_NEIGHBOURS = 10_000;

    private final List<InputFile> files = new ArrayList<>();
    private final List<Path> temporary = new ArrayList<>();

    private InputFiles() {}

    /**
     * Finds the files.
     *
     * @throws IOException if there is no such file, or it cannot be read
     * @throws DataException if it is empty
     */
    static InputFiles open(List<String> locations, InputStream standardInput) throws IOException {
        if (locations.isEmpty()) {
            throw new IllegalArgumentException("locations must name at least one file");
        }
        if (locations.stream().filter(STANDARD_INPUT::equals).count() > 1) {
            throw new IOException("standard input can be read only once, but - is named twice");
        }
        InputFiles opened = new InputFiles();
        try {
            for (String location : locations) {
                opened.add(location, standardInput);
            }
            return opened;
        } catch (IOException | RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    List<InputFile> files() {
        return files;
    }

    @Override
    public void close() {
        for (Path path : temporary) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                path.toFile().deleteOnExit();
            }
        }
        temporary.clear();
    }

    private void add(String location, InputStream standardInput) throws IOException {
        if (location.equals(STANDARD_INPUT)) {
            files.add(InputFile.of(copied(standardInput, "standard input"), "standard input"));
            return;
        }
        Path path = path(location);
        if (Files.isDirectory(path)) {
            throw new IOException(location + " is a folder; name its files, such as " + path.resolve("*.csv"));
        }
        if (Files.isRegularFile(path)) {
            files.add(InputFile.of(path, location));
        } else if (Files.exists(path)) {
            addPipe(path, location);
        } else if (GLOB.matcher(location).matches()) {
            addMatching(location);
        } else {
            throw notFound(path, location);
        }
    }

    private void addPipe(Path path, String location) throws IOException {
        try (InputStream in = opened(path, location)) {
            files.add(InputFile.of(copied(in, location), location));
        }
    }

    private static InputStream opened(Path path, String location) throws IOException {
        try {
            return Files.newInputStream(path);
        } catch (IOException e) {
            throw new IOException("cannot read " + location + ": " + e.getMessage(), e);
        }
    }

    private Path copied(InputStream in, String label) throws IOException {
        try {
            Path copy = Files.createTempFile("densa-", ".tmp");
            temporary.add(copy);
            copy.toFile().deleteOnExit(); // in case that the program is ended before close()
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException e) {
            throw new IOException(
                    "cannot copy " + label + " to the folder " + System.getProperty("java.io.tmpdir") + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static Path path(String location) throws IOException {
        if (URL.matcher(location).matches()) {
            throw new FileNotFoundException(
                    "file not found: " + location + " (only local files can be read; download it first)");
        }
        try {
            return Path.of(location);
        } catch (InvalidPathException e) {
            throw notFound("file not found: " + location, e);
        }
    }

    private void addMatching(String glob) throws IOException {
        List<Path> matching = matching(glob);
        if (matching.isEmpty()) {
            throw new FileNotFoundException("no file matches " + quote(glob));
        }
        for (Path path : matching) {
            files.add(InputFile.of(path, path.toString()));
        }
    }

    /** Walks from the last folder before the first wildcard, as deep as the glob goes. */
    private static List<Path> matching(String glob) throws IOException {
        PathMatcher matcher;
        Path base = Path.of("");
        int fixed = 0;
        Path pattern;
        try {
            matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
            pattern = Path.of(glob);
        } catch (IllegalArgumentException e) {
            throw notFound("no file matches " + quote(glob), e);
        }
        if (pattern.isAbsolute()) {
            base = pattern.getRoot();
        }
        while (fixed < pattern.getNameCount() - 1
                && !GLOB.matcher(pattern.getName(fixed).toString()).matches()) {
            base = base.resolve(pattern.getName(fixed++));
        }
        int depth = glob.contains("**") ? Integer.MAX_VALUE : pattern.getNameCount() - fixed;
        if (!Files.isDirectory(base)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(base, depth)) {
            return found.filter(matcher::matches)
                    .filter(path -> Files.isRegularFile(path) && !isHidden(path))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new IOException("cannot read the folder " + base + ": " + e.getMessage(), e);
        }
    }

    private static boolean isHidden(Path path) {
        Path name = path.getFileName();
        return name != null && name.toString().startsWith(".");
    }

    private static IOException notFound(Path path, String location) {
        Path name = path.getFileName();
        Path folder = path.toAbsolutePath().getParent();
        String nearest = "";
        if (name != null && folder != null && Files.isDirectory(folder)) {
            try (Stream<Path> neighbours = Files.list(folder)) {
                List<String> names = neighbours
                        .limit(MOST_NEIGHBOURS)
                        .map(neighbour -> String.valueOf(neighbour.getFileName()))
                        .sorted()
                        .toList();
                nearest = NearestName.of(name.toString(), names)
                        .map(near -> "; did you mean " + quote(near) + "?")
                        .orElse("");
            } catch (IOException | UncheckedIOException e) {
                nearest = ""; // the folder cannot be listed: no name to propose
            }
        }
        return new FileNotFoundException("file not found: " + location + nearest);
    }

    private static IOException notFound(String message, RuntimeException cause) {
        FileNotFoundException failure = new FileNotFoundException(message);
        failure.initCause(cause);
        return failure;
    }
}
