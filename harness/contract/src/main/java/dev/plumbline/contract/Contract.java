package dev.plumbline.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A folder of recordings: the committed copies on the class path, or another one named by a property. */
public final class Contract {
    /** System property that names another folder of recordings. */
    public static final String PROPERTY = "plumbline.contract";

    private static final String DATA = "data/";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Optional<Path> folder;

    private Contract(Optional<Path> folder) {
        this.folder = folder;
    }

    /**
     * Selects the recordings to judge by.
     *
     * @return the folder that {@value #PROPERTY} names, else the copies under {@code /contract} on the class path
     * @throws IllegalStateException if the property names no folder: nothing would be asked and nothing would fail
     */
    public static Contract selected() {
        String named = System.getProperty(PROPERTY, "");
        if (!named.isBlank() && !Files.isDirectory(Path.of(named))) {
            throw new IllegalStateException("-D" + PROPERTY + "=" + named
                    + " is not a folder; expected the absolute path of a folder of recordings");
        }
        return new Contract(named.isBlank() ? Optional.empty() : Optional.of(Path.of(named)));
    }

    /**
     * Returns the time at which a recording was made, where its answers depend on it.
     *
     * @param name path inside the folder
     * @return {@code about.now}, nanoseconds since 1970, or empty where the file or the field is missing
     */
    public Optional<Instant> now(String name) {
        return recording(name)
                .map(recording -> recording.path("about").path("now").asLong())
                .filter(nanoseconds -> nanoseconds > 0)
                .map(nanoseconds -> Instant.ofEpochSecond(0, nanoseconds));
    }

    /** Tells whether these are the committed recordings, on which a refusal that is not listed fails. */
    public boolean isCommitted() {
        return folder.isEmpty();
    }

    /**
     * Reads one recording.
     *
     * @param name path inside the folder, such as {@code loki.json} or {@code data/logs.json}
     * @return the recording, or empty where another folder was named and does not hold this file
     * @throws IllegalStateException if a committed recording is missing
     */
    public Optional<JsonNode> recording(String name) {
        return text(name).map(text -> {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException("recording " + name + " is not JSON: " + e.getMessage(), e);
            }
        });
    }

    /**
     * Reads one file of the folder as text. Where another folder does not hold a file under {@code data/}, its questions
     * were asked over the committed data.
     *
     * @param name path inside the folder
     * @return its content, or empty where another folder was named and does not hold this file
     * @throws IllegalStateException if a committed file is missing
     */
    public Optional<String> text(String name) {
        try {
            if (folder.isPresent()) {
                Path file = folder.get().resolve(name);
                if (Files.exists(file)) {
                    return Optional.of(Files.readString(file));
                }
            }
            if (folder.isPresent() && !name.startsWith(DATA)) {
                return Optional.empty();
            }
            try (InputStream in = Contract.class.getResourceAsStream("/contract/" + name)) {
                if (in == null && folder.isPresent()) {
                    return Optional.empty();
                }
                if (in == null) {
                    throw new IllegalStateException(
                            "recording /contract/" + name + " is not on the class path; copy it to src/test/resources");
                }
                return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
