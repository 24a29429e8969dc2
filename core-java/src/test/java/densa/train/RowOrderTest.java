package densa.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowOrderTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 64, 207, 4096, 100_000})
    void drawsAreThoseOfTheJdk(int rows) {
        RowOrder order = new RowOrder(IntStream.range(0, rows).toArray());
        IntBuffer actual = IntBuffer.allocate(rows);
        for (int epoch : new int[] {1, 2, 300}) {
            order.shuffle(42, epoch, actual);
            assertThat(actual.array()).isEqualTo(shuffledByTheJdk(42, epoch, rows));
        }
    }

    private static int[] shuffledByTheJdk(long seed, int epoch, int rows) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + epoch);
        int[] order = new int[rows];
        for (int row = 0; row < rows; row++) {
            order[row] = row;
        }
        for (int last = rows - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int row = order[last];
            order[last] = order[other];
            order[other] = row;
        }
        return order;
    }
}
