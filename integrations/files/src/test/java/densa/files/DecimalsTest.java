package densa.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link Double#parseDouble} is the oracle: bits must be the same. */
class DecimalsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.000",
                "00012",
                "+5",
                "5.",
                ".5",
                "1e5",
                "1E+05",
                "-1.5e-3",
                "9007199254740993",
                "9007199254740992.5",
                "9007199254740993.0000000000000000001",
                "123456789012345678901234567890",
                "0.1234567890123456789012345678901234567890",
                "8.692932128906250000e-01",
                "1.7976931348623157e308",
                "1.7976931348623159e308",
                "4.9e-324",
                "2.4e-324",
                "2.2250738585072011e-308",
                "1e400",
                "1e-400",
                "1e99999999999",
                "0e99999999999",
                "18446744073709551615",
                "9999999999999999999",
                "10000000000000000000",
                "1e22",
                "1e23",
                "8.41e21",
                "6631236846766476e-316",
                "3.2378839133029012895883524125015321748630094000e-319",
                "0.500000000000000166533453693773481063544750213623046875",
                "-2.109808898695963e16",
                "4503599627370496.5",
                "4503599627370497.5",
                "9355950000000000000.00000000000000000000000000000000001844674407370955161600000184467440737095516161844674407370955161407370955161618446744073709551616000184467440737095516"
            })
    void knownHardCasesAreRoundedOnce(String text) {
        assertSame(text);
    }

    @Test
    void randomDecimalsAreRoundedOnce() {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 300_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
            int digits = 1 + random.nextInt(22);
            int point = random.nextInt(digits + 1);
            for (int d = 0; d < digits; d++) {
                text.append(d == point ? "." : "").append(random.nextInt(10));
            }
            if (random.nextInt(3) == 0) {
                text.append('e').append(random.nextInt(-70, 70));
            }
            assertSame(text.toString());
        }
    }

    @Test
    void shortestTextsOfRandomNumbersReadBack() {
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < 200_000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            double usual = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-12, 12));
            for (double value : new double[] {any, usual, (float) usual}) {
                if (Double.isFinite(value)) {
                    assertSame(Double.toString(value));
                }
            }
        }
    }

    @Test
    void numbersHalfwayBetweenTwoGoToTheEvenOne() {
        SplittableRandom random = new SplittableRandom(13);
        for (int i = 0; i < 100_000; i++) {
            long odd = (1L << 53) + 2 * random.nextLong(1L << 52) + 1; // needs 54 bits
            assertSame(Long.toString(odd));
            assertSame(odd + "." + "0".repeat(random.nextInt(4)));
            assertSame(new java.math.BigDecimal(odd)
                    .divide(new java.math.BigDecimal(1L << random.nextInt(4)))
                    .toPlainString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", "+", ".", "-.", "1.2.3", "1e", "1e+", "e5", "1e5.0", "--1", "1_000", "0x1F", "1d", "1,5",
                "inf", "NaN", " 1", "1 ", "1.5f", "٣"
            })
    void whatIsNotANumberIsNaN(String text) {
        assertThat(value(text)).isNaN();
    }

    private static void assertSame(String text) {
        double expected = Double.parseDouble(text);
        if (Double.doubleToRawLongBits(value(text)) != Double.doubleToRawLongBits(expected)) {
            assertThat(value(text)).as(text).isEqualTo(expected);
        }
    }

    private static double value(String text) {
        byte[] bytes = ("1" + text + "1").getBytes(StandardCharsets.UTF_8);
        return Decimals.value(bytes, 1, bytes.length - 1);
    }
}
