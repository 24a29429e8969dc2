/** How networks, options and encoders are written as JSON inside a model file. Not exported. */
@NullMarked
package densa.store.json;

import org.jspecify.annotations.NullMarked;
