package dev.plumbline.docker.proof;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells how two lists of lines differ, in words that fit on a screen. */
final class Difference {
    private static final int SHOWN = 80;

    private Difference() {}

    static Optional<String> between(List<String> written, List<String> delivered) {
        if (written.equals(delivered)) {
            return Optional.empty();
        }
        Map<String, Integer> balance = new HashMap<>();
        written.forEach(line -> balance.merge(line, 1, Integer::sum));
        delivered.forEach(line -> balance.merge(line, -1, Integer::sum));
        int missing = balance.values().stream().mapToInt(n -> Math.max(n, 0)).sum();
        int surplus = balance.values().stream().mapToInt(n -> Math.max(-n, 0)).sum();
        int first = 0;
        while (first < Math.min(written.size(), delivered.size())
                && written.get(first).equals(delivered.get(first))) {
            first++;
        }
        return Optional.of(
                "%d lines were written and %d delivered, %d are missing, %d too many; they part at line %d: written '%s', delivered '%s'"
                        .formatted(
                                written.size(),
                                delivered.size(),
                                missing,
                                surplus,
                                first + 1,
                                line(written, first),
                                line(delivered, first)));
    }

    private static String line(List<String> lines, int index) {
        if (index >= lines.size()) {
            return "(end)";
        }
        String line = lines.get(index);
        return line.length() > SHOWN ? line.substring(0, SHOWN) + "... of " + line.length() : line;
    }
}
