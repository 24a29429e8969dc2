package densa.network;

/**
 * erf(x) = 2 / sqrt(pi) times the integral of e^-u^2 from 0 to x, which the JDK lacks; absolute error below 3e-16.
 *
 * <p>For x of 0 or more, erf(x) = 1 - e^(-x^2) p(t) / (x + 2) with t = (x - 2) / (x + 2) in [-1, 1): the polynomial p
 * is the degree-26 Chebyshev interpolant of (x + 2) e^(x^2) erfc(x), computed in 80-digit arithmetic. The native engine
 * holds the same coefficients in {@code simd_math.h}.
 */
final class ErrorFunction {

    private static final double[] P = {
        1.021582705242023,
        -0.6871606844138103,
        0.27947209255605376,
        -0.03644223150691808,
        -0.02151066188943273,
        0.006479185069164135,
        0.0030906120581152873,
        -0.0008372960865582222,
        -0.0006630734952389209,
        3.4371663749779505e-05,
        0.00014447070122877085,
        3.414756226763783e-05,
        -2.1696114537782193e-05,
        -1.611575173429468e-05,
        -1.1256333870385848e-06,
        3.630071016108333e-06,
        2.00183717253082e-06,
        2.750901646637189e-08,
        -5.710963647668234e-07,
        -3.5734458958337067e-07,
        -3.3965448025871333e-09,
        1.3931685886818277e-07,
        5.808397088841817e-08,
        -2.6432651035265297e-08,
        -1.9489513251864517e-08,
        2.11806662871436e-09,
        2.4103331991767275e-09
    };

    private ErrorFunction() {}

    static double erf(double x) {
        double a = Math.abs(x);
        double t = (a - 2) / (a + 2);
        if (a == Double.POSITIVE_INFINITY) {
            t = 1;
        }
        double p = 0;
        for (int i = P.length - 1; i >= 0; i--) {
            p = p * t + P[i];
        }
        return Math.copySign(1 - Math.exp(-a * a) * p / (a + 2), x);
    }
}
