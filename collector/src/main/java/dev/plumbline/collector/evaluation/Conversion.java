package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Value;
import java.util.Optional;

/** What one kind of value becomes where another is expected. */
final class Conversion {
    private Conversion() {}

    /** Returns a value as a string: numbers are written out, null is empty, decoded base64 is its bytes. */
    static Optional<String> text(Value value) {
        return switch (value) {
            case Value.Text t -> Optional.of(t.value());
            case Value.Null n -> Optional.of("");
            case Value.Whole w -> Optional.of(Numbers.text(w));
            case Value.Decimal d -> Optional.of(Numbers.text(d));
            case Value.Capsule c -> Kinds.isBytes(c) ? Optional.of(Kinds.text(c)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Returns a value as a number: strings are read, without blanks; a minus only before whole numbers. */
    static Optional<Value> number(Value value) {
        return switch (value) {
            case Value.Null n -> Optional.of(new Value.Whole(0));
            case Value.Whole w -> Optional.of(w);
            case Value.Decimal d -> Optional.of(d);
            case Value.Text t -> number(t.value());
            default -> Optional.empty();
        };
    }

    private static Optional<Value> number(String text) {
        if (text.matches("-?\\d{1,18}")) {
            return Optional.of(new Value.Whole(Long.parseLong(text)));
        }
        if (!text.startsWith("-")
                && text.matches("\\+?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")
                && text.matches(".*[.eE].*")) {
            return Optional.of(new Value.Decimal(Double.parseDouble(text)));
        }
        return Optional.empty();
    }
}
