package dev.plumbline.embedded.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.contract.Answer;
import dev.plumbline.contract.Comparison;
import dev.plumbline.contract.Contract;
import dev.plumbline.contract.Difference;
import dev.plumbline.contract.Question;
import dev.plumbline.contract.Tally;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.StandIn;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the stand-in to what Prometheus 3.14 answered. */
final class PrometheusContractTest {
    /** Constructs that may be refused, with the reason. */
    private static final String OWN = "it tells of a build or a disk that a stand-in has not";

    private static final Map<String, String> REFUSABLE = Map.of(
            "native histograms", "their buckets are not kept; nothing in the suite asks for them",
            "features", OWN,
            "openapi", OWN,
            "blocks", OWN,
            "self metrics", OWN,
            "relabel steps", OWN);

    private static final Pattern REFUSAL = Pattern.compile("not supported by the stand-in: ([a-z ]+[a-z])");
    private static final int MOST_REFUSED = 12;

    @Test
    void answers_are_those_of_the_real_prometheus(@TempDir Path folder) throws Exception {
        Contract contract = Contract.selected();
        Tally tally = new Tally("prometheus", contract, REFUSABLE);
        Optional<String> data = contract.text("data/metrics.om");
        Optional<JsonNode> recording = contract.recording("prometheus.json");
        if (data.isPresent() && recording.isPresent()) {
            ask(tally, BlockLoader.load(data.get()), recording.get(), folder);
        }
        LiveContract.ask(tally, contract, folder);
        tally.close(MOST_REFUSED);
    }

    private static void ask(Tally tally, Tsdb tsdb, JsonNode recording, Path folder) throws Exception {
        Path config = Files.writeString(folder.resolve("empty.yml"), "global: {}\n");
        List<String> arguments = List.of("--config.file=" + config, "--web.listen-address=127.0.0.1:0");
        Launch launch = new Launch(arguments, Map.of(), Clock.systemUTC(), line -> {});
        try (StandIn server = new PrometheusServer(launch, new PrometheusFlags(arguments), tsdb);
                HttpClient client = HttpClient.newHttpClient()) {
            String base = "http://127.0.0.1:"
                    + server.addresses().values().iterator().next().getPort();
            for (Question q : Question.of(recording)) {
                judge(tally, "prometheus.json", q, comparison(q), ask(client, base, q));
            }
        }
    }

    static Answer ask(HttpClient client, String base, Question q) throws Exception {
        String query = q.query().isEmpty() ? "" : (q.path().contains("?") ? "&" : "?") + q.query();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + q.path() + query))
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

    private static Comparison comparison(Question q) {
        String text = q.recorded().path("params").path("query").asText("");
        boolean ordered = q.path().endsWith("/query") && text.matches("(?s)\\s*(sort|sort_desc|topk|bottomk)\\b.*");
        Comparison comparison =
                Comparison.strict().ignoring("data.result[*].values[*][0].none").unordered("warnings", "infos");
        return ordered ? comparison : comparison.unordered("data.result", "data");
    }

    /** Error texts must name the same position and the same subject; ours are also worded alike. */
    static void judge(Tally tally, String file, Question q, Comparison comparison, Answer got) {
        Matcher refusal = REFUSAL.matcher(got.body().path("error").asText(""));
        if (refusal.find()) {
            tally.refused(file, q.name(), refusal.group(1));
            return;
        }
        Optional<Difference> difference = got.status() != q.answer().status()
                ? Optional.of(
                        new Difference("status " + got.status(), q.answer().body(), got.body()))
                : !got.type().equals(q.answer().type())
                        ? Optional.of(
                                new Difference("type " + got.type(), q.answer().body(), got.body()))
                        : comparison.compare(q.answer().body(), got.body());
        difference.ifPresentOrElse(d -> tally.different(file, q.name(), d.toString()), () -> tally.answered(file));
    }
}
