package densa.internal;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds what somebody meant who mistyped a name; used by every "did you mean" line.
 *
 * <p>Distance is the number of letters inserted, left out, replaced or swapped with their neighbour (optimal string
 * alignment), upper and lower case being the same.
 */
public final class NearestName {
    private NearestName() {}

    /**
     * Returns the known name that is nearest to what was typed.
     *
     * @param typed the name as typed
     * @param known the names that exist
     * @return the nearest one, the first of equally near ones; empty if the distance of each is more than a third of
     *     the length of the longer of both names
     */
    public static Optional<String> of(String typed, Collection<String> known) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        String nearest = "";
        int smallest = Integer.MAX_VALUE;
        for (String name : known) {
            int allowed = Math.min(Math.max(typed.length(), name.length()) / 3, smallest - 1);
            if (Math.abs(typed.length() - name.length()) > allowed) {
                continue;
            }
            int distance = distance(wanted, name.toLowerCase(Locale.ROOT));
            if (distance <= allowed) {
                nearest = name;
                smallest = distance;
            }
        }
        return smallest == Integer.MAX_VALUE ? Optional.empty() : Optional.of(nearest);
    }

    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int best = Math.min(replaced, 1 + Math.min(last[j], current[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, beforeLast[j - 2] + 1);
                }
                current[j] = best;
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = current;
            current = free;
        }
        return last[b.length()];
    }
}
