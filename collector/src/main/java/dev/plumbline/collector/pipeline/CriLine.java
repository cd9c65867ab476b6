package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.golang.GoText;
import java.util.Optional;

/** One line as container runtimes write it: time, stream, flag and content. */
record CriLine(String time, String stream, boolean partial, String content) {
    /** Opens a line; the flag may be missing, and counts as full then. */
    static Optional<CriLine> of(String line) {
        int space = 0;
        while (space < line.length() && !GoText.isSpace(line.codePointAt(space))) {
            space++;
        }
        if (space == line.length() || line.charAt(space) != ' ') {
            return Optional.empty();
        }
        String rest = line.substring(space + 1);
        if (!rest.startsWith("stdout ") && !rest.startsWith("stderr ")) {
            return Optional.empty();
        }
        String stream = rest.substring(0, 6);
        rest = rest.substring(7);
        boolean partial = rest.startsWith("P");
        if (partial || rest.startsWith("F")) {
            rest = rest.substring(1);
        }
        String content = rest.startsWith(" ") ? rest.substring(1) : rest;
        return Optional.of(new CriLine(line.substring(0, space), stream, partial, content));
    }
}
