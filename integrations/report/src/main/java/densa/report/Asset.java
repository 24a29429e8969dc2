package densa.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts that stand in every page, from this jar: our style and script, and those of uPlot. */
final class Asset {

    private Asset() {}

    /** One of our own files. */
    static String own(String name) {
        try (InputStream in = Asset.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar of densa-report holds no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of uPlot, such as {@code uPlot.min.css}, which the build takes from its jar. */
    static String uplot(String name) {
        return own("uplot/" + name);
    }
}
