package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.BlockType;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.syntax.Statement.BlockStatement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What names stand for before anything runs: exports have a type and no value yet. */
final class StaticScope implements Scope {
    private final Map<String, Value.Obj> exports = new LinkedHashMap<>();

    StaticScope(Map<String, BlockStatement> declared, Map<BlockStatement, BlockType> types) {
        declared.forEach((id, block) -> {
            BlockType type = types.get(block);
            if (type != null) {
                Map<String, Value> fields = new LinkedHashMap<>();
                for (Schema.Export export : type.schema().exports()) {
                    fields.put(export.name(), Kinds.unknown(export.type()));
                }
                exports.put(id, new Value.Obj(fields));
            }
        });
    }

    @Override
    public Optional<Value.Obj> exports(String id) {
        return Optional.ofNullable(exports.get(id));
    }

    @Override
    public Set<String> components() {
        return exports.keySet();
    }

    /** A variable that is not set here may be set where the file will run. */
    @Override
    public Value environment(String name) {
        String value = System.getenv(name);
        return value == null ? CallArguments.UNKNOWN_TEXT : new Value.Text(value);
    }
}
