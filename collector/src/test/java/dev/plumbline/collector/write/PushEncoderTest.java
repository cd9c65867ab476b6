package dev.plumbline.collector.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.Outcomes;
import dev.plumbline.collector.testkit.PushDecoder;
import dev.plumbline.collector.testkit.PushDecoder.Pushed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PushEncoderTest {
    private static Entry entry(long timestamp, String line, Map<String, String> metadata) {
        byte[] bytes = ("<" + line + ">").getBytes(StandardCharsets.UTF_8);
        return new Entry(
                Labels.of(Map.of()), timestamp, bytes, 1, bytes.length - 2, metadata, Kept.of(new Outcomes(), 1));
    }

    private static Batch batch() {
        Stream stream = Stream.of(Labels.of(Map.of("b", "q\"\n", "a", "é")), Map.of("x", "1", "a", "no"), "tenant");
        Batch batch = new Batch();
        StreamBuffer buffer = new StreamBuffer(stream);
        batch.add(buffer);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("trace", "abc");
        metadata.put("empty", "");
        batch.add(buffer, entry(1_768_471_200_000_000_001L, "line é", metadata));
        batch.add(buffer, entry(1_768_471_200_000_000_000L, "", Map.of()));
        batch.add(buffer, entry(-1, "x".repeat(300_000), Map.of()));
        batch.add(buffer, entry(0, "zero", Map.of()));
        return batch;
    }

    private static List<Pushed> decode(Batch batch) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PushBody.request(batch.streams(), out::write);
        assertThat(out.size()).isEqualTo(PushEncoder.requestSize(batch.streams()));
        return PushDecoder.decodePlain(out.toByteArray());
    }

    @Test
    void what_is_encoded_is_what_a_decoder_reads() throws IOException {
        List<Pushed> pushed = decode(batch());
        assertThat(pushed).extracting(Pushed::labels).containsOnly("{a=\"é\", b=\"q\\\"\\n\", x=\"1\"}");
        assertThat(pushed)
                .extracting(Pushed::timestamp)
                .containsExactly(1_768_471_200_000_000_001L, 1_768_471_200_000_000_000L, -1L, 0L);
        assertThat(pushed).extracting(Pushed::text).containsExactly("line é", "", "x".repeat(300_000), "zero");
        assertThat(pushed.getFirst().metadata()).isEqualTo(Map.of("trace", "abc", "empty", ""));
    }

    @Test
    void a_batch_can_be_taken_apart_and_put_together_again() throws IOException {
        Batch batch = batch();
        List<Item> items = batch.items();
        assertThat(items)
                .extracting(Item::timestamp)
                .containsExactly(1_768_471_200_000_000_001L, 1_768_471_200_000_000_000L, -1L, 0L);
        Batch half = Batch.of(List.of(items.get(0), items.get(3)));
        assertThat(decode(half)).extracting(Pushed::text).containsExactly("line é", "zero");
        assertThat(half.entries()).isEqualTo(2);
        assertThat(half.lineBytes()).isEqualTo(11);
        assertThat(PushEncoder.metadataNames(batch.streams().getFirst())).containsExactlyInAnyOrder("trace", "empty");
    }

    @Test
    void a_spooled_batch_comes_back_whole_or_not_at_all() throws Exception {
        byte[] file = SpoolCodec.encode(batch().streams());
        Batch back = SpoolCodec.decode(file, new Outcomes());
        assertThat(decode(back)).extracting(Pushed::text).containsExactly("line é", "", "x".repeat(300_000), "zero");
        assertThat(back.streams().getFirst().stream().tenant()).isEqualTo("tenant");
        file[file.length - 1] ^= 1;
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> SpoolCodec.decode(file, new Outcomes()))
                .hasMessage("damaged");
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> SpoolCodec.decode(Arrays.copyOf(file, 100), new Outcomes()))
                .hasMessage("not a batch");
    }
}
