package densa.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Texts that stand in every page: our style and script, and uPlot from its jar. */
final class Asset {

    private static final String UPLOT = "META-INF/resources/webjars/uplot/";
    private static final String UPLOT_VERSION = "META-INF/maven/org.webjars.npm/uplot/pom.properties";

    private Asset() {}

    /** One of our own files. */
    static String own(String name) {
        try (InputStream in = Asset.class.getResourceAsStream(name)) {
            return text(in, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of uPlot, such as {@code dist/uPlot.min.css}. */
    static String uplot(String name) {
        String path = UPLOT + version() + "/" + name;
        try (InputStream in = loader().getResourceAsStream(path)) {
            return text(in, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = loader().getResourceAsStream(UPLOT_VERSION)) {
            if (in == null) {
                throw new IllegalStateException("the library org.webjars.npm:uplot is missing on the class path;"
                        + " a program of modules may need --add-modules uplot");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "");
    }

    private static ClassLoader loader() {
        ClassLoader own = Asset.class.getClassLoader();
        return own == null ? ClassLoader.getSystemClassLoader() : own;
    }

    private static String text(@Nullable InputStream in, String name) throws IOException {
        if (in == null) {
            throw new IllegalStateException(name + " is missing on the class path");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
