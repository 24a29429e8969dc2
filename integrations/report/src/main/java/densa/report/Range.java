package densa.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an axis shows.
 *
 * @param low its first number
 * @param high its last number, above {@code low}
 */
record Range(double low, double high) {

    private static final double MARGIN = 0.03;
    private static final int TICKS = 5;

    /** 0 to 1. */
    static final Range SHARES = new Range(0, 1);

    /** Whatever is finite of some numbers, with a margin. */
    static Range of(double... values) {
        double low = Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
        double high = Arrays.stream(values).filter(Double::isFinite).max().orElse(1);
        double margin = high > low ? MARGIN * (high - low) : Math.max(1e-9, Math.abs(high) * MARGIN);
        return new Range(low - margin, high + margin);
    }

    /** Round numbers within, some five. */
    List<Double> ticks() {
        double rough = (high - low) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power * (rough / power < 1.5 ? 1 : rough / power < 3.5 ? 2 : rough / power < 7.5 ? 5 : 10);
        List<Double> ticks = new ArrayList<>();
        for (double i = Math.ceil(low / step - 1e-9); i <= high / step + 1e-9; i++) {
            ticks.add(Figures.rounded(i * step) + 0.0); // never -0
        }
        return ticks;
    }
}
