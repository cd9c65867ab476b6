package dev.plumbline.embedded.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.plumbline.embedded.http.Handler;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import java.util.LinkedHashMap;
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
     *     and the client may retry
     */
    public OtlpHttp(Class<R> type, Supplier<Message.Builder> builder, Consumer<R> accept) {
        this.type = type;
        this.builder = builder;
        this.accept = accept;
    }

    @Override
    public Response handle(Request request) {
        if (!request.method().equals("POST")) {
            return plain(405, "405 method not allowed, supported: [POST]");
        }
        String contentType =
                request.header("content-type").orElse("").split(";", 2)[0].strip();
        if (!contentType.equals(JSON) && !contentType.equals(PROTOBUF)) {
            return plain(415, "415 unsupported media type, supported: [application/json, application/x-protobuf]");
        }
        boolean json = contentType.equals(JSON);
        R message;
        try {
            message = read(request.body(), json);
        } catch (OtlpException e) {
            return failed(400, INVALID_ARGUMENT, e.getMessage(), json);
        }
        try {
            accept.accept(message);
        } catch (OtlpException e) {
            return failed(503, UNAVAILABLE, e.getMessage(), json);
        }
        return json
                ? Response.json(200, Map.of("partialSuccess", Map.of()))
                // field 1, an empty partial success
                : Response.of(200, PROTOBUF, new byte[] {0x0a, 0});
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
            try {
                into.mergeFrom(body);
            } catch (InvalidProtocolBufferException e) {
                throw new OtlpException("proto: " + e.getMessage());
            }
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
        return Response.text(status, text);
    }
}
