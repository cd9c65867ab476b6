package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.gotemplate.GoStrings;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Parses conditions on labels. {@code and} binds closer than {@code or}; a comma or nothing between two conditions has no
 * rank in Loki's grammar, so that it takes whatever follows it.
 */
final class LabelFilterParser {
    // deeper than anybody writes, and far from the end of our stack
    private static final int DEEPEST = 400;

    private final Tokens tokens;
    private int depth;

    LabelFilterParser(Tokens tokens) {
        this.tokens = tokens;
    }

    LabelFilter filter() {
        if (++depth > DEEPEST) {
            throw LogQlException.parse("the filter is nested deeper than " + DEEPEST + " levels");
        }
        Deque<LabelFilter> filters = new ArrayDeque<>();
        Deque<String> joints = new ArrayDeque<>();
        filters.push(operand());
        while (true) {
            String joint = joint();
            if (joint.isEmpty()) {
                break;
            }
            while (!joints.isEmpty() && rank(joint) > 0 && rank(joints.getFirst()) >= rank(joint)) {
                reduce(filters, joints);
            }
            if (!joint.equals(" ")) {
                tokens.take();
            }
            joints.push(joint);
            if (!tokens.at(Token.IDENTIFIER) && !tokens.at("(")) {
                throw tokens.unexpected(Token.IDENTIFIER, "(");
            }
            filters.push(operand());
        }
        while (!joints.isEmpty()) {
            reduce(filters, joints);
        }
        depth--;
        return filters.pop();
    }

    private static void reduce(Deque<LabelFilter> filters, Deque<String> joints) {
        LabelFilter right = filters.pop();
        LabelFilter left = filters.pop();
        filters.push(new LabelFilter.Both(left, right, !joints.pop().equals("or")));
    }

    private static int rank(String joint) {
        return switch (joint) {
            case "or" -> 1;
            case "and" -> 2;
            default -> 0;
        };
    }

    private String joint() {
        String type = tokens.peek().type();
        return switch (type) {
            case "or", "and", "," -> type;
            case Token.IDENTIFIER, "(" -> " ";
            default -> "";
        };
    }

    private LabelFilter operand() {
        if (tokens.accept("(")) {
            LabelFilter inner = filter();
            if (!tokens.accept(")")) {
                throw tokens.unexpected();
            }
            return inner;
        }
        if (!tokens.at(Token.IDENTIFIER)) {
            throw tokens.unexpected();
        }
        String name = tokens.take().text();
        String operator = tokens.peek().type();
        return switch (operator) {
            case "=~", "!~" -> {
                tokens.take();
                Matcher.Type type = operator.equals("=~") ? Matcher.Type.REGEXP : Matcher.Type.NOT_REGEXP;
                yield new LabelFilter.Text(Matcher.filtering(
                        name, type, tokens.expect(Token.STRING).text()));
            }
            case "=", "!=", "==", ">", ">=", "<", "<=" -> {
                tokens.take();
                yield compared(name, operator);
            }
            default -> throw tokens.unexpected();
        };
    }

    private LabelFilter compared(String name, String operator) {
        boolean equality = operator.equals("=") || operator.equals("!=");
        String shown = operator.equals("=") ? "==" : operator;
        Token value = tokens.peek();
        return switch (value.type()) {
            case Token.STRING -> {
                if (!equality) {
                    throw tokens.unexpected();
                }
                tokens.take();
                Matcher.Type type = operator.equals("=") ? Matcher.Type.EQUAL : Matcher.Type.NOT_EQUAL;
                yield new LabelFilter.Text(Matcher.of(name, type, value.text()));
            }
            case "ip" -> {
                if (!equality) {
                    throw tokens.unexpected();
                }
                tokens.take();
                tokens.expect("(");
                String pattern = tokens.expect(Token.STRING).text();
                tokens.expect(")");
                yield new LabelFilter.Address(name, operator.equals("!="), pattern);
            }
            case Token.DURATION -> {
                tokens.take();
                yield new LabelFilter.Duration(name, shown, value.value());
            }
            case Token.BYTES -> {
                tokens.take();
                yield new LabelFilter.Bytes(name, shown, Units.asWritten(value.value()));
            }
            case Token.NUMBER, "+", "-" -> new LabelFilter.Numeric(name, shown, number());
            default -> throw tokens.unexpected();
        };
    }

    private double number() {
        boolean minus = tokens.at("-");
        if (minus || tokens.at("+")) {
            tokens.take();
        }
        try {
            double value = GoStrings.parseFloat(tokens.expect(Token.NUMBER).text());
            return minus ? -value : value;
        } catch (NumberFormatException e) {
            // the real parser keeps the zero value of a number that it could not read
            return 0;
        }
    }
}
