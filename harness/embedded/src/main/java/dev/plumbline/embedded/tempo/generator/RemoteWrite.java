package dev.plumbline.embedded.tempo.generator;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.xerial.snappy.Snappy;

/**
 * Writes samples by Prometheus' remote write protocol, version 1.
 *
 * <p>Messages are put together from fields: {@code WriteRequest.timeseries = 1}, {@code TimeSeries.labels = 1},
 * {@code samples = 2}, {@code exemplars = 3}; a sample is {@code value = 1}, {@code timestamp = 2}; an exemplar is
 * {@code labels = 1}, {@code value = 2}, {@code timestamp = 3}; a label is {@code name = 1}, {@code value = 2}.
 */
final class RemoteWrite implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private final GeneratorSettings.Target target;

    /** Some samples were not taken. */
    static final class WriteException extends IOException {
        private static final long serialVersionUID = 1;

        private final boolean retry;

        WriteException(String message, boolean retry) {
            super(message);
            this.retry = retry;
        }

        boolean retry() {
            return retry;
        }
    }

    RemoteWrite(GeneratorSettings.Target target) {
        this.target = target;
    }

    void write(Registry.Collection collection) throws IOException, InterruptedException {
        byte[] body = Snappy.compress(encoded(collection, target.exemplars()).toByteArray());
        HttpRequest.Builder request = HttpRequest.newBuilder(target.url())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-protobuf")
                .header("Content-Encoding", "snappy")
                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .header("User-Agent", "tempo-remote-write/stand-in")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        target.headers().forEach(request::header);
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            boolean retry = response.statusCode() / 100 == 5 || response.statusCode() == 429;
            throw new WriteException(
                    "server returned HTTP status " + response.statusCode() + ": "
                            + response.body().strip(),
                    retry);
        }
    }

    static UnknownFieldSet encoded(Registry.Collection collection, boolean exemplars) {
        Map<SortedMap<String, String>, UnknownFieldSet.Builder> series = new LinkedHashMap<>();
        Map<SortedMap<String, String>, List<ByteString>> samples = new LinkedHashMap<>();
        Map<SortedMap<String, String>, List<ByteString>> marks = new LinkedHashMap<>();
        for (Registry.Sample sample : collection.samples()) {
            series.computeIfAbsent(sample.labels(), l -> UnknownFieldSet.newBuilder());
            UnknownFieldSet encoded = UnknownFieldSet.newBuilder()
                    .addField(1, fixed(sample.value()))
                    .addField(
                            2, Field.newBuilder().addVarint(sample.timeMillis()).build())
                    .build();
            samples.computeIfAbsent(sample.labels(), l -> new ArrayList<>()).add(encoded.toByteString());
        }
        for (Registry.Exemplar exemplar : exemplars ? collection.exemplars() : List.<Registry.Exemplar>of()) {
            UnknownFieldSet encoded = UnknownFieldSet.newBuilder()
                    .addField(1, delimited(List.of(label("traceID", exemplar.traceId()))))
                    .addField(2, fixed(exemplar.value()))
                    .addField(
                            3,
                            Field.newBuilder().addVarint(exemplar.timeMillis()).build())
                    .build();
            marks.computeIfAbsent(exemplar.labels(), l -> new ArrayList<>()).add(encoded.toByteString());
        }
        List<ByteString> all = new ArrayList<>();
        series.forEach((labels, builder) -> {
            List<ByteString> names = new ArrayList<>();
            labels.forEach((name, value) -> names.add(label(name, value)));
            builder.addField(1, delimited(names));
            builder.addField(2, delimited(samples.getOrDefault(labels, List.of())));
            if (marks.containsKey(labels)) {
                builder.addField(3, delimited(marks.getOrDefault(labels, List.of())));
            }
            all.add(builder.build().toByteString());
        });
        return UnknownFieldSet.newBuilder().addField(1, delimited(all)).build();
    }

    private static Field fixed(double value) {
        return Field.newBuilder().addFixed64(Double.doubleToLongBits(value)).build();
    }

    private static Field delimited(List<ByteString> parts) {
        Field.Builder field = Field.newBuilder();
        parts.forEach(field::addLengthDelimited);
        return field.build();
    }

    private static ByteString label(String name, String value) {
        return UnknownFieldSet.newBuilder()
                .addField(1, delimited(List.of(ByteString.copyFromUtf8(name))))
                .addField(2, delimited(List.of(ByteString.copyFromUtf8(value))))
                .build()
                .toByteString();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
