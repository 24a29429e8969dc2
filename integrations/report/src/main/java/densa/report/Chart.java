package densa.report;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Curves that the page's script draws with uPlot.
 *
 * @param id of the element that it is drawn into
 * @param says what is shown, for those who cannot see it
 * @param x ascending, the same for all series
 * @param logarithmic whether the y axis is
 * @param shares whether both axes go from 0 to 1
 * @param legend whether each series is named below, with its value under the pointer
 */
record Chart(
        String id,
        String says,
        String xLabel,
        String yLabel,
        double[] x,
        List<Series> series,
        boolean logarithmic,
        boolean shares,
        boolean legend) {

    /**
     * A curve.
     *
     * @param colour 0 to 5, or -1 for grey
     * @param y NaN where there is nothing
     * @param marks indexes of points that stand out
     */
    record Series(String label, int colour, boolean dashed, double[] y, List<Integer> marks) {}

    /** Writes the place where it is drawn. */
    void writeTo(Html html) {
        html.element("div", "", "class", "chart", "id", id, "role", "img", "aria-label", says);
    }

    /** What the script needs to draw charts. Every "less than" sign in it is escaped. */
    static String json(List<Chart> charts) {
        JsonArray all = new JsonArray();
        for (Chart chart : charts) {
            JsonObject json = new JsonObject();
            json.addProperty("id", chart.id);
            json.addProperty("xLabel", chart.xLabel);
            json.addProperty("yLabel", chart.yLabel);
            json.addProperty("log", chart.logarithmic);
            json.addProperty("shares", chart.shares);
            json.addProperty("legend", chart.legend);
            json.add("x", numbers(chart.x));
            JsonArray series = new JsonArray();
            for (Series one : chart.series) {
                JsonObject curve = new JsonObject();
                curve.addProperty("label", one.label);
                curve.addProperty("colour", one.colour);
                curve.addProperty("dashed", one.dashed);
                curve.add("y", numbers(one.y));
                JsonArray marks = new JsonArray();
                one.marks.forEach(marks::add);
                curve.add("marks", marks);
                series.add(curve);
            }
            json.add("series", series);
            all.add(json);
        }
        return new Gson().toJson(all);
    }

    private static JsonArray numbers(double... values) {
        JsonArray array = new JsonArray();
        for (double value : values) {
            if (!Double.isFinite(value)) {
                array.add(JsonNull.INSTANCE);
            } else if (value == Math.rint(value)) {
                array.add((long) value);
            } else {
                array.add(Figures.rounded(value));
            }
        }
        return array;
    }

    /** Charts of a page, with the elements they are drawn into. */
    static final class Sheet {

        private final List<Chart> charts = new ArrayList<>();

        /** An id that no other chart has. */
        String nextId() {
            return "chart-" + (charts.size() + 1);
        }

        /** Writes the place of a chart, and keeps it for the script. */
        void add(Chart chart, Html html) {
            charts.add(chart);
            chart.writeTo(html);
        }

        List<Chart> charts() {
            return charts;
        }
    }
}
