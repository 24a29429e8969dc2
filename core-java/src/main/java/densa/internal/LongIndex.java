package densa.internal;

/** Numbers the different ones among many {@code long}s, in the order in which they come, without an object each. */
public final class LongIndex {

    private long[] keys = new long[64];
    private int[] places = new int[64]; // ordinal + 1, 0 = free
    private int size;

    /** {@return the number of a key: 0 for the first one, and one more for each that is new} */
    public int of(long key) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int slot = slot(key);
        if (places[slot] == 0) {
            keys[slot] = key;
            places[slot] = ++size;
        }
        return places[slot] - 1;
    }

    /** {@return how many different keys came} */
    public int size() {
        return size;
    }

    /** {@return how often each key occurs, by its number} */
    public static int[] counts(int[] numbers, int size) {
        int[] counts = new int[size];
        for (int number : numbers) {
            counts[number]++;
        }
        return counts;
    }

    /** Spreads the bits of a key over all of them (the last step of MurmurHash3). */
    public static long mix(long key) {
        long bits = key;
        bits = (bits ^ (bits >>> 33)) * 0xFF51AFD7ED558CCDL;
        bits = (bits ^ (bits >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return bits ^ (bits >>> 33);
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) mix(key) & mask;
        while (places[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldPlaces = places;
        keys = new long[oldKeys.length * 2];
        places = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldPlaces[i] != 0) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                places[slot] = oldPlaces[i];
            }
        }
    }
}
