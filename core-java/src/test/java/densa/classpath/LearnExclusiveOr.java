package densa.classpath;

import densa.engine.Engine;
import densa.network.Activation;
import densa.network.Network;
import densa.optimize.Optimizer;
import densa.train.TrainedNetwork;
import densa.train.Trainer;

/** A program that trains with the engine named by its argument, and says which one it was. */
public final class LearnExclusiveOr {

    private LearnExclusiveOr() {}

    /** Learns twice, so that a warning that came twice would show. */
    public static void main(String[] arguments) {
        float[][] x = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        float[][] y = {{0}, {1}, {1}, {0}};
        Network network = Network.withInputs(2).dense(8, Activation.TANH).dense(1, Activation.SIGMOID);
        Trainer trainer = Trainer.of(network)
                .engine(Engine.named(arguments[0]))
                .optimizer(Optimizer.adam(0.05))
                .epochs(500)
                .seed(1);
        trainer.epochs(1).fit(x, y);
        TrainedNetwork trained = trainer.fit(x, y);
        boolean learned = true;
        for (int row = 0; row < x.length; row++) {
            learned &= Math.abs(trained.predict(x[row])[0] - y[row][0]) < 0.2;
        }
        System.out.println(trained.engine().id() + (learned ? " learned" : " did not learn"));
    }
}
