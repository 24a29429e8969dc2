package densa.model;

import densa.table.Named;
import java.util.List;

/** How much is trained to learn from a table: what takes longer predicts a little better. */
public enum Effort implements Named {
    /** Few short trainings: a first look. */
    QUICK("quick", 700, 16, 4, 0, List.of(new Dropout(0.1, 0)), 0),
    /** The default: seconds for most tables. */
    STANDARD("standard", 2500, 24, 10, 5000, Dropout.TO_TRY, 0),
    /** Longer and more often: minutes. */
    BEST("best", 5000, 24, 10, 20_000, Dropout.TO_TRY, 2);

    private final String id;
    private final int steps;
    private final int fewestEpochs;
    private final int membersToCompareTargets;
    private final int smallTable;
    private final List<Dropout> dropoutsToTry;
    private final int moreDeals;

    Effort(
            String id,
            int steps,
            int fewestEpochs,
            int membersToCompareTargets,
            int smallTable,
            List<Dropout> dropoutsToTry,
            int moreDeals) {
        this.id = id;
        this.steps = steps;
        this.fewestEpochs = fewestEpochs;
        this.membersToCompareTargets = membersToCompareTargets;
        this.smallTable = smallTable;
        this.dropoutsToTry = dropoutsToTry;
        this.moreDeals = moreDeals;
    }

    @Override
    public String id() {
        return id;
    }

    /** Steps of one member's training, unless its number of rows asks for more or fewer. */
    int steps() {
        return steps;
    }

    /** The fewest epochs, however many rows there are. */
    int fewestEpochs() {
        return fewestEpochs;
    }

    /** The most members of a coding of the target that decide whether the others are trained. */
    int membersToCompareTargets() {
        return membersToCompareTargets;
    }

    /** The most rows with which several numbers of bins are compared. */
    int smallTable() {
        return smallTable;
    }

    /** Dropout rates that are compared, the first with every number of bins, the others with the best. */
    List<Dropout> dropoutsToTry() {
        return dropoutsToTry;
    }

    /** How often the rows are dealt to folds again, for more members of the best candidates. */
    int moreDeals() {
        return moreDeals;
    }

    /**
     * The effort called {@code id}.
     *
     * @throws IllegalArgumentException if there is none; the message lists the valid names
     */
    public static Effort named(String id) {
        return Named.find("effort", id, List.of(values()));
    }
}
