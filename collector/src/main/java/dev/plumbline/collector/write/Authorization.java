package dev.plumbline.collector.write;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the {@code Authorization} header that an endpoint's block asks for; files are read anew each time. */
final class Authorization {
    private Authorization() {}

    static Supplier<Optional<String>> of(Block block) {
        Arguments arguments = Arguments.of(block);
        Optional<Block> basic = block.blocks("basic_auth").stream().findFirst();
        if (basic.isPresent()) {
            Arguments in = Arguments.of(basic.get());
            return () -> Optional.of("Basic " + encode(in.text("username", "") + ":" + secret(in, "password")));
        }
        Optional<Block> other = block.blocks("authorization").stream().findFirst();
        if (other.isPresent()) {
            Arguments in = Arguments.of(other.get());
            return () -> Optional.of(in.text("type", "Bearer") + " " + secret(in, "credentials"));
        }
        if (arguments.has("bearer_token") || arguments.has("bearer_token_file")) {
            return () -> Optional.of("Bearer " + secret(arguments, "bearer_token"));
        }
        return Optional::empty;
    }

    private static String encode(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a secret that stands in the file of the configuration, or in a file of its own. */
    static String secret(Arguments arguments, String name) {
        Optional<String> here = arguments.text(name);
        return here.or(() -> arguments.text(name + "_file").map(Authorization::read))
                .orElse("");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            // The request then fails with 401, and is tried again: the file may be on its way.
            return "";
        }
    }
}
