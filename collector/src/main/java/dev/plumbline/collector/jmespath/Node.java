package dev.plumbline.collector.jmespath;

import dev.plumbline.collector.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A part of a compiled expression. */
sealed interface Node {
    Json evaluate(Json value, Scope scope) throws JmesException;

    /** The current value. */
    record Current() implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) {
            return value;
        }
    }

    /** The whole document. */
    record Root() implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) {
            return scope.root();
        }
    }

    /** A field of an object. */
    record Field(String name) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) {
            return value instanceof Json.Obj obj ? obj.fields().getOrDefault(name, Json.none()) : Json.none();
        }
    }

    /** A value written in the expression. */
    record Literal(Json literal) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) {
            return literal;
        }
    }

    /** An element of a list, counted from the end where negative. */
    record Index(int index) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) {
            if (!(value instanceof Json.Array array)) {
                return Json.none();
            }
            int i = index < 0 ? index + array.elements().size() : index;
            return i >= 0 && i < array.elements().size() ? array.elements().get(i) : Json.none();
        }
    }

    /** Part of a list or string. */
    record Slice(Optional<Integer> start, Optional<Integer> stop, Optional<Integer> step) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) throws JmesException {
            return Slices.of(this, value);
        }
    }

    /** One after the other; with {@code past} the second also where the first selects nothing. */
    record Chain(Node first, Node second, boolean past) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) throws JmesException {
            Json left = first.evaluate(value, scope);
            return left instanceof Json.Null && !past ? Json.none() : second.evaluate(left, scope);
        }
    }

    /** The same for every element that meets a condition. */
    record Projection(Node list, Node each, Node condition) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) throws JmesException {
            Json left = list.evaluate(value, scope);
            if (left instanceof Json.Text && list instanceof Chain chain && chain.second() instanceof Slice) {
                return left;
            }
            return left instanceof Json.Array array ? project(array.elements(), each, condition, scope) : Json.none();
        }
    }

    /** The same for every value of an object. */
    record Values(Node object, Node each) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) throws JmesException {
            return object.evaluate(value, scope) instanceof Json.Obj obj
                    ? project(List.copyOf(obj.fields().values()), each, new Literal(new Json.Bool(true)), scope)
                    : Json.none();
        }
    }

    private static Json project(List<Json> elements, Node each, Node condition, Scope scope) throws JmesException {
        List<Json> collected = new ArrayList<>();
        for (Json element : elements) {
            if (Truth.of(condition.evaluate(element, scope))) {
                Json current = each.evaluate(element, scope);
                if (!(current instanceof Json.Null)) {
                    collected.add(current);
                }
            }
        }
        return new Json.Array(collected);
    }

    /** Lists inside a list, one level opened. */
    record Flatten(Node list) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) throws JmesException {
            if (!(list.evaluate(value, scope) instanceof Json.Array array)) {
                return Json.none();
            }
            List<Json> flat = new ArrayList<>();
            for (Json element : array.elements()) {
                if (element instanceof Json.Array inner) {
                    flat.addAll(inner.elements());
                } else {
                    flat.add(element);
                }
            }
            return new Json.Array(flat);
        }
    }

    /** A list of several selections. */
    record SelectList(List<Node> parts) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) throws JmesException {
            List<Json> collected = new ArrayList<>();
            for (Node part : parts) {
                collected.add(part.evaluate(value, scope));
            }
            return new Json.Array(collected);
        }
    }

    /** An object of several selections. */
    record SelectObject(Map<String, Node> parts) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) throws JmesException {
            Map<String, Json> collected = new LinkedHashMap<>();
            for (Map.Entry<String, Node> part : parts.entrySet()) {
                collected.put(part.getKey(), part.getValue().evaluate(value, scope));
            }
            return new Json.Obj(collected);
        }
    }

    /** {@code a && b}, or {@code a || b}. */
    record Either(Node left, Node right, boolean rightIfTrue) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) throws JmesException {
            Json matched = left.evaluate(value, scope);
            return Truth.of(matched) == rightIfTrue ? right.evaluate(value, scope) : matched;
        }
    }

    /** {@code !a}. */
    record Not(Node of) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) throws JmesException {
            return new Json.Bool(!Truth.of(of.evaluate(value, scope)));
        }
    }

    /** A comparison or arithmetic. */
    record Binary(Token.Kind operator, Node left, Node right) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) throws JmesException {
            return Operators.apply(operator, left.evaluate(value, scope), right.evaluate(value, scope));
        }
    }

    /** A bound variable. */
    record Variable(String name) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) throws JmesException {
            Json bound = scope.variables().get(name);
            if (bound == null) {
                throw new JmesException("variable not defined: " + name);
            }
            return bound;
        }
    }

    /** A variable and what it is bound to; only inside of {@code let}. */
    record Binding(String name, Node bound) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) throws JmesException {
            return bound.evaluate(value, scope);
        }
    }

    /** {@code let $a = b in c}. */
    record Let(List<Binding> bindings, Node body) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) throws JmesException {
            Scope inner = scope;
            for (Binding binding : bindings) {
                inner = inner.with(binding.name(), binding.evaluate(value, scope));
            }
            return body.evaluate(value, inner);
        }
    }

    /** {@code &a}: handed to a function, not evaluated. */
    record Reference(Node of) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) throws JmesException {
            throw new JmesException("an expression reference is no value");
        }
    }

    /** A function with its arguments. */
    record Call(String name, List<Node> arguments) implements Node {
        @Override
        public Json evaluate(Json value, Scope scope) throws JmesException {
            List<Functions.Argument> evaluated = new ArrayList<>();
            for (Node argument : arguments) {
                evaluated.add(
                        argument instanceof Reference reference
                                ? new Functions.Argument(
                                        Json.none(),
                                        Optional.of(v -> reference.of().evaluate(v, scope)))
                                : new Functions.Argument(argument.evaluate(value, scope), Optional.empty()));
            }
            return Functions.call(name, evaluated);
        }
    }
}
