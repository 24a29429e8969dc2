package densa.bench;

import densa.files.TableFiles;
import densa.table.Column;
import densa.table.NumericColumn;
import densa.table.Table;
import densa.table.model.Model;
import densa.table.model.Prediction;
import densa.table.model.Predictions;
import densa.table.model.RowPredictor;
import densa.table.train.Effort;
import densa.table.train.TabularTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Predicts from many threads, while others load, save and train: every prediction must be the same to the bit, and
 * memory must not grow. {@code bench/soak} builds and runs it.
 */
public final class Soak {

    private static final int THREADS = 32;
    private static final int ROWS_OF_A_CALL = 8;
    /** Predictions before memory is measured first, as a share of all. */
    private static final double WARM_UP = 0.2;

    private static final double GROWTH = 0.02;
    private static final long PAGE = 4096;

    private final Model model;
    private final List<Map<String, Object>> rows = new ArrayList<>();
    private final Table table;
    private final double[][] expected;
    private final long total;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong different = new AtomicLong();
    private final AtomicLong loads = new AtomicLong();
    private final AtomicLong trainings = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();

    private Soak(Model model, Table table, long total) {
        this.model = model;
        this.table = table;
        this.total = total;
        List<String> inputs = model.rowPredictor().row().columns();
        for (int row = 0; row < table.rows(); row++) {
            Map<String, Object> values = new HashMap<>();
            for (String name : inputs) {
                Column column = table.column(name);
                if (!column.isMissing(row)) {
                    values.put(name, column instanceof NumericColumn number ? number.value(row) : column.text(row));
                }
            }
            rows.add(values);
        }
        RowPredictor predictor = model.rowPredictor();
        this.expected = new double[rows.size()][];
        for (int row = 0; row < expected.length; row++) {
            predictor.row().clear();
            rows.get(row).forEach((name, value) -> set(predictor, name, value));
            expected[row] = predictor.predict().clone();
        }
    }

    private static void set(RowPredictor predictor, String name, Object value) {
        if (value instanceof Double number) {
            predictor.row().set(name, number);
        } else {
            predictor.row().set(name, value.toString());
        }
    }

    /**
     * Runs the soak.
     *
     * @param arguments {@code TABLE:TARGET} and the number of predictions
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int colon = arguments[0].lastIndexOf(':');
        Table table = TableFiles.read(Path.of(arguments[0].substring(0, colon)));
        Model model = TabularTrainer.forTarget(arguments[0].substring(colon + 1))
                .effort(Effort.QUICK)
                .epochs(20)
                .fit(table)
                .model();
        System.exit(new Soak(model, table, Long.parseLong(arguments[1])).run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads.add(new Thread(() -> predict(number)));
        }
        Thread loader = new Thread(this::loadAndSave);
        Thread trainer = new Thread(this::train);
        loader.start();
        trainer.start();
        threads.forEach(Thread::start);
        while (done.get() < WARM_UP * total) {
            Thread.sleep(100);
        }
        long before = resident();
        for (Thread thread : threads) {
            thread.join();
        }
        ended.set(true);
        long after = resident();
        loader.join();
        trainer.join();
        double growth = (double) after / before - 1;
        System.out.printf(
                Locale.ROOT,
                "%d predictions from %d threads, %d loads and saves, %d trainings: %d different; %.1f MB after %.0f %%,"
                        + " %.1f MB at the end (%+.1f %%)%n",
                done.get(),
                THREADS,
                loads.get(),
                trainings.get(),
                different.get(),
                before * 1e-6,
                100 * WARM_UP,
                after * 1e-6,
                100 * growth);
        return different.get() == 0 && growth <= GROWTH;
    }

    /** By typed values, by maps and by tables in turn. */
    private void predict(int number) {
        RowPredictor predictor = model.rowPredictor();
        for (int i = number; done.get() < total; i++) {
            int row = Math.floorMod(i * 31, rows.size());
            switch (i % 3) {
                case 0 -> {
                    predictor.row().clear();
                    rows.get(row).forEach((name, value) -> set(predictor, name, value));
                    check(row, predictor.predict());
                    done.incrementAndGet();
                }
                case 1 -> {
                    check(row, values(model.predict(rows.get(row))));
                    done.incrementAndGet();
                }
                default -> {
                    int[] some = new int[ROWS_OF_A_CALL];
                    Arrays.setAll(some, place -> (row + place) % rows.size());
                    Predictions predictions = model.predict(table.select(some), 1);
                    for (int place = 0; place < some.length; place++) {
                        check(some[place], values(predictions.get(place)));
                    }
                    done.addAndGet(ROWS_OF_A_CALL);
                }
            }
        }
    }

    private double[] values(Prediction prediction) {
        return model.classes().stream().mapToDouble(prediction::probability).toArray();
    }

    private void check(int row, double[] values) {
        if (!Arrays.equals(values, expected[row])) {
            different.incrementAndGet();
        }
    }

    private void loadAndSave() {
        try {
            Path file = Files.createTempFile("soak", ".densa");
            while (!ended.get()) {
                model.save(file);
                Model loaded = Model.load(file);
                check(0, values(loaded.predict(rows.get(0))));
                loads.incrementAndGet();
            }
            Files.delete(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void train() {
        double[] first = new double[0];
        while (!ended.get()) {
            Model trained = TabularTrainer.forTarget(model.target())
                    .effort(Effort.QUICK)
                    .epochs(1)
                    .hidden(8)
                    .threads(1)
                    .fit(table)
                    .model();
            double[] values = values(trained.predict(rows.get(0)));
            if (first.length > 0 && !Arrays.equals(first, values)) {
                different.incrementAndGet();
            }
            first = values;
            trainings.incrementAndGet();
        }
    }

    private static long resident() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]) * PAGE;
    }
}
