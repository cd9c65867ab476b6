package dev.plumbline.collector.write;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Counts which lines of one stream Loki was found to have, each under its timestamp. */
final class Stored {
    private record Line(long timestamp, String text) {}

    private final Map<Line, Integer> lines = new HashMap<>();

    /** Notes a line as Loki told it. */
    void add(long timestamp, String line) {
        lines.merge(new Line(timestamp, canonical(line)), 1, Integer::sum);
    }

    /** Forgets the lines of one timestamp, which will be told again. */
    void forget(long timestamp) {
        lines.keySet().removeIf(line -> line.timestamp() == timestamp);
    }

    /** Tells whether Loki has this entry, and uses that one up. */
    boolean take(Item item) {
        String text = new String(item.bytes(), item.lineOffset(), item.lineBytes(), StandardCharsets.UTF_8);
        Line line = new Line(item.timestamp(), canonical(text));
        Integer count = lines.get(line);
        if (count == null) {
            return false;
        }
        if (count == 1) {
            lines.remove(line);
        } else {
            lines.put(line, count - 1);
        }
        return true;
    }

    /** Go and Java disagree on how many U+FFFD stand for a piece of invalid UTF-8, so a row of them counts as one. */
    private static String canonical(String line) {
        if (line.indexOf('\ufffd') < 0) {
            return line;
        }
        StringBuilder text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != '\ufffd' || text.isEmpty() || text.charAt(text.length() - 1) != c) {
                text.append(c);
            }
        }
        return text.toString();
    }
}
