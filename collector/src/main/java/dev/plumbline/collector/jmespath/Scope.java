package dev.plumbline.collector.jmespath;

import dev.plumbline.collector.json.Json;
import java.util.HashMap;
import java.util.Map;

/** What an expression sees beside the current value: the whole document and the variables bound by {@code let}. */
record Scope(Json root, Map<String, Json> variables) {
    Scope with(String name, Json value) {
        Map<String, Json> more = new HashMap<>(variables);
        more.put(name, value);
        return new Scope(root, more);
    }
}
