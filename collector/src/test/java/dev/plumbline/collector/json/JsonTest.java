package dev.plumbline.collector.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void fields_and_elements_are_found_by_name_and_in_their_order() throws JsonException {
        Json json = JsonReader.read("{\"b\":[1,\"x\",true,null],\"a\":{\"n\":9007199254740992}}");

        assertThat(json.fields().keySet()).containsExactly("b", "a");
        assertThat(json.at("b").elements()).extracting(Json::text).containsExactly("1", "x", "true", "");
        assertThat(json.at("a").at("n").number()).isEqualTo(9007199254740992.0);
        assertThat(json.has("a")).isTrue();
    }

    @Test
    void what_is_not_there_is_empty_wherever_it_is_looked_for() {
        Json nothing = Json.of(Map.of("text", "x")).at("text").at("deeper").at("still");

        assertThat(nothing).isEqualTo(Json.none());
        assertThat(nothing.text()).isEmpty();
        assertThat(nothing.number()).isZero();
        assertThat(nothing.isTrue()).isFalse();
        assertThat(nothing.elements()).isEmpty();
        assertThat(nothing.has("x")).isFalse();
    }

    @Test
    void plain_values_are_written_and_read_back() throws JsonException {
        Json json = Json.of(Map.of("list", Arrays.asList(1, 2.5, "<&>\n", null, false), "empty", List.of()));

        assertThat(JsonReader.read(JsonWriter.write(json))).isEqualTo(json);
    }

    @Test
    void what_json_cannot_hold_is_refused() {
        assertThatThrownBy(() -> Json.of(new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be written as JSON");
    }
}
