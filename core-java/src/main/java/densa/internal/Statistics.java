package densa.internal;

/** Statistics of finite numbers of any size, without overflow. */
public final class Statistics {

    private static final int FEWEST_CORRELATED = 20;

    private Statistics() {}

    /**
     * Mean and standard deviation.
     *
     * @param mean the mean
     * @param deviation square root of the mean squared distance from the mean; 0 only if all values are equal
     */
    public record Moments(double mean, double deviation) {
        /**
         * {@return how many deviations a value is from the mean; divided first, as the distance of two large numbers
         * may overflow}
         */
        public double standardised(double value) {
            return value / deviation - mean / deviation;
        }
    }

    /** {@return the moments of at least one value} */
    public static Moments moments(double[] values) {
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

    /** Mean cubed distance from the mean, in standard deviations; 0 if all values are equal. */
    public static double skewness(double[] values) {
        Moments moments = moments(values);
        if (moments.deviation() == 0) {
            return 0;
        }
        double cubes = 0;
        for (double value : values) {
            double z = moments.standardised(value);
            cubes += z * z * z;
        }
        return cubes / values.length;
    }

    /**
     * Pearson's correlation of the rows that have both values, without those farther than {@code most} from 0; NaN if
     * these are fewer than {@value #FEWEST_CORRELATED} or one column is constant in them.
     */
    public static double correlation(double[] a, double[] b, double most) {
        double count = 0;
        double sumA = 0;
        double sumB = 0;
        double squaresA = 0;
        double squaresB = 0;
        double products = 0;
        for (int i = 0; i < a.length; i++) {
            double x = a[i];
            double y = b[i];
            // Comparisons with NaN are false.
            if (Math.abs(x) <= most && Math.abs(y) <= most) {
                count++;
                sumA += x;
                sumB += y;
                squaresA += x * x;
                squaresB += y * y;
                products += x * y;
            }
        }
        double varianceA = squaresA / count - sumA * sumA / (count * count);
        double varianceB = squaresB / count - sumB * sumB / (count * count);
        return count < FEWEST_CORRELATED || !(Math.min(varianceA, varianceB) > 1e-12)
                ? Double.NaN
                : (products / count - sumA * sumB / (count * count)) / Math.sqrt(varianceA * varianceB);
    }

    /** {@return the value that is above a share of the others, between two values in proportion} */
    public static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] == sorted[above]
                ? sorted[below] // exactly, or equal quartiles would seem to differ
                : sorted[below] * (1 - (at - below)) + sorted[above] * (at - below);
    }
}
