package densa.files;

import densa.table.CategoricalColumn;
import java.util.Arrays;

/**
 * Finds the code of a level by the bytes of a cell, so that a cell becomes a text only when its level is new: a hash
 * table with open addressing; not thread-safe.
 */
final class LevelCodes {
    private static final int MISSING = -1;

    private final CategoricalColumn.Builder levels;
    private byte[][] keys = new byte[64][];
    private int[] codes = new int[64];
    private int size;

    LevelCodes(CategoricalColumn.Builder levels) {
        this.levels = levels;
    }

    /** Returns the code of the cell, -1 if it is missing; enters it among the levels if it is new. */
    int code(CsvScanner scanner, int field) {
        byte[] bytes = scanner.bytes();
        int from = scanner.from(field);
        int to = scanner.to(field);
        int slot = slot(hash(bytes, from, to));
        while (keys[slot] != null) {
            if (Arrays.equals(keys[slot], 0, keys[slot].length, bytes, from, to)) {
                return codes[slot];
            }
            slot = (slot + 1) & (keys.length - 1);
        }
        int code = MissingTokens.contain(bytes, from, to) ? MISSING : levels.level(scanner.text(field));
        keys[slot] = Arrays.copyOfRange(bytes, from, to);
        codes[slot] = code;
        size++;
        if (2 * size > keys.length) {
            grow();
        }
        return code;
    }

    private int slot(int hash) {
        return (hash ^ (hash >>> 15)) & (keys.length - 1);
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash * 0x9E3779B9;
    }

    private void grow() {
        byte[][] oldKeys = keys;
        int[] oldCodes = codes;
        keys = new byte[2 * oldKeys.length][];
        codes = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            byte[] key = oldKeys[i];
            if (key != null) {
                int slot = slot(hash(key, 0, key.length));
                while (keys[slot] != null) {
                    slot = (slot + 1) & (keys.length - 1);
                }
                keys[slot] = key;
                codes[slot] = oldCodes[i];
            }
        }
    }
}
