package dev.plumbline.collector.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void fields_of_an_object_in_a_label_have_one_order() {
        assertThat(Texts.sorted("{job=\"in\", o=\"{\\\"b\\\":[{\\\"d\\\":1,\\\"c\\\":2}],\\\"a\\\":\\\"x\\\"}\"}"))
                .isEqualTo("{job=\"in\", o=\"{\\\"a\\\":\\\"x\\\",\\\"b\\\":[{\\\"c\\\":2,\\\"d\\\":1}]}\"}");
    }

    @Test
    void what_is_no_object_stays_as_it_is() {
        assertThat(Texts.sorted("{a=\"{x\", b=\"1.50\", c=\"é\\n\"}")).isEqualTo("{a=\"{x\", b=\"1.50\", c=\"é\\n\"}");
    }
}
