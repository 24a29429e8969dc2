package densa.table;

import static java.util.Objects.requireNonNull;

import densa.data.DataException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names and types of the columns of a table, in order; immutable and thread-safe.
 *
 * @param fields the columns, names distinct
 */
public record Schema(List<Field> fields) {

    /**
     * Creates a schema.
     *
     * @param fields the columns, names distinct; copied
     * @throws DataException if a name occurs twice
     */
    public Schema {
        fields = List.copyOf(fields);
        Set<String> names = new HashSet<>();
        for (Field field : fields) {
            if (!names.add(field.name())) {
                throw Table.duplicate(field.name());
            }
        }
    }

    /**
     * Returns a schema of the given fields.
     *
     * @param fields the columns, names distinct
     * @return the schema
     * @throws DataException if a name occurs twice
     */
    public static Schema of(Field... fields) {
        return new Schema(List.of(fields));
    }

    /**
     * Returns the names of the columns.
     *
     * @return the names, in order
     */
    public List<String> names() {
        return fields.stream().map(Field::name).toList();
    }

    /**
     * Returns the type of a column.
     *
     * @param name the name of the column
     * @return its type; empty if there is no such column
     */
    public Optional<ColumnType> type(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::type)
                .findFirst();
    }

    /**
     * One column of a schema.
     *
     * @param name the name
     * @param type numeric or categorical
     */
    public record Field(String name, ColumnType type) {
        /**
         * Creates a field.
         *
         * @param name the column's name, not null
         * @param type numeric or categorical, not null
         */
        public Field {
            requireNonNull(name, "name");
            requireNonNull(type, "type");
        }
    }
}
