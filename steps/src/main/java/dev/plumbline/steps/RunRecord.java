package dev.plumbline.steps;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.harness.stack.Component;
import dev.plumbline.harness.stack.Stack;
import dev.plumbline.harness.stack.StackRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Leaves, beside Allure's results, what ran and on what, for the report. */
final class RunRecord {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RunRecord() {}

    static void write(StackRequest request, Stack stack) {
        ObjectNode run = begin(request);
        run.put("kind", stack.kind()).put("reason", stack.reason());
        for (Component component : stack.components().values()) {
            run.withArray("components")
                    .addObject()
                    .put("service", component.service().id())
                    .put("nature", component.nature().toString())
                    .put("version", component.version())
                    .put("origin", component.origin());
        }
        save(run);
    }

    static void writeFailure(StackRequest request, RuntimeException failure) {
        save(begin(request).put("kind", request.kind()).put("failure", String.valueOf(failure.getMessage())));
    }

    private static ObjectNode begin(StackRequest request) {
        return JSON.createObjectNode()
                .put("run", request.run().value())
                .put("asked", request.kind())
                .put("time", Instant.now().toString());
    }

    private static void save(ObjectNode run) {
        try {
            Path folder = Path.of(System.getProperty("allure.results.directory", "target/allure-results"));
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("plumbline-run.json"), run.toPrettyString());
        } catch (IOException e) {
            System.err.println("plumbline: cannot leave a record of the run: " + e.getMessage());
        }
    }
}
