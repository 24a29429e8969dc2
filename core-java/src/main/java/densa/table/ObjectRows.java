package densa.table;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes tables of Java objects: a column is numeric if all of its values are numbers. */
final class ObjectRows {
    private ObjectRows() {}

    static Table ofMaps(List<? extends Map<String, ? extends @Nullable Object>> rows) {
        Set<String> names = new TreeSet<>();
        int number = 0;
        for (Map<String, ? extends @Nullable Object> row : requireNonNull(rows, "rows")) {
            if (row == null) {
                throw new NullPointerException("row " + number + " must be a map, got null");
            }
            for (String name : row.keySet()) {
                if (name == null) {
                    throw new NullPointerException("the keys of row " + number + " must be names of columns, got null");
                }
                names.add(name);
            }
            number++;
        }
        return table(List.copyOf(names), Set.of(), rows);
    }

    static <R extends Record> Table ofRecords(Class<R> type, List<? extends R> rows) {
        List<String> names = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        for (RecordComponent component : type.getRecordComponents()) {
            names.add(component.getName());
            if (!isNumber(component.getType())) {
                texts.add(component.getName());
            }
        }
        List<Map<String, Object>> maps = new ArrayList<>();
        for (R row : requireNonNull(rows, "rows")) {
            if (row == null) {
                throw new NullPointerException("row " + maps.size() + " must be a record, got null");
            }
            maps.add(values(type, row));
        }
        return table(names, texts, maps);
    }

    private static boolean isNumber(Class<?> type) {
        return Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class && type != char.class;
    }

    /** The components of a record; those that are null are left out. */
    private static Map<String, Object> values(Class<?> type, Record row) {
        Map<String, Object> values = new HashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Object value = value(component.getAccessor(), row);
            if (value != null) {
                values.put(component.getName(), value);
            }
        }
        return values;
    }

    private static @Nullable Object value(Method accessor, Record row) {
        try {
            accessor.setAccessible(true);
            return accessor.invoke(row);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("reading " + accessor.getName() + " of a row failed", e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "the record " + row.getClass().getName() + " cannot be read; its module must open the package "
                            + row.getClass().getPackageName() + " to densa.core",
                    e);
        }
    }

    private static Table table(
            List<String> names, Set<String> texts, List<? extends Map<String, ? extends @Nullable Object>> rows) {
        List<Schema.Field> fields = new ArrayList<>();
        for (String name : names) {
            boolean numeric = !texts.contains(name)
                    && rows.stream()
                            .map(row -> row.get(name))
                            .allMatch(value -> value == null || value instanceof Number);
            fields.add(new Schema.Field(name, numeric ? ColumnType.NUMERIC : ColumnType.CATEGORICAL));
        }
        RowBuilder builder = new RowBuilder(new Schema(fields));
        rows.forEach(builder::row);
        return builder.build();
    }
}
