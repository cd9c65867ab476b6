package dev.plumbline.embedded.tempo.traceql;

import java.util.Optional;

/** What an expression can ask a span for. */
public interface SpanFields {
    /** Has no field at all: what constant expressions are evaluated over. */
    SpanFields NOTHING = attribute -> Optional.empty();

    /** Returns a field's value; empty if the span has none. */
    Optional<Static> attribute(Attribute attribute);
}
