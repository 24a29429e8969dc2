package densa.engine.session;

import densa.nativecode.DensaNative;
import densa.nativecode.NativeLibrary;
import java.nio.Buffer;
import java.util.Map;

/** What the native classes share; loaded only once the native library is. */
final class NativeCalls {

    private static final int OUT_OF_MEMORY = -1;

    private NativeCalls() {}

    static String target() {
        return DensaNative.target();
    }

    static Map<String, String> details() {
        return Map.of(
                "instruction set", DensaNative.target(),
                "instruction sets", DensaNative.targets(),
                "native library", NativeLibrary.file("jnidensa"));
    }

    /** The address of the element at a direct buffer's position. JavaCPP adds the position, but counts it in bytes. */
    static long addressAtPosition(Buffer buffer, int elementBytes) {
        return DensaNative.address(buffer) + (long) buffer.position() * (elementBytes - 1);
    }

    /** Turns a negative status into an error; a plan that the library does not understand is a mixed class path. */
    static long check(long status, String what) {
        if (status == OUT_OF_MEMORY) {
            throw new OutOfMemoryError("no native memory for " + what);
        }
        if (status < 0) {
            throw new IllegalStateException("the native library does not understand " + what
                    + ": densa-core and densa-native are of different versions");
        }
        return status;
    }
}
