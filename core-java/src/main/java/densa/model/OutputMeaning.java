package densa.model;

import densa.encode.ClassCoding;
import densa.encode.NumberCoding;
import densa.encode.TargetCoding;
import densa.network.Loss;

/** What the raw outputs of a network say about a row: the probabilities of its classes, or a number. */
record OutputMeaning(TargetCoding target, Loss loss, int outputs) {

    /** Values of a row: one a class, or one number. */
    int width() {
        return target instanceof ClassCoding classes ? classes.classes().size() : 1;
    }

    /** Two classes may share one output: the logit of the second class. */
    private boolean isOneLogit() {
        return target instanceof ClassCoding && outputs == 1;
    }

    /** Adds the values of {@code rows} rows of raw outputs, which are overwritten, to {@code values} from {@code at} on. */
    void addTo(double[] raw, int rows, double[] values, int at) {
        int width = width();
        for (int row = 0; row < rows; row++) {
            loss.toPrediction(raw, row * outputs, outputs);
            int to = at + row * width;
            if (isOneLogit()) {
                values[to] += 1 - raw[row];
                values[to + 1] += raw[row];
            } else if (target instanceof NumberCoding number) {
                values[to] += number.decode(raw[row]);
            } else {
                for (int output = 0; output < outputs; output++) {
                    values[to + output] += raw[row * outputs + output];
                }
            }
        }
    }
}
