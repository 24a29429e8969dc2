package densa.encode;

import java.util.Arrays;

/** Statistics of finite numbers of any size, without overflow. */
final class Statistics {

    private Statistics() {}

    /**
     * Mean and standard deviation.
     *
     * @param mean the mean
     * @param deviation square root of the mean squared distance from the mean; 0 only if all values are equal
     */
    record Moments(double mean, double deviation) {}

    /** The moments of at least one value. */
    static Moments moments(double[] values) {
        double largest = 0;
        boolean constant = true;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
            constant &= value == values[0];
        }
        if (constant) {
            return new Moments(values[0], 0);
        }
        // Divided by a power of two near the largest, which is exact, sums of squares neither overflow nor vanish.
        double unit = Math.scalb(1.0, Math.getExponent(largest));
        double mean = 0;
        for (double value : values) {
            mean += value / unit;
        }
        mean /= values.length;
        double squares = 0;
        for (double value : values) {
            double distance = value / unit - mean;
            squares += distance * distance;
        }
        double deviation = unit * Math.sqrt(squares / values.length);
        return new Moments(mean * unit, Math.max(deviation, Double.MIN_NORMAL));
    }

    /** The median of at least one value; the array is put in another order. */
    static double median(double[] values) {
        int middle = values.length / 2;
        double upper = select(values, middle);
        if (values.length % 2 == 1) {
            return upper;
        }
        double lower = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < middle; i++) {
            lower = Math.max(lower, values[i]);
        }
        return lower / 2 + upper / 2;
    }

    /**
     * Hoare's selection: afterwards {@code values[k]} is what sorting would put there, smaller values are before it and
     * larger ones behind it. Linear time, where sorting a million rows of every column would take seconds.
     */
    private static double select(double[] values, int k) {
        int from = 0;
        int to = values.length - 1;
        while (to - from > 16) {
            double pivot = middleOf(values[from], values[(from + to) >>> 1], values[to]);
            int i = from;
            int j = to;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double value = values[i];
                    values[i++] = values[j];
                    values[j--] = value;
                }
            }
            if (k <= j) {
                to = j;
            } else if (k >= i) {
                from = i;
            } else {
                return values[k];
            }
        }
        Arrays.sort(values, from, to + 1);
        return values[k];
    }

    private static double middleOf(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }
}
