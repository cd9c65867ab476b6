package dev.plumbline.collector.write;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts which lines of one stream Loki was found to have, each under its timestamp, and tells which entries these are:
 * as they were sent, or as Loki is known to change them.
 *
 * <p>Loki moves timestamps apart ({@code increment_duplicate_timestamp}) and cuts long lines
 * ({@code max_line_size_truncate}). A line counts as cut only where it cannot well be another: it is the longest that
 * Loki told, not short, equal but for an identifier at its end, and of a length that people write as a limit.
 */
final class Stored {
    private static final int SHORTEST_LIMIT = 1024;
    private static final int LONGEST_IDENTIFIER = 64;

    private record Line(long timestamp, String text) {}

    private final Map<Line, Integer> lines = new HashMap<>();
    private int longest;

    /** Notes a line as Loki told it. */
    void add(long timestamp, String line) {
        longest = Math.max(longest, bytes(line));
        lines.merge(new Line(timestamp, canonical(line)), 1, Integer::sum);
    }

    /** Forgets the lines of one timestamp, which will be told again. */
    void forget(long timestamp) {
        lines.keySet().removeIf(line -> line.timestamp() == timestamp);
    }

    /** Returns those of these entries that Loki has; they are used up. */
    Set<Item> among(List<Item> items) {
        Set<Item> found = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Item item : items) {
            if (take(new Line(item.timestamp(), text(item)))) {
                found.add(item);
            }
        }
        if (found.size() < items.size() && !lines.isEmpty()) {
            changed(items, found);
        }
        return found;
    }

    private void changed(List<Item> items, Set<Item> found) {
        List<Long> moved = moved(items);
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            if (!found.contains(item)
                    && (take(new Line(moved.get(i), text(item)))
                            || takeCut(item.timestamp(), text(item))
                            || takeCut(moved.get(i), text(item)))) {
                found.add(item);
            }
        }
    }

    /** Returns the timestamps that Loki's distributor gives to these entries where it increments equal ones. */
    private static List<Long> moved(List<Item> items) {
        List<Long> moved = new ArrayList<>(items.size());
        long begin = 0;
        String before = "";
        for (int i = 0; i < items.size(); i++) {
            long timestamp = items.get(i).timestamp();
            String text = text(items.get(i));
            if (i > 0 && !text.equals(before) && (timestamp == begin || timestamp == moved.get(i - 1))) {
                timestamp = moved.get(i - 1) + 1;
            } else {
                begin = timestamp;
            }
            moved.add(timestamp);
            before = text;
        }
        return moved;
    }

    private boolean takeCut(long timestamp, String text) {
        if (longest < SHORTEST_LIMIT || bytes(text) <= longest) {
            return false;
        }
        return lines.keySet().stream()
                .filter(line -> line.timestamp() == timestamp && isCut(line.text(), text))
                .findFirst()
                .filter(this::take)
                .isPresent();
    }

    private boolean isCut(String cut, String whole) {
        int same = 0;
        while (same < Math.min(cut.length(), whole.length()) && cut.charAt(same) == whole.charAt(same)) {
            same++;
        }
        return bytes(cut) >= longest - LONGEST_IDENTIFIER && same >= cut.length() - LONGEST_IDENTIFIER && isLimit(cut);
    }

    /** Where a character was cut in two, what is left of it was one to three bytes and is told in three. */
    private static boolean isLimit(String cut) {
        int bytes = bytes(cut);
        return isRound(bytes) || cut.indexOf('\ufffd') >= 0 && (isRound(bytes - 1) || isRound(bytes - 2));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean isRound(int bytes) {
        return bytes % 1000 == 0 || bytes % 1024 == 0;
    }

    /** Tells whether Loki has this line, and uses that one up. */
    private boolean take(Line line) {
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

    private static String text(Item item) {
        return canonical(new String(item.bytes(), item.lineOffset(), item.lineBytes(), StandardCharsets.UTF_8));
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
