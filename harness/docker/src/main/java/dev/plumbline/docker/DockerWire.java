package dev.plumbline.docker;

import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.wire.Tally;
import dev.plumbline.wire.Traffic;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Gives orders to the wire's container. */
final class DockerWire {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI address;

    DockerWire(URI address) {
        this.address = address;
    }

    void set(Traffic traffic) {
        ask(HttpRequest.newBuilder(address.resolve("/traffic")).PUT(BodyPublishers.ofString(traffic.text())));
    }

    Tally tally() {
        return Tally.of(ask(HttpRequest.newBuilder(address.resolve("/tally"))));
    }

    private static String ask(HttpRequest.Builder request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new InfrastructureFailure("the wire answers " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new InfrastructureFailure("the wire cannot be asked: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureFailure("interrupted while the wire was asked", e);
        }
    }
}
