package densa.cli;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of a network without bias as text files {@code w1.txt}, {@code w2.txt}, ...: one matrix each, inputs x
 * units, a row a line, values separated by spaces, as {@code numpy.loadtxt} reads them.
 */
final class WeightFiles {

    private WeightFiles() {}

    static String name(int layer) {
        return "w" + (layer + 1) + ".txt";
    }

    /**
     * Reads the matrices of a folder.
     *
     * @throws DataException if a file is not a matrix of numbers
     * @throws IOException if {@code w1.txt} or {@code w2.txt} is not there, or a file cannot be read
     */
    static List<double[][]> read(Path folder) throws IOException {
        List<double[][]> matrices = new ArrayList<>();
        while (matrices.size() < 2 || Files.exists(folder.resolve(name(matrices.size())))) {
            matrices.add(matrix(folder.resolve(name(matrices.size()))));
        }
        return matrices;
    }

    private static double[][] matrix(Path file) throws IOException {
        List<double[]> rows = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            double[] row = row(text, file + ", line " + number);
            if (!rows.isEmpty() && rows.get(0).length != row.length) {
                throw new DataException(file + ", line " + number + ": must have " + rows.get(0).length
                        + " values as the lines before, got " + row.length);
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw new DataException(file + " is empty");
        }
        return rows.toArray(double[][]::new);
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new DataException("file not found: " + file, e);
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new DataException(file + " is not a text file", e);
        }
    }

    private static double[] row(String text, String where) {
        String[] values = text.split("\\s+", -1);
        double[] row = new double[values.length];
        for (int i = 0; i < row.length; i++) {
            try {
                row[i] = Double.parseDouble(values[i]);
            } catch (NumberFormatException e) {
                throw new DataException(where + ": must be numbers separated by spaces, got " + quote(values[i]), e);
            }
            if (!Double.isFinite(row[i])) {
                throw new DataException(where + ": must be finite, got " + values[i]);
            }
        }
        return row;
    }

    /** Writes the matrices into a folder, which is made if it is not there; each file as a whole or not at all. */
    static void write(Path folder, List<double[][]> matrices) throws IOException {
        Files.createDirectories(folder);
        List<Path> written = new ArrayList<>();
        try {
            for (double[][] matrix : matrices) {
                Path beside = Files.createTempFile(folder, ".w", ".tmp");
                written.add(beside);
                Files.writeString(beside, text(matrix));
            }
            for (int layer = 0; layer < matrices.size(); layer++) {
                Files.move(written.get(layer), folder.resolve(name(layer)), StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            for (Path beside : written) {
                Files.deleteIfExists(beside);
            }
        }
    }

    private static String text(double[][] matrix) {
        StringBuilder text = new StringBuilder();
        for (double[] row : matrix) {
            for (int i = 0; i < row.length; i++) {
                text.append(i == 0 ? "" : " ").append(row[i]);
            }
            text.append('\n');
        }
        return text.toString();
    }
}
