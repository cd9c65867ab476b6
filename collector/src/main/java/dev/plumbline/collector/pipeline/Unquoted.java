package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.json.JsonException;
import dev.plumbline.collector.json.JsonReader;
import java.util.Optional;
import java.util.regex.Pattern;

/** Takes the escapes out of a quoted logfmt value: those of JSON, and {@code \'}. */
final class Unquoted {
    /** An escaped apostrophe, after whole escapes only. */
    private static final Pattern APOSTROPHE = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\'");

    private Unquoted() {}

    /** Returns the value, or empty if it holds a control character or an escape that is none. */
    static Optional<String> of(String inner) {
        if (inner.chars().anyMatch(c -> c < ' ')) {
            return Optional.empty();
        }
        try {
            return JsonReader.read('"' + APOSTROPHE.matcher(inner).replaceAll("$1'") + '"') instanceof Json.Text text
                    ? Optional.of(text.value())
                    : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }
}
