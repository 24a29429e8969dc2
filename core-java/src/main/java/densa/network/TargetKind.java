package densa.network;

/** What a loss demands of a target. */
public enum TargetKind {
    /** Any number. */
    NUMBER("numbers"),
    /** A count, or the mean of counts. */
    COUNT("counts of 0 or more"),
    /** An amount that may be 0. */
    AMOUNT("amounts of 0 or more"),
    /** An amount that is never 0. */
    POSITIVE_AMOUNT("amounts above 0"),
    /** The second of two classes or not: 1 or 0, or a share in between. */
    TWO_CLASSES("two classes"),
    /** One of any number of classes, by its index. */
    CLASSES("classes");

    private final String text;

    TargetKind(String text) {
        this.text = text;
    }

    /** {@return what it is, in the plural: "amounts above 0"} */
    public String text() {
        return text;
    }

    /** {@return whether targets are numbers, not classes} */
    public boolean isNumber() {
        return this != TWO_CLASSES && this != CLASSES;
    }

    /**
     * {@return whether a column of a table can be such a target}
     *
     * @param classes number of the column's classes; 0 if it holds numbers
     */
    public boolean allows(int classes) {
        return switch (this) {
            case CLASSES -> classes > 0;
            case TWO_CLASSES -> classes == 2;
            default -> classes == 0;
        };
    }

    /**
     * Checks a target value.
     *
     * @param target the value to check, NaN included
     * @param outputs number of network outputs; for classes, their number
     * @return what it should be ("0 to 1"), or an empty text if it is allowed
     */
    public String fault(double target, int outputs) {
        return switch (this) {
            case NUMBER -> Double.isFinite(target) ? "" : "a finite number";
            case COUNT, AMOUNT -> target >= 0 && Double.isFinite(target) ? "" : "a finite number of 0 or more";
            case POSITIVE_AMOUNT -> target > 0 && Double.isFinite(target) ? "" : "a finite number above 0";
            case TWO_CLASSES -> target >= 0 && target <= 1 ? "" : "0 to 1";
            case CLASSES ->
                target >= 0 && target < outputs && target == Math.rint(target)
                        ? ""
                        : "a class index 0 to " + (outputs - 1);
        };
    }
}
