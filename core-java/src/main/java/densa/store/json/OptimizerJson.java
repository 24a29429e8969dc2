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

    /**
     * {@return the optimiser and its settings as an object}
     *
     * @param optimizer any optimiser; its name, learning rate and settings are written
     */
    public static JsonObject toJson(Optimizer optimizer) {
        JsonObject json = new JsonObject();
        json.addProperty("name", optimizer.id());
        json.addProperty("learning_rate", optimizer.learningRate());
        SettingsJson.write(optimizer.settings(), json);
        return json;
    }

    /**
     * {@return the optimiser with its learning rate and settings}
     *
     * @param json an object as {@link #toJson(Optimizer)} gives it
     */
    public static Optimizer optimizer(Fields json) {
        Optimizer named = json.named("name", Optimizer::named);
        double rate = json.number("learning_rate");
        return json.make(() -> named.with(rate, SettingsJson.read(json, named.settings())));
    }

    /**
     * {@return the schedule and its settings as an object}
     *
     * @param schedule any schedule; one with warm-up holds the schedule that follows
     */
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

    /**
     * {@return the schedule with its settings}
     *
     * @param json an object as {@link #toJson(LearningRateSchedule)} gives it, nested at most 16 deep
     */
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

    /**
     * {@return the clipping as an object}
     *
     * @param clipping any limit; {@link GradientClipping#NONE} is written as one, too
     */
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

    /**
     * {@return the clipping with its limit}
     *
     * @param json an object as {@link #toJson(GradientClipping)} gives it
     */
    public static GradientClipping clipping(Fields json) {
        return switch (json.text("by")) {
            case "none" -> GradientClipping.NONE;
            case "norm" -> json.make(() -> new GradientClipping.ByNorm(json.number("max")));
            case "value" -> json.make(() -> new GradientClipping.ByValue(json.number("max")));
            default -> throw json.fault("has the unknown kind " + quote(json.text("by")));
        };
    }
}
