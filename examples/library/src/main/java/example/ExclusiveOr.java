package example;

import densa.network.Activation;
import densa.network.Loss;
import densa.network.Network;
import densa.optimize.Optimizer;
import densa.train.TrainedNetwork;
import densa.train.Trainer;

/** Array level: a small network learns "one or the other, but not both". */
public final class ExclusiveOr {

    private ExclusiveOr() {}

    /** Prints what the network says for each of the four rows. */
    public static void main(String[] arguments) {
        float[][] x = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        float[][] y = {{0}, {1}, {1}, {0}};

        Network network = Network.withInputs(2).dense(3, Activation.SIGMOID).dense(1, Activation.SIGMOID);
        TrainedNetwork trained = Trainer.of(network)
                .loss(Loss.MEAN_SQUARED_ERROR)
                .optimizer(Optimizer.adam(0.05))
                .epochs(1000)
                .seed(1)
                .fit(x, y);

        for (float[] row : x) {
            System.out.printf("%.0f xor %.0f = %.3f%n", row[0], row[1], trained.predict(row)[0]);
        }
    }
}
