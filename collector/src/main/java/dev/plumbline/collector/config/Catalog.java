package dev.plumbline.collector.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kinds of blocks that a file may hold, by name. */
public final class Catalog {
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

    /** Returns all types, in the order in which they were given. */
    public Collection<BlockType> types() {
        return java.util.Collections.unmodifiableCollection(types.values());
    }
}
