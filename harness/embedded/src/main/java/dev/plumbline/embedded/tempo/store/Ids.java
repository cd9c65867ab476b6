package dev.plumbline.embedded.tempo.store;

import com.google.protobuf.ByteString;
import java.util.HexFormat;

/** Ids as text. */
public final class Ids {
    private Ids() {}

    /** Returns a trace's id in hexadecimal without leading zeros, as search results have it. */
    public static String trace(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray()).replaceFirst("^0+", "");
    }

    /** Returns a span's id as sixteen hexadecimal digits. */
    public static String span(ByteString id) {
        String hex = HexFormat.of().formatHex(id.toByteArray());
        return "0".repeat(Math.max(0, 16 - hex.length())) + hex;
    }
}
