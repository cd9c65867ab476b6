package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.gotemplate.GoStrings;
import dev.plumbline.embedded.loki.logql.Expr.Cardinality;
import dev.plumbline.embedded.loki.logql.Expr.Grouping;
import dev.plumbline.embedded.loki.logql.Expr.Matching;
import dev.plumbline.embedded.loki.logql.Expr.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parses LogQL. */
public final class Parser {
    private static final int LONGEST = 131072;
    private static final Map<String, Integer> PRECEDENCE = Map.ofEntries(
            Map.entry("or", 1),
            Map.entry("and", 2),
            Map.entry("unless", 2),
            Map.entry("==", 3),
            Map.entry("!=", 3),
            Map.entry("<", 3),
            Map.entry("<=", 3),
            Map.entry(">", 3),
            Map.entry(">=", 3),
            Map.entry("+", 4),
            Map.entry("-", 4),
            Map.entry("*", 5),
            Map.entry("/", 5),
            Map.entry("%", 5),
            Map.entry("^", 6));
    // as deep as Loki's own parser goes before its stack would become a danger to ours
    private static final int DEEPEST = 400;
    private static final int MOST_OPERATORS = 1000;

    private final Tokens tokens;
    private final SelectorParser selectors;
    private int depth;
    private int operators;

    private Parser(String text) {
        tokens = new Tokens(text);
        selectors = new SelectorParser(tokens);
    }

    /**
     * Parses a query and checks that it selects by at least one condition that an absent label does not meet.
     *
     * @throws LogQlException with the place and what was found there
     */
    public static Expr parse(String text) {
        Expr expr = parseUnchecked(text);
        Validation.check(expr);
        return expr;
    }

    /**
     * Parses a query.
     *
     * @throws LogQlException with the place and what was found there
     */
    public static Expr parseUnchecked(String text) {
        int size = text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        if (size >= LONGEST) {
            throw LogQlException.parse("input size too long (" + size + " > " + LONGEST + ")");
        }
        Parser parser = new Parser(text);
        Expr expr = parser.expression(0);
        parser.tokens.finish();
        return expr;
    }

    /** Returns the refusal of a query that could select anything. */
    public static LogQlException tooWide() {
        return LogQlException.parse(Validation.TOO_WIDE);
    }

    /**
     * Parses conditions on labels alone, such as <code>{a="b"}</code>.
     *
     * @throws LogQlException if it is anything else
     */
    public static List<Matcher> matchers(String text, boolean checked) {
        Expr expr = checked ? parse(text) : parseUnchecked(text);
        if (expr instanceof Expr.LogSelector selector && selector.stages().isEmpty()) {
            return selector.matchers();
        }
        throw LogQlException.bad("only label matchers are supported");
    }

    private Expr expression(int lowest) {
        if (++depth > DEEPEST) {
            throw LogQlException.parse("the query is nested deeper than " + DEEPEST + " levels");
        }
        Expr joined = climb(operand(), lowest);
        depth--;
        return joined;
    }

    private Expr climb(Expr first, int lowest) {
        Expr left = first;
        Integer precedence = PRECEDENCE.get(tokens.peek().type());
        while (precedence != null && precedence >= lowest) {
            if (++operators > MOST_OPERATORS) {
                throw LogQlException.parse("the query has more than " + MOST_OPERATORS + " operators");
            }
            String operator = tokens.take().type();
            Matching matching = matching();
            Expr right = expression(operator.equals("^") ? precedence : precedence + 1);
            left = Operations.join(operator, matching, left, right);
            precedence = PRECEDENCE.get(tokens.peek().type());
        }
        return left;
    }

    private Expr operand() {
        Token token = tokens.peek();
        String type = token.type();
        if (type.equals("{")) {
            return selectors.selector();
        }
        if (Lexer.RANGE_FUNCTIONS.contains(type)) {
            return rangeAggregation();
        }
        if (Lexer.VECTOR_FUNCTIONS.contains(type)) {
            return vectorAggregation();
        }
        return switch (type) {
            case "(" -> {
                tokens.take();
                Expr inner = expression(0);
                close();
                yield inner;
            }
            case Token.NUMBER, "+", "-" -> literal();
            case "vector" -> vector();
            case "label_replace" -> labelReplace();
            case "variants" -> variants();
            default -> throw tokens.unexpected();
        };
    }

    /** Before a closing parenthesis an operator could stand as well, so that the error does not name it. */
    private void close() {
        if (!tokens.accept(")")) {
            throw tokens.unexpected();
        }
    }

