package dev.plumbline.embedded.tempo.traceql;

/**
 * A field of a span: an attribute, or an intrinsic.
 *
 * @param scope where an attribute is looked for
 * @param name the attribute's key, or the intrinsic's name
 * @param intrinsic the intrinsic, or {@code NONE}
 * @param parent whether it is the parent span's
 */
public record Attribute(Scope scope, String name, Intrinsic intrinsic, boolean parent) implements FieldExpression {
    /** Returns an attribute of a scope. */
    public static Attribute of(Scope scope, String name) {
        return new Attribute(scope, name, Intrinsic.NONE, false);
    }

    /** Returns an intrinsic. */
    public static Attribute of(Intrinsic intrinsic) {
        return new Attribute(Scope.NONE, intrinsic.text(), intrinsic, false);
    }

    /** Tells whether it is an intrinsic. */
    public boolean isIntrinsic() {
        return intrinsic != Intrinsic.NONE;
    }

    /** Tells whether it may be a span's or a resource's. */
    public boolean isUnscoped() {
        return scope == Scope.NONE && !isIntrinsic();
    }

    @Override
    public Type type() {
        return intrinsic.type();
    }

    @Override
    public boolean referencesSpan() {
        return true;
    }

    @Override
    public Static evaluate(SpanFields span) {
        return span.attribute(this).orElse(Static.NIL);
    }

    @Override
    public String text() {
        String scopes = (parent ? "parent." : "") + (scope == Scope.NONE ? "" : scope.text() + ".");
        String field = isIntrinsic() ? intrinsic.text() : name;
        if (scopes.isEmpty() && !isIntrinsic() && !field.isEmpty()) {
            scopes = ".";
        }
        boolean quoted = field.codePoints().anyMatch(c -> !Lexer.isAttributeRune(c));
        return scopes + (quoted ? '"' + field + '"' : field);
    }
}
