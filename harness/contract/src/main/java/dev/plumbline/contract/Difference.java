package dev.plumbline.contract;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The first place where an answer parts from the recorded one.
 *
 * @param path where, such as {@code data.result[0].value[1]}; empty for the whole
 * @param expected what the real system answered there
 * @param got what was answered here
 */
public record Difference(String path, JsonNode expected, JsonNode got) {
    private static final int SHOWN = 300;

    @Override
    public String toString() {
        return "at " + (path.isEmpty() ? "the top" : path) + ": expected " + shown(expected) + ", got " + shown(got);
    }

    private static String shown(JsonNode node) {
        String text = node.isMissingNode() ? "nothing" : node.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
