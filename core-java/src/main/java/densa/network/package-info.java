/** What a network is: its layers, activations, losses, initial values and the layout of its parameters. */
@NullMarked
package densa.network;

import org.jspecify.annotations.NullMarked;
