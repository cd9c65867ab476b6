package dev.plumbline.embedded.loki.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks one field up in a line, under any of several names. */
public final class LineFields {
    private LineFields() {}

    /** Finds a string of that name in JSON, down to a depth (0 for any); empty if there is none. */
    public static Optional<String> json(String line, List<String> names, int depth) {
        List<String> found = new ArrayList<>(1);
        try {
            search(line, names, depth, 0, found);
        } catch (JsonReader.BrokenJson e) {
            // what was found before the text broke off counts
        }
        return found.stream().findFirst();
    }

    private static boolean search(String json, List<String> names, int most, int depth, List<String> found)
            throws JsonReader.BrokenJson {
        if (most > 0 && depth >= most) {
            return true;
        }
        return JsonReader.members(json, (key, value) -> {
            if (value.kind() == JsonReader.Kind.STRING && names.contains(key)) {
                found.add(value.text());
                return false;
            }
            return value.kind() != JsonReader.Kind.OBJECT || search(value.text(), names, most, depth + 1, found);
        });
    }

    /** Finds the pair whose name comes first among the names, whatever its case; stops at a broken pair. */
    public static Optional<String> logfmt(String line, List<String> names) {
        LogfmtDecoder decoder = new LogfmtDecoder(line);
        int best = names.size();
        Optional<String> found = Optional.empty();
        while (best > 0 && !decoder.ended() && decoder.next()) {
            for (int i = 0; i < best; i++) {
                if (names.get(i).equalsIgnoreCase(decoder.key())) {
                    found = Optional.of(decoder.value());
                    best = i;
                }
            }
        }
        return found;
    }
}
