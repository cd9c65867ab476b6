package dev.plumbline.embedded.gotemplate;

/**
 * One token of a template.
 *
 * @param type what it is
 * @param text as it stands
 * @param position offset into the template
 */
record Item(Symbol type, String text, int position) {
    /** Kinds of tokens. */
    enum Symbol {
        TEXT,
        LEFT,
        RIGHT,
        SPACE,
        IDENTIFIER,
        KEYWORD,
        FIELD,
        VARIABLE,
        DOT,
        NIL,
        BOOL,
        NUMBER,
        STRING,
        RAW_STRING,
        CHARACTER,
        PIPE,
        OPEN,
        CLOSE,
        COMMA,
        DECLARE,
        ASSIGN,
        END
    }

    /** How Go's messages show it. */
    String shown() {
        return switch (type) {
            case END -> "EOF";
            case KEYWORD -> "<" + text + ">";
            default -> text.length() > 10 ? GoStrings.quote(text.substring(0, 10)) + "..." : GoStrings.quote(text);
        };
    }
}
