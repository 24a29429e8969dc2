package densa.network;

/** Settings that differ from given ones, for tests of what becomes of them. */
public final class OtherSettings {

    private OtherSettings() {}

    /**
     * Each number moved a tenth of the way towards another one.
     *
     * @param towards above 0 and below 1, as every loss and optimiser allows
     */
    public static Settings of(Settings settings, double towards) {
        Settings other = Settings.NONE;
        for (String name : settings.names()) {
            other = settings.isList(name)
                    ? other.and(
                            name,
                            settings.numbers(name).stream()
                                    .map(number -> moved(number, towards))
                                    .toList())
                    : other.and(name, moved(settings.number(name), towards));
        }
        return other;
    }

    private static double moved(double number, double towards) {
        return number + 0.1 * (towards - number);
    }
}
