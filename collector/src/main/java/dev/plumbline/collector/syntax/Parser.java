package dev.plumbline.collector.syntax;

import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.syntax.Statement.Assignment;
import dev.plumbline.collector.syntax.Statement.BlockStatement;
import java.util.ArrayList;
import java.util.List;

/** Builds the tree of statements; expressions are left to {@link ExpressionParser}. */
final class Parser {
    private final Tokens tokens;
    private final ExpressionParser expressions;

    Parser(Source source, Problems problems) {
        this.tokens = new Tokens(source, problems);
        this.expressions = new ExpressionParser(tokens, this);
    }

    SyntaxTree file() {
        List<Statement> body = body(Kind.EOF);
        return new SyntaxTree(tokens.source(), body, tokens.comments());
    }

    /** Parses statements up to and without the closing token. */
    List<Statement> body(Kind until) {
        List<Statement> body = new ArrayList<>();
        tokens.enter();
        while (!tokens.is(until) && !tokens.is(Kind.EOF)) {
            statement(body);
            if (tokens.is(until)) {
                break;
            }
            if (!tokens.is(Kind.TERMINATOR)) {
                boolean more = tokens.is(Kind.COMMA) || tokens.is(Kind.IDENTIFIER);
                tokens.error("expected TERMINATOR, got " + tokens.kind().text()
                        + (more ? "; an attribute or a block ends with its line" : ""));
                tokens.skipStatement();
            }
            tokens.next();
        }
        tokens.leave();
        return body;
    }

    private void statement(List<Statement> body) {
        if (!tokens.is(Kind.IDENTIFIER)) {
            tokens.error("expected identifier, got " + tokens.kind().text());
            tokens.skipTo(Kind.IDENTIFIER);
            return;
        }
        Name name = name();
        switch (tokens.kind()) {
            case ASSIGN -> body.add(assignment(name));
            case LEFT_CURLY -> body.add(block(name));
            default -> {
                boolean either = !name.dotted && name.label.isEmpty();
                tokens.error("expected " + (either ? "attribute assignment or block body" : "block body") + ", got "
                        + tokens.kind().text());
                tokens.skipTo(Kind.IDENTIFIER);
            }
        }
    }

    private Assignment assignment(Name name) {
        tokens.next();
        if (name.dotted) {
            tokens.errorAt(
                    name.first, name.last, "attribute names may only consist of a single identifier with no \".\"");
        } else if (name.labelFirst >= 0) {
            tokens.errorAt(
                    name.labelFirst, name.labelFirst + name.label.length() + 1, "attribute names may not have labels");
        }
        tokens.links(0);
        return new Assignment(name.text, name.first, name.last, expressions.expression());
    }

    private BlockStatement block(Name name) {
        int curly = tokens.expect(Kind.LEFT_CURLY);
        List<Statement> body = body(Kind.RIGHT_CURLY);
        if (tokens.is(Kind.EOF)) {
            tokens.error("expected }, got EOF; the block that begins on line "
                    + tokens.source().lineOf(name.first) + " is not closed");
        }
        int last = tokens.expect(Kind.RIGHT_CURLY);
        return new BlockStatement(name.text, name.label, name.first, name.labelFirst, curly, body, last);
    }

    private record Name(String text, boolean dotted, String label, int first, int last, int labelFirst) {}

    private Name name() {
        Token head = tokens.take();
        StringBuilder text = new StringBuilder(head.text());
        boolean dotted = false;
        while (tokens.is(Kind.DOT)) {
            tokens.next();
            dotted = true;
            if (!tokens.is(Kind.IDENTIFIER)) {
                tokens.error("expected identifier, got " + tokens.kind().text());
            }
            text.append('.').append(tokens.take().text());
        }
        int last = head.start() + text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length - 1;
        if (tokens.is(Kind.ASSIGN) || tokens.is(Kind.LEFT_CURLY)) {
            return new Name(text.toString(), dotted, "", head.start(), last, -1);
        }
        String label = "";
        int labelFirst = -1;
        if (tokens.is(Kind.STRING)) {
            labelFirst = tokens.start();
            label = label(tokens.text());
        } else {
            tokens.error("expected block label, got " + tokens.kind().text());
        }
        tokens.next();
        return new Name(text.toString(), dotted, label, head.start(), last, labelFirst);
    }

    private String label(String written) {
        if (!written.startsWith("\"")) {
            tokens.error("expected block label to be a double quoted string, but got " + written);
        }
        if (written.length() <= 2) {
            return "";
        }
        String label = written.substring(1, written.length() - 1);
        if (!Letters.isIdentifier(label)) {
            tokens.error("expected block label to be a valid identifier, but got \"" + label + "\"");
        }
        return label;
    }
}
