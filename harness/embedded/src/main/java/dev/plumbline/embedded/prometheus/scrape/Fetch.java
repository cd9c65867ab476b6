package dev.plumbline.embedded.prometheus.scrape;

import dev.plumbline.embedded.prometheus.exposition.Exposition;
import dev.plumbline.embedded.prometheus.exposition.ExpositionException;
import dev.plumbline.embedded.prometheus.exposition.ExpositionParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** Fetches and parses what a target exposes. */
final class Fetch {
    private static final String ACCEPT = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
            + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
            + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

    private final HttpClient client;

    Fetch(HttpClient client) {
        this.client = client;
    }

    /** A target gave no usable answer; the message is shown as its last error. */
    static final class Failure extends Exception {
        @java.io.Serial
        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message);
        }
    }

    Exposition from(Job job, Target target) throws Failure, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.uri())
                .timeout(target.timeout())
                .header("Accept", ACCEPT)
                .header("User-Agent", "Prometheus/3.14.0")
                .header(
                        "X-Prometheus-Scrape-Timeout-Seconds",
                        Double.toString(target.timeout().toMillis() / 1000.0));
        if (job.compression()) {
            request.header("Accept-Encoding", "gzip");
        }
        job.authorization().ifPresent(a -> request.header("Authorization", a));
        String get = "Get \"" + target.uri() + "\": ";
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new Failure(
                        "server returned HTTP status " + response.statusCode() + reason(response.statusCode()));
            }
            return parse(response);
        } catch (HttpTimeoutException e) {
            throw new Failure(get + "context deadline exceeded");
        } catch (ConnectException e) {
            String address = target.uri().getHost() + ":" + target.uri().getPort();
            throw new Failure(get + "dial tcp " + address + ": connect: connection refused");
        } catch (IOException e) {
            throw new Failure(get + e.getMessage());
        } catch (ExpositionException e) {
            throw new Failure(String.valueOf(e.getMessage()));
        }
    }

    private static String reason(int status) {
        return switch (status) {
            case 400 -> " Bad Request";
            case 401 -> " Unauthorized";
            case 403 -> " Forbidden";
            case 404 -> " Not Found";
            case 405 -> " Method Not Allowed";
            case 429 -> " Too Many Requests";
            case 500 -> " Internal Server Error";
            case 502 -> " Bad Gateway";
            case 503 -> " Service Unavailable";
            case 504 -> " Gateway Timeout";
            default -> "";
        };
    }

    private static Exposition parse(HttpResponse<byte[]> response) throws IOException, ExpositionException, Failure {
        byte[] body = response.body();
        if (response.headers().firstValue("content-encoding").orElse("").equals("gzip")) {
            body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        String type = response.headers().firstValue("content-type").orElse("");
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        boolean openMetrics = media.equals("application/openmetrics-text");
        if (!openMetrics && !media.equals("text/plain")) {
            throw new Failure(
                    type.isEmpty()
                            ? "non-compliant scrape target sending blank Content-Type and no fallback_scrape_protocol"
                                    + " specified for target"
                            : "received unsupported Content-Type \"" + type
                                    + "\" and no fallback_scrape_protocol specified for target");
        }
        return ExpositionParser.parse(new String(body, StandardCharsets.UTF_8), openMetrics);
    }
}
