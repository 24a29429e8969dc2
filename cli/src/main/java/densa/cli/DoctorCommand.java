package densa.cli;

import com.google.gson.JsonObject;
import densa.engine.Engine;
import densa.engine.EngineInfo;
import densa.nativecode.NativeLibrary;
import densa.store.DensaVersion;
import densa.train.TrainingOptions;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what the program runs on. */
@Command(
        name = "doctor",
        header = "Shows versions, the engine and why it was chosen, and where libraries come from.",
        customSynopsis = {"densa doctor [--json]"},
        sortOptions = false)
final class DoctorCommand implements Callable<Integer> {

    private final Console console;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Map<String, String> facts = facts();
        if (json) {
            JsonObject object = new JsonObject();
            facts.forEach(
                    (name, value) -> object.addProperty(name.replace(' ', '_').toLowerCase(Locale.ROOT), value));
            console.out().println(Json.text(object));
            return ExitCode.DONE;
        }
        TextTable table = new TextTable("ll");
        facts.forEach(table::line);
        table.print(console.out());
        return ExitCode.DONE;
    }

    private static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("densa", DensaVersion.CURRENT);
        facts.put(
                "java",
                System.getProperty("java.version") + ", " + System.getProperty("java.vm.name") + ", "
                        + System.getProperty("java.vendor") + ", " + System.getProperty("java.home"));
        facts.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch") + ", "
                        + Numbers.count(Runtime.getRuntime().availableProcessors(), "processor"));
        facts.put("memory", Numbers.bytes(Runtime.getRuntime().maxMemory()) + " at most for Java objects");
        EngineInfo engine = Engine.AUTO.describe();
        facts.put(
                "engine",
                engine.engine().id() + ": " + engine.reason()
                        + (engine.engine() == Engine.NATIVE
                                ? ""
                                : "; the native engine is not available: "
                                        + Engine.NATIVE.describe().reason()));
        facts.put("threads", TrainingOptions.DEFAULTS.machine().threads() + " unless --threads says otherwise");
        try {
            facts.putAll(NativeLibrary.details());
        } catch (LinkageError e) {
            facts.put("native library", "densa-native or javacpp is not on the class path");
        }
        return facts;
    }
}
