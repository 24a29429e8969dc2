package densa.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hidden files beside a file that is being written, {@code .NAME.MACHINE-PROCESS-RANDOM.tmp}, and what is left of
 * them where a process was killed.
 */
final class TemporaryFiles {

    /** A writer that is alive writes more often than that, or at least has not ended. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    /** What nobody on this machine can ask whether it has ended. */
    private static final Duration IDLE_ELSEWHERE = Duration.ofDays(1);

    private static final Pattern WRITER = Pattern.compile("([0-9a-f]{1,8})-([0-9]{1,18})-[0-9a-f]{1,16}");
    private static final String SUFFIX = ".tmp";

    private TemporaryFiles() {}

    /** Returns a new name beside {@code target}, in {@code folder}. */
    static Path beside(Path folder, Path target) {
        return folder.resolve(
                prefix(target) + writer(Machine.NAME, ProcessHandle.current().pid()) + SUFFIX);
    }

    private static String prefix(Path target) {
        return "." + target.getFileName() + ".";
    }

    /** The part of a name that says who writes. */
    static String writer(String machine, long process) {
        return Integer.toHexString(machine.hashCode()) + "-" + process + "-"
                + Long.toHexString(UUID.randomUUID().getLeastSignificantBits());
    }

    /**
     * Deletes the files beside {@code target} whose writers are dead, as far as that can be known: nothing was written
     * for ten minutes and no process of this machine is the writer; or nothing for a day, if that was another machine
     * or container, as in a shared folder. So nobody who writes loses a file; and if somebody did who was stopped for a
     * day, writing would fail and leave the old file. What cannot be deleted stays.
     *
     * @param now when a file in the same folder was just written: the clock of a shared folder may be another one
     */
    static void deleteDead(Path folder, Path target, FileTime now) {
        String prefix = prefix(target);
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, file -> {
            String name = file.getFileName().toString();
            return name.startsWith(prefix) && name.endsWith(SUFFIX);
        })) {
            for (Path file : found) {
                String name = file.getFileName().toString();
                int end = name.length() - SUFFIX.length();
                Matcher writer = WRITER.matcher(name.substring(Math.min(prefix.length(), end), end));
                if (writer.matches() && isDead(file, writer.group(1), Long.parseLong(writer.group(2)), now)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | RuntimeException e) {
            // The file itself is written; what is left costs room only, and the next write tries again.
        }
    }

    private static boolean isDead(Path file, String machine, long process, FileTime now) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Duration idle = Duration.between(attributes.lastModifiedTime().toInstant(), now.toInstant());
        if (!attributes.isRegularFile() || idle.compareTo(IDLE) < 0) {
            return false;
        }
        return machine.equals(Integer.toHexString(Machine.NAME.hashCode()))
                ? !isAlive(process, idle)
                : idle.compareTo(IDLE_ELSEWHERE) >= 0;
    }

    /** Whether a process is there and was there when the file was last written: numbers are given anew. */
    private static boolean isAlive(long process, Duration idle) {
        Optional<ProcessHandle> handle = ProcessHandle.of(process).filter(ProcessHandle::isAlive);
        return handle.isPresent()
                && handle.get()
                        .info()
                        .startInstant()
                        .map(start -> Duration.between(start, Instant.now()).compareTo(idle) >= 0)
                        .orElse(true);
    }

    /** This machine, or container: what has its own numbers of processes. */
    static final class Machine {
        static final String NAME = name();

        private Machine() {}

        /** Without asking the network, which may take seconds. */
        private static String name() {
            try {
                return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            } catch (IOException | RuntimeException e) {
                String windows = System.getenv("COMPUTERNAME");
                return windows == null ? System.getProperty("os.name").toLowerCase(Locale.ROOT) : windows;
            }
        }
    }
}
