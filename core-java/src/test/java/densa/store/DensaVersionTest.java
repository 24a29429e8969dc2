package densa.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DensaVersionTest {

    @Test
    void versionIsThatOfTheBuild() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.replaceFirst("(?s).*?<version>(.*?)(-SNAPSHOT)?</version>.*", "$1");
        assertThat(DensaVersion.CURRENT).isEqualTo(version);
    }
}
