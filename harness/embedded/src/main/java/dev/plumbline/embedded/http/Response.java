package dev.plumbline.embedded.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP response.
 *
 * @param status status code
 * @param headers headers by name, {@code Content-Type} among them
 * @param body writes the body; a body that streams writes until the client goes away
 * @param length bytes of the body, 0 where its length is not known before (chunked), -1 where there is none
 */
public record Response(int status, Map<String, String> headers, Body body, long length) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Writes a response body. */
    @FunctionalInterface
    public interface Body {
        /** Writes the body; the stream is closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Returns a response with a body of the given type. */
    public static Response of(int status, String contentType, byte[] bytes) {
        return new Response(
                status,
                contentType.isEmpty() ? Map.of() : Map.of("Content-Type", contentType),
                out -> out.write(bytes),
                bytes.length == 0 ? -1 : bytes.length);
    }

    /** Returns plain UTF-8 text, typed as Go's net/http types it. */
    public static Response text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns a value as JSON, written by Jackson. */
    public static Response json(int status, Object value) {
        try {
            return of(status, "application/json", JSON.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /** Returns the same response under another media type. */
    public Response typed(String contentType) {
        return new Response(status, Map.of("Content-Type", contentType), body, length);
    }

    /** Returns a response without a body, such as 204. */
    public static Response empty(int status) {
        return new Response(status, Map.of(), out -> {}, -1);
    }

    /**
     * Returns a redirection, as Go's net/http writes it: with a page only for those who look.
     *
     * @param method of the request
     * @param status 301 or 307
     */
    public static Response redirect(String method, int status, String to) {
        String words = status == 301 ? "Moved Permanently" : "Temporary Redirect";
        String page = "<a href=\"" + to + "\">" + words + "</a>.\n\n";
        Response response = method.equals("GET") || method.equals("HEAD")
                ? of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8))
                : empty(status);
        return response.withHeader("Location", to);
    }

    /** Returns a response whose body is written as it comes into being. */
    public static Response streaming(int status, String contentType, Body body) {
        return new Response(status, Map.of("Content-Type", contentType), body, 0);
    }

    /** Returns this response with one header more. */
    public Response withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, body, length);
    }
}
