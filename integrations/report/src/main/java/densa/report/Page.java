package densa.report;

import densa.store.DensaVersion;
import densa.table.audit.Finding;
import densa.table.model.Calibration;
import densa.table.model.EvaluatedTarget;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** Puts a report together. */
record Page(Content content, List<Finding> findings, String command) {

    /** Nothing is loaded from anywhere, whatever stands in the page. */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none';"
                    + " form-action 'none'";

    private static final Pattern END_OF_SCRIPT = Pattern.compile("</(script|style)", Pattern.CASE_INSENSITIVE);

    String html() {
        Html html = new Html();
        html.trusted("<!DOCTYPE html>\n");
        html.open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.element("title", "Densa: " + targets());
        style(html, Asset.uplot("uPlot.min.css"));
        style(html, Asset.own("report.css"));
        html.close().open("body");
        head(html);
        Chart.Sheet charts = new Chart.Sheet();
        html.open("main");
        SummarySection summary = new SummarySection(content, findings);
        section(html, () -> summary.metrics(html));
        section(html, () -> summary.notes(html));
        section(html, () -> summary.columns(html));
        section(html, () -> new LearningSection(content).write(html, charts));
        section(html, () -> errors(html, charts));
        section(html, () -> explained(html, "Which columns it needs", "columns-needed", ExplainSection::importance));
        section(
                html,
                () -> explained(
                        html, "How predictions change with a column", "dependence", ExplainSection::dependence));
        RunSection run = new RunSection(content, command);
        section(html, () -> run.timing(html));
        section(html, () -> run.repeat(html));
        html.close();
        html.element("footer", "Made by Densa " + DensaVersion.CURRENT + ". Curves by uPlot 1.6, MIT licence.");
        html.data("charts", Chart.json(charts.charts()));
        script(html, "/*\n" + Asset.uplot("LICENSE") + "\n*/\n" + Asset.uplot("uPlot.iife.min.js"));
        script(html, Asset.own("report.js"));
        return html.close().close() + "\n";
    }

    private static void section(Html html, Runnable content) {
        html.open("section");
        content.run();
        html.close();
    }

    private static void style(Html html, String text) {
        html.open("style").trusted(inline(text)).close();
    }

    private static void script(Html html, String text) {
        html.open("script").trusted(inline(text)).close();
    }

    /** So that nothing in it ends its element. */
    private static String inline(String text) {
        return END_OF_SCRIPT.matcher(text).replaceAll("<\\\\/$1");
    }

    private String targets() {
        return Figures.cut(
                String.join(
                        ", ",
                        content.model().targets().stream().map(Figures::name).toList()),
                200);
    }

    private void head(Html html) {
        html.open("header");
        html.open("p", "class", "kind")
                .text(content.training().isPresent() ? "Densa training report" : "Densa model report")
                .close();
        html.element("h1", "Predicting " + targets());
        html.element(
                "p",
                Figures.count(content.model().provenance().trainingRows(), "row") + " to learn from · trained "
                        + content.model()
                                .provenance()
                                .created()
                                .toString()
                                .replace('T', ' ')
                                .replace("Z", " UTC")
                        + " · Densa " + content.model().provenance().densaVersion(),
                "class",
                "facts");
        Verdict verdict = new Verdict(content);
        html.open("p", "class", "verdict", "id", "verdict").text(verdict.text()).close();
        html.element("p", verdict.advice(), "class", "advice");
        html.open("nav", "aria-label", "Contents");
        List.of(
                        "metrics:Metrics",
                        "notes:Notes",
                        "columns:Columns",
                        "learning:Learning curves",
                        "errors:Errors",
                        "columns-needed:Importance",
                        "again:Repeat")
                .forEach(link -> html.element("a", link.split(":", -1)[1], "href", "#" + link.split(":", -1)[0]));
        html.close().close();
    }

    private void errors(Html html, Chart.Sheet charts) {
        html.element("h2", "Where it is right and wrong", "id", "errors");
        List<EvaluatedTarget> targets = content.evaluation().targets();
        boolean several = targets.size() > 1;
        targets.stream().limit(Content.MOST_TARGETS).forEach(target -> {
            target(html, target.name());
            String heading = several ? "h4" : "h3";
            if (target.isClasses()) {
                Optional<Calibration> calibration = content.model().calibrations().stream()
                        .skip(targets.indexOf(target))
                        .findFirst();
                new ClassSection(target, content.evaluation().weights(), calibration).write(html, charts, heading);
            } else {
                new NumberSection(target, content).write(html, heading);
            }
        });
        if (targets.size() > Content.MOST_TARGETS) {
            html.element("p", "And " + Figures.count(targets.size() - Content.MOST_TARGETS, "more target") + ".");
        }
    }

    /** The heading of what is said of a target, if there are several. */
    private void target(Html html, String name) {
        if (content.evaluation().targets().size() > 1) {
            html.element("h3", "Target " + Figures.name(name));
        }
    }

    private void explained(Html html, String heading, String id, BiConsumer<ExplainSection, Html> write) {
        html.element("h2", heading, "id", id);
        content.explained().forEach(one -> {
            target(html, one.model().target());
            write.accept(new ExplainSection(one, content.training().isPresent()), html);
        });
    }
}
