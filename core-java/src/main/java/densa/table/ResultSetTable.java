package densa.table;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads a JDBC result set, column by column within each row, without an object per number. */
final class ResultSetTable {
    private ResultSetTable() {}

    static Table read(ResultSet resultSet) throws SQLException {
        ResultSetMetaData meta = resultSet.getMetaData();
        List<ColumnReader> readers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            String name = meta.getColumnLabel(i);
            if (!names.add(name)) {
                throw Table.duplicate(name);
            }
            readers.add(reader(meta, i, name));
        }
        while (resultSet.next()) {
            for (ColumnReader reader : readers) {
                reader.readRow(resultSet);
            }
        }
        return Table.of(readers.stream().map(ColumnReader::build).toList());
    }

    private static ColumnReader reader(ResultSetMetaData meta, int index, String name) throws SQLException {
        return switch (meta.getColumnType(index)) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE,
                    Types.NUMERIC,
                    Types.DECIMAL -> new NumberReader(index, NumericColumn.builder(name));
            case Types.BOOLEAN -> new BooleanReader(index, CategoricalColumn.builder(name));
            // Some drivers (PostgreSQL) call a boolean column BIT; a BIT of more than one bit is a bit string.
            case Types.BIT ->
                meta.getPrecision(index) <= 1
                        ? new BooleanReader(index, CategoricalColumn.builder(name))
                        : new TextReader(index, CategoricalColumn.builder(name));
            default -> new TextReader(index, CategoricalColumn.builder(name));
        };
    }

    private sealed interface ColumnReader {
        void readRow(ResultSet resultSet) throws SQLException;

        Column build();
    }

    private record NumberReader(int index, NumericColumn.Builder builder) implements ColumnReader {
        @Override
        public void readRow(ResultSet resultSet) throws SQLException {
            double value = resultSet.getDouble(index);
            builder.add(resultSet.wasNull() ? Double.NaN : value);
        }

        @Override
        public Column build() {
            return builder.build();
        }
    }

    private record BooleanReader(int index, CategoricalColumn.Builder builder) implements ColumnReader {
        @Override
        public void readRow(ResultSet resultSet) throws SQLException {
            boolean value = resultSet.getBoolean(index);
            builder.add(resultSet.wasNull() ? "" : Boolean.toString(value));
        }

        @Override
        public Column build() {
            return builder.build();
        }
    }

    private record TextReader(int index, CategoricalColumn.Builder builder) implements ColumnReader {
        @Override
        public void readRow(ResultSet resultSet) throws SQLException {
            String value = resultSet.getString(index);
            builder.add(value == null ? "" : value);
        }

        @Override
        public Column build() {
            return builder.build();
        }
    }
}
