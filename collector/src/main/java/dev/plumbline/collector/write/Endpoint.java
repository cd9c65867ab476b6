package dev.plumbline.collector.write;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where entries go, and how.
 *
 * @param source the block that says all this, by which a change is noticed
 * @param name tells endpoints apart in journals and the spool
 * @param url of the push API
 * @param batchWait how long an entry waits for others at most
 * @param batchSize how many bytes of encoded entries make a batch full
 * @param timeout of one request
 * @param minBackoff pause after the first failure; doubles with each
 * @param maxBackoff longest pause
 * @param tenant for entries that name none; empty for none
 * @param headers added to each request
 * @param authorization makes the {@code Authorization} header
 * @param client how the server is reached
 * @param followRedirects whether an answer that names another place is followed
 * @param retryRateLimited whether an answer of 429 is tried again, as opposed to dropped
 */
record Endpoint(
        Object source,
        String name,
        URI url,
        Duration batchWait,
        int batchSize,
        Duration timeout,
        Duration minBackoff,
        Duration maxBackoff,
        String tenant,
        Map<String, List<String>> headers,
        Authorization authorization,
        ClientOptions client,
        boolean followRedirects,
        boolean retryRateLimited) {
    /** Tells whether both say the same. */
    boolean sameAs(Endpoint other) {
        return source.equals(other.source);
    }

    /** Returns the URL's host and port: a label of its metrics. */
    String host() {
        return url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    }

    /** Returns where Loki is asked what it has, if the push URL tells. */
    Optional<URI> queryUrl() {
        String path = url.getPath();
        if (path == null || !path.endsWith("/api/v1/push")) {
            return Optional.empty();
        }
        String query = path.substring(0, path.length() - "push".length()) + "query_range";
        return Optional.of(url.resolve(query));
    }
}
