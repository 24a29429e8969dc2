package densa.table.encode;

import densa.internal.Named;
import java.util.List;

/** What is predicted. */
public enum Task implements Named {
    /** Decided by the target column: text, or few different whole numbers, are classes; other numbers are a number. */
    AUTO("auto"),
    /** One of the target's values. */
    CLASSIFICATION("classification"),
    /** A number. */
    REGRESSION("regression");

    private final String id;

    Task(String id) {
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    /**
     * {@return the task with a name}
     *
     * @param id {@code auto}, {@code classification} or {@code regression}
     * @throws IllegalArgumentException if there is none; the message lists the valid names
     */
    public static Task named(String id) {
        return Named.find("task", id, List.of(values()));
    }
}
