package dev.plumbline.collector.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pattern such as {@code <ip> - <method> <_>}: text and captures in turn. */
final class LinePattern {
    private static final Pattern CAPTURE = Pattern.compile("<([a-zA-Z_][a-zA-Z0-9_]*)>");
    private static final String UNNAMED = "_";

    /** A capture, or empty for a pattern that begins with text, and the text that follows it, empty at the end. */
    private record Part(Optional<String> capture, String text) {}

    /** One captured value. */
    record Captured(String name, String value) {}

    private final List<Part> parts;

    private LinePattern(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it has no named capture, two with one name, or two side by side
     */
    static LinePattern of(String pattern) {
        List<Part> parts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Matcher matcher = CAPTURE.matcher(pattern);
        Optional<String> open = Optional.empty();
        int at = 0;
        while (matcher.find()) {
            String text = pattern.substring(at, matcher.start());
            if (open.isPresent() && text.isEmpty()) {
                throw new IllegalArgumentException(
                        "found consecutive capture '<" + open.get() + ">" + matcher.group() + "': invalid expression");
            }
            if (!text.isEmpty() || open.isPresent()) {
                parts.add(new Part(open, text));
            }
            open = Optional.of(matcher.group(1));
            if (!matcher.group(1).equals(UNNAMED) && !names.add(matcher.group(1))) {
                throw new IllegalArgumentException(
                        "duplicate capture name (" + matcher.group(1) + "): invalid expression");
            }
            at = matcher.end();
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException("at least one capture is required, such as <name>");
        }
        parts.add(new Part(open, pattern.substring(at)));
        return new LinePattern(parts);
    }

    List<String> names() {
        return parts.stream()
                .flatMap(part -> part.capture().stream())
                .filter(name -> !name.equals(UNNAMED))
                .toList();
    }

    /** Matches from the start; a capture whose text does not follow takes the rest, and ends the match. */
    List<Captured> match(String line) {
        List<Captured> captured = new ArrayList<>();
        if (line.isEmpty()) {
            return captured;
        }
        int at = 0;
        for (Part part : parts) {
            if (part.capture().isEmpty()) {
                if (!line.startsWith(part.text())) {
                    return captured;
                }
                at = part.text().length();
                continue;
            }
            int found = part.text().isEmpty() ? -1 : line.indexOf(part.text(), at);
            int end = found < 0 ? line.length() : found;
            if (!part.capture().get().equals(UNNAMED)) {
                captured.add(new Captured(part.capture().get(), line.substring(at, end)));
            }
            if (found < 0) {
                return captured;
            }
            at = found + part.text().length();
        }
        return captured;
    }
}
