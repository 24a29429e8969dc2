package densa.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Lines of cells, printed in columns that line up. */
final class TextTable {

    private final List<List<String>> lines = new ArrayList<>();
    private final String rightAligned;

    /** @param alignments one letter a column: l or r; columns beyond are l */
    TextTable(String alignments) {
        this.rightAligned = alignments;
    }

    /** Adds a line. */
    TextTable line(String... cells) {
        lines.add(List.of(cells));
        return this;
    }

    /** Adds a line. */
    TextTable line(List<String> cells) {
        lines.add(List.copyOf(cells));
        return this;
    }

    /** Prints the lines, each indented by two spaces. */
    void print(PrintStream out) {
        int columns = lines.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int c = 0; c < line.size(); c++) {
                widths[c] = Math.max(widths[c], width(line.get(c)));
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int c = 0; c < line.size(); c++) {
                String padding = " ".repeat(widths[c] - width(line.get(c)));
                boolean right = c < rightAligned.length() && rightAligned.charAt(c) == 'r';
                text.append("  ").append(right ? padding + line.get(c) : line.get(c) + padding);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
