/** Logs of trainings as files: {@link densa.train.log.TrainingLog}. */
@NullMarked
package densa.train.log;

import org.jspecify.annotations.NullMarked;