    private Metric literal() {
        boolean minus = tokens.at("-");
        if (minus || tokens.at("+")) {
            tokens.take();
        }
        return Operations.literal(tokens.expect(Token.NUMBER).text(), minus);
    }

    private Metric vector() {
        tokens.take();
        tokens.expect("(");
        String number = tokens.expect(Token.NUMBER).text();
        tokens.expect(")");
        try {
            return new Expr.VectorLiteral(GoStrings.parseFloat(number));
        } catch (NumberFormatException e) {
            return new Expr.Invalid(LogQlException.parse("unable to parse vectorExpr as a float: " + e.getMessage()));
        }
    }

    private Metric labelReplace() {
        tokens.take();
        tokens.expect("(");
        Metric inner = metric();
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            tokens.expect(",");
            strings.add(tokens.expect(Token.STRING).text());
        }
        tokens.expect(")");
        return Operations.labelReplace(inner, strings);
    }

    private Expr variants() {
        tokens.take();
        tokens.expect("(");
        do {
            metric();
        } while (tokens.accept(","));
        tokens.expect(")");
        tokens.expect("of");
        tokens.expect("(");
        selectors.range();
        tokens.expect(")");
        return new Expr.Variants();
    }

    /** Where numbers must stand, a selection is only wrong once nothing joins it to a number. */
    private Metric metric() {
        return metric(expression(0));
    }

    private Metric metric(Expr expr) {
        if (expr instanceof Metric metric) {
            return metric;
        }
        throw tokens.unexpected();
    }

    private Metric rangeAggregation() {
        String operation = tokens.take().type();
        tokens.expect("(");
        Optional<String> parameter = Optional.empty();
        if (tokens.at(Token.NUMBER)) {
            parameter = Optional.of(tokens.take().text());
            tokens.expect(",");
        }
        if (!tokens.at("{") && !tokens.at("(")) {
            throw parameter.isPresent() ? tokens.unexpected("{", "(") : tokens.unexpected(Token.NUMBER, "{", "(");
        }
        Expr.LogRange range = selectors.range();
        tokens.expect(")");
        Optional<Grouping> grouping = grouping();
        return Operations.range(operation, parameter, range, grouping);
    }

    private Metric vectorAggregation() {
        String operation = tokens.take().type();
        Optional<Grouping> before = grouping();
        tokens.expect("(");
        Optional<String> parameter = Optional.empty();
        Metric inner;
        if (tokens.at(Token.NUMBER)) {
            Token number = tokens.take();
            if (tokens.accept(",")) {
                parameter = Optional.of(number.text());
                inner = metric();
            } else {
                inner = metric(climb(Operations.literal(number.text(), false), 0));
            }
        } else {
            inner = metric();
        }
        close();
        Optional<Grouping> grouping = before.isPresent() ? before : grouping();
        return Operations.vector(operation, parameter, inner, grouping);
    }

    private Optional<Grouping> grouping() {
        if (!tokens.at("by") && !tokens.at("without")) {
            return Optional.empty();
        }
        boolean without = tokens.take().is("without");
        tokens.expect("(");
        return Optional.of(new Grouping(labels(), without));
    }

    private List<String> labels() {
        List<String> labels = new ArrayList<>();
        if (tokens.accept(")")) {
            return labels;
        }
        if (!tokens.at(Token.IDENTIFIER)) {
            throw tokens.unexpected(Token.IDENTIFIER, ")");
        }
        labels.add(tokens.take().text());
        while (!tokens.accept(")")) {
            if (!tokens.at(",")) {
                throw tokens.unexpected(",", ")");
            }
            tokens.take();
            labels.add(tokens.expect(Token.IDENTIFIER).text());
        }
        return labels;
    }

    private Matching matching() {
        boolean bool = tokens.accept("bool");
        if (!tokens.at("on") && !tokens.at("ignoring")) {
            return new Matching(bool, Cardinality.ONE_TO_ONE, false, Optional.empty(), Optional.empty());
        }
        boolean on = tokens.take().is("on");
        tokens.expect("(");
        List<String> names = labels();
        Optional<List<String>> labels = names.isEmpty() ? Optional.empty() : Optional.of(names);
        if (!tokens.at("group_left") && !tokens.at("group_right")) {
            return new Matching(bool, Cardinality.ONE_TO_ONE, on, labels, Optional.empty());
        }
        Cardinality cardinality = tokens.take().is("group_left") ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
        Optional<List<String>> include = Optional.empty();
        // a parenthesis after group_left always opens labels, never an expression
        if (tokens.accept("(")) {
            List<String> included = labels();
            include = included.isEmpty() ? Optional.empty() : Optional.of(included);
        }
        return new Matching(bool, cardinality, on, labels, include);
    }
}
