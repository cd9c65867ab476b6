package dev.plumbline.collector.syntax;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes tokens, puts the comments between them and holds blanks back until it is known what follows. Keeps two
 * places: where in the source it is, as far as it was told, and whether the line it writes has begun.
 */
final class LayoutWriter {
    /** Blanks to come; {@code IGNORED} is one that a comment has taken the place of. */
    enum Blank {
        IGNORED,
        SPACE,
        CELL,
        LINE,
        BREAK,
        INDENT,
        UNINDENT
    }

    private static final int MOST_HELD = 16;
    private static final int MOST_EMPTY = 2;

    private final Source source;
    private final List<Comment> comments;
    private final StringBuilder out = new StringBuilder();
    private final Blank[] held = new Blank[MOST_HELD];
    private int heldCount;
    private int nextComment;
    private int indent;
    private boolean lineBegun;

    /** The place in the source: offset and line, and the line after what was written last. */
    private int offset;

    private int line = 1;
    private int lastLine;
    private char lastKind;

    LayoutWriter(Source source, List<Comment> comments) {
        this.source = source;
        this.comments = comments;
    }

    /** Moves to a place in the source. */
    LayoutWriter at(int place) {
        offset = place;
        line = source.lineOf(place);
        return this;
    }

    LayoutWriter blank(Blank... blanks) {
        for (Blank blank : blanks) {
            if (heldCount == MOST_HELD) {
                release(heldCount);
            }
            held[heldCount++] = blank;
            lastKind = ' ';
        }
        return this;
    }

    /** Writes an operator or bracket; kept apart from a number or slash before it that it would change. */
    LayoutWriter token(Kind kind) {
        char first = kind.text().charAt(0);
        if (lastKind == 'n' && first == '.' || lastKind == '/' && first == '*') {
            held[heldCount++] = Blank.SPACE;
        }
        lastKind = first;
        return write(kind.text());
    }

    LayoutWriter word(String word) {
        lastKind = 'a';
        return write(word);
    }

    LayoutWriter literal(Kind kind, String text) {
        lastKind = kind == Kind.NUMBER ? 'n' : 'a';
        return write(text);
    }

    private LayoutWriter write(String text) {
        int place = offset;
        int placeLine = line;
        if (commentBefore(place)) {
            comments(place, placeLine, false);
        } else {
            release(heldCount);
        }
        text(bytes(text), place, placeLine, false);
        return this;
    }

    /** Writes the comments that are left and returns the file. */
    String finish() {
        if (commentBefore(Integer.MAX_VALUE)) {
            comments(Integer.MAX_VALUE, Integer.MAX_VALUE, true);
        }
        return new String((Columns.align(out) + "\n").getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private boolean commentBefore(int place) {
        return nextComment < comments.size() && comments.get(nextComment).first() <= place;
    }

    private void comments(int place, int placeLine, boolean end) {
        Comment last = comments.get(nextComment);
        while (commentBefore(place)) {
            do {
                last = comments.get(nextComment++);
                beforeComment(placeLine, last);
                text(bytes(last.text()), last.first(), source.lineOf(last.first()), true);
            } while (nextComment < comments.size() && !comments.get(nextComment).startsGroup());
        }
        if (!end) {
            afterComment(placeLine, last);
        }
    }

    private void beforeComment(int placeLine, Comment comment) {
        if (out.isEmpty()) {
            return;
        }
        int commentLine = source.lineOf(comment.first());
        if (commentLine == lastLine) {
            blanks(commentLine == placeLine ? ' ' : '\t', 1);
            return;
        }
        int indents = 0;
        for (int i = 0; i < heldCount; i++) {
            if (held[i] != Blank.INDENT && held[i] != Blank.UNINDENT) {
                held[i] = Blank.IGNORED;
                indents = i;
                break;
            }
        }
        release(indents);
        blanks('\f', Math.min(commentLine - lastLine, MOST_EMPTY));
    }

    private void afterComment(int placeLine, Comment last) {
        int end = last.first() + bytes(last.text()).length() - 1;
        if (last.text().startsWith("/*") && placeLine == source.lineOf(end)) {
            blanks(' ', 1);
        }
        int newlines = placeLine - lastLine;
        boolean breaks = false;
        for (int i = 0; i < heldCount; i++) {
            if (held[i] != Blank.INDENT && held[i] != Blank.UNINDENT) {
                breaks |= held[i] == Blank.BREAK;
                held[i] = Blank.IGNORED;
            }
        }
        release(heldCount);
        blanks(breaks ? '\f' : '\n', Math.min(newlines, MOST_EMPTY));
    }

    /** Writes the first of the blanks held back. */
    private void release(int count) {
        for (int i = 0; i < count; i++) {
            switch (held[i]) {
                case IGNORED -> {}
                case INDENT -> indent++;
                case UNINDENT -> indent--;
                case SPACE -> blanks(' ', 1);
                case CELL -> blanks('\u000b', 1);
                case LINE -> blanks('\n', 1);
                case BREAK -> blanks('\f', 1);
            }
        }
        System.arraycopy(held, count, held, 0, heldCount - count);
        heldCount -= count;
    }

    private void blanks(char blank, int count) {
        if (count <= 0) {
            return;
        }
        indent();
        out.repeat(blank, count);
        offset += count;
        boolean ends = blank == '\n' || blank == '\f';
        if (ends) {
            line += count;
        }
        lineBegun = !ends;
    }

    private void indent() {
        if (!lineBegun) {
            out.repeat('\t', indent);
            offset += indent;
            lineBegun = indent > 0;
        }
    }

    private void text(String bytes, int place, int placeLine, boolean escaped) {
        indent();
        offset = place + bytes.length();
        String mark = escaped ? String.valueOf(Columns.ESCAPE) : "";
        out.append(mark).append(bytes).append(mark);
        int newlines = (int) bytes.chars().filter(c -> c == '\n' || c == '\f').count();
        line = placeLine + newlines;
        lastLine = line;
        lineBegun = lineBegun || !bytes.isEmpty();
        if (newlines > 0) {
            lineBegun = !bytes.endsWith("\n") && !bytes.endsWith("\f");
        }
    }

    /** Returns text as one char per byte. */
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
