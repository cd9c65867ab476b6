package dev.plumbline.embedded.tempo.traceql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the stages of a pipeline, and pipelines in parentheses that operators join. */
final class StageParser {
    private static final int LOGICAL = 1;
    private static final int STRUCTURAL = 2;

    private final Tokens tokens;
    private final FieldParser fields;
    private final ScalarParser scalars;

    StageParser(Tokens tokens, FieldParser fields) {
        this.tokens = tokens;
        this.fields = fields;
        this.scalars = new ScalarParser(tokens, fields);
    }

    /** Reads what a query or a pipeline in parentheses begins with, operators included. */
    Operand operand() {
        if (tokens.at("by", "select")) {
            return new Operand.Stage(next());
        }
        if (tokens.at("{")) {
            return new Operand.Spansets(spansets(filter(), 0));
        }
        if (tokens.at("(")) {
            return withOperators(parentheses());
        }
        return new Operand.Numeric(scalars.expression(0));
    }

    private Operand withOperators(Operand first) {
        return switch (first) {
            case Operand.Spansets s -> new Operand.Spansets(spansets(s.expression(), 0));
            case Operand.Joined j -> new Operand.Joined(joined(j.expression(), 0));
            case Operand.Numeric n -> new Operand.Numeric(scalars.rest(n.scalar(), 0));
            case Operand.PipedNumber n -> new Operand.PipedNumber(scalars.rest(n.scalar(), 0, this::pipedNumber));
            case Operand.Stage s -> s;
        };
    }

    private Operand parentheses() {
        tokens.expect("(");
        Operand first = operand();
        if (first instanceof Operand.Joined || first instanceof Operand.PipedNumber) {
            tokens.close();
            return first;
        }
        if (!(first instanceof Operand.Stage) && tokens.takeIf(")")) {
            return first;
        }
        List<SpansetExpression> pipeline = new ArrayList<>(List.of(complete(first)));
        while (tokens.takeIf("|")) {
            if (scalars.atAggregate()) {
                Scalar scalar = scalars.expression(0);
                if (scalar instanceof Scalar.Aggregate aggregate && tokens.takeIf(")")) {
                    return new Operand.PipedNumber(
                            new Scalar.Piped(new SpansetExpression.Pipeline(pipeline), aggregate));
                }
                pipeline.add(scalars.comparison(scalar));
            } else {
                pipeline.add(next());
            }
        }
        tokens.close();
        return new Operand.Joined(new SpansetExpression.Pipeline(pipeline));
    }

    /** Turns an operand into a stage: a number needs its comparison. */
    SpansetExpression complete(Operand operand) {
        return switch (operand) {
            case Operand.Spansets s -> s.expression();
            case Operand.Joined j -> j.expression();
            case Operand.Stage s -> s.expression();
            case Operand.Numeric n -> scalars.comparison(n.scalar());
            case Operand.PipedNumber n -> pipedFilter(n.scalar());
        };
    }

    /** Reads the comparison after a pipeline that yields a number. */
    SpansetExpression pipedFilter(Scalar left) {
        Operator op = scalars.comparisonOperator();
        Scalar right = tokens.at("(")
                ? scalars.rest(pipedNumber(), 0, this::pipedNumber)
                : new Scalar.Constant(fields.constant());
        return new SpansetExpression.ScalarFilter(op, left, right);
    }

    private Scalar pipedNumber() {
        if (!tokens.at("(")) {
            throw tokens.unexpected();
        }
        if (parentheses() instanceof Operand.PipedNumber number) {
            return number.scalar();
        }
        throw tokens.unexpected();
    }

    /** Reads a stage after a pipe. */
    SpansetExpression next() {
        if (tokens.takeIf("by")) {
            tokens.expect("(");
            FieldExpression by = fields.expression();
            tokens.close();
            return new SpansetExpression.Group(by);
        }
        if (tokens.takeIf("coalesce")) {
            tokens.expect("(");
            tokens.expect(")");
            return new SpansetExpression.Coalesce();
        }
        if (tokens.takeIf("select")) {
            tokens.expect("(");
            List<Attribute> attributes = fields.attributes();
            tokens.expectEither(")", ",");
            return new SpansetExpression.Select(attributes);
        }
        if (tokens.at("{")) {
            return spansets(filter(), 0);
        }
        return tokens.at("(") ? complete(simpleParentheses()) : scalars.comparison(scalars.expression(0));
    }

    /** In parentheses after a pipe stand filters or numbers, no pipelines. */
    private Operand simpleParentheses() {
        tokens.expect("(");
        Operand inner = tokens.at("{")
                ? new Operand.Spansets(spansets(filter(), 0))
                : tokens.at("(") ? simpleParentheses() : new Operand.Numeric(scalars.expression(0));
        tokens.close();
        return withOperators(inner);
    }

    private SpansetExpression spansets(SpansetExpression first, int above) {
        SpansetExpression left = first;
        while (true) {
            Optional<SpansetOperator> op = SpansetOperator.of(tokens.peek().type());
            if (op.isEmpty() || level(op.get()) <= above) {
                return left;
            }
            tokens.take();
            left = new SpansetExpression.Operation(op.get(), left, spansets(spansetOperand(), level(op.get())));
        }
    }

    private SpansetExpression spansetOperand() {
        if (tokens.at("{")) {
            return filter();
        }
        if (!tokens.takeIf("(")) {
            throw tokens.unexpected("(", "{");
        }
        SpansetExpression inner = spansets(spansetOperand(), 0);
        tokens.close();
        return inner;
    }

    private SpansetExpression joined(SpansetExpression first, int above) {
        SpansetExpression left = first;
        while (true) {
            Optional<SpansetOperator> op = SpansetOperator.of(tokens.peek().type());
            if (op.isEmpty() || level(op.get()) <= above) {
                return left;
            }
            tokens.take();
            left = new SpansetExpression.Operation(op.get(), left, joined(joinedOperand(), level(op.get())));
        }
    }

    private SpansetExpression joinedOperand() {
        if (!tokens.at("(")) {
            throw tokens.unexpected("(");
        }
        return switch (parentheses()) {
            case Operand.Joined j -> j.expression();
            case Operand.Spansets s -> s.expression();
            case Operand.Stage s -> s.expression();
            case Operand.Numeric n -> throw tokens.unexpected();
            case Operand.PipedNumber n -> throw tokens.unexpected();
        };
    }

    private static int level(SpansetOperator op) {
        return op.isStructural() ? STRUCTURAL : LOGICAL;
    }

    /** Reads a filter in braces. */
    SpansetExpression.Filter filter() {
        tokens.expect("{");
        if (tokens.takeIf("}")) {
            return new SpansetExpression.Filter(Static.TRUE);
        }
        FieldExpression expression = fields.expression();
        if (!tokens.takeIf("}")) {
            throw tokens.unexpected();
        }
        return new SpansetExpression.Filter(expression);
    }
}
