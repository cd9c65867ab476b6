package dev.plumbline.collector.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The kinds of blocks that a file may hold, by name. */
public final class Catalog {
    /** Attributes that hold secrets, though their type does not say so. */
    private static final Set<String> CONFIDENTIAL = Set.of("headers", "endpoint_params");

    private final Map<String, BlockType> types = new LinkedHashMap<>();

    /** Makes a catalog; of two types with one name the later counts. */
    public Catalog(Collection<? extends BlockType> types) {
        types.forEach(type -> this.types.put(type.name(), type));
    }

    /** Returns the type of that name. */
    public Optional<BlockType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** Returns the names of all types. */
    public Set<String> names() {
        return Set.copyOf(types.keySet());
    }

    /**
     * Returns what tells of an attribute's name whether its value may be shown: where it is no secret in any block that
     * has such an attribute.
     */
    public Predicate<String> harmless() {
        Set<String> known = new HashSet<>();
        Set<String> secret = new HashSet<>(CONFIDENTIAL);
        types.values().forEach(type -> gather(type.schema(), known, secret));
        return name -> known.contains(name) && !secret.contains(name);
    }

    private static void gather(Schema schema, Set<String> known, Set<String> secret) {
        for (Schema.AttributeRule rule : schema.attributes()) {
            boolean hides = switch (rule.type()) {
                case SECRET, SECRET_MAP, STRING_LIST_MAP -> true;
                default -> false;
            };
            (hides ? secret : known).add(rule.name());
        }
        // Stages nest without end; what is in an inner one is in an outer one.
        schema.blocks().stream()
                .filter(rule -> !rule.name().equals("stage.match"))
                .forEach(rule -> gather(rule.schema(), known, secret));
    }

    /** Returns all types, in the order in which they were given. */
    public Collection<BlockType> types() {
        return java.util.Collections.unmodifiableCollection(types.values());
    }
}
