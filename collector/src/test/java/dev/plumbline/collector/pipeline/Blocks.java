package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Attribute;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.config.Value;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds blocks by hand. Columns count attributes, so that a test sees which one a problem points at. */
public final class Blocks {
    private Blocks() {}

    /** Makes a block of attributes, given as name and value in turn, and inner blocks. */
    public static Block block(String name, Object... parts) {
        List<Attribute> attributes = new java.util.ArrayList<>();
        List<Block> blocks = new java.util.ArrayList<>();
        int i = 0;
        while (i < parts.length) {
            if (parts[i] instanceof Block inner) {
                blocks.add(inner);
                i++;
            } else {
                Position position = new Position("test.alloy", 2, i / 2 + 1, 1);
                attributes.add(new Attribute((String) parts[i], position, position, value(parts[i + 1])));
                i += 2;
            }
        }
        return new Block(name, Optional.empty(), new Position("test.alloy", 1, 1, 1), attributes, blocks);
    }

    /** Makes a value of a Java one; lists and maps recursively. */
    public static Value value(Object java) {
        return switch (java) {
            case Value value -> value;
            case String text -> new Value.Text(text);
            case Integer number -> new Value.Whole(number);
            case Double number -> new Value.Decimal(number);
            case Boolean bool -> new Value.Bool(bool);
            case List<?> list ->
                new Value.Array(list.stream().map(Blocks::value).toList());
            case Map<?, ?> map -> {
                Map<String, Value> fields = new LinkedHashMap<>();
                map.forEach((key, value) -> fields.put((String) key, value(value)));
                yield new Value.Obj(fields);
            }
            default -> throw new IllegalArgumentException("no value: " + Arrays.asList(java));
        };
    }
}
