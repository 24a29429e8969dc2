package densa.table.train;

import densa.network.Network;
import densa.network.ParameterLayout;
import densa.network.Parameters;
import densa.table.encode.Encoder;
import densa.table.encode.InputCoding;
import densa.table.encode.NumericCoding;
import java.util.List;

/**
 * Makes a network that reads few bins one that reads many, and predicts the same: an input of a wide bin is the sum of
 * those of the narrow bins in it, each times its share of the width. So members that learned from different bins fit
 * one model.
 */
final class BinRefinement {

    private BinRefinement() {}

    /**
     * Parameters of a network behind {@code fine} that predicts what {@code parameters} do behind {@code coarse}.
     *
     * @param coarse {@code fine} with fewer bins
     * @param network the network behind {@code fine}
     */
    static Parameters widen(Parameters parameters, Encoder coarse, Encoder fine, Network network) {
        ParameterLayout from = parameters.layout();
        ParameterLayout to = network.layout();
        if (from.equals(to)) {
            return parameters;
        }
        double[] old = parameters.toArray();
        double[] wide = new double[to.size()];
        ParameterLayout.Tensor oldFirst = from.tensors().get(0);
        ParameterLayout.Tensor first = to.tensors().get(0);
        for (int unit = 0; unit < first.rows(); unit++) {
            firstLayer(
                    coarse,
                    fine,
                    old,
                    oldFirst.offset() + unit * oldFirst.columns(),
                    wide,
                    first.offset() + unit * first.columns());
        }
        int rest = old.length - oldFirst.size();
        System.arraycopy(old, oldFirst.size(), wide, first.size(), rest);
        return Parameters.of(to, wide);
    }

    /** The weights of one unit. */
    private static void firstLayer(Encoder coarse, Encoder fine, double[] old, int oldAt, double[] wide, int wideAt) {
        int from = oldAt;
        int to = wideAt;
        for (int i = 0; i < fine.codings().size(); i++) {
            InputCoding coding = fine.codings().get(i);
            List<NumericCoding> numbers = coding.numbers();
            for (int n = 0; n < numbers.size(); n++) {
                NumericCoding narrow = coarse.codings().get(i).numbers().get(n);
                number(narrow, numbers.get(n), old, from, wide, to);
                from += narrow.width();
                to += numbers.get(n).width();
            }
            if (numbers.isEmpty()) {
                System.arraycopy(old, from, wide, to, coding.width());
                from += coding.width();
                to += coding.width();
            }
        }
        for (int i = 0; i < fine.contrasts().size(); i++) {
            NumericCoding narrow = coarse.contrasts().get(i).coding();
            NumericCoding number = fine.contrasts().get(i).coding();
            number(narrow, number, old, from, wide, to);
            from += narrow.width();
            to += number.width();
        }
    }

    private static void number(
            NumericCoding coarse, NumericCoding fine, double[] old, int from, double[] wide, int to) {
        int scaled = fine.scale() > 0 ? 1 : 0;
        if (scaled > 0) {
            wide[to] = old[from];
        }
        int wider = 0;
        for (int bin = 0; bin < fine.bins().count() && coarse.bins().count() > 0; bin++) {
            double begin = fine.bins().edge(bin);
            while (coarse.bins().edge(wider + 1) <= begin) {
                wider++;
            }
            double end = fine.bins().edge(bin + 1);
            double wideBegin = coarse.bins().edge(wider);
            double wideEnd = coarse.bins().edge(wider + 1);
            double share =
                    begin == wideBegin && end == wideEnd ? 1 : (end / 2 - begin / 2) / (wideEnd / 2 - wideBegin / 2);
            wide[to + scaled + bin] = old[from + scaled + wider] * share;
        }
        if (fine.missingSeen()) {
            wide[to + scaled + fine.bins().count()] =
                    old[from + scaled + coarse.bins().count()];
        }
    }
}
