package dev.plumbline.collector.template;

import dev.plumbline.collector.golang.GoText;
import java.util.ArrayList;
import java.util.List;

/** Turns words into PascalCase, snake_case and kebab-case, with the same borders between words as Sprig. */
final class WordCase {
    private enum Kind {
        NUMBER,
        UPPER,
        ALPHABET,
        CONNECTOR,
        PUNCTUATION,
        OTHER,
        NONE
    }

    private record Word(Kind kind, String text) {
        boolean goesOn() {
            return kind == Kind.ALPHABET || kind == Kind.NUMBER;
        }

        boolean needsConnector() {
            return kind != Kind.NONE && kind != Kind.CONNECTOR && kind != Kind.PUNCTUATION;
        }
    }

    private final List<Word> words;
    private final char connector;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private WordCase(List<Word> words, char connector) {
        this.words = words;
        this.connector = connector;
    }

    private static boolean isConnector(int c) {
        return c == '-' || c == '_' || GoText.isSpace(c);
    }

    static String pascal(String text) {
        int[] runes = text.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < runes.length && isConnector(runes[i])) {
            out.appendCodePoint(runes[i++]);
        }
        if (i == runes.length) {
            return out.toString();
        }
        boolean upper = Character.isUpperCase(runes[i]);
        int current = Character.toUpperCase(runes[i++]);
        for (; i < runes.length; i++) {
            int before = current;
            current = runes[i];
            if (isConnector(current) && isConnector(before)) {
                out.appendCodePoint(before);
            } else if (isConnector(before)) {
                upper = Character.isUpperCase(current);
                current = Character.toUpperCase(current);
            } else {
                if (upper && Character.isUpperCase(current)) {
                    current = Character.toLowerCase(current);
                } else {
                    upper = false;
                }
                out.appendCodePoint(before);
            }
        }
        return out.appendCodePoint(current).toString();
    }

    static String joined(String text, char connector) {
        return text.isEmpty() ? "" : new WordCase(split(text), connector).join();
    }

    private Word next() {
        return at < words.size() ? words.get(at++) : new Word(Kind.NONE, "");
    }

    private boolean isLast() {
        return at >= words.size();
    }

    private String join() {
        Word word = next();
        while (!isLast()) {
            if (word.kind() != Kind.CONNECTOR) {
                lower(word);
            }
            Word before = word;
            word = next();
            switch (before.kind()) {
                case NUMBER -> word = rest(word);
                case CONNECTOR -> lower(before);
                case PUNCTUATION -> {}
                default -> word = afterLetters(word);
            }
        }
        lower(word);
        return out.toString();
    }

    /** Letters and digits right after a number belong to it. */
    private Word rest(Word first) {
        Word word = first;
        while (word.goesOn()) {
            lower(word);
            word = next();
        }
        if (word.needsConnector()) {
            out.append(connector);
        }
        return word;
    }

    private Word afterLetters(Word word) {
        if (word.kind() != Kind.NUMBER) {
            if (word.kind() != Kind.CONNECTOR && word.kind() != Kind.PUNCTUATION) {
                out.append(connector);
            }
            return word;
        }
        if (isLast()) {
            return word;
        }
        Word after = next();
        if (after.kind() != Kind.ALPHABET) {
            lower(word);
            if (after.kind() != Kind.CONNECTOR && after.kind() != Kind.PUNCTUATION) {
                out.append(connector);
            }
            return after;
        }
        out.append(connector);
        lower(word);
        return rest(after);
    }

    private void lower(Word word) {
        if (word.kind() != Kind.UPPER && word.kind() != Kind.CONNECTOR) {
            out.append(word.text());
            return;
        }
        word.text()
                .codePoints()
                .forEach(c -> out.appendCodePoint(isConnector(c) ? connector : Character.toLowerCase(c)));
    }

    private static List<Word> split(String text) {
        int[] runes = text.codePoints().toArray();
        List<Word> words = new ArrayList<>();
        int from = 0;
        while (from < runes.length) {
            Kind kind = kind(runes[from]);
            int end = from + 1;
            if (kind == Kind.UPPER) {
                end = upperEnd(runes, end);
            } else {
                while (end < runes.length && kind(runes[end]) == kind) {
                    end++;
                }
            }
            words.add(new Word(kind, new String(runes, from, end - from)));
            from = end;
        }
        return words;
    }

    /** HTTPStatus is HTTP and Status; Status is one word. */
    private static int upperEnd(int[] runes, int from) {
        int end = from;
        if (end < runes.length && kind(runes[end]) == Kind.UPPER) {
            while (end < runes.length && kind(runes[end]) == Kind.UPPER) {
                end++;
            }
            return end < runes.length && kind(runes[end]) == Kind.ALPHABET ? end - 1 : end;
        }
        while (end < runes.length && kind(runes[end]) == Kind.ALPHABET) {
            end++;
        }
        return end;
    }

    private static Kind kind(int c) {
        if (isConnector(c)) {
            return Kind.CONNECTOR;
        }
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> Kind.PUNCTUATION;
            case Character.UPPERCASE_LETTER -> Kind.UPPER;
            case Character.LOWERCASE_LETTER, Character.TITLECASE_LETTER, Character.MODIFIER_LETTER -> Kind.ALPHABET;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> Kind.NUMBER;
            default -> Kind.OTHER;
        };
    }
}
