package dev.plumbline.steps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.harness.client.AlertmanagerClient.Alert;
import dev.plumbline.harness.failure.PipelineFailure;
import dev.plumbline.harness.stack.Faults;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.Stack;
import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.DeadlineMissed;
import dev.plumbline.harness.waiting.Probe;
import dev.plumbline.harness.waiting.Seen;
import io.cucumber.java.en.Then;
import java.util.List;
import java.util.Map;

/** Whether alerts reach somebody. */
public final class AlertSteps {
    private final World world;
    private int alreadyTold;

    public AlertSteps(World world) {
        this.world = world;
    }

    @Then("the alert {word} fires within {deadline}")
    public void the_alert_fires(String alert, Deadline deadline) {
        await(deadline, "alert " + alert + " fires in Prometheus", () -> {
            List<Map<String, String>> alerts = world.prometheus().alerts();
            return alerts.stream()
                    .filter(a -> alert.equals(a.get("alertname")))
                    .filter(a -> "firing".equals(a.get("alertstate")))
                    .findFirst()
                    .map(Seen::enough)
                    .orElseGet(() -> Seen.notYet("alerts: " + alerts));
        });
    }

    @Then("Alertmanager routes {word} to the receiver {word} within {deadline}")
    public void alertmanager_routes(String alert, String receiver, Deadline deadline) {
        await(deadline, "alert " + alert + " is routed to " + receiver, () -> {
            List<Alert> alerts = world.alertmanager().alerts();
            return alerts.stream()
                    .filter(a -> alert.equals(a.labels().get("alertname")))
                    .filter(a -> a.receivers().contains(receiver) && a.state().equals("active"))
                    .findFirst()
                    .map(Seen::enough)
                    .orElseGet(() -> Seen.notYet("Alertmanager holds " + alerts));
        });
    }

    @Then("the receiver is told that {word} fires within {deadline}")
    public void the_receiver_is_told(String alert, Deadline deadline) {
        told(alert, "firing", deadline);
    }

    @Then("once the {service} is back, it is told within {deadline} that {word} is resolved")
    public void the_receiver_is_told_of_the_end(Service service, Deadline deadline, String alert) {
        alreadyTold = world.workload().notifications().size();
        world.stack().faults().ifPresent((Faults f) -> f.undo(service));
        told(alert, "resolved", deadline);
    }

    private void told(String alert, String status, Deadline deadline) {
        await(deadline, "the receiver is told that " + alert + " is " + status, () -> {
            List<JsonNode> all = world.workload().notifications();
            List<JsonNode> recent = all.subList(Math.min(alreadyTold, all.size()), all.size());
            return recent.stream()
                    .flatMap(n -> java.util.stream.StreamSupport.stream(
                            n.path("alerts").spliterator(), false))
                    .filter(a -> a.path("labels").path("alertname").asText().equals(alert))
                    .filter(a -> a.path("status").asText().equals(status))
                    .map(JsonNode::toString)
                    .findFirst()
                    .map(Seen::enough)
                    .orElseGet(() -> Seen.notYet(recent.size() + " notifications, none of them says so"));
        });
    }

    private <T> void await(Deadline deadline, String what, Probe<T> probe) {
        try {
            world.evidence().observed(what + ": " + deadline.eventually(what, probe));
        } catch (DeadlineMissed e) {
            throw new PipelineFailure(e.getMessage() + "\n" + log(world.stack()), e);
        }
    }

    private static String log(Stack stack) {
        return "Alertmanager's last lines:\n" + stack.log(Service.ALERTMANAGER, 10);
    }
}
