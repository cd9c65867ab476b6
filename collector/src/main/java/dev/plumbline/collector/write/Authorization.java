package dev.plumbline.collector.write;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Makes the {@code Authorization} header that an endpoint's block asks for; files are read anew each time. */
@FunctionalInterface
interface Authorization extends AutoCloseable {
    /**
     * Returns the header for now, if there is one.
     *
     * @throws IOException if it cannot be had; the message holds no secret
     */
    Optional<String> header() throws IOException, InterruptedException;

    /** Learns that the last header was not taken. */
    default void refused() {}

    @Override
    default void close() {}

    static Authorization of(Block block) {
        Arguments arguments = Arguments.of(block);
        Optional<String> inUrl = userOf(arguments.text("url", ""));
        if (inUrl.isPresent() && block.blocks("oauth2").isEmpty()) {
            return () -> inUrl;
        }
        Optional<Block> basic = block.blocks("basic_auth").stream().findFirst();
        if (basic.isPresent()) {
            Arguments in = Arguments.of(basic.get());
            return () -> Optional.of("Basic " + encode(in.text("username", "") + ":" + Secrets.read(in, "password")));
        }
        Optional<Block> other = block.blocks("authorization").stream().findFirst();
        if (other.isPresent()) {
            Arguments in = Arguments.of(other.get());
            return () -> Optional.of(in.text("type", "Bearer") + " " + Secrets.read(in, "credentials"));
        }
        Optional<Block> oauth2 = block.blocks("oauth2").stream().findFirst();
        if (oauth2.isPresent()) {
            return new OAuth2(oauth2.get());
        }
        if (arguments.has("bearer_token") || arguments.has("bearer_token_file")) {
            return () -> Optional.of("Bearer " + Secrets.read(arguments, "bearer_token"));
        }
        return Optional::empty;
    }

    /** As Go's client does it: what stands before the {@code @} of a URL goes before all others but OAuth2. */
    private static Optional<String> userOf(String url) {
        try {
            return Optional.ofNullable(new URI(url).getRawUserInfo()).map(Authorization::basic);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Makes the header of a user and a password as a URL holds them. */
    static String basic(String userInfo) {
        String[] parts = userInfo.split(":", 2);
        return "Basic " + encode(decoded(parts[0]) + ":" + (parts.length > 1 ? decoded(parts[1]) : ""));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encode(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
