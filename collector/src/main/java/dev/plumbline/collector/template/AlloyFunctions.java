package dev.plumbline.collector.template;

import dev.plumbline.collector.golang.GoText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** The functions that Alloy adds. */
final class AlloyFunctions {
    private AlloyFunctions() {}

    static void addTo(Map<String, Function> all) {
        Functions.add(all, "ToLower", "s", c -> SprigText.lower(c.text(0)));
        Functions.add(all, "ToUpper", "s", c -> SprigText.upper(c.text(0)));
        Functions.add(all, "Replace", "sssi", c -> GoText.replace(c.text(0), c.text(1), c.text(2), c.count(3)));
        Functions.add(all, "Trim", "ss", c -> SprigText.trim(c.text(0), c.text(1), true, true));
        Functions.add(all, "TrimLeft", "ss", c -> SprigText.trim(c.text(0), c.text(1), true, false));
        Functions.add(all, "TrimRight", "ss", c -> SprigText.trim(c.text(0), c.text(1), false, true));
        Functions.add(all, "TrimPrefix", "ss", c -> SprigText.withoutPrefix(c.text(0), c.text(1)));
        Functions.add(all, "TrimSuffix", "ss", c -> SprigText.withoutSuffix(c.text(0), c.text(1)));
        Functions.add(all, "TrimSpace", "s", c -> SprigText.trimSpace(c.text(0)));
        Functions.add(all, "Hash", "ss", c -> digest("SHA3-256", c.text(0) + c.text(1)));
        Functions.add(all, "Sha2Hash", "ss", c -> digest("SHA-256", c.text(0) + c.text(1)));
    }

    static String digest(String algorithm, String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
