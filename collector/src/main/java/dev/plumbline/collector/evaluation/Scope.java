package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Value;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What names in expressions stand for, beside the standard library. */
public interface Scope {
    /**
     * Looks a component up.
     *
     * @param id such as {@code loki.write.default}
     * @return its exports, or empty where there is no such component
     */
    Optional<Value.Obj> exports(String id);

    /** Returns the ids of the components that there are, for hints. */
    default Collection<String> components() {
        return List.of();
    }

    /** Reads an environment variable; one that is not set is an empty string. */
    default Value environment(String name) {
        return new Value.Text(Optional.ofNullable(System.getenv(name)).orElse(""));
    }

    /** Returns a scope without components. */
    static Scope empty() {
        return id -> Optional.empty();
    }
}
