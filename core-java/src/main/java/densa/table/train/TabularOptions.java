package densa.table.train;

import densa.engine.Machine;
import densa.store.json.Fields;
import densa.table.model.Model;

/**
 * What a user may say about learning from a table, in groups that know their own defaults. What stays unsaid, {@link
 * Recipe} derives from the size of the table. Immutable.
 *
 * @param architecture the shape of the networks
 * @param objective what training minimises
 * @param optimization how parameters move
 * @param budget how long and how often networks are trained
 * @param validation which rows validate what was learned from the others; not used with a validation table
 * @param machine what computes
 * @param seed of the folds, initial parameters, row order and dropout
 */
public record TabularOptions(
        Architecture architecture,
        Objective objective,
        Optimization optimization,
        Budget budget,
        Validation validation,
        Machine machine,
        long seed) {

    /** The defaults of all groups; seed 0. */
    public static final TabularOptions DEFAULTS = new TabularOptions(
            Architecture.DEFAULTS,
            Objective.DEFAULTS,
            Optimization.DEFAULTS,
            Budget.DEFAULTS,
            Validation.folds(),
            Machine.DEFAULTS,
            0);

    /**
     * {@return the options that a model was trained with}
     *
     * @param model trained by a {@link TabularTrainer}, and perhaps loaded since
     * @throws densa.store.ModelFormatException if its file holds others than this version knows
     */
    public static TabularOptions of(Model model) {
        return OptionsJson.options(Fields.parse("the model", "table.options", model.trainingOptions()));
    }

    TabularOptions with(Architecture other) {
        return new TabularOptions(other, objective, optimization, budget, validation, machine, seed);
    }

    TabularOptions with(Objective other) {
        return new TabularOptions(architecture, other, optimization, budget, validation, machine, seed);
    }

    TabularOptions with(Optimization other) {
        return new TabularOptions(architecture, objective, other, budget, validation, machine, seed);
    }

    TabularOptions with(Budget other) {
        return new TabularOptions(architecture, objective, optimization, other, validation, machine, seed);
    }

    TabularOptions with(Validation other) {
        return new TabularOptions(architecture, objective, optimization, budget, other, machine, seed);
    }

    TabularOptions with(Machine other) {
        return new TabularOptions(architecture, objective, optimization, budget, validation, other, seed);
    }

    TabularOptions withSeed(long other) {
        return new TabularOptions(architecture, objective, optimization, budget, validation, machine, other);
    }
}
