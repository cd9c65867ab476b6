package dev.plumbline.collector.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /**
     * What an attribute's value must be; durations are strings that parse as one, sizes strings such as {@code 1MiB},
     * secrets also take strings. {@code RECEIVER} and {@code RELABEL_RULES} are exports of other components.
     */
    public enum Type {
        STRING("string"),
        SECRET("capsule"),
        NUMBER("number"),
        INTEGER("number"),
        BOOL("bool"),
        DURATION("string"),
        BYTES("string"),
        STRING_LIST("array"),
        NUMBER_LIST("array"),
        STRING_MAP("object"),
        STRING_LIST_MAP("object"),
        SECRET_MAP("object"),
        TARGETS("array"),
        RECEIVER("capsule"),
        RECEIVERS("array"),
        RELABEL_RULES("capsule"),
        ANY("value");

        private final String kind;

        Type(String kind) {
            this.kind = kind;
        }

        /** Returns what the language calls such a value: string, number, bool, array, object or capsule. */
        public String kind() {
            return kind;
        }
    }

    /**
     * One attribute that a block may hold.
     *
     * @param fallback what it is where it is not set, as written in a file; empty where there is no such value
     * @param allowed the only strings it may be; empty where any will do
     */
    public record AttributeRule(String name, Type type, boolean required, String fallback, List<String> allowed) {
        public AttributeRule {
            allowed = List.copyOf(allowed);
        }
    }

    /** One kind of inner block, and how often it may stand there. */
    public record BlockRule(String name, int least, int most, Schema schema) {}

    /** One value that other components may refer to. */
    public record Export(String name, Type type) {}

    private final Label label;
    private final List<AttributeRule> attributes;
    private final List<BlockRule> blocks;
    private final List<Export> exports;

    private Schema(Label label, List<AttributeRule> attributes, List<BlockRule> blocks, List<Export> exports) {
        this.label = label;
        this.attributes = List.copyOf(attributes);
        this.blocks = List.copyOf(blocks);
        this.exports = List.copyOf(exports);
    }

    /** Starts a schema of a block without label, attributes and inner blocks. */
    public static Schema block() {
        return new Schema(Label.NONE, List.of(), List.of(), List.of());
    }

    public Schema label(Label wanted) {
        return new Schema(wanted, attributes, blocks, exports);
    }

    public Schema required(String name, Type type) {
        return with(new AttributeRule(name, type, true, "", List.of()));
    }

    public Schema optional(String name, Type type) {
        return with(new AttributeRule(name, type, false, "", List.of()));
    }

    /** Adds an attribute with what it is where it is not set. */
    public Schema optional(String name, Type type, String fallback) {
        return with(new AttributeRule(name, type, false, fallback, List.of()));
    }

    /** Adds a string that may be one of these; the first is what it is where it is not set. */
    public Schema oneOf(String name, String... allowed) {
        return with(new AttributeRule(name, Type.STRING, false, '"' + allowed[0] + '"', List.of(allowed)));
    }

    /** Adds a string that may be one of these, or not be set. */
    public Schema optionalOneOf(String name, String... allowed) {
        return with(new AttributeRule(name, Type.STRING, false, "", List.of(allowed)));
    }

    /** Adds a string that must be set, to one of these. */
    public Schema requiredOneOf(String name, String... allowed) {
        return with(new AttributeRule(name, Type.STRING, true, "", List.of(allowed)));
    }

    public Schema inner(String name, int least, int most, Schema schema) {
        List<BlockRule> more = new ArrayList<>(blocks);
        more.add(new BlockRule(name, least, most, schema));
        return new Schema(label, attributes, more, exports);
    }

    /** Adds everything that another schema has. */
    public Schema including(Schema other) {
        List<AttributeRule> allAttributes = new ArrayList<>(attributes);
        allAttributes.addAll(other.attributes);
        List<BlockRule> allBlocks = new ArrayList<>(blocks);
        allBlocks.addAll(other.blocks);
        return new Schema(label, allAttributes, allBlocks, exports);
    }

    /** Adds a value that other components may refer to. */
    public Schema export(String name, Type type) {
        List<Export> more = new ArrayList<>(exports);
        more.add(new Export(name, type));
        return new Schema(label, attributes, blocks, more);
    }

    private Schema with(AttributeRule rule) {
        List<AttributeRule> more = new ArrayList<>(attributes);
        more.add(rule);
        return new Schema(label, more, blocks, exports);
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

    public List<Export> exports() {
        return exports;
    }

    /** Returns the rule of an attribute. */
    public Optional<AttributeRule> attribute(String name) {
        return attributes.stream().filter(rule -> rule.name().equals(name)).findFirst();
    }

    /** Returns the rule of a kind of inner block. */
    public Optional<BlockRule> block(String name) {
        return blocks.stream().filter(rule -> rule.name().equals(name)).findFirst();
    }
}
