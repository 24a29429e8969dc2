/** ONNX Runtime in the comparison. */
@NullMarked
package densa.bench.peer.onnxruntime;

import org.jspecify.annotations.NullMarked;
