package densa.table;

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
        rows.forEach(row -> names.addAll(row.keySet()));
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
        return table(names, texts, rows.stream().map(row -> values(type, row)).toList());
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
