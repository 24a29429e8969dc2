package densa.table.explain;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Draws by {@link Random}, whose algorithm is specified: the same for a seed on every machine. */
final class Draws {

    private Draws() {}

    /** The numbers 0 to {@code count} - 1 in random order (Fisher and Yates). */
    static int[] order(int count, Random random) {
        int[] order = IntStream.range(0, count).toArray();
        for (int last = count - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int held = order[last];
            order[last] = order[other];
            order[other] = held;
        }
        return order;
    }

    /** At most {@code most} of the given numbers, in their order. */
    static int[] sample(int[] of, int most, long seed) {
        if (of.length <= most) {
            return of;
        }
        int[] places = Arrays.copyOf(order(of.length, new Random(seed)), most);
        Arrays.sort(places);
        return IntStream.of(places).map(place -> of[place]).toArray();
    }
}
