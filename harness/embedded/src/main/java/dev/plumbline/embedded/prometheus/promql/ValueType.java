package dev.plumbline.embedded.prometheus.promql;

/** What an expression evaluates to. */
public enum ValueType {
    SCALAR("scalar", "scalar"),
    VECTOR("vector", "instant vector"),
    MATRIX("matrix", "range vector"),
    STRING("string", "string");

    private final String text;
    private final String documented;

    ValueType(String text, String documented) {
        this.text = text;
        this.documented = documented;
    }

    /** Returns its name in answers. */
    public String text() {
        return text;
    }

    /** Returns its name in messages. */
    public String documented() {
        return documented;
    }
}
