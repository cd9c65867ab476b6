package dev.plumbline.collector.template;

import dev.plumbline.collector.template.Item.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds the tree of a template. */
final class TemplateParser {
    private static final int DEEPEST = 200;

    private final List<Item> items;
    private final Map<String, List<Node>> defined = new HashMap<>();
    private Set<String> variables = new HashSet<>(Set.of("$"));
    private int at;
    private int depth;
    private int loops;

    /** A list of nodes and the word that ended it: end, else, or nothing at the end of the text. */
    private record Body(List<Node> nodes, String endedBy) {}

    TemplateParser(String text) throws TemplateException {
        this.items = new ItemLexer(text).items();
    }

    List<Node> parse() throws TemplateException {
        Body body = body(false);
        if (!body.endedBy().isEmpty()) {
            throw wrong("unexpected {{" + body.endedBy() + "}}");
        }
        return body.nodes();
    }

    /** Returns what {@code define} and {@code block} have defined. */
    Map<String, List<Node>> defined() {
        return Map.copyOf(defined);
    }

    private Body body(boolean inner) throws TemplateException {
        if (++depth > DEEPEST) {
            throw wrong("nested deeper than " + DEEPEST);
        }
        List<Node> nodes = new ArrayList<>();
        while (true) {
            Item item = next();
            if (item.kind() == Kind.END) {
                if (inner) {
                    throw wrong("unexpected EOF");
                }
                depth--;
                return new Body(nodes, "");
            }
            if (item.kind() == Kind.TEXT) {
                nodes.add(new Node.Text(item.text()));
                continue;
            }
            if (peek().isWord("end") || peek().isWord("else")) {
                depth--;
                return new Body(nodes, next().text());
            }
            action().ifPresent(nodes::add);
        }
    }

    private Optional<Node> action() throws TemplateException {
        Item first = peek();
        if (first.kind() == Kind.WORD) {
            switch (first.text()) {
                case "if", "with" -> {
                    next();
                    return Optional.of(branch(first.text()));
                }
                case "range" -> {
                    next();
                    return Optional.of(range());
                }
                case "define" -> {
                    next();
                    define(true);
                    return Optional.empty();
                }
                case "block" -> {
                    next();
                    return Optional.of(define(false));
                }
                case "template" -> {
                    next();
                    return Optional.of(include());
                }
                case "break", "continue" -> {
                    next();
                    close(first.text());
                    if (loops == 0) {
                        throw wrong("{{" + first.text() + "}} outside {{range}}");
                    }
                    return Optional.of(new Node.Jump(first.text().equals("break")));
                }
                default -> {}
            }
        }
        return Optional.of(new Node.Action(pipe("command", Kind.CLOSE)));
    }

    private Node branch(String word) throws TemplateException {
        Set<String> outer = Set.copyOf(variables);
        Node.Pipe pipe = pipe(word, Kind.CLOSE);
        Body then = body(true);
        List<Node> otherwise = otherwise(then, word);
        variables = new HashSet<>(outer);
        return new Node.Branch(word.equals("with"), pipe, then.nodes(), otherwise);
    }

    /** What stands after {@code else}; {@code else if} is a branch that shares the end. */
    private List<Node> otherwise(Body then, String word) throws TemplateException {
        if (then.endedBy().equals("end")) {
            close("end");
            return List.of();
        }
        if (!word.equals("range") && peek().isWord(word)) {
            next();
            return List.of(branch(word));
        }
        close("else");
        Body otherwise = body(true);
        if (!otherwise.endedBy().equals("end")) {
            throw wrong("expected end; found {{else}}");
        }
        close("end");
        return otherwise.nodes();
    }

    private Node range() throws TemplateException {
        Set<String> outer = Set.copyOf(variables);
        Node.Pipe pipe = pipe("range", Kind.CLOSE);
        loops++;
        Body body = body(true);
        loops--;
        List<Node> otherwise = otherwise(body, "range");
        variables = new HashSet<>(outer);
        return new Node.Range(pipe, body.nodes(), otherwise);
    }

    private Node define(boolean only) throws TemplateException {
        String name =
                require(Kind.STRING, only ? "define clause" : "block clause").text();
        Optional<Node.Pipe> pipe = only ? Optional.empty() : Optional.of(pipe("block clause", Kind.CLOSE));
        if (only) {
            close("define");
        }
        Set<String> outer = variables;
        variables = new HashSet<>(Set.of("$"));
        int outerLoops = loops;
        loops = 0;
        Body body = body(true);
        if (!body.endedBy().equals("end")) {
            throw wrong("unexpected {{else}} in define clause");
        }
        close("end");
        loops = outerLoops;
        variables = outer;
        defined.put(name, body.nodes());
        return new Node.Include(name, pipe);
    }

    private Node include() throws TemplateException {
        String name = require(Kind.STRING, "template clause").text();
        if (peek().kind() == Kind.CLOSE) {
            next();
            return new Node.Include(name, Optional.empty());
        }
        return new Node.Include(name, Optional.of(pipe("template clause", Kind.CLOSE)));
    }

