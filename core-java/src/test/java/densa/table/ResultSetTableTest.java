package densa.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import densa.data.DataException;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Uses a result set of arrays; a real driver reads in the tests of densa-files. */
class ResultSetTableTest {

    @Test
    void tableFromResultSetTakesTypesFromSql() throws SQLException {
        int[] types = {Types.INTEGER, Types.DECIMAL, Types.VARCHAR, Types.BOOLEAN, Types.BIT, Types.DATE};
        String[] labels = {"i", "d", "s", "b", "bit", "day"};
        Table table = Table.from(resultSet(labels, types, new @Nullable Object[][] {
            {1, 2.5, "x", true, true, "2024-01-31"}, {null, null, null, null, false, ""}
        }));
        assertThat(table)
                .isEqualTo(Table.builder()
                        .numeric("i", 1, Double.NaN)
                        .numeric("d", 2.5, Double.NaN)
                        .categorical("s", "x", "")
                        .categorical("b", "true", "")
                        .categorical("bit", "true", "false")
                        .categorical("day", "2024-01-31", "")
                        .build());
    }

    @Test
    void tableFromResultSetWithoutRowsKeepsColumns() throws SQLException {
        Table table = Table.from(resultSet(new String[] {"i"}, new int[] {Types.REAL}, new Object[0][]));
        assertThat(table).isEqualTo(Table.of(NumericColumn.of("i")));
    }

    @Test
    void tableFromResultSetRejectsDuplicateLabels() {
        ResultSet twice = resultSet(new String[] {"a", "a"}, new int[] {Types.INTEGER, Types.INTEGER}, new Object[0][]);
        assertThatThrownBy(() -> Table.from(twice))
                .isInstanceOf(DataException.class)
                .hasMessage("duplicate column name \"a\"");
    }

    private static ResultSet resultSet(String[] labels, int[] types, @Nullable Object[][] rows) {
        ResultSetMetaData meta = (ResultSetMetaData) Proxy.newProxyInstance(
                ResultSetTableTest.class.getClassLoader(),
                new Class<?>[] {ResultSetMetaData.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getColumnCount" -> labels.length;
                    case "getColumnLabel" -> labels[(int) arguments[0] - 1];
                    case "getColumnType" -> types[(int) arguments[0] - 1];
                    case "getPrecision" -> 1;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        int[] row = {-1};
        @Nullable Object[] last = new @Nullable Object[1];
        return (ResultSet) Proxy.newProxyInstance(
                ResultSetTableTest.class.getClassLoader(),
                new Class<?>[] {ResultSet.class},
                (proxy, method, arguments) -> {
                    if (method.getName().startsWith("get") && arguments != null) {
                        last[0] = rows[row[0]][(int) arguments[0] - 1];
                    }
                    return switch (method.getName()) {
                        case "getMetaData" -> meta;
                        case "next" -> ++row[0] < rows.length;
                        case "getDouble" -> last[0] == null ? 0.0 : ((Number) last[0]).doubleValue();
                        case "getBoolean" -> last[0] != null && (boolean) last[0];
                        case "getString" -> last[0];
                        case "wasNull" -> last[0] == null;
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }
}
