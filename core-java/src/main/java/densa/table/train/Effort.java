package densa.table.train;

import densa.internal.Named;
import java.util.List;

/** How much is trained: what takes longer predicts a little better. {@link Recipe} has the numbers. */
public enum Effort implements Named {
    /** Few short trainings, for a first look: seconds. */
    QUICK("quick"),
    /** The default: some ten seconds for most tables. */
    STANDARD("standard"),
    /** More and longer trainings: minutes. */
    BEST("best");

    private final String id;

    Effort(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    /**
     * {@return the effort with a name}
     *
     * @param id {@code quick}, {@code standard} or {@code best}
     * @throws IllegalArgumentException if there is none; the message lists the valid names
     */
    public static Effort named(String id) {
        return Named.find("effort", id, List.of(values()));
    }
}
