package dev.plumbline.collector.syntax;

import dev.plumbline.collector.config.Problems;
import java.util.ArrayList;
import java.util.List;

/** The stream of tokens as the parser sees it: the current one, comments put aside, at most one error a line. */
final class Tokens {
    /** Deeper nesting is refused: it would exhaust the stack of whoever walks the tree; 1000 did, before code is compiled. */
    private static final int DEEPEST = 500;

    private final Source source;
    private final Problems problems;
    private final Lexer lexer;
    private final List<Comment> comments = new ArrayList<>();
    private Token current;
    private int lastErrorLine;
    private int depth;
    private int links;

    Tokens(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
        this.lexer = new Lexer(source, problems);
        this.current = read();
    }

    Source source() {
        return source;
    }

    List<Comment> comments() {
        return comments;
    }

    Kind kind() {
        return current.kind();
    }

    boolean is(Kind kind) {
        return current.kind() == kind;
    }

    int start() {
        return current.start();
    }

    String text() {
        return current.text();
    }

    void next() {
        current = read();
    }

    Token take() {
        Token taken = current;
        next();
        return taken;
    }

    private Token read() {
        Token token = lexer.next();
        int lineBefore = -1;
        while (token.kind() == Kind.COMMENT) {
            int line = source.lineOf(token.start());
            boolean startsGroup = lineBefore < 0 || line > lineBefore + 1;
            comments.add(new Comment(token.text(), token.start(), startsGroup));
            lineBefore =
                    line + (int) token.text().chars().filter(c -> c == '\n').count();
            token = lexer.next();
        }
        return token;
    }

    /** Consumes a token, of that kind unless it is an error; returns where it began. */
    int expect(Kind kind) {
        if (!is(kind)) {
            error("expected " + kind.text() + ", got " + kind().text());
        }
        return take().start();
    }

    void error(String message) {
        int line = source.lineOf(current.start());
        if (line == lastErrorLine) {
            return;
        }
        lastErrorLine = line;
        if (is(Kind.ILLEGAL)) {
            return; // the lexer has said so
        }
        int last = Math.max(current.start(), current.start() + current.text().length() - 1);
        problems.add(source.position(current.start(), current.kind() == Kind.IDENTIFIER ? last : start()), message);
    }

    void errorAt(int first, int last, String message) {
        problems.add(source.position(first, last), message);
    }

    void skipTo(Kind kind) {
        while (!is(Kind.EOF) && !is(kind)) {
            next();
        }
    }

    /** Skips the rest of an expression that could not be read. */
    void skipExpression() {
        while (true) {
            switch (kind()) {
                case EOF, TERMINATOR, RIGHT_PAREN, RIGHT_CURLY, RIGHT_BRACKET, COMMA -> {
                    return;
                }
                default -> next();
            }
        }
    }

    /** Skips to the end of the statement, over whatever is open in it. */
    void skipStatement() {
        int curly = 0;
        int bracket = 0;
        int paren = 0;
        while (!is(Kind.EOF)) {
            switch (kind()) {
                case LEFT_CURLY -> curly++;
                case RIGHT_CURLY -> curly--;
                case LEFT_BRACKET -> bracket++;
                case RIGHT_BRACKET -> bracket--;
                case LEFT_PAREN -> paren++;
                case RIGHT_PAREN -> paren--;
                case TERMINATOR -> {
                    if (curly <= 0 && bracket <= 0 && paren <= 0) {
                        return;
                    }
                }
                default -> {
                    // belongs to the statement
                }
            }
            next();
        }
    }

    /** Counts one level of nesting; too many end the file here, with an error. */
    void enter() {
        depth++;
        if (depth == DEEPEST) {
            problems.add(source.position(start()), "nested more than " + DEEPEST + " levels deep; simplify it");
            skipTo(Kind.EOF);
        }
    }

    void leave() {
        depth--;
    }

    /** Counts one operator or access of a chain, which makes the tree one deeper; true where it is too deep. */
    boolean tooLong() {
        links++;
        if (links < DEEPEST) {
            return false;
        }
        problems.add(source.position(start()), "more than " + DEEPEST + " operators in a row; split the expression");
        skipTo(Kind.EOF);
        return true;
    }

    /** Returns the length of the chain so far, to be restored by {@link #links(int)} for the next element of a list. */
    int links() {
        return links;
    }

    void links(int before) {
        links = before;
    }
}
