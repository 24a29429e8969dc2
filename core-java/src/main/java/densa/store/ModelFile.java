package densa.store;

import static densa.internal.Quote.quote;

import com.google.gson.stream.JsonWriter;
import densa.data.Precision;
import densa.network.Loss;
import densa.network.Network;
import densa.network.ParameterLayout;
import densa.network.Parameters;
import densa.store.json.DescribedNetwork;
import densa.store.json.Fields;
import densa.store.json.NetworkJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code .densa} file: a safetensors file with one tensor for each weight ({@code layers.N.weight}, outputs x inputs)
 * and bias ({@code layers.N.bias}; in an ensemble {@code members.M.layers.N...}), and everything else as one JSON text.
 * Any reader of safetensors opens the weights.
 *
 * <p>The file's {@code __metadata__} holds {@code format} ("densa"), {@code format_version} and {@code densa}, the JSON
 * text: the version of Densa that wrote it, precision, network, loss, and sections that belong to others, such as the
 * columns of a table model.
 *
 * <pre>{@code
 * ModelFile file = ModelFile.read(Path.of("penguins.densa"));
 * file.parameters().weight(0);
 * }</pre>
 *
 * <p>Immutable and safe for any number of threads.
 */
public final class ModelFile {

    /** The newest format that this version reads, and the one that it writes. */
    public static final int FORMAT_VERSION = 1;

    private static final String FORMAT = "format";
    private static final String VERSION = "format_version";
    private static final String CONTENT = "densa";
    private static final String WRITER = "densa_version";
    private static final String MEMBERS = "members";
    private static final int MAX_MEMBERS = 1000;

    private final String name;
    private final String writer;
    private final Network network;
    private final List<Parameters> members;
    private final Loss loss;
    private final Precision precision;
    private final Map<String, String> sections;

    private ModelFile(
            String name,
            String writer,
            Network network,
            List<Parameters> members,
            Loss loss,
            Precision precision,
            Map<String, String> sections) {
        this.name = name;
        this.writer = writer;
        this.network = network;
        this.members = members;
        this.loss = loss;
        this.precision = precision;
        this.sections = sections;
    }

    /**
     * {@return the content of a file without sections: one network}
     *
     * @param network the architecture
     * @param parameters its weights and biases
     * @param loss what was minimised; it says how raw outputs become predictions
     * @param precision in which the parameters are written
     * @throws IllegalArgumentException if the parameters are not of the network's layout
     */
    public static ModelFile of(Network network, Parameters parameters, Loss loss, Precision precision) {
        return of(network, List.of(parameters), loss, precision);
    }

    /**
     * {@return the content of a file without sections: members of an ensemble, which share one architecture}
     *
     * @param network the architecture of every member
     * @param members the parameters of each, 1 to 1000
     * @param loss what was minimised; it says how raw outputs become predictions
     * @param precision in which the parameters are written
     * @throws IllegalArgumentException if there are no members or too many, or parameters are not of the network's
     *     layout
     */
    public static ModelFile of(Network network, List<Parameters> members, Loss loss, Precision precision) {
        if (members.isEmpty() || members.size() > MAX_MEMBERS) {
            throw new IllegalArgumentException("members must be 1 to " + MAX_MEMBERS + ", got " + members.size());
        }
        if (members.stream().anyMatch(member -> !member.layout().equals(network.layout()))) {
            throw new IllegalArgumentException("parameters must have the network's layout");
        }
        return new ModelFile("model", DensaVersion.CURRENT, network, List.copyOf(members), loss, precision, Map.of());
    }

    /**
     * {@return the same content with one more section}
     *
     * @param section name, other than those that this class uses
     * @param json a JSON object; kept without blanks
     * @throws IllegalArgumentException if there is a section of that name, or {@code json} is not a JSON object
     */
    public ModelFile withSection(String section, String json) {
        Map<String, String> more = new LinkedHashMap<>(sections);
        if (isOwn(section) || sections.containsKey(section)) {
            throw new IllegalArgumentException("section " + quote(section) + " is there already");
        }
        try {
            // Not as given: Gson passes over a byte order mark, for example.
            more.put(section, Fields.parse("section", section, json).source());
        } catch (ModelFormatException e) {
            throw new IllegalArgumentException("section " + quote(section) + " must be a JSON object", e);
        }
        return new ModelFile(name, writer, network, members, loss, precision, more);
    }

