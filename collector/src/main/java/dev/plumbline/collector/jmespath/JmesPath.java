package dev.plumbline.collector.jmespath;

import dev.plumbline.collector.json.Json;
import java.util.Map;

/** A compiled JMESPath expression. */
public final class JmesPath {
    private final Node root;

    private JmesPath(Node root) {
        this.root = root;
    }

    /**
     * Compiles an expression.
     *
     * @throws JmesException if its syntax is wrong
     */
    public static JmesPath compile(String expression) throws JmesException {
        return new JmesPath(new Parser(new Lexer(expression).tokens()).parse());
    }

    /**
     * Searches a value.
     *
     * @return what the expression selects; null where it selects nothing
     * @throws JmesException if a function got a value of a kind that it does not take
     */
    public Json search(Json value) throws JmesException {
        return root.evaluate(value, new Scope(value, Map.of()));
    }
}
