package dev.plumbline.embedded.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.contract.Answer;
import dev.plumbline.contract.Comparison;
import dev.plumbline.contract.Contract;
import dev.plumbline.contract.Difference;
import dev.plumbline.contract.Question;
import dev.plumbline.contract.Tally;
import dev.plumbline.embedded.clock.ManualClock;
import dev.plumbline.embedded.http.HttpService;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.launch.Launch;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the stand-in to what Alertmanager 0.34 answered and told its webhook, in the same order and pauses. */
final class AlertmanagerContractTest {
    private static final String FILE = "alertmanager.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void answers_and_notifications_are_those_of_the_real_alertmanager(@TempDir Path folder) throws Exception {
        Contract contract = Contract.selected();
        Tally tally = new Tally("alertmanager", contract, Map.of());
        Optional<JsonNode> recording = contract.recording(FILE);
        if (recording.isPresent()) {
            judge(contract, tally, recording.get(), folder);
        }
        tally.close(0);
    }

    private static void judge(Contract contract, Tally tally, JsonNode recording, Path folder) throws Exception {
        List<JsonNode> told = Collections.synchronizedList(new ArrayList<>());
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (HttpService sink = HttpService.start(
                "sink",
                any,
                r -> {
                    try {
                        told.add(JSON.readTree(r.text()));
                    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                        throw new IllegalStateException(e);
                    }
                    return Response.empty(200);
                },
                line -> {})) {
            String config = recording
                    .at("/about/configuration")
                    .asText()
                    .replace(
                            "http://receiver",
                            "http://127.0.0.1:" + sink.address().getPort());
            Path file = Files.writeString(folder.resolve("alertmanager.yml"), config);
            ask(contract, tally, recording, file);
            notifications(tally, recording.path("what the webhook got"), List.copyOf(told));
        }
    }

    private static void ask(Contract contract, Tally tally, JsonNode recording, Path file) throws Exception {
        ManualClock clock = new ManualClock(contract.now(FILE).orElseGet(() -> now(recording)));
        String external = recording.findValues("externalURL").stream()
                .map(JsonNode::asText)
                .findFirst()
                .orElse("http://alertmanager:9093");
        Launch launch = new Launch(
                List.of(
                        "--config.file=" + file,
                        "--web.listen-address=127.0.0.1:0",
                        "--web.external-url=" + external,
                        "--cluster.listen-address="),
                Map.of(),
                clock,
                line -> {});
        Map<String, Duration> pauses = pauses(recording.at("/about/note").asText());
        Map<String, String> ids = new HashMap<>();
        try (AlertmanagerServer server = (AlertmanagerServer) new AlertmanagerStandIn().start(launch);
                HttpClient client = HttpClient.newHttpClient()) {
            for (Question q : Question.of(recording)) {
                long end = clock.millis()
                        + pauses.getOrDefault(q.name(), Duration.ZERO).toMillis();
                while (clock.millis() < end) {
                    clock.advance(Duration.ofMillis(250));
                    server.tick();
                }
                judge(tally, q, ask(client, server, q, ids), ids);
                clock.advance(Duration.ofMillis(1));
            }
        }
    }

    /** The time of the recording is that at which its first alert was updated. */
    private static Instant now(JsonNode recording) {
        return recording.findValues("updatedAt").stream()
                .findFirst()
                .map(updated -> Instant.parse(updated.asText()))
                .orElseGet(Instant::now);
    }

    private static Map<String, Duration> pauses(String note) {
        Map<String, Duration> pauses = new HashMap<>();
        Matcher m = Pattern.compile("(\\d+) s (?:between '[^']*' and|before) '([^']*)'")
                .matcher(note);
        while (m.find()) {
            pauses.put(m.group(2), Duration.ofSeconds(Long.parseLong(m.group(1))));
        }
        return pauses;
    }

    private static Answer ask(HttpClient client, AlertmanagerServer server, Question q, Map<String, String> ids)
            throws Exception {
        int port = server.addresses().values().iterator().next().getPort();
        String path = q.path();
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace(id.getKey(), id.getValue());
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + port + path + (q.query().isEmpty() ? "" : "?" + q.query())))
                .method(
                        q.method(),
                        q.body().map(HttpRequest.BodyPublishers::ofString).orElse(HttpRequest.BodyPublishers.noBody()));
        q.headers().forEach(request::header);
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return Answer.of(
                response.statusCode(),
                response.headers().firstValue("content-type").orElse(""),
                response.body());
    }

    private static void judge(Tally tally, Question q, Answer got, Map<String, String> ids) {
        q.answer()
                .body()
                .findValues("silenceID")
                .forEach(id -> ids.put(id.asText(), got.body().path("silenceID").asText()));
        String text = got.body().isTextual() ? "" : got.body().toString();
        for (Map.Entry<String, String> id : ids.entrySet()) {
            text = text.replace(id.getValue(), id.getKey());
        }
        Answer renamed = text.isEmpty() ? got : Answer.of(got.status(), got.type(), text);
        Comparison comparison = Comparison.strict()
                .unordered("**.silencedBy") // sorted by ids, which are chance
                .ignoring("**.updatedAt", "**.endsAt", "uptime", "versionInfo")
                .ignoring(q.path().endsWith("/silences") ? new String[] {"[*].startsAt"} : new String[] {});
        Optional<Difference> difference = got.status() != q.answer().status()
                        || !got.type().equals(q.answer().type())
                ? Optional.of(new Difference(
                        "status " + got.status() + " " + got.type(), q.answer().body(), got.body()))
                : comparison.compare(q.answer().body(), renamed.body());
        difference.ifPresentOrElse(d -> tally.different(FILE, q.name(), d.toString()), () -> tally.answered(FILE));
    }

    private static void notifications(Tally tally, JsonNode expected, List<JsonNode> got) {
        for (int i = 0; i < Math.max(expected.size(), got.size()); i++) {
            JsonNode wanted = expected.path(i).path("json");
            JsonNode found = i < got.size() ? got.get(i) : JSON.missingNode();
            String name = "webhook " + (i + 1);
            Comparison.strict()
                    .compare(wanted, found)
                    .ifPresentOrElse(d -> tally.different(FILE, name, d.toString()), () -> tally.answered(FILE));
        }
    }
}
