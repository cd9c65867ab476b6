package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Labels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One stream of one tenant at one endpoint. */
final class Stream {
    static final String TENANT = "__tenant_id__";

    private final String tenant;
    private final Map<String, String> labels;
    private final String text;
    private final byte[] encoded;
    private final String key;
    /** Where its entries of the open batch are; guarded by its shard. */
    @Nullable
    StreamBuffer open;

    private Stream(String tenant, Map<String, String> labels) {
        this.tenant = tenant;
        this.labels = labels;
        this.text = GoText.labels(labels);
        this.encoded = text.getBytes(StandardCharsets.UTF_8);
        this.key = digest(tenant + '\0' + text);
    }

    /**
     * Makes the stream of a label set.
     *
     * @param external labels that are added where the set has no such name
     * @param usualTenant where the set names none
     */
    static Stream of(Labels set, Map<String, String> external, String usualTenant) {
        TreeMap<String, String> labels = new TreeMap<>(external);
        labels.putAll(set.byName());
        String tenant = labels.remove(TENANT);
        return new Stream(tenant == null ? usualTenant : tenant, labels);
    }

    /** Makes a stream again of what a spool file tells. */
    static Stream of(String tenant, Map<String, String> labels) {
        return new Stream(tenant, new TreeMap<>(labels));
    }

    private static String digest(String text) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(whole, 12));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    String tenant() {
        return tenant;
    }

    Map<String, String> labels() {
        return labels;
    }

    /** Returns the labels as Loki writes them, which is also the selector that finds them. */
    String text() {
        return text;
    }

    byte[] encoded() {
        return encoded;
    }

    /** Returns a short name that is the same in every run. */
    String key() {
        return key;
    }
}
