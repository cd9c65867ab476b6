package dev.plumbline.collector.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the attributes of a block as plain Java values; what is absent or of another kind is empty. */
public final class Arguments {
    private final Block block;

    private Arguments(Block block) {
        this.block = block;
    }

    /** Reads this block, whose values its schema has accepted. */
    public static Arguments of(Block block) {
        return new Arguments(block);
    }

    /** Returns the block itself. */
    public Block block() {
        return block;
    }

    /** Tells whether the attribute is there with a value that is known. */
    public boolean has(String name) {
        return block.attribute(name).isPresent();
    }

    /** Tells whether the attribute stands there without a value, such as one that is only known at run time. */
    public boolean isUnknown(String name) {
        return block.attributes().stream().anyMatch(a -> a.name().equals(name) && a.value() instanceof Value.Null);
    }

    /** Returns where a message about this attribute points: at its value, or at the block where it is absent. */
    public Position position(String name) {
        return block.attributes().stream()
                .filter(a -> a.name().equals(name))
                .findFirst()
                .map(Attribute::valuePosition)
                .orElse(block.position());
    }

    /** Returns a string; numbers and booleans count as their text. */
    public Optional<String> text(String name) {
        return block.attribute(name).flatMap(a -> text(a.value()));
    }

    /** Returns a string, or the default where it is absent. */
    public String text(String name, String absent) {
        return text(name).orElse(absent);
    }

    /** Returns a number. */
    public Optional<Double> number(String name) {
        return text(name).flatMap(Arguments::number0);
    }

    /** Returns a whole number, or the default where it is absent. */
    public long whole(String name, long absent) {
        return number(name).map(Double::longValue).orElse(absent);
    }

    /** Returns a boolean, or the default where it is absent. */
    public boolean flag(String name, boolean absent) {
        return block.attribute(name)
                .map(a -> a.value() instanceof Value.Bool bool
                        ? bool.value()
                        : text(a.value()).map("true"::equals).orElse(absent))
                .orElse(absent);
    }

    /** Returns a list of strings, empty where it is absent. */
    public List<String> texts(String name) {
        return block.attribute(name)
                .map(a -> a.value() instanceof Value.Array array
                        ? array.elements().stream()
                                .flatMap(e -> text(e).stream())
                                .toList()
                        : List.<String>of())
                .orElse(List.of());
    }

    /** Returns an object of strings in the order of the file; a null value is the empty string. */
    public Map<String, String> map(String name) {
        return block.attribute(name).map(a -> fields(a.value())).orElse(Map.of());
    }

    /** Returns a list of objects of strings, such as targets. */
    public List<Map<String, String>> objects(String name) {
        return block.attribute(name)
                .map(a -> a.value() instanceof Value.Array array
                        ? array.elements().stream().map(Arguments::fields).toList()
                        : List.<Map<String, String>>of())
                .orElse(List.of());
    }

    private static Map<String, String> fields(Value value) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (value instanceof Value.Obj obj) {
            obj.fields().forEach((key, field) -> fields.put(key, text(field).orElse("")));
        }
        return fields;
    }

    private static Optional<Double> number0(String text) {
        try {
            return Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Value value) {
        return switch (value) {
            case Value.Text text -> Optional.of(text.value());
            case Value.Secret secret -> Optional.of(secret.value());
            case Value.Whole whole -> Optional.of(Long.toString(whole.value()));
            case Value.Decimal decimal -> Optional.of(dev.plumbline.collector.golang.GoNumber.plain(decimal.value()));
            case Value.Bool bool -> Optional.of(Boolean.toString(bool.value()));
            case Value.Null none -> Optional.empty();
            case Value.Array array -> Optional.empty();
            case Value.Obj obj -> Optional.empty();
            case Value.Capsule capsule -> Optional.empty();
        };
    }
}
