package densa.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Settings SETTINGS =
            Settings.of("rate", 0.5).and("levels", List.of(0.1, 0.9)).and("count", 3);

    @Test
    void numbersAndListsKeepTheirOrder() {
        assertThat(SETTINGS.names()).containsExactly("rate", "levels", "count");
        assertThat(SETTINGS.numbers()).containsExactly(0.5, 0.1, 0.9, 3.0);
        assertThat(SETTINGS.number("count")).isEqualTo(3);
        assertThat(SETTINGS.numbers("levels")).containsExactly(0.1, 0.9);
        assertThat(SETTINGS.isList("levels")).isTrue();
        assertThat(SETTINGS.isList("rate")).isFalse();
        assertThat(SETTINGS).hasToString("[rate=0.5, levels=[0.1, 0.9], count=3.0]");
    }

    @Test
    void aListOfOneNumberIsNotANumber() {
        assertThat(Settings.of("level", 0.5)).isNotEqualTo(Settings.of("level", List.of(0.5)));
        assertThatThrownBy(() -> Settings.of("level", List.of(0.5)).number("level"))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("the setting level is a list of numbers, not a number");
    }

    @Test
    void aMissingNameIsTold() {
        assertThatThrownBy(() -> Loss.huber(1).with(Settings.of("power", 1.5)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no setting delta; given: [power]");
    }
}
