package dev.plumbline.steps;

import dev.plumbline.harness.evidence.Exchange;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.Stack;
import io.cucumber.java.After;
import io.cucumber.java.Scenario;
import java.util.List;

/** Attaches to the report what a scenario has seen: always why it passed, and everything where it did not. */
public final class Hooks {
    private static final int LOG_LINES = 60;

    private final World world;

    public Hooks(World world) {
        this.world = world;
    }

    @After
    public void attach(Scenario scenario) {
        List<String> observations = world.evidence().observations();
        if (!observations.isEmpty()) {
            scenario.attach(String.join("\n", observations), "text/plain", "What was seen");
        }
        if (!scenario.isFailed()) {
            return;
        }
        List<Exchange> exchanges = world.evidence().exchanges();
        for (Exchange exchange : exchanges.subList(Math.max(0, exchanges.size() - 8), exchanges.size())) {
            String title = exchange.question().lines().findFirst().orElse("");
            scenario.attach(
                    exchange.text(), "text/plain", title.length() > 120 ? title.substring(0, 120) + "…" : title);
        }
        if (world.touchedStack()) {
            world.stackIfUp().ifPresent(stack -> logs(stack, scenario));
        }
    }

    private static void logs(Stack stack, Scenario scenario) {
        for (Service service : stack.services()) {
            scenario.attach(stack.log(service, LOG_LINES), "text/plain", "Log of " + service);
        }
    }
}
