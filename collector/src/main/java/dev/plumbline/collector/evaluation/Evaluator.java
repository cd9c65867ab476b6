package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Names;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.syntax.Expression;
import dev.plumbline.collector.syntax.Expression.Access;
import dev.plumbline.collector.syntax.Expression.ArrayLiteral;
import dev.plumbline.collector.syntax.Expression.Binary;
import dev.plumbline.collector.syntax.Expression.Call;
import dev.plumbline.collector.syntax.Expression.Field;
import dev.plumbline.collector.syntax.Expression.Identifier;
import dev.plumbline.collector.syntax.Expression.Index;
import dev.plumbline.collector.syntax.Expression.Literal;
import dev.plumbline.collector.syntax.Expression.ObjectLiteral;
import dev.plumbline.collector.syntax.Expression.Parenthesized;
import dev.plumbline.collector.syntax.Expression.Unary;
import dev.plumbline.collector.syntax.Kind;
import dev.plumbline.collector.syntax.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives expressions their values, by Alloy's rules. */
public final class Evaluator {
    private final Source source;
    private final Scope scope;
    private final StandardLibrary library;

    /**
     * Makes an evaluator for the expressions of one file.
     *
     * @param source where they stand, for positions
     * @param scope what they may refer to
     */
    public Evaluator(Source source, Scope scope) {
        this.source = source;
        this.scope = scope;
        this.library = new StandardLibrary(scope);
    }

    Source source() {
        return source;
    }

    /** Returns the value of an expression. */
    public Value evaluate(Expression expression) throws EvaluationException {
        return switch (expression) {
            case Literal literal -> literal(literal);
            case ArrayLiteral array -> array(array);
            case ObjectLiteral object -> object(object);
            case Identifier identifier -> identifier(identifier);
            case Access access -> access(access);
            case Index index -> index(index);
            case Call call -> call(call);
            case Unary unary -> unary(unary);
            case Binary binary -> binary(binary);
            case Parenthesized parenthesized -> evaluate(parenthesized.inner());
        };
    }

    private Value literal(Literal literal) throws EvaluationException {
        try {
            return Literals.value(literal.kind(), literal.text());
        } catch (IllegalArgumentException e) {
            throw failure(literal, String.valueOf(e.getMessage()));
        }
    }

    private Value array(ArrayLiteral array) throws EvaluationException {
        List<Value> elements = new ArrayList<>();
        for (Expression element : array.elements()) {
            elements.add(evaluate(element));
        }
        return new Value.Array(elements);
    }

    private Value object(ObjectLiteral object) throws EvaluationException {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (Field field : object.fields()) {
            fields.put(field.name(), evaluate(field.value()));
        }
        return new Value.Obj(fields);
    }

    private Value identifier(Identifier identifier) throws EvaluationException {
        Optional<Value> known = scope.exports(identifier.name())
                .<Value>map(exports -> exports)
                .or(() -> library.lookup(identifier.name()));
        return known.orElseThrow(() -> missing(identifier, identifier.name()));
    }

    private Value access(Access access) throws EvaluationException {
        Optional<String> path = References.path(access);
        if (path.isPresent()) {
            Optional<Value.Obj> exports = scope.exports(path.get());
            if (exports.isPresent()) {
                return exports.get();
            }
            if (library.lookup(References.head(path.get())).isEmpty()
                    && !References.reachesComponent(path.get(), scope)) {
                throw missing(access, path.get());
            }
        }
        Value value = evaluate(access.value());
        if (Kinds.isUnknown(value)) {
            return unknownField(access, value);
        }
        if (value instanceof Value.Obj o) {
            Value field = o.fields().get(access.name());
            if (field == null) {
                throw new EvaluationException(
                        source.position(access.nameFirst(), access.last()),
                        "field \"" + access.name() + "\" does not exist"
                                + Names.nearest(access.name(), o.fields().keySet()));
            }
            return field;
        }
        throw failure(
                access.value(), "cannot access field \"" + access.name() + "\" on value of type " + Kinds.name(value));
    }

    private Value unknownField(Access access, Value value) throws EvaluationException {
        if (Kinds.name(value).equals("object") || Kinds.name(value).equals("value")) {
            return Kinds.unknown(Schema.Type.ANY);
        }
        throw failure(
                access.value(), "cannot access field \"" + access.name() + "\" on value of type " + Kinds.name(value));
    }

    private EvaluationException missing(Expression at, String path) {
        return failure(at, References.missing(path, scope));
    }

    private Value index(Index index) throws EvaluationException {
        Value value = evaluate(index.value());
        Value key = evaluate(index.index());
        if (Kinds.isUnknown(value) || Kinds.isUnknown(key)) {
            return Kinds.unknown(Schema.Type.ANY);
        }
        if (Kinds.isArray(value)) {
            if (!Numbers.isNumber(key)) {
                throw failure(index.index(), "should be number, got " + Kinds.name(key));
            }
            List<Value> elements = Kinds.elements(value);
            long wanted = Numbers.whole(key);
            if (wanted < 0 || wanted >= elements.size()) {
                throw failure(
                        index.index(), "index " + wanted + " is out of range of array with length " + elements.size());
            }
            return elements.get((int) wanted);
        }
        if (value instanceof Value.Obj object) {
            if (!(key instanceof Value.Text text)) {
                throw failure(index.index(), "should be string, got " + Kinds.name(key));
            }
            return object.fields().getOrDefault(text.value(), new Value.Null());
        }
        throw failure(index.value(), "expected object or array, got " + Kinds.name(value));
    }

    private Value call(Call call) throws EvaluationException {
        Value function = evaluate(call.function());
        if (Kinds.isUnknown(function)) {
            return function;
        }
        if (!(function instanceof Value.Capsule capsule && capsule.content() instanceof Function callable)) {
            throw failure(call.function(), "should be function, got " + Kinds.name(function));
        }
        List<Value> arguments = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            arguments.add(evaluate(argument));
        }
        try {
            return callable.call(arguments);
        } catch (CallException e) {
            Expression blamed =
                    e.argument() >= 0 && e.argument() < call.arguments().size()
                            ? call.arguments().get(e.argument())
                            : call;
            throw failure(blamed, e.text());
        }
    }

    private Value unary(Unary unary) throws EvaluationException {
        Value operand = evaluate(unary.operand());
        boolean not = unary.operator() == Kind.NOT;
        if (Kinds.isUnknown(operand)) {
            return Kinds.unknown(not ? Schema.Type.BOOL : Schema.Type.NUMBER);
        }
        if (not && operand instanceof Value.Bool b) {
            return new Value.Bool(!b.value());
        }
        if (!not && Numbers.isNumber(operand)) {
            return Numbers.negate(operand);
        }
        throw failure(unary.operand(), "should be " + (not ? "bool" : "number") + ", got " + Kinds.name(operand));
    }

    private Value binary(Binary binary) throws EvaluationException {
        Value left = evaluate(binary.left());
        Value right = evaluate(binary.right());
        try {
            return Operators.apply(left, binary.operator(), right);
        } catch (CallException e) {
            throw failure(e.argument() == 0 ? binary.left() : binary.right(), e.text());
        }
    }

    private EvaluationException failure(Expression at, String message) {
        return new EvaluationException(source.position(at.first(), at.last()), message);
    }
}
