package dev.plumbline.embedded.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.plumbline.embedded.http.Handler;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One OTLP/HTTP endpoint, such as {@code /v1/traces}.
 *
 * @param <R> the request's message, such as {@code ExportTraceServiceRequest}
 */
public final class OtlpHttp<R extends Message> implements Handler {
    private static final String JSON = "application/json";
    private static final String PROTOBUF = "application/x-protobuf";
    private static final int INVALID_ARGUMENT = 3;
    private static final int INTERNAL = 13;
    private static final int UNAVAILABLE = 14;

    private final Supplier<Message.Builder> builder;
    private final Class<R> type;
    private final Consumer<R> accept;

    /**
     * Describes an endpoint.
     *
     * @param type the request's message
     * @param builder makes an empty builder of it
     * @param accept takes each request; an {@link OtlpException} it throws says that the request cannot be taken now
     *     and the client may retry, unless it is {@linkplain OtlpException#invalid invalid}
     */
    public OtlpHttp(Class<R> type, Supplier<Message.Builder> builder, Consumer<R> accept) {
        this.type = type;
        this.builder = builder;
        this.accept = accept;
    }

    @Override
    public Response handle(Request request) {
        String contentType = mediaType(request.header("content-type").orElse(""));
        if (!request.header("content-encoding").orElse("").isEmpty()) {
            return encoded(request, contentType);
        }
        if (!request.method().equals("POST")) {
            return plain(405, "405 method not allowed, supported: [POST]");
        }
        if (!contentType.equals(JSON) && !contentType.equals(PROTOBUF)) {
            return plain(415, "415 unsupported media type, supported: [application/json, application/x-protobuf]");
        }
        boolean json = contentType.equals(JSON);
        R message;
        try {
            message = read(request.body(), json);
        } catch (OtlpException e) {
            return e.isPrintable()
                    ? failed(400, INVALID_ARGUMENT, e.getMessage(), json)
                    : failed(500, INTERNAL, e.getMessage(), true);
        }
        try {
            accept.accept(message);
        } catch (OtlpException e) {
            return e.isInvalid()
                    ? failed(400, INVALID_ARGUMENT, e.getMessage(), json)
                    : failed(503, UNAVAILABLE, e.getMessage(), json);
        }
        return json
                ? Response.json(200, Map.of("partialSuccess", Map.of()))
                // field 1, an empty partial success
                : Response.of(200, PROTOBUF, new byte[] {0x0a, 0});
    }

    /** Returns the media type without its parameters; empty if one of these has no value. */
    private static String mediaType(String header) {
        String[] parts = header.split(";", -1);
        for (int i = 1; i < parts.length; i++) {
            if (!parts[i].isBlank() && !parts[i].contains("=")) {
                return "";
            }
        }
        return parts[0].strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isGzip(byte[] body) {
        return body.length > 2 && body[0] == 0x1f && body[1] == (byte) 0x8b && body[2] == 8;
    }

    /** Answers a body whose encoding could not be undone. */
    private static Response encoded(Request request, String contentType) {
        String encoding = request.header("content-encoding").orElse("");
        String problem = !encoding.equals("gzip")
                ? "unsupported Content-Encoding: " + encoding
                : request.body().length == 0
                        ? "EOF"
                        : isGzip(request.body()) ? "unexpected EOF" : "gzip: invalid header";
        return switch (contentType) {
            case JSON, "" -> failed(400, INVALID_ARGUMENT, problem, true);
            case PROTOBUF -> failed(400, INVALID_ARGUMENT, problem, false);
            default -> failed(500, INTERNAL, "failed to marshal error message", true);
        };
    }

    /**
     * Reads a request.
     *
     * @throws OtlpException if the body is none
     */
    public R read(byte[] body, boolean json) {
        Message.Builder into = builder.get();
        if (json) {
            OtlpJson.merge(body, into);
        } else {
            OtlpProto.merge(body, into);
        }
        return type.cast(into.build());
    }

    private static Response failed(
            int status, int code, @org.jspecify.annotations.Nullable String message, boolean json) {
        String text = message == null ? "" : message;
        if (json) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("code", code);
            body.put("message", text);
            return Response.json(status, body);
        }
        // google.rpc.Status: field 1 is the code, field 2 the message
        UnknownFieldSet rpcStatus = UnknownFieldSet.newBuilder()
                .addField(1, UnknownFieldSet.Field.newBuilder().addVarint(code).build())
                .addField(
                        2,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8(text))
                                .build())
                .build();
        return Response.of(status, PROTOBUF, rpcStatus.toByteArray());
    }

    /** Answers a path or a method that no endpoint has, as the Collector's receiver does. */
    public static Response unrouted(Request request) {
        return plain(404, "404 page not found\n");
    }

    private static Response plain(int status, String text) {
        return Response.text(status, text).typed("text/plain");
    }
}
