package densa.cli;

import densa.table.audit.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** The options of {@code train} that a finding calls for. */
final class Remedy {

    private static final int MOST_NAMES = 8;

    private Remedy() {}

    /** The finding as a line, with the options to type if there are any. */
    static String line(Finding finding) {
        String options = options(finding);
        return options.isEmpty() ? finding.text() : finding.text() + " (" + options + ")";
    }

    /** What to type, ready to be pasted but for words in capitals; empty if no option helps. */
    static String options(Finding finding) {
        List<String> columns = finding.columns();
        return switch (finding.kind()) {
            case LEAKAGE, COMPUTED_TARGET -> option("--ignore", columns);
            case DUPLICATE_COLUMNS, NEAR_DUPLICATE_COLUMNS -> option("--ignore", columns.subList(1, columns.size()));
            case MISSING_VALUES -> columns.size() > 1 ? "--ignore COLUMNS" : "";
            case MORE_COLUMNS_THAN_ROWS -> "--ignore COLUMNS";
            case RUNNING_NUMBER -> option("--ignore", columns) + " or " + option("--id", columns);
            case TARGET_TAKEN_AS_CLASSES -> "--task regression";
            case TARGET_TAKEN_AS_NUMBER -> "--task classification";
            case IMBALANCE -> "--class-weight balanced";
            case REPEATED_ROWS -> "--group COLUMN";
            case OUTLYING_TARGET -> "--loss huber";
            case TARGET_TEXT_AMONG_NUMBERS,
                    NOTHING_TO_COMPARE,
                    CLASS_NOT_VALIDATED,
                    UNKNOWN_CLASS,
                    MISSING_GROUP,
                    SIMILAR_TEXTS,
                    RARE_CLASSES,
                    CLASS_NOT_IN_TRAINING,
                    CONFLICTING_ROWS,
                    MISSING_TARGET,
                    ZERO_WEIGHT,
                    FEW_VALIDATION_ROWS -> "";
        };
    }

    private static String option(String name, List<String> columns) {
        if (columns.size() > MOST_NAMES) {
            return name + " COLUMNS";
        }
        String typed = columns.stream()
                .map(column -> column.contains(",") ? '"' + column + '"' : column)
                .collect(Collectors.joining(","));
        return name + " " + Shell.quote(typed);
    }
}
