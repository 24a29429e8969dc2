package densa.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The settings of a loss or an optimiser: numbers, or lists of numbers, each under the name that model files give it.
 * Their order is that in which the native engine reads them. Immutable.
 */
public final class Settings {

    /** No settings. */
    public static final Settings NONE = new Settings(List.of());

    private record Setting(String name, boolean list, List<Double> numbers) {}

    private final List<Setting> settings;

    private Settings(List<Setting> settings) {
        this.settings = settings;
    }

    /**
     * {@return a single setting, a number}
     *
     * @param name the name that model files give it, such as {@code delta}
     * @param number its value; whoever takes the settings checks it
     */
    public static Settings of(String name, double number) {
        return NONE.and(name, number);
    }

    /**
     * {@return a single setting, a list of numbers}
     *
     * @param name the name that model files give it, such as {@code levels}
     * @param numbers its values; copied
     */
    public static Settings of(String name, List<Double> numbers) {
        return NONE.and(name, numbers);
    }

    /**
     * {@return these settings and a number after them}
     *
     * @param name a name that is not among {@link #names()} yet
     * @param number its value; whoever takes the settings checks it
     */
    public Settings and(String name, double number) {
        return and(new Setting(name, false, List.of(number)));
    }

    /**
     * {@return these settings and a list of numbers after them}
     *
     * @param name a name that is not among {@link #names()} yet
     * @param numbers its values; copied
     */
    public Settings and(String name, List<Double> numbers) {
        return and(new Setting(name, true, List.copyOf(numbers)));
    }

    private Settings and(Setting setting) {
        List<Setting> all = new ArrayList<>(settings);
        all.add(setting);
        return new Settings(List.copyOf(all));
    }

    /** {@return the names, in order} */
    public List<String> names() {
        return settings.stream().map(Setting::name).toList();
    }

    /**
     * {@return whether a setting is a list of numbers}
     *
     * @param name one of {@link #names()}
     * @throws IllegalArgumentException if there is no such setting
     */
    public boolean isList(String name) {
        return setting(name).list();
    }

    /**
     * {@return a setting that is a number}
     *
     * @param name one of {@link #names()}
     * @throws IllegalArgumentException if there is no such setting, or it is a list
     */
    public double number(String name) {
        Setting setting = setting(name);
        if (setting.list()) {
            throw new IllegalArgumentException("the setting " + name + " is a list of numbers, not a number");
        }
        return setting.numbers().get(0);
    }

    /**
     * {@return the numbers of a setting; of one that is a number, this one}
     *
     * @param name one of {@link #names()}
     * @throws IllegalArgumentException if there is no such setting
     */
    public List<Double> numbers(String name) {
        return setting(name).numbers();
    }

    /** {@return all numbers, in order} */
    public List<Double> numbers() {
        return settings.stream().flatMap(setting -> setting.numbers().stream()).toList();
    }

    private Setting setting(String name) {
        return settings.stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no setting " + name + "; given: " + names()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings that && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }

    /** Returns the names and numbers, such as {@code [beta1=0.9, beta2=0.999]}. */
    @Override
    public String toString() {
        return settings.stream()
                .map(setting -> setting.name() + "="
                        + (setting.list()
                                ? setting.numbers()
                                : setting.numbers().get(0)))
                .toList()
                .toString();
    }
}
