package dev.plumbline.embedded.otlp;

import com.fasterxml.jackson.core.JsonProcessingException;

/** Words errors as the Collector's JSON reader does: what, and the text around the place. */
final class JsonErrors {
    private static final int PEEK = 10;
    private static final int CONTEXT = 50;

    private JsonErrors() {}

    static String notAnObject(String text) {
        String first = text.isBlank() ? "\u0000" : text.strip().substring(0, 1);
        return placed(text, Math.min(text.length(), 1), "ReadObject: expect { or , or } or n, but found " + first);
    }

    static String syntax(String text, JsonProcessingException e) {
        int at = (int) Math.min(text.length(), Math.max(0, e.getLocation().getCharOffset()));
        String trimmed = text.strip();
        if (trimmed.equals("{")) {
            return placed(text, text.length(), "ReadObject: expect \" after {, but found \u0000");
        }
        return placed(text, at, "ReadObject: " + e.getOriginalMessage());
    }

    /** Returns an error at the place after the first occurrence of a piece of text. */
    static String at(String text, String piece, String problem) {
        int found = text.indexOf(piece);
        return placed(text, found < 0 ? text.length() : found + piece.length(), problem);
    }

    private static String placed(String text, int at, String problem) {
        int peek = Math.max(0, at - PEEK);
        int context = Math.max(0, at - CONTEXT);
        return problem + ", error found in #" + (at - peek) + " byte of ...|"
                + text.substring(peek, Math.min(text.length(), at + PEEK)) + "|..., bigger context ...|"
                + text.substring(context, Math.min(text.length(), at + CONTEXT)) + "|...";
    }
}
