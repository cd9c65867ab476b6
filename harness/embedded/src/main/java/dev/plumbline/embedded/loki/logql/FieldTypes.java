package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.gotemplate.GoDuration;
import dev.plumbline.embedded.gotemplate.GoStrings;
import java.util.Set;
import java.util.function.Consumer;

/** Tells what kind of value a text is. */
final class FieldTypes {
    private static final Set<String> BOOLEANS =
            Set.of("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False");

    private FieldTypes() {}

    static String of(String value) {
        if (reads(value, v -> GoStrings.parseInt("ParseInt", v))) {
            return "int";
        }
        if (reads(value, GoStrings::parseFloat)) {
            return "float";
        }
        if (BOOLEANS.contains(value)) {
            return "boolean";
        }
        if (reads(value, GoDuration::parse)) {
            return "duration";
        }
        return reads(value, Units::bytes) ? "bytes" : "string";
    }

    private static boolean reads(String value, Consumer<String> reader) {
        try {
            reader.accept(value);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
