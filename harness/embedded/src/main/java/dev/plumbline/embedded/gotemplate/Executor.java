package dev.plumbline.embedded.gotemplate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a parsed template once. */
final class Executor {
    private static final int DEEPEST = 1000;

    private final String name;
    private final String text;
    private final Map<String, List<Node>> defined;
    private final Arguments arguments;
    private final Map<String, Function> functions;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Map<String, Object>> scopes = new ArrayDeque<>();
    private int depth;

    /** How the running of a list of nodes ended. */
    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    Executor(String name, String text, Map<String, List<Node>> defined, Map<String, Function> functions) {
        this.name = name;
        this.text = text;
        this.defined = defined;
        this.functions = functions;
        this.arguments = new Arguments(this::error);
    }

    String run(List<Node> nodes, Object data) throws TemplateException {
        scopes.push(new HashMap<>(Map.of("$", data)));
        walk(nodes, data);
        return out.toString();
    }

    private TemplateException error(Node at, String what) {
        int end = Math.min(at.position(), text.length());
        int line = Lexer.line(text, end);
        int column = end - (text.lastIndexOf('\n', end - 1) + 1);
        // on the first line Go counts from 0, too
        return new TemplateException("template: " + name + ":" + line + ":" + column + ": executing "
                + GoStrings.quote(name) + " at <" + at + ">: " + what);
    }

