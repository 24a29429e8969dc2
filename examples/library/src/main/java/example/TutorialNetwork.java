package example;

import densa.data.Precision;
import densa.network.Activation;
import densa.network.Initializer;
import densa.network.Layer;
import densa.network.Loss;
import densa.network.Network;
import densa.network.Parameters;
import densa.optimize.Optimizer;
import densa.train.TrainedNetwork;
import densa.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The network of docs/tutorial.py through the library: the same start, the same steps, the same numbers. */
public final class TutorialNetwork {

    // Hours of study and sleep divided by their largest values (3 and 9), scores by 100.
    static final double[][] X = {{2 / 3.0, 9 / 9.0}, {1 / 3.0, 5 / 9.0}, {3 / 3.0, 6 / 9.0}};
    static final double[][] Y = {{0.92}, {0.86}, {0.89}};
    static final double[] QUERY = {4 / 3.0, 8 / 9.0};

    private TutorialNetwork() {}

    /** Trains from the weights in a folder. */
    static TrainedNetwork train(Path start) throws IOException {
        Layer.Dense hidden = new Layer.Dense(3, Activation.SIGMOID, false, Initializer.STANDARD_NORMAL);
        Layer.Dense output = new Layer.Dense(1, Activation.SIGMOID, false, Initializer.STANDARD_NORMAL);
        Network network = Network.withInputs(2).layer(hidden).layer(output);
        return Trainer.of(network)
                .initialParameters(weights(network, start)) // without this line: random ones
                .loss(Loss.MEAN_SQUARED_ERROR)
                .optimizer(Optimizer.sgd(1.5))
                .epochs(1000)
                .batchSize(3) // all rows in one step
                .shuffle(false)
                .precision(Precision.FLOAT64)
                .fit(X, Y);
    }

    /** Reads w1.txt (2 x 3) and w2.txt (3 x 1). NumPy has inputs x units, Densa keeps units x inputs: transposed. */
    static Parameters weights(Network network, Path folder) throws IOException {
        double[] values = new double[network.layout().size()];
        int at = 0;
        for (String name : new String[] {"w1.txt", "w2.txt"}) {
            double[][] matrix = Files.readAllLines(folder.resolve(name)).stream()
                    .map(line -> line.strip().split(" "))
                    .map(TutorialNetwork::numbers)
                    .toArray(double[][]::new);
            for (int unit = 0; unit < matrix[0].length; unit++) {
                for (double[] input : matrix) {
                    values[at++] = input[unit];
                }
            }
        }
        return Parameters.of(network.layout(), values);
    }

    private static double[] numbers(String[] words) {
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Double.parseDouble(words[i]);
        }
        return numbers;
    }

    /** Starts from the weights that docs/tutorial.py wrote. */
    public static void main(String[] arguments) throws IOException {
        TrainedNetwork trained = train(Path.of("../../target/tutorial/start"));
        for (double[] row : X) {
            System.out.println("output " + trained.predict(row)[0]);
        }
        System.out.println("query  " + trained.predict(QUERY)[0]);
    }
}
