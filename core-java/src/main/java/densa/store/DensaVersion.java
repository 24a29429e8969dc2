package densa.store;

/** The version of this library. */
public final class DensaVersion {

    /** Such as "0.1.0"; written into every model file. A test compares it with the build. */
    public static final String CURRENT = "0.1.0";

    private DensaVersion() {}
}
