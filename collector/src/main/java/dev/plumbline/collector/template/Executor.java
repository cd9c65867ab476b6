package dev.plumbline.collector.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Fills one template once. */
final class Executor {
    private static final int DEEPEST = 1_000;
    private static final int LONGEST = 16 << 20;

    private final Map<String, List<Node>> defined;
    private final StringBuilder out = new StringBuilder();
    private Deque<Map<String, Object>> scopes = new ArrayDeque<>();
    private int depth;

    /** How a list of nodes ended. */
    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    Executor(Map<String, List<Node>> defined) {
        this.defined = defined;
    }

    String run(List<Node> nodes, Object data) throws TemplateException {
        scopes.push(new HashMap<>(Map.of("$", data)));
        walk(nodes, data);
        return out.toString();
    }

    private Flow walk(List<Node> nodes, Object dot) throws TemplateException {
        for (Node node : nodes) {
            Flow flow = walk(node, dot);
            if (flow != Flow.ON) {
                return flow;
            }
            if (out.length() > LONGEST) {
                throw new TemplateException("the result is longer than " + LONGEST + " characters");
            }
        }
        return Flow.ON;
    }

    private Flow walk(Node node, Object dot) throws TemplateException {
        return switch (node) {
            case Node.Text text -> {
                out.append(text.text());
                yield Flow.ON;
            }
            case Node.Action action -> {
                Object value = pipe(action.pipe(), dot);
                if (action.pipe().variables().isEmpty()) {
                    out.append(Values.printed(value));
                }
                yield Flow.ON;
            }
            case Node.Branch branch -> branch(branch, dot);
            case Node.Range range -> range(range, dot);
            case Node.Include include -> include(include, dot);
            case Node.Jump jump -> jump.out() ? Flow.BREAK : Flow.CONTINUE;
        };
    }

    private Flow branch(Node.Branch branch, Object dot) throws TemplateException {
        scopes.push(new HashMap<>());
        Object value = pipe(branch.pipe(), dot);
        Flow flow = Values.truth(value)
                ? walk(branch.then(), branch.setsDot() ? value : dot)
                : walk(branch.otherwise(), dot);
        scopes.pop();
        return flow;
    }

    private Flow range(Node.Range range, Object dot) throws TemplateException {
        scopes.push(new HashMap<>());
        Object over = pipe(new Node.Pipe(List.of(), false, range.pipe().commands()), dot);
        Map<Object, Object> elements = elements(over);
        Flow flow = elements.isEmpty() ? walk(range.otherwise(), dot) : Flow.ON;
        for (Map.Entry<Object, Object> element : elements.entrySet()) {
            scopes.push(new HashMap<>());
            set(range.pipe(), element.getKey(), element.getValue());
            Flow once = walk(range.body(), element.getValue());
            scopes.pop();
            if (once == Flow.BREAK) {
                break;
            }
        }
        scopes.pop();
        return flow;
    }

    private void set(Node.Pipe pipe, Object key, Object value) throws TemplateException {
        List<String> names = pipe.variables();
        if (names.size() == 1) {
            set(names.getFirst(), value, pipe.declares());
        } else if (names.size() == 2) {
            set(names.getFirst(), key, pipe.declares());
            set(names.getLast(), value, pipe.declares());
        }
    }

    private static Map<Object, Object> elements(Object over) throws TemplateException {
        Map<Object, Object> elements = new java.util.LinkedHashMap<>();
        switch (over) {
            case List<?> list -> {
                for (Object element : list) {
                    elements.put((long) elements.size(), element);
                }
            }
            case Map<?, ?> map -> new TreeMap<Object, Object>(map).forEach(elements::put);
            case Long count -> {
                for (long i = 0; i < Math.min(count, LONGEST); i++) {
                    elements.put(i, i);
                }
            }
            case Int64 count -> {
                for (long i = 0; i < Math.min(count.value(), LONGEST); i++) {
                    elements.put(new Int64(i), new Int64(i));
                }
            }
            case Nil nil -> {}
            default -> throw new TemplateException("range can't iterate over " + Values.printed(over));
        }
        return elements;
    }

