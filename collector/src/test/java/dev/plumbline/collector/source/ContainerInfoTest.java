package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.json.JsonException;
import dev.plumbline.collector.json.JsonReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerInfoTest {
    private static ContainerInfo container(String driver, String maxSize, boolean removed) throws JsonException {
        String options = maxSize.isEmpty() ? "{}" : "{\"max-size\":\"" + maxSize + "\"}";
        return ContainerInfo.parse(JsonReader.read("{\"HostConfig\":{\"AutoRemove\":" + removed
                + ",\"LogConfig\":{\"Type\":\"" + driver + "\",\"Config\":" + options + "}}}"));
    }

    @ParameterizedTest
    @CsvSource({
        "json-file, '',   false, false",
        "json-file, -1,   false, false",
        "json-file, 10m,  false, true",
        "json-file, 1g,   false, true",
        "json-file, 2m,   true,  true",
        "json-file, 10m,  true,  false",
        "local,     '',   false, true",
        "local,     '',   true,  false",
        "journald,  '',   false, false",
        "k8s-file,  '',   false, false",
        "syslog,    '',   false, true",
    })
    void a_log_that_is_cut_into_files_is_read_in_pieces_unless_it_goes_with_its_container(
            String driver, String maxSize, boolean removed, boolean inPieces) throws JsonException {
        assertThat(container(driver, maxSize, removed).inPieces()).isEqualTo(inPieces);
    }

    @ParameterizedTest
    @CsvSource({"10m, 10485760", "1.5k, 1536", "2 GB, 2147483648", "4096, 4096", "'', 0", "-1, 0", "many, 0"})
    void sizes_are_read_as_engines_read_them(String text, long bytes) {
        assertThat(ContainerInfo.size(text)).isEqualTo(bytes);
    }
}
