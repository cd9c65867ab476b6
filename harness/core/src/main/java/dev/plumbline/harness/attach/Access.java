package dev.plumbline.harness.attach;

import dev.plumbline.harness.stack.Tls;
import dev.plumbline.harness.stack.Tls.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * With what a service is asked.
 *
 * @param headers sent with every request, credentials among them
 * @param tls whom to trust, and who we are
 */
record Access(Map<String, String> headers, Tls tls) {
    static final Set<String> KEYS = Set.of("basic-auth", "bearer-token-file", "tenant", "headers", "tls");
    private static final String AUTHORIZATION = "Authorization";
    private static final Set<String> OURS =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

    static Access of(Section service, String name) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        service.section("headers", "headers of " + name).ifPresent(section -> headers(section, headers));
        service.section("basic-auth", "basic-auth", Set.of("username", "password", "password-file"))
                .ifPresent(section -> put(service, headers, AUTHORIZATION, basic(section), "basic-auth"));
        if (service.has("bearer-token-file")) {
            service.text("bearer-token-file")
                    .ifPresent(file -> put(
                            service,
                            headers,
                            AUTHORIZATION,
                            "Bearer " + secret(service, "bearer-token-file", file),
                            "bearer-token-file"));
        }
        service.text("tenant").ifPresent(tenant -> put(service, headers, "X-Scope-OrgID", tenant, "tenant"));
        Tls tls = service.section("tls", "tls", Set.of("ca", "cert", "key", "insecure-skip-verify"))
                .map(Access::tls)
                .orElse(Tls.USUAL);
        return new Access(new LinkedHashMap<>(headers), tls);
    }

    private static void headers(Section section, Map<String, String> headers) {
        for (String name : section.keys()) {
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")
                    || OURS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                section.problem(name, "the header '" + name + "' cannot be set");
            } else {
                section.text(name).ifPresent(value -> put(section, headers, name, value, name));
            }
        }
    }

    /** A header set in two ways would leave to chance which one is sent. */
    private static void put(Section section, Map<String, String> headers, String name, String value, String key) {
        if (!value.chars().allMatch(c -> c >= ' ' && c < 127)) {
            section.problem(key, "'" + key + "' holds a character that a header cannot carry");
        } else if (headers.put(name, value) != null) {
            section.problem(key, "'" + key + "' sets the header " + name + ", which is set already");
        }
    }

    private static String basic(Section section) {
        String username = section.demanded("username", "basic-auth");
        if (section.has("password") == section.has("password-file")) {
            section.source().problem(section.place(), "basic-auth needs either 'password' or 'password-file'");
            return "";
        }
        String password = section.has("password")
                ? section.text("password").orElse("")
                : section.text("password-file")
                        .map(file -> secret(section, "password-file", file))
                        .orElse("");
        String pair = username + ":" + password;
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String secret(Section section, String key, String file) {
        Path path = section.source().path(file);
        try {
            String text = Files.readString(path).strip();
            if (text.isEmpty()) {
                section.problem(key, path + " is empty");
            }
            return text;
        } catch (IOException e) {
            section.problem(key, "cannot read " + path + ": " + e.getClass().getSimpleName());
            return "";
        }
    }

    private static Tls tls(Section section) {
        if (section.has("insecure-skip-verify")) {
            section.problem(
                    "insecure-skip-verify",
                    "insecure-skip-verify is refused: answers of an unknown server prove nothing, and credentials"
                            + " would go to it; name the authority that signed its certificate in tls.ca");
            return Tls.USUAL;
        }
        Optional<Path> ca = section.text("ca").map(section.source()::path);
        Optional<Path> cert = section.text("cert").map(section.source()::path);
        Optional<Path> key = section.text("key").map(section.source()::path);
        if (cert.isPresent() != key.isPresent()) {
            section.source().problem(section.place(), "tls needs both 'cert' and 'key', or neither");
            return Tls.USUAL;
        }
        Tls trust = new Tls(ca, Optional.empty());
        check(section, "ca", trust, "is no PEM file with certificates");
        Tls tls = new Tls(ca, cert.flatMap(c -> key.map(k -> new Identity(c, k))));
        if (cert.isPresent()) {
            check(section, "cert", tls, "and its key are no certificate of our own");
        }
        return tls;
    }

    private static void check(Section section, String key, Tls tls, String what) {
        if (section.has(key)) {
            Path path = section.source().path(section.text(key).orElse(""));
            try {
                tls.context();
            } catch (IOException e) {
                section.problem(key, "cannot read " + path + ": " + e.getClass().getSimpleName());
            } catch (GeneralSecurityException e) {
                section.problem(key, path + " " + what + ": " + e.getMessage());
            }
        }
    }
}
