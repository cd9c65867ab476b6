package dev.plumbline.embedded.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * One message of a container's log, at most 16 KiB; a longer line is several, all but the last without a line end.
 *
 * @param time nanosecond precise; parts of one line carry the time of the first
 * @param source where it was written
 * @param text bytes with the line end, where it has one
 */
record LogMessage(Instant time, Source source, byte[] text) {
    private static final DateTimeFormatter NINE_DIGITS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final JsonFactory JSON = new JsonFactory();

    /** Reads one line of a json-file log. */
    static LogMessage parse(byte[] line) throws IOException {
        String text = "";
        Source source = Source.STDOUT;
        Instant time = Instant.EPOCH;
        try (JsonParser parser = JSON.createParser(line)) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                if (parser.currentToken() == JsonToken.FIELD_NAME) {
                    String field = parser.currentName();
                    parser.nextToken();
                    switch (field) {
                        case "log" -> text = parser.getText();
                        case "stream" -> source = parser.getText().equals("stderr") ? Source.STDERR : Source.STDOUT;
                        case "time" -> time = Instant.parse(parser.getText());
                        default -> parser.skipChildren();
                    }
                }
            }
        }
        return new LogMessage(time, source, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the time as the logs endpoint writes it: always nine fractional digits. */
    String timestamp() {
        return NINE_DIGITS.format(time);
    }

    /** Writes it as a line of a json-file log, escaped as the engine does it. */
    byte[] encoded() {
        StringBuilder json = new StringBuilder(text.length + 80).append("{\"log\":\"");
        String decoded = new String(text, StandardCharsets.UTF_8);
        for (int i = 0; i < decoded.length(); i++) {
            escape(decoded.charAt(i), json);
        }
        json.append("\",\"stream\":\"").append(source.text()).append("\",\"time\":\"");
        return json.append(goTime()).append("\"}\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void escape(char c, StringBuilder json) {
        switch (c) {
            case '"', '\\' -> json.append('\\').append(c);
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '<', '>', '&', '\u2028', '\u2029', '\ufffd' -> json.append(String.format("\\u%04x", (int) c));
            default -> {
                if (c < 0x20) {
                    json.append(String.format("\\u%04x", (int) c));
                } else {
                    json.append(c);
                }
            }
        }
    }

    /** Go's RFC3339Nano leaves trailing zeros of the fraction out. */
    private String goTime() {
        String nine = timestamp();
        return nine.substring(0, nine.length() - 1).replaceFirst("\\.?0{1,9}$", "") + "Z";
    }
}
