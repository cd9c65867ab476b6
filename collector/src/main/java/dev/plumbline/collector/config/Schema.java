package dev.plumbline.collector.config;

import java.util.ArrayList;
import java.util.List;

/**
 * What a block may hold. Made with the builder methods, each of which returns a new schema:
 *
 * <pre>{@code
 * Schema.block().label(Label.REQUIRED)
 *     .required("forward_to", Type.RECEIVERS)
 *     .optional("max_streams", Type.NUMBER)
 *     .inner("endpoint", 0, Integer.MAX_VALUE, ENDPOINT);
 * }</pre>
 */
public final class Schema {
    /** Whether a block carries a label. */
    public enum Label {
        NONE,
        REQUIRED
    }

    /** What an attribute's value must be; durations are strings that parse as one, secrets also take strings. */
    public enum Type {
        STRING,
        SECRET,
        NUMBER,
        INTEGER,
        BOOL,
        DURATION,
        BYTES,
        STRING_LIST,
        STRING_MAP,
        TARGETS,
        RECEIVERS,
        RELABEL_RULES,
        ANY
    }

    /** One attribute that a block may hold. */
    public record AttributeRule(String name, Type type, boolean required) {}

    /** One kind of inner block, and how often it may stand there. */
    public record BlockRule(String name, int least, int most, Schema schema) {}

    private final Label label;
    private final List<AttributeRule> attributes;
    private final List<BlockRule> blocks;

    private Schema(Label label, List<AttributeRule> attributes, List<BlockRule> blocks) {
        this.label = label;
        this.attributes = List.copyOf(attributes);
        this.blocks = List.copyOf(blocks);
    }

    /** Starts a schema of a block without label, attributes and inner blocks. */
    public static Schema block() {
        return new Schema(Label.NONE, List.of(), List.of());
    }

    public Schema label(Label wanted) {
        return new Schema(wanted, attributes, blocks);
    }

    public Schema required(String name, Type type) {
        return with(new AttributeRule(name, type, true));
    }

    public Schema optional(String name, Type type) {
        return with(new AttributeRule(name, type, false));
    }

    public Schema inner(String name, int least, int most, Schema schema) {
        List<BlockRule> more = new ArrayList<>(blocks);
        more.add(new BlockRule(name, least, most, schema));
        return new Schema(label, attributes, more);
    }

    private Schema with(AttributeRule rule) {
        List<AttributeRule> more = new ArrayList<>(attributes);
        more.add(rule);
        return new Schema(label, more, blocks);
    }

    public Label label() {
        return label;
    }

    public List<AttributeRule> attributes() {
        return attributes;
    }

    public List<BlockRule> blocks() {
        return blocks;
    }
}
