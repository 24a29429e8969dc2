package densa.cli;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What other programs for tables call our commands and options, so that who comes from there is told our name. Names of
 * more than one letter are compared in lower case, with dashes for underscores and between the words of camelCase.
 */
final class ForeignNames {

    /** Ours, then theirs. */
    private static final String[] OPTIONS = {
        "--target: label label-column label-col response response-column output-features output-column y target-column"
                + " class-column dependent-variable",
        "--valid: test test-set valid-set validation validation-set validation-data validation-frame eval-set"
                + " validation-file",
        "--ignore: ignore-column ignore-columns ignored-columns ignored-features drop exclude skip",
        "--id: id-column id-columns ids sample-id index-column index-col",
        "--weight: weight-column weights weights-column sample-weight sample-weights case-weights row-weights",
        "--categorical: categorical-feature categorical-features categorical-columns cat-features cat-columns nominal",
        "--numeric: numeric-feature numeric-features numeric-columns numerical continuous",
        "--missing: na-values na-strings na missing-values missing-value null-values nulls null-string",
        "--decimal-comma: decimal dec decimal-mark decimal-separator",
        "--model: model-path model-file model-out output-model input-model f",
        "--output: output-directory output-result output-path output-file out predictions p",
        "--hidden: hidden-layer-sizes hidden-layers hidden-units hidden-sizes hidden-size layers layer-sizes units H",
        "--activation: hidden-activation activation-function transfer-function nonlinearity",
        "--dropout: drop-out dropout-rate hidden-dropout-ratios hidden-dropout-ratio",
        "--epochs: max-iter iterations num-iterations n-iter n-epochs num-epochs max-epochs epoch passes N",
        "--batch-size: batch mini-batch mini-batch-size minibatch-size block-size bs",
        "--learning-rate: lr eta learning-rate-init rate step-size learn-rate L",
        "--weight-decay: l2 alpha lambda reg reg-lambda l2-regularization regularization wd decay",
        "--optimizer: solver optim opt optimiser algorithm",
        "--schedule: scheduler lr-schedule lr-scheduler learning-rate-schedule learning-rate-policy",
        "--loss: objective loss-function criterion distribution",
        "--valid-fraction: validation-fraction validation-split valid-split test-size test-fraction holdout V",
        "--patience: early-stopping early-stopping-rounds early-stopping-patience n-iter-no-change stopping-rounds"
                + " od-wait E",
        "--class-weight: class-weights auto-class-weights balance-classes scale-pos-weight is-unbalance",
        "--task: problem-type model-type task-type mode",
        "--seed: random-state random-seed rng-seed rng",
        "--threads: n-jobs num-threads thread-count n-threads nthread nthreads workers num-workers jobs T",
        "--engine: device backend accelerator",
        "--precision: dtype data-type float-type",
        "--quiet: silent verbose-eval no-progress",
        "--force: overwrite replace",
        "--log-dir: logdir log-directory log-folder tensorboard tensorboard-dir tb-log-dir train-dir",
        "--explain: shap shap-values contributions predict-contrib predict-contributions pred-contribs reasons",
        "--start: init-weights initial-weights",
    };

    private static final String[] COMMANDS = {
        "train: fit learn build",
        "predict: score calc apply infer inference run",
        "evaluate: eval test metrics validate",
        "importance: importances feature-importance permutation-importance variable-importance varimp",
        "report: html page plot",
        "inspect: show info describe summary print view explore",
        "doctor: check status diagnose env",
        "tutorial: demo example learn-more intro",
        "--help: help",
        "completion: completions generate-completion complete",
    };

    /** What names the data file elsewhere. */
    private static final Set<String> DATA = Set.of(
            "data",
            "dataset",
            "d",
            "learn-set",
            "input-path",
            "input",
            "train-file",
            "training-frame",
            "train",
            "file");

    private static final Map<String, String> OPTION_OF = parse(OPTIONS);
    private static final Map<String, String> COMMAND_OF = parse(COMMANDS);

    private ForeignNames() {}

    private static Map<String, String> parse(String[] lines) {
        Map<String, String> ours = new HashMap<>();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            for (String theirs : line.substring(colon + 2).split(" ", -1)) {
                ours.put(theirs, line.substring(0, colon));
            }
        }
        return ours;
    }

    /** Our name of an option, with its dashes. */
    static Optional<String> option(String typed) {
        return Optional.ofNullable(OPTION_OF.get(plain(typed)));
    }

    /** All our names of options. */
    static Collection<String> ours() {
        return OPTION_OF.values();
    }

    /** All their names of options, without dashes. */
    static Collection<String> theirs() {
        return OPTION_OF.keySet();
    }

    /** Our name of a command. */
    static Optional<String> command(String typed) {
        return Optional.ofNullable(COMMAND_OF.get(plain(typed)));
    }

    /** Whether an option names the data file elsewhere, which has no option here. */
    static boolean isData(String typed) {
        return DATA.contains(plain(typed));
    }

    private static String plain(String typed) {
        String name = typed.replaceFirst("^-+", "");
        return name.length() == 1
                ? name
                : name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                        .replace('_', '-')
                        .toLowerCase(Locale.ROOT);
    }
}