    /** {@return what the file is called in messages: its path, or "model" before it was written} */
    public String name() {
        return name;
    }

    /** {@return the version of Densa that wrote the file; this one if the content is new} */
    public String densaVersion() {
        return writer;
    }

    /** {@return the architecture} */
    public Network network() {
        return network;
    }

    /** {@return the weights and biases of each member; all of them finite if they come from a file} */
    public List<Parameters> members() {
        return members;
    }

    /** {@return the loss that was minimised; it says how raw outputs become predictions} */
    public Loss loss() {
        return loss;
    }

    /** {@return the precision of the parameters in the file, in which the network was trained and predicts} */
    public Precision precision() {
        return precision;
    }

    /**
     * {@return a section's JSON object; empty if there is no such section}
     *
     * @param section the name under which {@link #withSection} added it
     */
    public Optional<String> section(String section) {
        return Optional.ofNullable(sections.get(section));
    }

    /**
     * Writes the file as a whole or not at all; see {@link TensorFile#write(Path)}.
     *
     * @param path the file to write or replace, by custom named {@code .densa}, in a folder that exists
     * @throws IOException if it cannot be written; the message says so in one line, and an old file is as it was
     */
    public void write(Path path) throws IOException {
        toTensors().write(path);
    }

    /**
     * Writes the file's bytes.
     *
     * @param out where they go; written in chunks, flushed, not closed
     * @throws IOException if the stream throws it
     */
    public void write(OutputStream out) throws IOException {
        toTensors().write(out);
    }

