package densa.engine;

import java.util.Map;

/**
 * What an engine is on this machine, and why it was chosen or cannot be.
 *
 * @param engine native or java, never auto: auto is described by what it chose
 * @param available whether it can be used here
 * @param reason one line: what it is and why it was chosen, or why it is not available and what to do
 * @param details named facts such as the instruction set and the folder of the native library; ordered
 */
public record EngineInfo(Engine engine, boolean available, String reason, Map<String, String> details) {}
