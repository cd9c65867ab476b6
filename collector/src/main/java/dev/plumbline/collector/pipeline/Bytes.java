package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.golang.RequiredLiteral;

/** Looks at a line without making a string of it. */
final class Bytes {
    private Bytes() {}

    static boolean mayMatch(RequiredLiteral literal, Entry entry) {
        return literal.mayMatch(entry.bytes(), entry.offset(), entry.length());
    }
}
