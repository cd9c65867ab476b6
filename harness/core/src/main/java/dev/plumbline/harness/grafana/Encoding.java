package dev.plumbline.harness.grafana;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Encodes for addresses as JavaScript does. */
final class Encoding {
    private Encoding() {}

    /** Does what {@code encodeURIComponent} does, and encodes {@code !'()*} too. */
    static String component(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** Does what {@code encodeURI} does, and encodes {@code !'()*} too. */
    static String uri(String text) {
        String encoded = component(text);
        for (char kept : ";,/?:@&=+$#".toCharArray()) {
            encoded = encoded.replace("%%%02X".formatted((int) kept), Character.toString(kept));
        }
        return encoded;
    }
}
