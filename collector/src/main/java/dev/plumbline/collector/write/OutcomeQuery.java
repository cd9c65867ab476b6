package dev.plumbline.collector.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks Loki which entries of a batch it has.
 *
 * <p>A selector also finds streams with more labels than it names, and Loki adds some of its own to a stream
 * ({@code service_name}) and to its entries ({@code detected_level}), by which an answer may be split. What carries no
 * other label besides these and the batch's own structured metadata is counted as the stream's.
 */
final class OutcomeQuery {
    private static final int[] LIMITS = {5000, 1000, 100};
    private static final Set<String> LOKIS_OWN = Set.of("service_name", "detected_level", "__stream_shard__");

    private final LokiClient client;
    private final Optional<URI> url;
    private int limit;

    /** Says that Loki will not tell, ever: it has to be done without. */
    static final class CannotAskException extends IOException {
        private static final long serialVersionUID = 1L;

        CannotAskException(String message) {
            super(message);
        }
    }

    OutcomeQuery(LokiClient client, Optional<URI> url) {
        this.client = client;
        this.url = url;
    }

    /**
     * Returns the entries that Loki does not have, in their order.
     *
     * @param arrived takes those that it has
     * @throws CannotAskException if asking is not possible at this endpoint
     * @throws IOException if Loki is away
     */
    List<Item> missing(Batch batch, java.util.function.Consumer<Item> arrived)
            throws IOException, InterruptedException {
        List<Item> missing = new ArrayList<>();
        List<Item> there = new ArrayList<>();
        for (StreamBuffer buffer : batch.streams()) {
            List<Item> items = PushEncoder.items(buffer);
            Stored stored = stored(buffer);
            Set<Item> found = stored.among(items);
            for (Item item : items) {
                (found.contains(item) ? there : missing).add(item);
            }
        }
        there.forEach(arrived);
        return missing;
    }

    private Stored stored(StreamBuffer buffer) throws IOException, InterruptedException {
        Stored stored = new Stored();
        Set<String> names = PushEncoder.metadataNames(buffer);
        long start = buffer.oldest();
        // Loki may have moved timestamps by a nanosecond for each entry before.
        long end = buffer.newest() + 1 + buffer.entries();
        while (start < end) {
            Page page = page(buffer.stream(), names, start, end, stored);
            if (page.entries < LIMITS[limit]) {
                break;
            }
            // The next page begins with the last timestamp of this one, which may have been cut in two.
            if (page.newest > start) {
                stored.forget(page.newest);
                start = page.newest;
            } else {
                start = page.newest + 1;
            }
        }
        return stored;
    }

    private Page page(Stream stream, Set<String> names, long start, long end, Stored stored)
            throws IOException, InterruptedException {
        while (true) {
            URI uri = uri(stream, start, end);
            HttpResponse<InputStream> response = client.get(uri, stream.tenant());
            try (InputStream in = response.body()) {
                int status = response.statusCode();
                if (status == 200) {
                    return new Page(stream, names, stored).read(in);
                }
                if (status == 400 && limit < LIMITS.length - 1) {
                    limit++;
                } else if (status == 429 || status >= 500) {
                    throw new IOException("asking what arrived was answered with " + status);
                } else {
                    throw new CannotAskException("asking what arrived was answered with " + status);
                }
            }
        }
    }

    private URI uri(Stream stream, long start, long end) throws IOException {
        URI base = url.orElseThrow(() -> new CannotAskException("the push URL does not tell where to ask"));
        return URI.create(base + "?query=" + URLEncoder.encode(stream.text(), StandardCharsets.UTF_8) + "&start="
                + start + "&end=" + end + "&limit=" + LIMITS[limit] + "&direction=forward");
    }

    /** Reads one answer without keeping more of it than the lines that count. */
    private static final class Page {
        private static final JsonFactory JSON = new JsonFactory();

        private final Map<String, String> wanted;
        private final Set<String> more;
        private final Stored stored;
        private boolean answered;
        private int entries;
        private long newest = Long.MIN_VALUE;

        Page(Stream stream, Set<String> names, Stored stored) {
            this.wanted = stream.labels();
            this.more = new TreeSet<>(LOKIS_OWN);
            this.more.addAll(names);
            this.stored = stored;
        }

        Page read(InputStream in) throws IOException {
            try (JsonParser json = JSON.createParser(in)) {
                while (json.nextToken() != null) {
                    if (json.currentToken() == JsonToken.FIELD_NAME
                            && json.currentName().equals("result")) {
                        answered |= json.nextToken() == JsonToken.START_ARRAY;
                        streams(json);
                    }
                }
            }
            if (!answered) {
                // Something else than Loki: to take it for an empty answer would have everything sent twice.
                throw new IOException("what was answered holds no result");
            }
            return this;
        }

        private void streams(JsonParser json) throws IOException {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> labels = Map.of();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String field = json.currentName();
                    json.nextToken();
                    if (field.equals("stream")) {
                        labels = labels(json);
                    } else if (field.equals("values")) {
                        values(json, isWanted(labels));
                    } else {
                        json.skipChildren();
                    }
                }
            }
        }

        private static Map<String, String> labels(JsonParser json) throws IOException {
            Map<String, String> labels = new HashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                labels.put(name, json.nextTextValue());
            }
            return labels;
        }

        private boolean isWanted(Map<String, String> labels) {
            return labels.keySet().containsAll(wanted.keySet())
                    && labels.keySet().stream().allMatch(name -> wanted.containsKey(name) || more.contains(name));
        }

        private void values(JsonParser json, boolean ours) throws IOException {
            while (json.nextToken() == JsonToken.START_ARRAY) {
                long timestamp = Long.parseLong(json.nextTextValue());
                String line = json.nextTextValue();
                entries++;
                newest = Math.max(newest, timestamp);
                if (ours && line != null) {
                    stored.add(timestamp, line);
                }
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    json.skipChildren();
                }
            }
        }
    }
}
