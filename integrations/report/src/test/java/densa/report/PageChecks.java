package densa.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import densa.metric.Metrics;
import densa.metric.SeveralMetrics;
import densa.table.Table;
import densa.table.train.Effort;
import densa.table.train.TabularTrainer;
import densa.table.train.Validation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** Tables and short trainings for tests of pages, and what every page must be. */
abstract class PageChecks {

    private static final int MOST_BYTES = 300_000;

    static TabularTrainer quick(String... targets) {
        return TabularTrainer.forTargets(targets)
                .effort(Effort.QUICK)
                .hidden(8)
                .epochs(6)
                .validation(Validation.folds(3));
    }

    /** Two numbers and a name, from which classes, numbers and flags follow with some noise. */
    static Table table(int rows, long seed) {
        Random random = new Random(seed);
        double[] a = random.doubles(rows, -2, 2).toArray();
        double[] b = random.doubles(rows, -2, 2).toArray();
        double[] noise = random.doubles(rows, -1, 1).toArray();
        String[] colour = new String[rows];
        Arrays.setAll(colour, row -> random.nextBoolean() ? "red" : "green");
        double[] size = new double[rows];
        Arrays.setAll(size, row -> 10 + 3 * a[row] + (colour[row].equals("red") ? 2 : 0) + noise[row]);
        double[] weight = new double[rows];
        Arrays.setAll(weight, row -> 5 - b[row] + 0.3 * noise[row]);
        String[] kind = new String[rows];
        Arrays.setAll(kind, row -> size[row] < 9 ? "low" : size[row] < 12 ? "middle" : "top");
        String[] large = new String[rows];
        Arrays.setAll(large, row -> size[row] > 10 ? "yes" : "no");
        String[] heavy = new String[rows];
        Arrays.setAll(heavy, row -> weight[row] > 5 ? "yes" : "no");
        return Table.builder()
                .numeric("a", a)
                .numeric("b", b)
                .categorical("colour", colour)
                .categorical("kind", kind)
                .numeric("size", size)
                .numeric("weight", weight)
                .categorical("large", large)
                .categorical("heavy", heavy)
                .build();
    }

    /** 240 rows of the table with these targets only. */
    static Table only(String... targets) {
        List<String> others = new ArrayList<>(List.of("kind", "size", "weight", "large", "heavy"));
        others.removeAll(List.of(targets));
        return table(240, 1).without(others.toArray(String[]::new));
    }

    /** The figures as a page shows them; those of each of several targets with its name before. */
    static Map<String, String> figures(Metrics metrics) {
        Map<String, String> figures = new LinkedHashMap<>();
        metrics.values().forEach((name, value) -> figures.put(name, Figures.text(value)));
        if (metrics instanceof SeveralMetrics several) {
            several.byTarget().forEach((target, own) -> figures(own)
                    .forEach((name, text) -> figures.put(target + "." + name, text)));
        }
        return figures;
    }

    static JsonArray charts(Document page) {
        return JsonParser.parseString(page.select("#charts").get(0).data()).getAsJsonArray();
    }

    static String text(Document page, String id) {
        return page.select("#" + id).text();
    }

    static String cell(Document page, String metric, int column) {
        return page.select("tr[data-metric=\"" + metric + "\"] > *").get(column).text();
    }

    /** Parses a page and looks for what every page must be, whatever it says. */
    static Document checked(String html) {
        Parser parser = Parser.htmlParser().setTrackErrors(20);
        Document page = Jsoup.parse(html, parser);
        assertThat(parser.getErrors()).isEmpty();
        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
        checkOffline(page);
        checkAccessible(page);
        assertThat(page.text()).doesNotContain("NaN", "Infinity", "null");
        assertThat(page.select("svg, table").outerHtml()).doesNotContain("NaN", "Infinity");
        return page;
    }

    private static void checkOffline(Document page) {
        assertThat(page.select("[src], link, img, iframe, object, embed, form, base"))
                .isEmpty();
        assertThat(page.select("[href]"))
                .allSatisfy(link -> assertThat(page.select(link.attr("href"))).hasSize(1));
        assertThat(page.select("style").html()).doesNotContain("url(", "@import");
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none'");
        assertThat(page.select("script")).hasSize(3);
    }

    private static void checkAccessible(Document page) {
        assertThat(page.select("h1")).hasSize(1);
        int level = 0;
        for (Element heading : page.select("h1, h2, h3, h4")) {
            int next = heading.tagName().charAt(1) - '0';
            assertThat(next).as(heading.text()).isLessThanOrEqualTo(level + 1);
            level = next;
        }
        assertThat(page.select("th"))
                .allSatisfy(cell -> assertThat(cell.attr("scope")).isIn("col", "row"));
        assertThat(page.select("svg")).allSatisfy(svg -> {
            assertThat(svg.attr("role")).isEqualTo("img");
            assertThat(svg.select("> title").text()).isNotBlank();
        });
        assertThat(page.select(".chart"))
                .allSatisfy(chart -> assertThat(chart.attr("aria-label")).isNotBlank());
        assertThat(page.select("table"))
                .allSatisfy(
                        table -> assertThat(table.parents().get(0).className()).isEqualTo("scroll"));
    }
}
