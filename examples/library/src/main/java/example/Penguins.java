package example;

import densa.files.TableFiles;
import densa.table.Table;
import densa.table.model.Model;
import densa.table.model.Prediction;
import densa.table.train.TabularTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Table level: learns to recognize penguins, keeps the model in a file, and asks it about one bird. */
public final class Penguins {

    private Penguins() {}

    /** Runs in the folder of the pom, where the tables are one folder up. */
    public static void main(String[] arguments) throws IOException {
        Table table = TableFiles.read(Path.of("../penguins.csv"));
        Model model = TabularTrainer.forTarget("species").fit(table).model();
        model.save(Path.of("target/penguins.densa"));

        Model loaded = Model.load(Path.of("target/penguins.densa"));
        Table held = TableFiles.read(Path.of("../penguins-test.csv"));
        System.out.println("On rows it never saw: " + loaded.evaluate(held).metrics().values());

        Prediction bird = loaded.predict(Map.of("island", "Dream", "bill_length_mm", 51.5, "sex", "male"));
        System.out.println(bird.label() + ", with probability " + bird.probability("Chinstrap"));
    }
}