    private Flow include(Node.Include include, Object dot) throws TemplateException {
        List<Node> body = defined.get(include.name());
        if (body == null) {
            throw new TemplateException("template \"" + include.name() + "\" not defined");
        }
        if (++depth > DEEPEST) {
            throw new TemplateException("exceeded maximum template depth");
        }
        Object inner = include.pipe().isPresent() ? pipe(include.pipe().get(), dot) : Nil.NIL;
        Deque<Map<String, Object>> outer = scopes;
        scopes = new ArrayDeque<>();
        scopes.push(new HashMap<>(Map.of("$", inner)));
        walk(body, inner);
        scopes = outer;
        depth--;
        return Flow.ON;
    }

    private Object pipe(Node.Pipe pipe, Object dot) throws TemplateException {
        List<Object> last = List.of();
        for (Node.Command command : pipe.commands()) {
            last = List.of(command(command, dot, last));
        }
        for (String name : pipe.variables()) {
            set(name, last.getFirst(), pipe.declares());
        }
        return last.getFirst();
    }

    private void set(String name, Object value, boolean declares) throws TemplateException {
        if (declares) {
            scopes.element().put(name, value);
            return;
        }
        for (Map<String, Object> scope : scopes) {
            if (scope.containsKey(name)) {
                scope.put(name, value);
                return;
            }
        }
        throw new TemplateException("undefined variable: " + name);
    }

    private Object command(Node.Command command, Object dot, List<Object> last) throws TemplateException {
        Node.Operand first = command.operands().getFirst();
        List<Node.Operand> rest =
                command.operands().subList(1, command.operands().size());
        if (first instanceof Node.Operand.Name name) {
            return call(name.name(), rest, dot, last);
        }
        if (!rest.isEmpty() || !last.isEmpty()) {
            throw new TemplateException("can't give argument to non-function");
        }
        if (first instanceof Node.Operand.NilWord) {
            throw new TemplateException("nil is not a command");
        }
        return value(first, dot);
    }

    private Object call(String name, List<Node.Operand> operands, Object dot, List<Object> last)
            throws TemplateException {
        Function function = Functions.find(name);
        if (name.equals("and") || name.equals("or")) {
            return shortCircuit(name.equals("or"), operands, dot, last);
        }
        int count = operands.size() + last.size();
        function.checkCount(name, count);
        List<Object> arguments = new ArrayList<>();
        for (Node.Operand operand : operands) {
            arguments.add(function.constant(arguments.size(), operand, value(operand, dot)));
        }
        for (Object value : last) {
            arguments.add(function.checked(arguments.size(), value));
        }
        return function.apply(arguments);
    }

    /** Evaluates as few operands as needed. */
    private Object shortCircuit(boolean until, List<Node.Operand> operands, Object dot, List<Object> last)
            throws TemplateException {
        Object value = Nil.NIL;
        for (Node.Operand operand : operands) {
            value = value(operand, dot);
            if (Values.truth(value) == until) {
                return value;
            }
        }
        if (operands.isEmpty() && last.isEmpty()) {
            throw new TemplateException("wrong number of args for and/or: want at least 1 got 0");
        }
        return last.isEmpty() ? value : last.getFirst();
    }

    private Object value(Node.Operand operand, Object dot) throws TemplateException {
        return switch (operand) {
            case Node.Operand.Dot d -> dot;
            case Node.Operand.NilWord nil -> Nil.NIL;
            case Node.Operand.Field field -> fields(dot, field.names());
            case Node.Operand.Variable variable -> fields(variable(variable.name()), variable.fields());
            case Node.Operand.Nested nested -> fields(pipe(nested.pipe(), dot), nested.fields());
            case Node.Operand.Name name -> call(name.name(), List.of(), dot, List.of());
            case Node.Operand.Constant constant -> constant.value();
        };
    }

    private Object variable(String name) throws TemplateException {
        for (Map<String, Object> scope : scopes) {
            Object value = scope.get(name);
            if (value != null) {
                return value;
            }
        }
        throw new TemplateException("undefined variable: " + name);
    }

    private static Object fields(Object of, List<String> names) throws TemplateException {
        Object value = of;
        for (String name : names) {
            if (value instanceof Map<?, ?> map) {
                Object field = map.get(name);
                value = field == null ? Nil.NIL : field;
            } else if (value != Nil.NIL) {
                throw new TemplateException("can't evaluate field " + name + " in type " + Values.type(value));
            }
        }
        return value;
    }
}
