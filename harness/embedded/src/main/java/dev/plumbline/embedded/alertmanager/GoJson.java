package dev.plumbline.embedded.alertmanager;

import dev.plumbline.embedded.prometheus.model.GoText;

/** Finds what Go's JSON decoder would say of a text; only one value is looked at. */
final class GoJson {
    private static final String END = "unexpected EOF";

    private final String text;
    private int pos;

    private GoJson(String text) {
        this.text = text;
    }

    private static final class Wrong extends Exception {
        @java.io.Serial
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message);
        }
    }

    /** Returns the message, empty if the text starts with a value. */
    static String problem(String text) {
        try {
            new GoJson(text).value();
            return "";
        } catch (Wrong e) {
            return String.valueOf(e.getMessage());
        }
    }

    private char peek() throws Wrong {
        while (pos < text.length() && " \t\r\n".indexOf(text.charAt(pos)) >= 0) {
            pos++;
        }
        return here();
    }

    private char here() throws Wrong {
        if (pos >= text.length()) {
            throw new Wrong(END);
        }
        return text.charAt(pos);
    }

    private Wrong invalid(String where) {
        return new Wrong("invalid character " + GoText.quoteRune(text.codePointAt(pos)) + " " + where);
    }

    private void value() throws Wrong {
        switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw invalid("looking for beginning of value");
        }
    }

    private void word(String word) throws Wrong {
        for (int i = 0; i < word.length(); i++, pos++) {
            if (here() != word.charAt(i)) {
                throw invalid("in literal " + word + " (expecting " + GoText.quoteRune(word.charAt(i)) + ")");
            }
        }
    }

    private void number() throws Wrong {
        if (here() == '-') {
            pos++;
            if (!Character.isDigit(here())) {
                throw invalid("in numeric literal");
            }
        }
        while (pos < text.length() && "0123456789.eE+-".indexOf(text.charAt(pos)) >= 0) {
            pos++;
        }
    }

    private void string() throws Wrong {
        pos++;
        while (here() != '"') {
            if (here() < ' ') {
                throw invalid("in string literal");
            }
            if (here() == '\\') {
                pos++;
                if ("\"\\/bfnrtu".indexOf(here()) < 0) {
                    throw invalid("in string escape code");
                }
            }
            pos++;
        }
        pos++;
    }

    private void array() throws Wrong {
        pos++;
        if (peek() == ']') {
            pos++;
            return;
        }
        while (true) {
            value();
            char c = peek();
            if (c != ',' && c != ']') {
                throw invalid("after array element");
            }
            pos++;
            if (c == ']') {
                return;
            }
        }
    }

    private void object() throws Wrong {
        pos++;
        if (peek() == '}') {
            pos++;
            return;
        }
        while (true) {
            if (peek() != '"') {
                throw invalid("looking for beginning of object key string");
            }
            string();
            if (peek() != ':') {
                throw invalid("after object key");
            }
            pos++;
            value();
            char c = peek();
            if (c != ',' && c != '}') {
                throw invalid("after object key:value pair");
            }
            pos++;
            if (c == '}') {
                return;
            }
        }
    }
}
