package densa.files;

import static densa.internal.Quote.quote;

import densa.data.DataException;
import densa.files.DuckDbSource.Kind;
import densa.files.DuckDbSource.SqlColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Opens JSON files. Values are read as text, so that strings that look like dates come out as they went in. The members
 * of an object are columns of their own: {@code u.x} is x of u. A file that is a single object with one list of objects,
 * as GeoJSON is with its features, has those as rows.
 */
final class JsonSource {

    private static final int LONGEST_LINE = 60;

    private final InputFile file;
    private final DuckDb duckDb;
    private final String format;

    private JsonSource(InputFile file, DuckDb duckDb, String format) {
        this.file = file;
        this.duckDb = duckDb;
        this.format = format;
    }

    /**
     * Opens a JSON file.
     *
     * @param format what DuckDB calls the format
     * @throws DataException if it is not one
     */
    static TableSource open(InputFile file, DuckDb duckDb, String format) {
        JsonSource source = new JsonSource(file, duckDb, format);
        try {
            return source.open();
        } catch (SQLException e) {
            throw source.brokenLine().orElseGet(() -> DuckDb.failure(file, e));
        }
    }

    private TableSource open() throws SQLException {
        String typed = "read_json(" + options()
                + ",sample_size=-1,convert_strings_to_integers=false,map_inference_threshold=-1)";
        List<Described> described = described(typed);
        if (described.size() == 1 && described.get(0).name().equals("json")) {
            throw new DataException(file.label() + " must hold JSON objects with a value for each column");
        }
        String columns = described.stream()
                .map(column -> DuckDb.literal(column.name()) + ":'VARCHAR'")
                .collect(Collectors.joining(",", "{", "}"));
        String text = "read_json(" + options() + ",columns=" + columns + ")";
        Optional<Described> rows = rows(described, typed);
        if (rows.isEmpty()) {
            return DuckDbSource.json(file, duckDb, text, flattened(described, typed, Described::reference));
        }
        String list = rows.get().reference();
        String items = "(SELECT unnest(from_json(" + list + ",'[\"JSON\"]')) AS item FROM " + text + ")";
        String typedItems = "(SELECT unnest(" + list + ",recursive := false) AS item FROM " + typed + ")";
        String members = "(SELECT item.* FROM " + typedItems + ")";
        return DuckDbSource.json(
                file, duckDb, items, flattened(described(members), members, column -> member("item", column.name())));
    }

    private String options() {
        return DuckDb.literal(file.path()) + ",hive_partitioning=false,format=" + DuckDb.literal(format)
                + ",compression=" + (file.gzip() ? "'gzip'" : "'none'");
    }

    /** A column with its type in SQL. */
    private record Described(String name, String type) {

        String reference() {
            return DuckDb.identifier(name);
        }

        boolean isObject() {
            return type.startsWith("STRUCT(") && !isList();
        }

        boolean isList() {
            return type.endsWith("[]");
        }

        boolean isListOfObjects() {
            return type.startsWith("STRUCT(") && type.endsWith(")[]");
        }
    }

    private List<Described> described(String from) throws SQLException {
        List<Described> columns = new ArrayList<>();
        try (Statement statement = duckDb.statement();
                ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + from)) {
            while (rows.next()) {
                columns.add(new Described(rows.getString(1), rows.getString(2)));
            }
        }
        return columns;
    }

    /** The column whose list holds the rows, if the file is a single object with one list of objects. */
    private Optional<Described> rows(List<Described> described, String typed) throws SQLException {
        List<Described> lists =
                described.stream().filter(Described::isListOfObjects).toList();
        if (lists.size() != 1) {
            return Optional.empty();
        }
        try (Statement statement = duckDb.statement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + typed)) {
            count.next();
            return count.getLong(1) == 1 ? Optional.of(lists.get(0)) : Optional.empty();
        }
    }

    /** How to get the text of a column in SQL. */
    private interface Text {
        String of(Described column);
    }

    private List<SqlColumn> flattened(List<Described> described, String typed, Text text) throws SQLException {
        List<SqlColumn> columns = new ArrayList<>();
        for (Described column : described) {
            if (column.isObject()) {
                String members = "(SELECT " + column.reference() + ".* FROM " + typed + ")";
                for (Described member : described(members)) {
                    columns.add(new SqlColumn(
                            column.name() + "." + member.name(),
                            member(text.of(column), member.name()),
                            Kind.of(member.type()),
                            false));
                }
            } else {
                columns.add(new SqlColumn(column.name(), text.of(column), Kind.of(column.type()), false));
            }
        }
        return columns;
    }

    private static String member(String object, String name) {
        String path = "$.\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        return "json_extract_string(" + object + "," + DuckDb.literal(path) + ")";
    }

    /** What is wrong with the first line that is no JSON; empty if the format has no lines, or none is wrong. */
    private Optional<DataException> brokenLine() {
        if (!format.equals("newline_delimited")) {
            return Optional.empty();
        }
        String lines = "read_csv(" + DuckDb.literal(file.path())
                + ",auto_detect=false,header=false,delim='\u0001',quote='',escape='',columns={'line':'VARCHAR'},compression="
                + (file.gzip() ? "'gzip'" : "'none'") + ")";
        String query = "SELECT number, line FROM (SELECT row_number() OVER () AS number, line FROM " + lines
                + ") WHERE line IS NOT NULL AND NOT json_valid(line) ORDER BY number LIMIT 1";
        try (Statement statement = duckDb.statement();
                ResultSet found = statement.executeQuery(query)) {
            if (!found.next()) {
                return Optional.empty();
            }
            String line = found.getString(2);
            return Optional.of(new DataException(file.label() + ", line " + found.getLong(1)
                    + ": a line must be a JSON object, got "
                    + quote(line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "..." : line)));
        } catch (SQLException e) {
            return Optional.empty(); // the first failure says more
        }
    }
}