    private Node.Pipe pipe(String context, Kind end) throws TemplateException {
        List<String> names = new ArrayList<>();
        boolean declares = variablesBefore(context, names);
        List<Node.Command> commands = new ArrayList<>();
        do {
            commands.add(command(context));
        } while (skip(Kind.PIPE));
        if (!skip(end)) {
            throw wrong("unexpected \"" + peek().text() + "\" in " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            Node.Operand first = commands.get(i).operands().getFirst();
            if (first instanceof Node.Operand.Constant
                    || first instanceof Node.Operand.NilWord
                    || first instanceof Node.Operand.Dot) {
                throw wrong("non executable command in pipeline stage " + (i + 1));
            }
        }
        return new Node.Pipe(names, declares, commands);
    }

    private boolean variablesBefore(String context, List<String> names) throws TemplateException {
        int start = at;
        while (peek().kind() == Kind.VARIABLE) {
            String name = next().text();
            names.add(name);
            if (peek().kind() == Kind.DECLARE || peek().kind() == Kind.ASSIGN) {
                boolean declares = next().kind() == Kind.DECLARE;
                for (String variable : names) {
                    if (declares) {
                        boolean unused = variables.add(variable);
                    } else {
                        known(variable);
                    }
                }
                return declares;
            }
            if (!context.equals("range") || names.size() == 2 || !skip(Kind.COMMA)) {
                break;
            }
        }
        names.clear();
        at = start;
        return false;
    }

    private void known(String variable) throws TemplateException {
        if (!variables.contains(variable)) {
            throw wrong("undefined variable \"" + variable + "\"");
        }
    }

    private Node.Command command(String context) throws TemplateException {
        List<Node.Operand> operands = new ArrayList<>();
        while (true) {
            Kind kind = peek().kind();
            if (kind == Kind.PIPE || kind == Kind.CLOSE || kind == Kind.RIGHT_PAREN) {
                break;
            }
            if (!operands.isEmpty() && !peek().spaceBefore() && kind != Kind.LEFT_PAREN) {
                throw wrong("unexpected \"" + peek().text() + "\" in operand");
            }
            operands.add(operand(context));
        }
        if (operands.isEmpty()) {
            throw wrong(context.equals("command") ? "missing value for command" : "missing value for " + context);
        }
        return new Node.Command(operands);
    }

    private Node.Operand operand(String context) throws TemplateException {
        Item item = next();
        return switch (item.kind()) {
            case DOT -> new Node.Operand.Dot();
            case FIELD -> {
                List<String> names = new ArrayList<>(List.of(item.text().substring(1)));
                names.addAll(fields());
                yield new Node.Operand.Field(names);
            }
            case VARIABLE -> {
                known(item.text());
                yield new Node.Operand.Variable(item.text(), fields());
            }
            case LEFT_PAREN -> {
                Node.Pipe pipe = pipe("parenthesized pipeline", Kind.RIGHT_PAREN);
                yield new Node.Operand.Nested(pipe, fields());
            }
            case STRING -> new Node.Operand.Constant(item.text(), false);
            case CHAR -> new Node.Operand.Constant(Long.parseLong(item.text()), true);
            case NUMBER ->
                NumberConstant.of(item.text()).orElseThrow(() -> wrong("bad number syntax: \"" + item.text() + "\""));
            case WORD -> word(item.text());
            default -> throw wrong("unexpected \"" + item.text() + "\" in " + context);
        };
    }

    private Node.Operand word(String word) throws TemplateException {
        return switch (word) {
            case "true", "false" -> new Node.Operand.Constant(word.equals("true"), false);
            case "nil" -> new Node.Operand.NilWord();
            default -> {
                Optional<String> refusal = Functions.refusal(word);
                if (refusal.isPresent()) {
                    throw wrong(refusal.get());
                }
                yield new Node.Operand.Name(word);
            }
        };
    }

    private List<String> fields() {
        List<String> names = new ArrayList<>();
        while (peek().kind() == Kind.FIELD && !peek().spaceBefore()) {
            names.add(next().text().substring(1));
        }
        return names;
    }

    private Item require(Kind kind, String context) throws TemplateException {
        if (peek().kind() != kind) {
            throw wrong("unexpected \"" + peek().text() + "\" in " + context);
        }
        return next();
    }

    private void close(String context) throws TemplateException {
        require(Kind.CLOSE, context);
    }

    private boolean skip(Kind kind) {
        if (peek().kind() == kind) {
            next();
            return true;
        }
        return false;
    }

    private Item peek() {
        return items.get(Math.min(at, items.size() - 1));
    }

    private Item next() {
        return items.get(Math.min(at++, items.size() - 1));
    }

    private TemplateException wrong(String what) {
        return new TemplateException("template: pipeline_template:" + peek().line() + ": " + what);
    }
}
