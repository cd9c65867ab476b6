package dev.plumbline.collector.config;

import java.util.List;
import java.util.Optional;

/**
 * A block with its expressions evaluated.
 *
 * @param name dotted name as written, such as {@code loki.write} or {@code stage.json}
 * @param label the label in quotes, if there is one
 * @param position where the name stands
 * @param attributes in the order of the file
 * @param blocks inner blocks in the order of the file
 */
public record Block(
        String name, Optional<String> label, Position position, List<Attribute> attributes, List<Block> blocks) {
    public Block {
        attributes = List.copyOf(attributes);
        blocks = List.copyOf(blocks);
    }

    /** Returns the attribute of that name; one whose value is null counts as absent. */
    public Optional<Attribute> attribute(String wanted) {
        return attributes.stream()
                .filter(a -> a.name().equals(wanted) && !(a.value() instanceof Value.Null))
                .findFirst();
    }

    /** Returns the inner blocks of that name, in order. */
    public List<Block> blocks(String wanted) {
        return blocks.stream().filter(b -> b.name().equals(wanted)).toList();
    }

    /** Returns {@code name.label}, or the name where there is no label. */
    public String id() {
        return label.map(l -> name + "." + l).orElse(name);
    }
}
