package dev.plumbline.docker.proof;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands one private engine to all tests of a run: started for the first, stopped after the last. */
final class EngineExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(EngineExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PrivateEngine.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent("engine", key -> start(), PrivateEngine.class);
    }

    private static PrivateEngine start() {
        try {
            return PrivateEngine.start(Path.of("target", "engine-proof"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException("the private engine did not start: " + e.getMessage(), e);
        }
    }
}