    private Flow walk(List<Node> nodes, Object dot) throws TemplateException {
        for (Node node : nodes) {
            Flow flow = walk(node, dot);
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private Flow walk(Node node, Object dot) throws TemplateException {
        switch (node) {
            case Node.Text literal -> out.append(literal.text());
            case Node.Action action -> {
                Object value = pipe(action.pipe(), dot);
                if (action.pipe().variables().isEmpty()) {
                    out.append(Printing.text(value));
                }
            }
            case Node.Branch branch -> {
                return branch(branch, dot);
            }
            case Node.Jump jump -> {
                return jump.leave() ? Flow.BREAK : Flow.CONTINUE;
            }
            case Node.Call call -> call(call, dot);
            default -> throw new IllegalStateException("no statement: " + node);
        }
        return Flow.ON;
    }

    private void call(Node.Call call, Object dot) throws TemplateException {
        List<Node> body = defined.get(call.name());
        if (body == null) {
            throw error(call, "template " + GoStrings.quote(call.name()) + " not defined");
        }
        if (++depth > DEEPEST) {
            throw new TemplateException("template: " + name + ": exceeded maximum template depth (" + DEEPEST + ")");
        }
        Object inner = call.pipe().isPresent() ? pipe(call.pipe().get(), dot) : Nil.NIL;
        scopes.push(new HashMap<>(Map.of("$", inner)));
        walk(body, inner);
        scopes.pop();
        depth--;
    }

    private Flow branch(Node.Branch branch, Object dot) throws TemplateException {
        scopes.push(new HashMap<>());
        try {
            if (branch.kind() == Node.Kind.RANGE) {
                return range(branch, dot);
            }
            Object value = pipe(branch.pipe(), dot);
            if (Values.truth(value)) {
                return walk(branch.body(), branch.kind() == Node.Kind.WITH ? value : dot);
            }
            return walk(branch.otherwise(), dot);
        } finally {
            scopes.pop();
        }
    }

    private Flow range(Node.Branch branch, Object dot) throws TemplateException {
        Object over = value(branch.pipe(), dot);
        List<Map.Entry<Object, Object>> rounds;
        try {
            rounds = Values.rounds(over);
        } catch (IllegalArgumentException e) {
            throw error(last(branch.pipe()), String.valueOf(e.getMessage()));
        }
        if (rounds.isEmpty()) {
            return walk(branch.otherwise(), dot);
        }
        List<String> variables = branch.pipe().variables();
        for (Map.Entry<Object, Object> round : rounds) {
            scopes.push(new HashMap<>());
            if (!variables.isEmpty()) {
                assign(branch.pipe(), variables.getLast(), round.getValue());
            }
            if (variables.size() > 1) {
                assign(branch.pipe(), variables.getFirst(), round.getKey());
            }
            Flow flow = walk(branch.body(), round.getValue());
            scopes.pop();
            if (flow == Flow.BREAK) {
                break;
            }
        }
        return Flow.ON;
    }

    /** What was evaluated last, which Go's messages show. */
    private static Node last(Node node) {
        return node instanceof Node.Pipe pipe
                ? last(pipe.commands().getLast().arguments().getLast())
                : node;
    }

    private void assign(Node.Pipe pipe, String variable, Object value) {
        if (pipe.assigns()) {
            for (Map<String, Object> scope : scopes) {
                if (scope.containsKey(variable)) {
                    scope.put(variable, value);
                    return;
                }
            }
        }
        scopes.getFirst().put(variable, value);
    }

    private Object pipe(Node.Pipe pipe, Object dot) throws TemplateException {
        Object value = value(pipe, dot);
        for (String variable : pipe.variables()) {
            assign(pipe, variable, value);
        }
        return value;
    }

    private Object value(Node.Pipe pipe, Object dot) throws TemplateException {
        List<Object> last = List.of();
        for (Node.Command command : pipe.commands()) {
            last = List.of(command(command, dot, last));
        }
        return last.getFirst();
    }

    private Object command(Node.Command command, Object dot, List<Object> last) throws TemplateException {
        Node first = command.arguments().getFirst();
        List<Node> rest = command.arguments().subList(1, command.arguments().size());
        return switch (first) {
            case Node.Identifier function -> function(function, command, rest, dot, last);
            case Node.Field field -> fields(field, dot, field.names(), rest, dot, last);
            case Node.Chain chain -> fields(chain, operand(chain.inner(), dot), chain.names(), rest, dot, last);
            case Node.Variable variable -> fields(variable, variable(variable), variable.names(), rest, dot, last);
            default -> {
                if (!rest.isEmpty() || !last.isEmpty()) {
                    throw error(first, "can't give argument to non-function " + first);
                }
                if (first instanceof Node.Constant c && c.value() == Nil.NIL) {
                    throw error(first, "nil is not a command");
                }
                yield operand(first, dot);
            }
        };
    }

    private Object operand(Node node, Object dot) throws TemplateException {
        return switch (node) {
            case Node.Pipe pipe -> pipe(pipe, dot);
            case Node.Identifier function -> function(function, function, List.of(), dot, List.of());
            case Node.Field field -> fields(field, dot, field.names(), List.of(), dot, List.of());
            case Node.Chain chain ->
                fields(chain, operand(chain.inner(), dot), chain.names(), List.of(), dot, List.of());
            case Node.Variable variable ->
                fields(variable, variable(variable), variable.names(), List.of(), dot, List.of());
            case Node.Dot d -> dot;
            case Node.Constant constant -> constant.value();
            default -> throw new IllegalStateException("no operand: " + node);
        };
    }

    private Object variable(Node.Variable variable) throws TemplateException {
        for (Map<String, Object> scope : scopes) {
            Object value = scope.get(variable.name());
            if (value != null) {
                return value;
            }
        }
        throw error(variable, "undefined variable: " + variable.name());
    }

    private Object fields(Node at, Object start, List<String> names, List<Node> rest, Object dot, List<Object> last)
            throws TemplateException {
        Object value = start;
        for (int i = 0; i < names.size(); i++) {
            boolean end = i + 1 == names.size();
            List<Object> given = new ArrayList<>();
            if (end) {
                for (Node argument : rest) {
                    given.add(operand(argument, dot));
                }
                given.addAll(last);
            }
            try {
                value = Values.field(value, names.get(i), given);
            } catch (IllegalArgumentException e) {
                throw error(at, String.valueOf(e.getMessage()));
            }
        }
        if (names.isEmpty() && (!rest.isEmpty() || !last.isEmpty())) {
            throw error(at, "can't give argument to non-function " + at);
        }
        return value;
    }

    private Object function(Node.Identifier function, Node call, List<Node> rest, Object dot, List<Object> last)
            throws TemplateException {
        String called = function.name();
        if (called.equals("and") || called.equals("or")) {
            return shortCircuit(function, rest, dot, last);
        }
        Function definition = functions.get(called);
        if (definition == null) {
            throw error(function, GoStrings.quote(called) + " is not a defined function");
        }
        arguments.checkCount(function, definition, rest.size() + last.size());
        List<Object> given = new ArrayList<>();
        for (int i = 0; i < rest.size(); i++) {
            given.add(arguments.convert(rest.get(i), definition.kind(i), operand(rest.get(i), dot)));
        }
        if (!last.isEmpty()) {
            given.add(arguments.convertLast(
                    rest.isEmpty() ? function : rest.getLast(), definition.kind(rest.size()), last.getFirst()));
        }
        try {
            return definition.body().call(given);
        } catch (TemplateException e) {
            String what = String.valueOf(e.getMessage());
            // Go names what was to be called
            String named = called.equals("call") && !rest.isEmpty()
                    ? what.replaceFirst(
                            "^non-function of",
                            "non-function "
                                    + java.util.regex.Matcher.quoteReplacement(
                                            rest.getFirst().toString()) + " of")
                    : what;
            throw error(call, "error calling " + called + ": " + named);
        } catch (ArithmeticException e) {
            throw error(call, "error calling " + called + ": runtime error: integer divide by zero");
        }
    }

    private Object shortCircuit(Node.Identifier function, List<Node> rest, Object dot, List<Object> last)
            throws TemplateException {
        boolean or = function.name().equals("or");
        if (rest.isEmpty() && last.isEmpty()) {
            throw error(function, "wrong number of args for " + function.name() + ": want at least 1 got 0");
        }
        Object value = Nil.NIL;
        for (Node argument : rest) {
            value = operand(argument, dot);
            if (Values.truth(value) == or) {
                return value;
            }
        }
        return last.isEmpty() ? value : last.getFirst();
    }
}
