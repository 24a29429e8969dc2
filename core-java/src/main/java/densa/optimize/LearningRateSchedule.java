package densa.optimize;

import densa.internal.Named;
import java.util.List;

/** Factor on the optimiser's learning rate as training goes on; evaluated anew for every step. */
public sealed interface LearningRateSchedule extends Named {

    /** Factor 1 throughout. */
    LearningRateSchedule CONSTANT = new Constant();
    /** Half a cosine from 1 to 0. */
    LearningRateSchedule COSINE = new Cosine();
    /** Up for the first 30 % of the training, then down to nearly 0. */
    LearningRateSchedule ONE_CYCLE = new OneCycle();

    /**
     * {@return a schedule in steps: 1 at first, and {@code factor} times as much after every {@code epochs} epochs}
     *
     * @param epochs the length of a step, 1 or more
     * @param factor above 0, at most 1
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static LearningRateSchedule step(int epochs, double factor) {
        return new Step(epochs, factor);
    }

    /**
     * Computes the factor.
     *
     * @param progress epochs done so far, with the fraction of the running one; may exceed {@code epochs} where the
     *     caller leads a training
     * @param epochs epochs planned in all
     * @return 0 to 1
     */
    double factor(double progress, int epochs);

    /**
     * {@return a schedule that rises linearly from 0 to the first value of another one, which follows}
     *
     * @param epochs the length of the rise, above 0, with fractions; a training that is shorter only warms up
     * @param then the schedule over the remaining epochs
     * @throws IllegalArgumentException if {@code epochs} is out of its range
     */
    static LearningRateSchedule warmUp(double epochs, LearningRateSchedule then) {
        return new WarmUp(epochs, then);
    }

    /** 1. */
    record Constant() implements LearningRateSchedule {
        @Override
        public String id() {
            return "constant";
        }

        @Override
        public double factor(double progress, int epochs) {
            return 1;
        }
    }

    /**
     * factor^floor(progress / everyEpochs).
     *
     * @param everyEpochs 1 or more
     * @param factor more than 0, at most 1
     */
    record Step(int everyEpochs, double factor) implements LearningRateSchedule {
        /**
         * Creates the record.
         *
         * @param everyEpochs the length of a step, 1 or more
         * @param factor what each step multiplies by, above 0, at most 1
         * @throws IllegalArgumentException if a component is out of its range
         */
        public Step {
            if (everyEpochs < 1) {
                throw new IllegalArgumentException("a step schedule needs 1 or more epochs a step, got " + everyEpochs);
            }
            if (!(factor > 0 && factor <= 1)) {
                throw new IllegalArgumentException("a step schedule's factor must be > 0 and at most 1, got " + factor);
            }
        }

        @Override
        public String id() {
            return "step";
        }

        @Override
        public double factor(double progress, int epochs) {
            return Math.pow(factor, Math.floor(progress / everyEpochs));
        }
    }

    /** (1 + cos(pi progress / epochs)) / 2 (Loshchilov and Hutter 2017, without restarts). */
    record Cosine() implements LearningRateSchedule {
        @Override
        public String id() {
            return "cosine";
        }

        @Override
        public double factor(double progress, int epochs) {
            return 0.5 * (1 + Math.cos(Math.PI * Math.min(progress / epochs, 1)));
        }
    }

    /**
     * From 1/25 to 1 over the first 30 % of the training, then to 1/250000, each along half a cosine
     * (Smith and Topin 2018).
     */
    record OneCycle() implements LearningRateSchedule {
        private static final double RISE = 0.3;
        private static final double START = 1 / 25.0;
        private static final double END = START / 1e4;

        @Override
        public String id() {
            return "one_cycle";
        }

        @Override
        public double factor(double progress, int epochs) {
            double done = Math.min(progress / epochs, 1);
            return done < RISE ? between(START, 1, done / RISE) : between(1, END, (done - RISE) / (1 - RISE));
        }

        private static double between(double from, double to, double part) {
            return to + (from - to) * 0.5 * (1 + Math.cos(Math.PI * part));
        }
    }

    /**
     * progress / epochs times the first value of {@code then}, after that {@code then} over the remaining epochs.
     *
     * @param epochs more than 0; a training that is shorter only warms up
     * @param then the schedule over the remaining epochs
     */
    record WarmUp(double epochs, LearningRateSchedule then) implements LearningRateSchedule {
        /**
         * Creates the record.
         *
         * @param epochs the length of the rise, above 0 and finite
         * @param then the schedule over the remaining epochs
         * @throws IllegalArgumentException if a component is out of its range
         */
        public WarmUp {
            if (!(epochs > 0 && epochs < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("warm-up epochs must be > 0 and finite, got " + epochs);
            }
        }

        @Override
        public String id() {
            return "warm_up";
        }

        @Override
        public double factor(double progress, int total) {
            int rest = Math.max(1, (int) Math.ceil(total - epochs));
            return progress < epochs ? progress / epochs * then.factor(0, rest) : then.factor(progress - epochs, rest);
        }
    }

    /**
     * {@return all schedules with their customary settings: constant, step (a tenth every 30 epochs), cosine and
     * one_cycle} Warm-up is not among them, because it needs another one to follow.
     */
    static List<LearningRateSchedule> all() {
        return List.of(CONSTANT, step(30, 0.1), COSINE, ONE_CYCLE);
    }

    /**
     * {@return the one of {@link #all} that is called {@code id}}
     *
     * @param id the name that options and model files use, such as {@code one_cycle}
     * @throws IllegalArgumentException if there is none; the message lists the valid names
     */
    static LearningRateSchedule named(String id) {
        return Named.find("schedule", id, all());
    }
}
