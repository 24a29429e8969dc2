package densa.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** Begins to write a file, says so, and never ends. */
final class WriteForEver {

    private WriteForEver() {}

    public static void main(String[] path) throws IOException {
        WholeFile.write(Path.of(path[0]), UnaryOperator.identity(), out -> {
            out.write(1);
            System.out.println("w");
            while (true) {
                LockSupport.park();
            }
        });
    }
}
