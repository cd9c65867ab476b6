package dev.plumbline.collector.syntax;

/** Cuts blanks from the ends of lines and takes the marks off escaped text. */
final class Trimmer {
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder blanks = new StringBuilder();
    private boolean escaped;

    void write(String text) {
        for (int i = 0; i < text.length(); i++) {
            write(text.charAt(i));
        }
    }

    private void write(char c) {
        if (c == Columns.ESCAPE) {
            keepBlanks();
            escaped = !escaped;
        } else if (escaped) {
            out.append(c);
        } else if (c == '\n' || c == '\f') {
            blanks.setLength(0);
            out.append('\n');
        } else if (c == ' ' || c == '\t' || c == '\u000b') {
            blanks.append(c == '\u000b' ? '\t' : c);
        } else {
            keepBlanks();
            out.append(c);
        }
    }

    private void keepBlanks() {
        out.append(blanks);
        blanks.setLength(0);
    }

    String result() {
        return out.toString();
    }
}
