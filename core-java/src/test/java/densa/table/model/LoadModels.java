package densa.table.model;

import densa.store.ModelFormatException;
import java.io.IOException;
import java.nio.file.Path;

/** Loads the model files that it is given, one after another, and says of each whether it could be read. */
final class LoadModels {

    private LoadModels() {}

    public static void main(String[] files) throws IOException {
        for (String file : files) {
            try {
                System.out.println(Model.load(Path.of(file)).targets());
            } catch (ModelFormatException e) {
                System.out.println("refused");
            }
        }
    }
}
