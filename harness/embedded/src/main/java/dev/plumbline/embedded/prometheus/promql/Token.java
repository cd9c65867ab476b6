package dev.plumbline.embedded.prometheus.promql;

import dev.plumbline.embedded.prometheus.model.GoText;

/**
 * One token.
 *
 * @param type its kind
 * @param pos index of its first character
 * @param text its characters, or the message of an error
 */
record Token(Tok type, int pos, String text) {
    private static final int SHOWN = 10;

    Range range() {
        return new Range(pos, pos + text.length());
    }

    /** Returns what messages call it, with its kind. */
    String description() {
        return switch (type.group()) {
            case NAMED -> type.text() + " " + shown();
            case PLAIN -> type == Tok.EOF ? "end of input" : type == Tok.ERROR ? "error " + text : shown();
            case OPERATOR, AGGREGATOR, KEYWORD, PREPROCESSOR -> shown();
        };
    }

    private String shown() {
        return switch (type.group()) {
            case OPERATOR -> "<op:" + text + ">";
            case AGGREGATOR -> "<aggr:" + text + ">";
            case KEYWORD -> "<" + text + ">";
            case NAMED, PLAIN, PREPROCESSOR ->
                type == Tok.IDENTIFIER || type == Tok.METRIC_IDENTIFIER || text.length() <= SHOWN
                        ? GoText.quote(text)
                        : GoText.quote(text.substring(0, SHOWN)) + "...";
        };
    }
}
