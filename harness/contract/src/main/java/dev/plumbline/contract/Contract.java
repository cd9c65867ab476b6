package dev.plumbline.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A folder of recordings: the committed copies on the class path, or another one named by a property. */
public final class Contract {
    /** System property that names another folder of recordings. */
    public static final String PROPERTY = "plumbline.contract";

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
     */
    public static Contract selected() {
        String named = System.getProperty(PROPERTY, "");
        return new Contract(named.isBlank() ? Optional.empty() : Optional.of(Path.of(named)));
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
     * Reads one file of the folder as text.
     *
     * @param name path inside the folder
     * @return its content, or empty where another folder was named and does not hold this file
     * @throws IllegalStateException if a committed file is missing
     */
    public Optional<String> text(String name) {
        try {
            if (folder.isPresent()) {
                Path file = folder.get().resolve(name);
                return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
            }
            try (InputStream in = Contract.class.getResourceAsStream("/contract/" + name)) {
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
