package dev.plumbline.collector.evaluation;

import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.syntax.Confidential;
import java.util.Collection;
import java.util.Optional;

/** A scope that has what is read from the environment kept out of messages. */
record WatchedScope(Scope scope, Confidential confidential) implements Scope {
    @Override
    public Optional<Value.Obj> exports(String id) {
        return scope.exports(id);
    }

    @Override
    public Collection<String> components() {
        return scope.components();
    }

    @Override
    public Value environment(String name) {
        Value value = scope.environment(name);
        if (value instanceof Value.Text text) {
            confidential.value(text.value());
        }
        return value;
    }
}
