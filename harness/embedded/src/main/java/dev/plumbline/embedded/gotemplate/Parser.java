package dev.plumbline.embedded.gotemplate;

import dev.plumbline.embedded.gotemplate.Item.Symbol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Parses tokens into nodes. */
final class Parser {
    private final String name;
    private final String text;
    private final List<Item> items;
    private final Optional<TemplateException> failure;
    private final Set<String> functions;
    private final Map<String, List<Node>> defined = new HashMap<>();
    private final Deque<String> variables = new ArrayDeque<>(List.of("$"));
    private int at;
    private int ranges;

    Parser(String name, String text, Set<String> functions) {
        this.name = name;
        this.text = text;
        Lexer.Result lexed = Lexer.lex(name, text);
        this.items = lexed.items();
        this.failure = lexed.failure();
        this.functions = functions;
    }

    /** What a list of nodes ended with. */
    private enum Ending {
        END,
        ELSE,
        EOF
    }

    private record Body(List<Node> nodes, Ending ending) {}

    /** Parses; what the lexer could not read counts only once the parser comes to it. */
    List<Node> parse() throws TemplateException {
        try {
            List<Node> nodes = list(false).nodes();
            if (failure.isPresent()) {
                throw failure.get();
            }
            return nodes;
        } catch (TemplateException e) {
            boolean reached =
                    at >= items.size() || String.valueOf(e.getMessage()).contains("EOF");
            if (failure.isPresent() && reached) {
                throw failure.get();
            }
            throw e;
        }
    }

    /** Templates defined inside, by name. */
    Map<String, List<Node>> defined() {
        return defined;
    }

    private Body list(boolean inner) throws TemplateException {
        List<Node> nodes = new ArrayList<>();
        while (true) {
            Item item = next();
            if (item.type() == Symbol.END) {
                if (inner) {
                    throw error("unexpected EOF");
                }
                return new Body(nodes, Ending.EOF);
            }
            if (item.type() == Symbol.TEXT) {
                nodes.add(new Node.Text(item.position(), item.text()));
                continue;
            }
            skipSpace();
            Item first = peek();
            if (first.type() == Symbol.KEYWORD
                    && (first.text().equals("end") || first.text().equals("else"))) {
                at++;
                if (!inner) {
                    throw error("unexpected {{" + first.text() + "}}");
                }
                if (first.text().equals("end")) {
                    right("end");
                    return new Body(nodes, Ending.END);
                }
                return new Body(nodes, Ending.ELSE);
            }
            Optional<Node> node = action(first);
            node.ifPresent(nodes::add);
        }
    }

    private Optional<Node> action(Item first) throws TemplateException {
        if (first.type() != Symbol.KEYWORD) {
            return Optional.of(new Node.Action(first.position(), pipe("command", Symbol.RIGHT, false)));
        }
        at++;
        return switch (first.text()) {
            case "if" -> Optional.of(branch(Node.Kind.IF, first.position()));
            case "with" -> Optional.of(branch(Node.Kind.WITH, first.position()));
            case "range" -> Optional.of(branch(Node.Kind.RANGE, first.position()));
            case "break", "continue" -> {
                if (ranges == 0) {
                    throw error("{{" + first.text() + "}} outside {{range}}");
                }
                right("{{" + first.text() + "}}");
                yield Optional.of(new Node.Jump(first.position(), first.text().equals("break")));
            }
            case "define" -> {
                String named = string("define clause");
                right("define clause");
                defined.put(named, list(true).nodes());
                yield Optional.empty();
            }
            case "template" -> {
                skipSpace();
                int place = peek().position();
                String named = string("template clause");
                skipSpace();
                Optional<Node.Pipe> pipe = Optional.empty();
                if (peek().type() == Symbol.RIGHT) {
                    at++;
                } else {
                    pipe = Optional.of(pipe("template clause", Symbol.RIGHT, false));
                }
                yield Optional.of(new Node.Call(place, named, pipe));
            }
            case "block" -> {
                String named = string("block clause");
                Node.Pipe pipe = pipe("block clause", Symbol.RIGHT, false);
                defined.put(named, list(true).nodes());
                yield Optional.of(new Node.Call(first.position(), named, Optional.of(pipe)));
            }
            default -> throw error("unexpected " + first.shown() + " in command");
        };
    }

