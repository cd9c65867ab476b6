package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What a data source says of its own health.
 *
 * @param ok whether it works
 * @param message in words
 * @param details what it found out about the system behind it
 */
public record Health(boolean ok, String message, Optional<JsonNode> details) {
    static Health good(String message) {
        return new Health(true, message, Optional.empty());
    }

    static Health bad(String message) {
        return new Health(false, message, Optional.empty());
    }
}
