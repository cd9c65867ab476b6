package dev.plumbline.collector.template;

/**
 * One token: text between actions, or a part of an action.
 *
 * @param spaceBefore whether white space stands before it, which tells {@code .a .b} from {@code .a.b}
 */
record Item(Kind kind, String text, boolean spaceBefore, int line) {
    enum Kind {
        TEXT,
        OPEN,
        CLOSE,
        WORD,
        FIELD,
        VARIABLE,
        DOT,
        NUMBER,
        CHAR,
        STRING,
        PIPE,
        COMMA,
        DECLARE,
        ASSIGN,
        LEFT_PAREN,
        RIGHT_PAREN,
        END
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }
}