    private String string(String context) throws TemplateException {
        skipSpace();
        Item item = next();
        if (item.type() != Symbol.STRING && item.type() != Symbol.RAW_STRING) {
            throw unexpected(item, context);
        }
        return unquoted(item);
    }

    private void right(String context) throws TemplateException {
        skipSpace();
        Item item = next();
        if (item.type() != Symbol.RIGHT) {
            throw unexpected(item, context);
        }
    }

    private Node branch(Node.Kind kind, int position) throws TemplateException {
        int known = variables.size();
        String word = kind.name().toLowerCase(java.util.Locale.ROOT);
        Node.Pipe pipe = pipe(word, Symbol.RIGHT, kind == Node.Kind.RANGE);
        ranges += kind == Node.Kind.RANGE ? 1 : 0;
        Body body = list(true);
        ranges -= kind == Node.Kind.RANGE ? 1 : 0;
        List<Node> otherwise = List.of();
        if (body.ending() == Ending.ELSE) {
            skipSpace();
            Item next = peek();
            if (next.type() == Symbol.KEYWORD && next.text().equals(word) && kind != Node.Kind.RANGE) {
                at++;
                otherwise = List.of(branch(kind, next.position()));
            } else {
                right("else");
                Body rest = list(true);
                if (rest.ending() == Ending.ELSE) {
                    throw error("expected end; found {{else}}");
                }
                otherwise = rest.nodes();
            }
        }
        while (variables.size() > known) {
            variables.removeLast();
        }
        return new Node.Branch(position, kind, pipe, body.nodes(), otherwise);
    }

    private Node.Pipe pipe(String context, Symbol end, boolean ranging) throws TemplateException {
        skipSpace();
        int position = peek().position();
        List<String> declared = new ArrayList<>();
        boolean assigns = declaration(declared, ranging);
        List<Node.Command> commands = new ArrayList<>();
        while (true) {
            skipSpace();
            Item item = next();
            if (item.type() == end) {
                check(commands, context);
                return new Node.Pipe(position, List.copyOf(declared), assigns, List.copyOf(commands));
            }
            switch (item.type()) {
                case BOOL, CHARACTER, DOT, FIELD, IDENTIFIER, NUMBER, NIL, RAW_STRING, STRING, VARIABLE, OPEN -> {
                    at--;
                    commands.add(command());
                }
                default -> throw unexpected(item, context);
            }
        }
    }

    private boolean declaration(List<String> declared, boolean ranging) throws TemplateException {
        int start = at;
        while (peek().type() == Symbol.VARIABLE) {
            Item variable = next();
            skipSpace();
            Item sign = peek();
            if (sign.type() == Symbol.DECLARE || sign.type() == Symbol.ASSIGN) {
                at++;
                declared.add(variable.text());
                boolean assigns = sign.type() == Symbol.ASSIGN;
                if (!assigns) {
                    declared.forEach(variables::addLast);
                }
                return assigns;
            }
            if (ranging && declared.isEmpty() && sign.type() == Symbol.COMMA) {
                at++;
                skipSpace();
                declared.add(variable.text());
                continue;
            }
            break;
        }
        if (!declared.isEmpty()) {
            throw error("range can only initialize variables");
        }
        at = start;
        return false;
    }

    private void check(List<Node.Command> commands, String context) throws TemplateException {
        if (commands.isEmpty()) {
            throw error("missing value for " + context);
        }
        for (int i = 1; i < commands.size(); i++) {
            Node first = commands.get(i).arguments().getFirst();
            if (first instanceof Node.Constant || first instanceof Node.Dot) {
                throw error("non executable command in pipeline stage " + (i + 1));
            }
        }
    }

    private Node.Command command() throws TemplateException {
        int position = peek().position();
        List<Node> arguments = new ArrayList<>();
        while (true) {
            skipSpace();
            Optional<Node> operand = operand();
            operand.ifPresent(arguments::add);
            Item item = next();
            switch (item.type()) {
                case SPACE -> {
                    continue;
                }
                case RIGHT, CLOSE -> at--;
                case PIPE -> {
                    skipSpace();
                    if (peek().type() == Symbol.RIGHT || peek().type() == Symbol.CLOSE) {
                        throw error("missing value for command");
                    }
                }
                default -> throw unexpected(item, "operand");
            }
            break;
        }
        if (arguments.isEmpty()) {
            throw error("empty command");
        }
        return new Node.Command(position, List.copyOf(arguments));
    }

