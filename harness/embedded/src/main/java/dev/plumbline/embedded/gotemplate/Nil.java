package dev.plumbline.embedded.gotemplate;

/** Go's nil, or a value that is not there; prints as {@code <no value>}. */
public enum Nil {
    NIL;

    @Override
    public String toString() {
        return "<no value>";
    }
}
