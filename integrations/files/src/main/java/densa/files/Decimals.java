package densa.files;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Decimal numbers to 64-bit floating point, rounded as {@link Double#parseDouble} rounds, without an object per number.
 *
 * <p>Up to 15 digits and small exponents: one exact division or multiplication (Clinger 1990). Up to 19 digits: the
 * algorithm of Eisel and Lemire (Lemire, Number Parsing at a Gigabyte per Second, 2021), which multiplies the digits
 * with a 128-bit power of five and knows when that does not decide the last bit. The rest, such as longer numbers that
 * it does not decide and subnormal ones: {@code parseDouble}. 19 digits take 25 ns instead of 150.
 */
final class Decimals {
    private static final int MOST_DIGITS = 19;
    private static final int NO_EXPONENT = Integer.MIN_VALUE;
    private static final int LARGEST_EXACT_POWER = 22;
    private static final double[] EXACT_POWERS = exactPowers();

    private static final int SMALLEST = -64;
    private static final int LARGEST = 64;

    /** 5^q for q from SMALLEST to LARGEST: the 128 highest bits, rounded down; for q from -27 to -1 rounded up. */
    private static final long[] POWERS_OF_FIVE = powersOfFive();

    private static final int BIAS = 1023;
    private static final int FRACTION_BITS = 52;

    /** Bits that {@link #bits} could not decide. */
    private static final long UNDECIDED = -1;

    private Decimals() {}

    /**
     * Returns the value of {@code [+-] (digits [. digits] | . digits) [e [+-] digits]}; NaN if the bytes are anything
     * else.
     */
    static double value(byte[] bytes, int from, int to) {
        int at = from;
        boolean negative = at < to && bytes[at] == '-';
        if (negative || (at < to && bytes[at] == '+')) {
            at++;
        }
        long digits = 0;
        int significant = 0;
        int exponent = 0;
        boolean cut = false;
        int firstDigit = at;
        int point = -1;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                if (bytes[at] != '.' || point >= 0) {
                    break;
                }
                point = at;
            } else if (significant < MOST_DIGITS) {
                digits = 10 * digits + digit;
                significant += digits == 0 ? 0 : 1;
            } else {
                cut |= digit != 0;
                exponent++;
            }
        }
        if (at - firstDigit <= (point < 0 ? 0 : 1)) {
            return Double.NaN; // no digit
        }
        exponent -= point < 0 ? 0 : at - point - 1;
        if (at < to) {
            int written = exponent(bytes, at, to);
            if (written == NO_EXPONENT) {
                return Double.NaN;
            }
            exponent += written;
        }
        double value = cut ? Double.NaN : value(digits, exponent);
        if (Double.isNaN(value)) {
            return Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
        }
        return negative ? -value : value;
    }

    /** Returns an exponent, cut to what is beyond any number; NO_EXPONENT if the bytes are none. */
    private static int exponent(byte[] bytes, int from, int to) {
        int at = from + 1;
        boolean negative = at < to && bytes[at] == '-';
        if (negative || (at < to && bytes[at] == '+')) {
            at++;
        }
        if ((bytes[from] != 'e' && bytes[from] != 'E') || at == to) {
            return NO_EXPONENT;
        }
        int value = 0;
        for (; at < to; at++) {
            if (bytes[at] < '0' || bytes[at] > '9') {
                return NO_EXPONENT;
            }
            value = Math.min(10 * value + bytes[at] - '0', 100_000);
        }
        return negative ? -value : value;
    }

    /** Returns digits x 10^exponent, or NaN if that is not decided here. */
    private static double value(long digits, int exponent) {
        if (digits == 0) {
            return 0;
        }
        if (digits >>> (FRACTION_BITS + 1) == 0 && Math.abs(exponent) <= LARGEST_EXACT_POWER) {
            return exponent < 0 ? digits / EXACT_POWERS[-exponent] : digits * EXACT_POWERS[exponent];
        }
        if (exponent < SMALLEST || exponent > LARGEST) {
            return Double.NaN;
        }
        long bits = bits(digits, exponent);
        return bits == UNDECIDED ? Double.NaN : Double.longBitsToDouble(bits);
    }

    /** Eisel and Lemire: w x 10^q with w unsigned and not 0. */
    private static long bits(long w, int q) {
        int zeros = Long.numberOfLeadingZeros(w);
        long shifted = w << zeros;
        int power = 2 * (q - SMALLEST);
        long low = shifted * POWERS_OF_FIVE[power];
        long high = multiplyHigh(shifted, POWERS_OF_FIVE[power]);
        if ((high & 0x1ff) == 0x1ff) {
            long more = multiplyHigh(shifted, POWERS_OF_FIVE[power + 1]);
            low += more;
            if (Long.compareUnsigned(low, more) < 0) {
                high++;
            }
        }
        if (low == -1 && (q < -27 || q > 55)) {
            return UNDECIDED;
        }
        int upperBit = (int) (high >>> 63);
        int shift = upperBit + 9;
        long fraction = high >>> shift;
        int binaryExponent = ((217_706 * q) >> 16) + 63 + upperBit - zeros + BIAS;
        if (binaryExponent <= 0 || binaryExponent >= 2 * BIAS) {
            return UNDECIDED;
        }
        boolean halfway = Long.compareUnsigned(low, 1) <= 0 && q >= -4 && q <= 23 && (fraction & 3) == 1;
        if (halfway && fraction << shift == high) {
            fraction &= ~1L; // exactly between two numbers: to the even one
        }
        fraction = (fraction + (fraction & 1)) >>> 1;
        if (fraction >>> (FRACTION_BITS + 1) != 0) {
            fraction >>>= 1;
            binaryExponent++;
        }
        return (fraction & ((1L << FRACTION_BITS) - 1)) | ((long) binaryExponent << FRACTION_BITS);
    }

    private static long multiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
    }

    private static double[] exactPowers() {
        double[] powers = new double[LARGEST_EXACT_POWER + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    private static long[] powersOfFive() {
        long[] powers = new long[2 * (LARGEST - SMALLEST + 1)];
        for (int q = SMALLEST; q <= LARGEST; q++) {
            BigInteger power = BigInteger.valueOf(5).pow(Math.abs(q));
            BigInteger bits;
            if (q >= 0) {
                bits = power.shiftLeft(128).shiftRight(power.bitLength());
            } else {
                int shift = q < -27 ? 2 * power.bitLength() + 128 : power.bitLength() + 127;
                bits = BigInteger.ONE.shiftLeft(shift).divide(power).add(BigInteger.ONE);
                bits = bits.shiftRight(bits.bitLength() - 128);
            }
            powers[2 * (q - SMALLEST)] = bits.shiftRight(64).longValue();
            powers[2 * (q - SMALLEST) + 1] = bits.longValue();
        }
        return powers;
    }
}
