package dev.plumbline.collector.testkit;

import dev.plumbline.collector.config.Attribute;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.config.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes blocks without a file. */
public final class Blocks {
    private static final Position HERE = new Position("test.alloy", 1, 1, 1);

    private final String name;
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    private Blocks(String name) {
        this.name = name;
    }

    public static Blocks block(String name) {
        return new Blocks(name);
    }

    public Blocks set(String attribute, Object value) {
        attributes.add(new Attribute(attribute, HERE, HERE, value(value)));
        return this;
    }

    public Blocks with(Blocks inner) {
        blocks.add(inner.make());
        return this;
    }

    public Block make() {
        return new Block(name, Optional.of("test"), HERE, attributes, blocks);
    }

    private static Value value(Object value) {
        return switch (value) {
            case Value v -> v;
            case String text -> new Value.Text(text);
            case Boolean flag -> new Value.Bool(flag);
            case Integer number -> new Value.Whole(number);
            case List<?> list ->
                new Value.Array(list.stream().map(Blocks::value).toList());
            case Map<?, ?> map -> {
                Map<String, Value> fields = new LinkedHashMap<>();
                map.forEach((k, v) -> fields.put(String.valueOf(k), value(v)));
                yield new Value.Obj(fields);
            }
            default -> throw new IllegalArgumentException("no value: " + value);
        };
    }
}
