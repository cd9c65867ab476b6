package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.traceql.Attribute;
import dev.plumbline.embedded.tempo.traceql.Operator;
import dev.plumbline.embedded.tempo.traceql.Static;

/**
 * A field that a query needs, and the values for which it needs it.
 *
 * @param attribute the field
 * @param op how the field is compared; {@code NONE} for whatever it holds
 * @param operand what it is compared with; nil if there is nothing
 */
record Condition(Attribute attribute, Operator op, Static operand) {
    static Condition any(Attribute attribute) {
        return new Condition(attribute, Operator.NONE, Static.NIL);
    }
}
