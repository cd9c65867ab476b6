package dev.plumbline.features;

import dev.plumbline.harness.stack.StackRequest;
import dev.plumbline.steps.PlumblineObjectFactory;
import dev.plumbline.steps.StackOfRun;
import io.cucumber.core.feature.FeatureWithLines;
import io.cucumber.core.feature.GluePath;
import io.cucumber.core.options.RuntimeOptionsBuilder;
import io.cucumber.core.runtime.Runtime;
import io.cucumber.plugin.ConcurrentEventListener;
import io.cucumber.plugin.event.EventPublisher;
import io.cucumber.plugin.event.Result;
import io.cucumber.plugin.event.Status;
import io.cucumber.plugin.event.TestCaseFinished;
import io.cucumber.tagexpressions.TagExpressionParser;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Runs scenarios inside this JVM and keeps what came of each. */
final class ScenarioRun {
    static final String NAMED = "named ";

    private ScenarioRun() {}

    /**
     * What came of a scenario.
     *
     * @param status as Cucumber has it
     * @param message of its failure, empty if it did not fail
     */
    record Outcome(Status status, String message) {
        static Outcome of(Result result) {
            return new Outcome(
                    result.getStatus(),
                    Optional.ofNullable(result.getError())
                            .map(Throwable::getMessage)
                            .orElse(""));
        }

        String firstLine() {
            return message.lines().findFirst().orElse("");
        }
    }

    /**
     * Brings up the stack, runs the scenarios on it and ends it.
     *
     * @param selection tag expression, or the word "named" and a regular expression that whole names match
     * @return outcome by name of the scenario
     */
    static Map<String, Outcome> of(StackRequest request, String selection) {
        Map<String, Outcome> outcomes = Collections.synchronizedMap(new TreeMap<>());
        try (StackOfRun stack = new StackOfRun(request)) {
            PlumblineObjectFactory objects = new PlumblineObjectFactory(stack);
            RuntimeOptionsBuilder options = new RuntimeOptionsBuilder()
                    .addFeature(FeatureWithLines.parse("classpath:features"))
                    .addGlue(GluePath.parse("dev.plumbline.steps"));
            if (selection.startsWith(NAMED)) {
                options.addNameFilter(Pattern.compile("^(" + selection.substring(NAMED.length()) + ")$"));
            } else {
                options.addTagFilter(TagExpressionParser.parse(selection));
            }
            Runtime.builder()
                    .withRuntimeOptions(options.build())
                    .withObjectFactorySupplier(() -> objects)
                    .withAdditionalPlugins(new Listener(outcomes))
                    .build()
                    .run();
        }
        return outcomes;
    }

    private record Listener(Map<String, Outcome> outcomes) implements ConcurrentEventListener {
        @Override
        public void setEventPublisher(EventPublisher publisher) {
            publisher.registerHandlerFor(
                    TestCaseFinished.class, e -> outcomes.put(e.getTestCase().getName(), Outcome.of(e.getResult())));
        }
    }
}
