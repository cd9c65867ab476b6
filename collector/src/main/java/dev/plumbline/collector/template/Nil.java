package dev.plumbline.collector.template;

/** The value that is not there. */
enum Nil {
    NIL;

    @Override
    public String toString() {
        return "<no value>";
    }
}
