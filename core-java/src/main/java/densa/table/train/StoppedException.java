package densa.table.train;

import densa.DensaException;

/** Says that a training was stopped, by its listener or its time limit, before there was any model. */
public final class StoppedException extends DensaException {

    private static final long serialVersionUID = 1;

    StoppedException() {
        super("the training was stopped before the end of its first epoch: there is no model");
    }
}
