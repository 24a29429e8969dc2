/**
 * Dense neural networks for the JVM, in two levels.
 *
 * <p>A table in, a model out: {@code densa.table} and the packages below it. Scaling, missing values, categories, the
 * network and its regularization are taken care of.
 *
 * <pre>{@code
 * Table table = Table.fromRecords(Bird.class, birds);   // or from JDBC, maps, columns; or from files: densa.files
 * Model model = TabularTrainer.forTarget("species").fit(table).model();
 * model.save(Path.of("penguins.densa"));
 *
 * Model loaded = Model.load(Path.of("penguins.densa"));
 * Prediction bird = loaded.predict(Map.of("island", "Dream", "bill_length_mm", 51.5));
 * bird.label();                                          // "Chinstrap"
 * }</pre>
 *
 * <p>Arrays in, a network out: {@code densa.network}, {@code densa.optimize}, {@code densa.train}, and {@code
 * densa.data} for data sets. This level knows no tables.
 *
 * <pre>{@code
 * float[][] x = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
 * float[][] y = {{0}, {1}, {1}, {0}};
 * Network network = Network.withInputs(2).dense(3, Activation.SIGMOID).dense(1, Activation.SIGMOID);
 * TrainedNetwork trained = Trainer.of(network).optimizer(Optimizer.adam(0.05)).epochs(1000).seed(1).fit(x, y);
 * float[] out = trained.predict(new float[] {0, 1});     // close to 1
 * }</pre>
 *
 * <p>Models and trained networks are immutable: any number of threads may predict at once. {@code densa.engine} chooses
 * and describes what computes, C++ kernels or plain Java; {@code densa.store} is the model's file.
 */
module densa.core {
    requires transitive java.sql;
    requires com.google.gson;
    // Not static: a module that is required only then is resolved only with --add-modules.
    requires densa.nativecode;
    requires static transitive org.jspecify;

    exports densa;
    exports densa.data;
    exports densa.network;
    exports densa.optimize;
    exports densa.engine;
    exports densa.metric;
    exports densa.store;
    exports densa.train;
    exports densa.train.log;
    exports densa.table;
    exports densa.table.encode;
    exports densa.table.audit;
    exports densa.table.model;
    exports densa.table.train;
    exports densa.table.explain;
    exports densa.internal to
            densa.files,
            densa.report;
}