    private Optional<Node> operand() throws TemplateException {
        Item start = peek();
        Optional<Node> term = term();
        if (term.isEmpty() || peek().type() != Symbol.FIELD) {
            return term;
        }
        List<String> names = new ArrayList<>();
        int position = peek().position();
        while (peek().type() == Symbol.FIELD) {
            names.add(next().text().substring(1));
        }
        return Optional.of(
                switch (term.get()) {
                    case Node.Field f -> new Node.Field(position, joined(f.names(), names));
                    case Node.Variable v -> new Node.Variable(position, v.name(), joined(v.names(), names));
                    case Node.Constant c -> throw error("unexpected . after term " + GoStrings.quote(start.text()));
                    case Node.Dot d -> throw error("unexpected . after term " + GoStrings.quote(start.text()));
                    case Node other -> new Node.Chain(position, other, names);
                });
    }

    private static List<String> joined(List<String> a, List<String> b) {
        List<String> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    private Optional<Node> term() throws TemplateException {
        Item item = next();
        int p = item.position();
        return switch (item.type()) {
            case IDENTIFIER -> {
                if (!functions.contains(item.text())) {
                    throw error("function " + GoStrings.quote(item.text()) + " not defined");
                }
                yield Optional.of(new Node.Identifier(p, item.text()));
            }
            case DOT -> Optional.of(new Node.Dot(p));
            case NIL -> Optional.of(new Node.Constant(p, Nil.NIL, "nil"));
            case VARIABLE -> {
                if (!variables.contains(item.text())) {
                    throw error("undefined variable " + GoStrings.quote(item.text()));
                }
                yield Optional.of(new Node.Variable(p, item.text(), List.of()));
            }
            case FIELD -> Optional.of(new Node.Field(p, List.of(item.text().substring(1))));
            case BOOL -> Optional.of(new Node.Constant(p, Boolean.valueOf(item.text()), item.text()));
            case NUMBER -> Optional.of(new Node.Constant(p, number(item), item.text()));
            case CHARACTER ->
                Optional.of(new Node.Constant(p, (long) unquoted(item).codePointAt(0), item.text()));
            case STRING, RAW_STRING -> Optional.of(new Node.Constant(p, unquoted(item), item.text()));
            case OPEN -> Optional.of(pipe("parenthesized pipeline", Symbol.CLOSE, false));
            default -> {
                at--;
                yield Optional.empty();
            }
        };
    }

    private Object number(Item item) throws TemplateException {
        String plain = item.text().replace("_", "");
        try {
            if (plain.matches("[-+]?(0|[1-9][0-9]*)")) {
                return Long.parseLong(plain);
            }
            if (plain.matches("[-+]?0[xX].*")) {
                return Long.decode(plain);
            }
            if (plain.matches("[-+]?0[oO]?[0-7]+")) {
                return Long.parseLong(plain.replaceFirst("0[oO]?", ""), 8);
            }
            if (plain.matches("[-+]?0[bB][01]+")) {
                return Long.parseLong(plain.replaceFirst("0[bB]", ""), 2);
            }
            return Double.parseDouble(plain);
        } catch (NumberFormatException e) {
            throw error("integer overflow: " + GoStrings.quote(item.text()));
        }
    }

    private String unquoted(Item item) throws TemplateException {
        try {
            return GoQuotes.unquote(item.text());
        } catch (IllegalArgumentException e) {
            throw error("invalid syntax");
        }
    }

    private Item next() {
        return items.get(Math.min(at++, items.size() - 1));
    }

    private Item peek() {
        return items.get(Math.min(at, items.size() - 1));
    }

    private void skipSpace() {
        while (peek().type() == Symbol.SPACE) {
            at++;
        }
    }

    private TemplateException unexpected(Item item, String context) {
        return error("unexpected " + item.shown() + " in " + context);
    }

    private TemplateException error(String what) {
        int position =
                items.get(Math.min(Math.max(0, at - 1), items.size() - 1)).position();
        return new TemplateException("template: " + name + ":" + Lexer.line(text, position) + ": " + what);
    }
}
