package densa.table.model;

import java.time.Instant;

/**
 * Where a model comes from.
 *
 * @param densaVersion version of Densa that trained it
 * @param created when, to the second
 * @param trainingRows rows that it learned from
 * @param validationRows rows that chose the epochs
 * @param dataFingerprint SHA-256 over names and values of the training table, in hexadecimal; see
 *     {@link TableFingerprint}
 * @param seed of everything random in the training
 */
public record Provenance(
        String densaVersion,
        Instant created,
        int trainingRows,
        int validationRows,
        String dataFingerprint,
        long seed) {}