    TensorFile toTensors() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(FORMAT, "densa");
        metadata.put(VERSION, String.valueOf(FORMAT_VERSION));
        metadata.put(CONTENT, content());
        List<Tensor> tensors = new ArrayList<>();
        for (int member = 0; member < members.size(); member++) {
            double[] values = members.get(member).toArray();
            for (ParameterLayout.Tensor part : network.layout().tensors()) {
                double[] own = new double[part.size()];
                System.arraycopy(values, part.offset(), own, 0, own.length);
                tensors.add(Tensor.owning(tensorName(part, member, members.size()), precision, shape(part), own));
            }
        }
        return TensorFile.of(metadata, tensors);
    }

    private static String tensorName(ParameterLayout.Tensor part, int member, int members) {
        return members == 1 ? part.name() : "members." + member + "." + part.name();
    }

    private String content() {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            json.name(WRITER).value(writer);
            json.name("precision").value(precision.id());
            json.name("network").jsonValue(NetworkJson.toJson(network).toString());
            if (members.size() > 1) {
                json.name(MEMBERS).value(members.size());
            }
            json.name("loss").jsonValue(NetworkJson.toJson(loss).toString());
            for (Map.Entry<String, String> section : sections.entrySet()) {
                json.name(section.getKey()).jsonValue(section.getValue());
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static boolean isOwn(String field) {
        return switch (field) {
            case WRITER, MEMBERS, "precision", "network", "loss" -> true;
            default -> false;
        };
    }

    private static List<Integer> shape(ParameterLayout.Tensor part) {
        return part.bias() ? List.of(part.rows()) : List.of(part.rows(), part.columns());
    }

    /**
     * Reads a file.
     *
     * @param path the file; if it is not a regular one but, say, a pipe, it is read to its end
     * @return the whole content; the file is closed again
     * @throws IOException if it cannot be read
     * @throws ModelFormatException if it is not a model, is damaged, or comes from a newer Densa; the message says
     *     which
     */
    public static ModelFile read(Path path) throws IOException {
        return TensorReader.read(path, reader -> of(reader, path.toString()));
    }

    /**
     * Reads the bytes of a file.
     *
     * @param bytes the whole file; not kept
     * @param name what to call them in messages
     * @return the whole content
     * @throws ModelFormatException as {@link #read(Path)}
     */
    public static ModelFile read(byte[] bytes, String name) {
        return TensorReader.read(bytes, name, reader -> of(reader, name));
    }

    /**
     * Reads a stream to its end; does not close it.
     *
     * @param in a file's bytes, from the first one on
     * @param name what to call it in messages
     * @return the whole content
     * @throws IOException if it cannot be read
     * @throws ModelFormatException as {@link #read(Path)}
     */
    public static ModelFile read(InputStream in, String name) throws IOException {
        return TensorReader.read(in, name, reader -> of(reader, name));
    }

    /** Reads the description, compares it with the tensors of the file, and only then reads and allocates those. */
    private static ModelFile of(TensorReader reader, String name) throws IOException {
        Map<String, String> metadata = reader.header().metadata();
        String content = metadata.get(CONTENT);
        if (!"densa".equals(metadata.get(FORMAT)) || content == null) {
            throw new ModelFormatException(name
                    + " is not a Densa model: it is a safetensors file without Densa's description of the network");
        }
        checkVersion(metadata.getOrDefault(VERSION, ""), name);
        Fields json = Fields.parse(name, "the description", content);
        Precision precision = json.named("precision", Precision::named);
        DescribedNetwork network = NetworkJson.network(json.fields("network"));
        int count = json.has(MEMBERS) ? json.integer(MEMBERS, 1, MAX_MEMBERS) : 1;
        List<List<TensorHeader.Entry>> entries =
                entries(reader.header().entries(), network.layout(), count, precision, name);
        Loss loss = NetworkJson.loss(json.fields("loss"));
        Map<String, String> sections = json.sources();
        sections.keySet().removeIf(ModelFile::isOwn);
        String writer = json.text(WRITER);
        List<Parameters> members = new ArrayList<>();
        for (List<TensorHeader.Entry> member : entries) {
            members.add(parameters(reader, network.layout(), member, name));
        }
        return new ModelFile(name, writer, network.network(), members, loss, precision, sections);
    }

    private static void checkVersion(String version, String name) {
        if (!version.matches("[1-9][0-9]{0,8}")) {
            throw new ModelFormatException(name + " cannot be read: its format version is " + quote(version));
        }
        if (Integer.parseInt(version) > FORMAT_VERSION) {
            throw new ModelFormatException(name + " was written by a newer Densa (format " + version + "; this is "
                    + DensaVersion.CURRENT + " and reads up to format " + FORMAT_VERSION + "): upgrade Densa");
        }
    }

    /** Finds the tensors of each member, in the order of the layout; there are no others. */
    private static List<List<TensorHeader.Entry>> entries(
            List<TensorHeader.Entry> file, ParameterLayout layout, int members, Precision precision, String name) {
        long needed = (long) members * layout.tensors().size();
        if (file.size() != needed) {
            throw new ModelFormatException(
                    name + " cannot be read: its network has " + needed + " tensors, the file " + file.size());
        }
        Map<String, TensorHeader.Entry> byName = new HashMap<>();
        file.forEach(entry -> byName.put(entry.name(), entry));
        List<List<TensorHeader.Entry>> entries = new ArrayList<>();
        for (int member = 0; member < members; member++) {
            List<TensorHeader.Entry> own = new ArrayList<>();
            for (ParameterLayout.Tensor part : layout.tensors()) {
                String tensor = tensorName(part, member, members);
                TensorHeader.Entry found = byName.get(tensor);
                if (found == null
                        || found.precision() != precision
                        || !found.shape().equals(shape(part))) {
                    throw new ModelFormatException(name + " cannot be read: its network needs the tensor "
                            + Tensor.describe(tensor, precision, shape(part))
                            + (found == null ? "" : ", the file has " + found));
                }
                own.add(found);
            }
            entries.add(own);
        }
        return entries;
    }

    private static Parameters parameters(
            TensorReader reader, ParameterLayout layout, List<TensorHeader.Entry> entries, String name)
            throws IOException {
        double[] values = new double[layout.size()];
        int at = 0;
        for (TensorHeader.Entry entry : entries) {
            reader.read(entry, values, at);
            for (int end = at + entry.size(); at < end; at++) {
                if (!Double.isFinite(values[at])) {
                    throw new ModelFormatException(
                            name + " is damaged: tensor " + entry.name() + " holds a value that is not finite");
                }
            }
        }
        return Parameters.of(layout, values);
    }
}
