package dev.plumbline.embedded.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Collector's receiver takes and refuses; texts as Tempo 3.0.3 answered them. */
class OtlpHttpTest {

    private static ExportTraceServiceRequest json(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8), true);
    }

    private static ExportTraceServiceRequest read(byte[] body, boolean json) {
        return new OtlpHttp<>(ExportTraceServiceRequest.class, ExportTraceServiceRequest::newBuilder, request -> {})
                .read(body, json);
    }

    private static Span span(String fields) {
        return json("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{" + fields + "}]}]}]}")
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            []                                  | ReadObject: expect { or , or } or n, but found [
            {"resourceSpans":{}}                | ReadArray: expect [ or , or ] or n, but found {
            {"resourceSpans":[5]}               | ReadObject: expect { or , or } or n, but found 5
            {"a" 1}                             | ReadObject: expect : after object field, but found 1
            {"a":x}                             | Skip: do not know how to skip: 120
            {"a":[1 2]}                         | ReadArrayCB: expect ] in the end, but found 2
            {"a":1.}                            | validateNumber: missing digit after dot
            {"resourceSpans":[                  | ReadObject: expect { or , or } or n, but found NUL
            {"a":nul}                           | skipThreeBytes: expect ull
            """)
    void says_what_is_wrong_with_a_body(String body, String problem) {
        assertThatThrownBy(() -> json(body))
                .isInstanceOf(OtlpException.class)
                .hasMessageStartingWith(problem.replace("NUL", "\0") + ", error found in #");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            "kind":"SERVER"                     | ReadEnumValue: unknown string value
            "kind":true                         | ReadEnumValue: unsupported value type
            "name":5                            | ReadString: expects " or n, but found 5
            "startTimeUnixNano":"x"             | ReadUint64: strconv.ParseUint: parsing "x": invalid syntax
            "startTimeUnixNano":1.5             | assertInteger: can not decode float as int
            "startTimeUnixNano":null            | ReadUint64: unsupported value type
            "spanId":"zz00000000000000"         | ID.UnmarshalJSONIter: encoding/hex: invalid byte: U+007A 'z'
            "spanId":null                       | ReadStringAsSlice: expects " or n, but found n
            "attributes":[{"key":"a","value":{"boolValue":"x"}}] | ReadBool: expect t or f, but found "
            """)
    void says_what_is_wrong_with_a_field_of_a_span(String field, String problem) {
        assertThatThrownBy(() -> span(field))
                .isInstanceOf(OtlpException.class)
                .hasMessageStartingWith(problem + ", error found in #");
    }

    @Test
    void takes_numbers_as_text_enums_by_name_both_spellings_and_unknown_fields() {
        Span span = span("\"start_time_unix_nano\":\"12\",\"endTimeUnixNano\":13,\"kind\":\"SPAN_KIND_CLIENT\","
                + "\"nobody\":{\"a\":[-1.5e3,\"\\u00e4\"]},\"name\":null");

        assertThat(span.getStartTimeUnixNano()).isEqualTo(12);
        assertThat(span.getEndTimeUnixNano()).isEqualTo(13);
        assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
        assertThat(span.getName()).isEmpty();
    }

    @Test
    void does_not_look_behind_the_message() {
        assertThat(json("{}]]").getResourceSpansCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "08, proto: wrong wireType = 0 for field ResourceSpans",
        "0aff, unexpected EOF",
        "00, 'proto: Link: illegal field=0 (tag=0, pos=1)'",
        "7f00, proto: illegal wireType 7"
    })
    void says_what_is_wrong_with_protobuf(String hex, String problem) {
        byte[] body = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> read(body, false))
                .isInstanceOf(OtlpException.class)
                .hasMessage(problem);
    }

    @Test
    void refuses_ids_of_another_length() {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        request.addResourceSpansBuilder()
                .addScopeSpansBuilder()
                .addSpansBuilder()
                .setParentSpanId(ByteString.copyFromUtf8("abc"));

        assertThatThrownBy(() -> read(request.build().toByteArray(), false))
                .hasMessage("unmarshal: invalid SpanID length");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, gzip, 78, 400, gzip: invalid header",
        "application/json, gzip, 1f8b0800, 400, unexpected EOF",
        "application/json, br, 7b7d, 400, unsupported Content-Encoding: br",
        "application/json; charset, '', 7b7d, 415, 415 unsupported media type",
        "application/json; charset=utf-8, '', 7b7d, 200, partialSuccess"
    })
    void says_what_it_cannot_decode(String type, String encoding, String hex, int status, String text)
            throws IOException {
        Map<String, String> headers = encoding.isEmpty()
                ? Map.of("content-type", type)
                : Map.of("content-type", type, "content-encoding", encoding);
        Response response = new OtlpHttp<>(
                        ExportTraceServiceRequest.class, ExportTraceServiceRequest::newBuilder, request -> {})
                .handle(new Request(
                        "POST",
                        URI.create("/v1/traces"),
                        headers,
                        Map.of(),
                        Map.of(),
                        HexFormat.of().parseHex(hex)));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        response.body().writeTo(body);

        assertThat(response.status()).isEqualTo(status);
        assertThat(body.toString(StandardCharsets.UTF_8)).contains(text);
    }
}
