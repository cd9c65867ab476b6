package dev.plumbline.embedded.prometheus.api;

import dev.plumbline.embedded.http.Handler;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.prometheus.model.GoText;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Wraps what is answered in the envelope of the API. */
final class Answers {
    private static final long SECOND = 1000;

    private Answers() {}

    /**
     * An answer.
     *
     * @param data what was asked for
     * @param warnings what the caller should know
     * @param infos what the caller may want to know
     */
    record Data(Optional<Object> data, List<String> warnings, List<String> infos) {
        static Data of(Object data) {
            return new Data(Optional.of(data), List.of(), List.of());
        }

        static Data none() {
            return new Data(Optional.empty(), List.of(), List.of());
        }
    }

    /** Answers a request with data or throws. */
    @FunctionalInterface
    interface Call {
        Data answer(Request request);
    }

    static Handler handler(Call call) {
        return request -> {
            try {
                Data data = call.answer(request);
                Map<String, @Nullable Object> body = new LinkedHashMap<>();
                body.put("status", "success");
                data.data().ifPresent(d -> body.put("data", d));
                if (!data.warnings().isEmpty()) {
                    body.put("warnings", data.warnings());
                }
                if (!data.infos().isEmpty()) {
                    body.put("infos", data.infos());
                }
                return Response.json(200, body);
            } catch (ApiException e) {
                return error(e);
            }
        };
    }

    static Response error(ApiException e) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("status", "error");
        body.put("errorType", e.type());
        body.put("error", e.getMessage());
        return Response.json(e.status(), body);
    }

    /** Writes a time in seconds. */
    static Number seconds(long millis) {
        if (millis % SECOND == 0) {
            return millis / SECOND;
        }
        return BigDecimal.valueOf(millis, 3);
    }

    static List<Object> point(long millis, double value) {
        return List.of(seconds(millis), GoText.value(value));
    }
}
