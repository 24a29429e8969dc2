package densa.report;

import densa.report.Chart.Series;
import densa.train.TrainedNetwork;
import densa.train.TrainingHistory;
import densa.train.TrainingHistory.Epoch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** How the losses fell. */
record LearningSection(Content content) {

    private static final int MOST_MEMBERS = 30;
    private static final int MOST_NUMBERS = 7000;
    private static final double WIDE = 20;

    void write(Html html, Chart.Sheet charts) {
        List<TrainingHistory> histories = content.model().members().stream()
                .map(TrainedNetwork::history)
                .filter(history -> !history.epochs().isEmpty())
                .limit(MOST_MEMBERS)
                .toList();
        html.element("h2", "How it learned", "id", "learning");
        if (histories.isEmpty()) {
            html.element("p", "The model keeps no history of its training.");
            return;
        }
        boolean validated = histories.get(0).epochs().get(0).validationLoss().isPresent();
        String loss = content.model().members().get(0).loss().id();
        html.element(
                "p",
                "The loss (" + loss + ") after each epoch, a pass over the rows; a pair of lines for each network"
                        + (content.model().members().size() > histories.size()
                                ? ", the first " + histories.size() + " of "
                                        + content.model().members().size()
                                : "")
                        + ". Training is measured with dropout on, and can therefore lie above validation. Each network"
                        + " is kept as it was at its best epoch, which is marked.");
        html.open("p", "class", "legend");
        html.element("span", "training", "class", "key c0");
        if (validated) {
            html.element("span", "validation", "class", "key c1");
        }
        html.element("span", "best epoch", "class", "key dot c1").close();
        charts.add(chart(charts.nextId(), histories, validated), html);
        best(html);
    }

    private static Chart chart(String id, List<TrainingHistory> histories, boolean validated) {
        int[] shown = shown(histories, validated);
        List<Series> series = new ArrayList<>();
        int number = 0;
        for (TrainingHistory history : histories) {
            number++;
            List<Integer> best =
                    history.bestEpoch() == 0 ? List.of() : List.of(Arrays.binarySearch(shown, history.bestEpoch()));
            series.add(new Series(
                    "training " + number, 0, false, losses(history, shown, false), validated ? List.of() : best));
            if (validated) {
                series.add(new Series("validation " + number, 1, false, losses(history, shown, true), best));
            }
        }
        double[] all = series.stream()
                .flatMapToDouble(one -> Arrays.stream(one.y()))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        boolean logarithmic = all.length > 0 && all[0] > 0 && all[all.length - 1] > WIDE * all[0];
        return new Chart(
                id,
                "Loss of training and validation over the epochs, for " + histories.size() + " networks",
                "epoch",
                logarithmic ? "loss, logarithmic" : "loss",
                IntStream.of(shown).asDoubleStream().toArray(),
                series,
                logarithmic,
                false,
                false);
    }

    /** Epochs, evenly spaced, with all that were the best ones. */
    private static int[] shown(List<TrainingHistory> histories, boolean validated) {
        int epochs = histories.stream()
                .mapToInt(history -> history.epochs().size())
                .max()
                .orElse(1);
        int lines = histories.size() * (validated ? 2 : 1);
        int step = Math.max(1, (int) Math.ceil((double) epochs * lines / MOST_NUMBERS));
        TreeSet<Integer> shown = new TreeSet<>(List.of(epochs));
        for (int epoch = 1; epoch <= epochs; epoch += step) {
            shown.add(epoch);
        }
        histories.stream()
                .filter(history -> history.bestEpoch() > 0)
                .forEach(history -> shown.add(history.bestEpoch()));
        return shown.stream().mapToInt(Integer::intValue).toArray();
    }

    private static double[] losses(TrainingHistory history, int[] shown, boolean validation) {
        return IntStream.of(shown)
                .mapToDouble(number -> {
                    if (number > history.epochs().size()) {
                        return Double.NaN;
                    }
                    Epoch epoch = history.epochs().get(number - 1);
                    return validation ? epoch.validationLoss().orElse(Double.NaN) : epoch.trainLoss();
                })
                .toArray();
    }

    private void best(Html html) {
        html.open("details").element("summary", "Each network in numbers");
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        List.of("Network", "Best epoch", "Epochs", "Loss then", "Time")
                .forEach(heading -> html.element(
                        "th", heading, "scope", "col", "class", heading.equals("Network") ? "" : "number"));
        html.close().close().open("tbody");
        int number = 0;
        for (TrainedNetwork member : content.model().members()) {
            TrainingHistory history = member.history();
            if (++number > 100 || history.epochs().isEmpty()) {
                continue;
            }
            html.open("tr").element("th", number, "scope", "row");
            Epoch last = history.epochs().get(history.epochs().size() - 1);
            for (String text : List.of(
                    Figures.count(history.bestEpoch()),
                    Figures.count(history.epochs().size()),
                    Figures.text(history.bestLoss()),
                    Figures.seconds(last.seconds()))) {
                html.element("td", text, "class", "number");
            }
            html.close();
        }
        html.close().close().close().close();
    }
}
