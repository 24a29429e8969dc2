package densa.report;

import densa.metric.Metrics;
import densa.report.Bootstrap.Interval;
import densa.table.audit.Finding;
import densa.table.encode.ColumnReport;
import densa.table.encode.ColumnReport.Use;
import densa.table.encode.InputNote;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The metrics, what is to be noted, and the columns. */
record SummarySection(Content content, List<Finding> findings) {

    private static final int MOST_SCORES = 20;
    private static final int MOST_NOTES = 30;
    private static final int MOST_COLUMNS = 150;
    private static final int MOST_UNFOLDED = 30;
    private static final int LONGEST_NOTE = 300;

    void metrics(Html html) {
        html.element("h2", "How good it is", "id", "metrics");
        html.element("p", basis());
        Scores overall = content.overall();
        List<Scores> shown = Stream.concat(Stream.of(overall), content.ofTargets().stream())
                .limit(MOST_SCORES)
                .toList();
        html.open("div", "class", "scroll").open("table");
        html.open("thead").open("tr").element("th", "Metric", "scope", "col");
        number(html, "This model").element("th", "95 % interval", "scope", "col", "class", "number");
        if (!overall.spread().isEmpty()) {
            number(html, "Spread over folds");
        }
        if (overall.linear().isPresent()) {
            number(html, "Linear model");
        }
        number(html, constantName()).close().close().open("tbody");
        shown.forEach(scores -> scores.metrics().values().forEach((id, value) -> row(html, scores, id, value)));
        html.close().close().close();
        if (shown.size() <= content.ofTargets().size()) {
            html.element(
                    "p",
                    "And " + Figures.count(content.ofTargets().size() + 1 - shown.size(), "more target")
                            + " that are not shown.");
        }
    }

    private void row(Html html, Scores scores, String id, double value) {
        String metric = scores.target().map(target -> target + "." + id).orElse(id);
        String label =
                scores.target().map(target -> Figures.name(target) + ": ").orElse("") + Figures.metric(id);
        html.open("tr", "data-metric", metric).open("th", "scope", "row").text(label);
        if (scores.target().isEmpty()) {
            html.element("small", Figures.meaning(id));
        }
        html.close();
        html.element("td", Figures.text(value), "class", "number strong");
        html.element("td", interval(scores.intervals(), id), "class", "number");
        if (!content.overall().spread().isEmpty()) {
            html.element(
                    "td",
                    scores.spread().containsKey(id)
                            ? "± " + Figures.text(scores.spread().get(id))
                            : "–",
                    "class",
                    "number");
        }
        scores.linear().ifPresent(metrics -> cell(html, metrics, id));
        cell(html, scores.constant(), id);
        html.close();
    }

    private static Html number(Html html, String heading) {
        return html.element("th", heading, "scope", "col", "class", "number");
    }

    private static void cell(Html html, Metrics metrics, String id) {
        html.element("td", Figures.text(metrics.values().getOrDefault(id, Double.NaN)), "class", "number");
    }

    private static String interval(Map<String, Interval> intervals, String id) {
        return Optional.ofNullable(intervals.get(id))
                .map(interval -> Figures.text(interval.low()) + " to " + Figures.text(interval.high()))
                .orElse("–");
    }

    private String constantName() {
        if (content.evaluation().targets().get(0).isClasses()) {
            return "Class shares";
        }
        return content.model().quantiles().isEmpty() ? "Mean" : "Same quantiles";
    }

    private String basis() {
        String who = content.training().isPresent()
                ? "Evaluated on " + Figures.count(content.evaluation().rows().length, "row")
                        + ", each predicted by networks that did not learn from it."
                : "Evaluated on the " + Figures.count(content.evaluation().rows().length, "row")
                        + " of the data that have the target.";
        return who + " The intervals come from " + Bootstrap.RESAMPLES + " bootstrap resamples of these rows."
                + (content.overall().linear().isPresent()
                        ? " The linear model saw the same columns and the same folds."
                        : "");
    }

    void notes(Html html) {
        List<String> all = new ArrayList<>();
        if (content.isTrainingTable()) {
            all.add("this is the table that the model was trained on: the figures say how well it fits its own training"
                    + " data, not how well it predicts new rows");
        }
        findings.forEach(finding -> all.add(finding.text()));
        content.evaluation().unknownClasses().forEach(unknown -> all.add(unknown.text()));
        content.evaluation().predictions().notes().stream()
                .map(InputNote::text)
                .filter(note -> !all.contains(note))
                .forEach(all::add);
        html.element("h2", "What to know about the data", "id", "notes");
        if (all.isEmpty()) {
            html.element("p", "Nothing unusual was noted.");
            return;
        }
        html.open("ul", "class", "notes");
        all.stream().limit(MOST_NOTES).forEach(note -> html.element("li", Figures.cut(sentence(note), LONGEST_NOTE)));
        if (all.size() > MOST_NOTES) {
            html.element("li", "And " + (all.size() - MOST_NOTES) + " more.");
        }
        html.close();
    }

    /** A line about the data as a sentence of a page. */
    private static String sentence(String note) {
        int first = note.codePointAt(0);
        return Character.toString(Character.toUpperCase(first)) + note.substring(Character.charCount(first)) + ".";
    }

    void columns(Html html) {
        List<ColumnReport> columns = content.model().columns();
        html.element("h2", "What the columns were taken for", "id", "columns");
        html.element("p", uses(columns) + ".");
        boolean folded = columns.size() > MOST_UNFOLDED;
        if (folded) {
            html.open("details").element("summary", "Each column");
        }
        html.open("div", "class", "scroll").open("table", "class", "wide");
        html.open("thead").open("tr");
        List.of("Column", "Use", "What was done").forEach(heading -> html.element("th", heading, "scope", "col"));
        html.close().close().open("tbody");
        columns.stream().limit(MOST_COLUMNS).forEach(column -> html.open("tr")
                .element("th", Figures.name(column.name()), "scope", "row")
                .element("td", word(column.use()))
                .element("td", Figures.cut(column.detail(), LONGEST_NOTE))
                .close());
        html.close().close().close();
        if (columns.size() > MOST_COLUMNS) {
            html.element(
                    "p",
                    "And " + Figures.count(columns.size() - MOST_COLUMNS, "more column") + ": "
                            + uses(columns.subList(MOST_COLUMNS, columns.size())) + ".");
        }
        if (folded) {
            html.close();
        }
    }

    private static String uses(List<ColumnReport> columns) {
        Map<Use, Integer> counts = new EnumMap<>(Use.class);
        columns.forEach(column -> counts.merge(column.use(), 1, Integer::sum));
        return String.join(
                ", ",
                counts.entrySet().stream()
                        .map(entry -> Figures.count(entry.getValue()) + " " + word(entry.getKey()))
                        .toList());
    }

    private static String word(Use use) {
        return use == Use.SET_ASIDE ? "set aside" : use.id();
    }
}
