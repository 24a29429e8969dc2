package densa.data;

import densa.internal.Named;
import java.util.List;

/** Floating-point format in which data is kept and a network computes. */
public enum Precision implements Named {
    /** IEEE 754 single precision: 4 bytes, about 7 decimal digits. */
    FLOAT32("float32", Float.BYTES),
    /** IEEE 754 double precision: 8 bytes, about 16 decimal digits. */
    FLOAT64("float64", Double.BYTES);

    private final String id;
    private final int bytes;

    Precision(String id, int bytes) {
        this.id = id;
        this.bytes = bytes;
    }

    @Override
    public String id() {
        return id;
    }

    /** {@return the number of bytes of one number} */
    public int bytes() {
        return bytes;
    }

    /**
     * {@return {@code value} rounded to this precision}
     *
     * @param value any number; in float32, what is beyond its range becomes infinite
     */
    public double round(double value) {
        return this == FLOAT32 ? (float) value : value;
    }

    /**
     * {@return the precision called {@code id}}
     *
     * @param id {@code float32} or {@code float64}
     * @throws IllegalArgumentException if there is none; the message lists the valid names
     */
    public static Precision named(String id) {
        return Named.find("precision", id, List.of(values()));
    }
}
