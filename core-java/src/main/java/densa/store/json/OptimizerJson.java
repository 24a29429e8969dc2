package densa.store.json;

import static densa.internal.Quote.quote;

import com.google.gson.JsonObject;
import densa.optimize.GradientClipping;
import densa.optimize.LearningRateSchedule;
import densa.optimize.Optimizer;

/** Optimisers, learning-rate schedules and gradient clipping as JSON. */
public final class OptimizerJson {

    private static final int MAX_NESTING = 16;

    private OptimizerJson() {}

    /** The optimiser and its settings as an object. */
    public static JsonObject toJson(Optimizer optimizer) {
        JsonObject json = new JsonObject();
        json.addProperty("name", optimizer.id());
        json.addProperty("learning_rate", optimizer.learningRate());
        if (optimizer instanceof Optimizer.Momentum o) {
            json.addProperty("momentum", o.momentum());
        } else if (optimizer instanceof Optimizer.Nesterov o) {
            json.addProperty("momentum", o.momentum());
        } else if (optimizer instanceof Optimizer.Adagrad o) {
            json.addProperty("epsilon", o.epsilon());
        } else if (optimizer instanceof Optimizer.RmsProp o) {
            json.addProperty("decay", o.decay());
            json.addProperty("epsilon", o.epsilon());
        } else if (optimizer instanceof Optimizer.Adam o) {
            moments(json, o.beta1(), o.beta2(), o.epsilon());
        } else if (optimizer instanceof Optimizer.Nadam o) {
            moments(json, o.beta1(), o.beta2(), o.epsilon());
            json.addProperty("momentum_decay", o.momentumDecay());
        } else if (optimizer instanceof Optimizer.Adamax o) {
            moments(json, o.beta1(), o.beta2(), o.epsilon());
        }
        return json;
    }

    private static void moments(JsonObject json, double beta1, double beta2, double epsilon) {
        json.addProperty("beta1", beta1);
        json.addProperty("beta2", beta2);
        json.addProperty("epsilon", epsilon);
    }

    /** The optimiser. */
    public static Optimizer optimizer(Fields json) {
        Optimizer named = json.named("name", Optimizer::named);
        double rate = json.number("learning_rate");
        return json.make(() -> {
            if (named instanceof Optimizer.Momentum) {
                return new Optimizer.Momentum(rate, json.number("momentum"));
            } else if (named instanceof Optimizer.Nesterov) {
                return new Optimizer.Nesterov(rate, json.number("momentum"));
            } else if (named instanceof Optimizer.Adagrad) {
                return new Optimizer.Adagrad(rate, json.number("epsilon"));
            } else if (named instanceof Optimizer.RmsProp) {
                return new Optimizer.RmsProp(rate, json.number("decay"), json.number("epsilon"));
            } else if (named instanceof Optimizer.Adam) {
                return new Optimizer.Adam(rate, json.number("beta1"), json.number("beta2"), json.number("epsilon"));
            } else if (named instanceof Optimizer.Nadam) {
                return new Optimizer.Nadam(
                        rate,
                        json.number("beta1"),
                        json.number("beta2"),
                        json.number("epsilon"),
                        json.number("momentum_decay"));
            } else if (named instanceof Optimizer.Adamax) {
                return new Optimizer.Adamax(rate, json.number("beta1"), json.number("beta2"), json.number("epsilon"));
            }
            return named.withLearningRate(rate);
        });
    }

    /** The schedule as an object; one with warm-up holds the schedule that follows. */
    public static JsonObject toJson(LearningRateSchedule schedule) {
        JsonObject json = new JsonObject();
        json.addProperty("name", schedule.id());
        if (schedule instanceof LearningRateSchedule.Step step) {
            json.addProperty("every_epochs", step.everyEpochs());
            json.addProperty("factor", step.factor());
        } else if (schedule instanceof LearningRateSchedule.WarmUp warmUp) {
            json.addProperty("epochs", warmUp.epochs());
            json.add("then", toJson(warmUp.then()));
        }
        return json;
    }

    /** The schedule. */
    public static LearningRateSchedule schedule(Fields json) {
        return schedule(json, 0);
    }

    private static LearningRateSchedule schedule(Fields json, int depth) {
        if (depth > MAX_NESTING) {
            throw json.fault("is nested too deep");
        }
        return switch (json.text("name")) {
            case "step" -> {
                int epochs = json.integer("every_epochs", 1, Integer.MAX_VALUE);
                yield json.make(() -> LearningRateSchedule.step(epochs, json.number("factor")));
            }
            case "warm_up" -> {
                LearningRateSchedule then = schedule(json.fields("then"), depth + 1);
                yield json.make(() -> LearningRateSchedule.warmUp(json.number("epochs"), then));
            }
            default -> json.named("name", LearningRateSchedule::named);
        };
    }

    /** The clipping as an object. */
    public static JsonObject toJson(GradientClipping clipping) {
        JsonObject json = new JsonObject();
        if (clipping instanceof GradientClipping.ByNorm byNorm) {
            json.addProperty("by", "norm");
            json.addProperty("max", byNorm.max());
        } else if (clipping instanceof GradientClipping.ByValue byValue) {
            json.addProperty("by", "value");
            json.addProperty("max", byValue.max());
        } else {
            json.addProperty("by", "none");
        }
        return json;
    }

    /** The clipping. */
    public static GradientClipping clipping(Fields json) {
        return switch (json.text("by")) {
            case "none" -> GradientClipping.NONE;
            case "norm" -> json.make(() -> new GradientClipping.ByNorm(json.number("max")));
            case "value" -> json.make(() -> new GradientClipping.ByValue(json.number("max")));
            default -> throw json.fault("has the unknown kind " + quote(json.text("by")));
        };
    }
}
