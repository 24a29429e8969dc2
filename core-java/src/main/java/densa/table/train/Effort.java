package densa.table.train;

import densa.internal.Named;
import java.util.List;

/** How much is trained to learn from a table: what takes longer predicts a little better. */
public enum Effort implements Named {
    /** Few short trainings: a first look. */
    QUICK("quick", 2000, 20, 2, 500, 1500, 0),
    /** The default: seconds for most tables. */
    STANDARD("standard", 2500, 24, 5, 1500, 50_000, 0),
    /** Longer and more often: minutes. */
    BEST("best", 5000, 24, 5, 1500, 1_000_000, 2);

    private final String id;
    private final int steps;
    private final int fewestEpochs;
    private final int fewestMembersToCompare;
    private final int rowsToCompare;
    private final int mostRowsToCompare;
    private final int moreDeals;

    Effort(
            String id,
            int steps,
            int fewestEpochs,
            int fewestMembersToCompare,
            int rowsToCompare,
            int mostRowsToCompare,
            int moreDeals) {
        this.id = id;
        this.steps = steps;
        this.fewestEpochs = fewestEpochs;
        this.fewestMembersToCompare = fewestMembersToCompare;
        this.rowsToCompare = rowsToCompare;
        this.mostRowsToCompare = mostRowsToCompare;
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

    /** The fewest members of a candidate that decide whether its others are trained. */
    int fewestMembersToCompare() {
        return fewestMembersToCompare;
    }

    /** As many rows as should judge a candidate before the members that others judge are trained. */
    int rowsToCompare() {
        return rowsToCompare;
    }

    /** The most rows with which several numbers of bins and regularizations are compared. */
    int mostRowsToCompare() {
        return mostRowsToCompare;
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
