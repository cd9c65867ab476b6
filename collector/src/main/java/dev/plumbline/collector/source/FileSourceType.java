package dev.plumbline.collector.source;

import dev.plumbline.collector.components.Schemas;
import dev.plumbline.collector.components.Unsupported;
import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import dev.plumbline.collector.runtime.ComponentType;

/** Makes {@code loki.source.file}. */
public final class FileSourceType implements ComponentType {
    @Override
    public String name() {
        return "loki.source.file";
    }

    @Override
    public Schema schema() {
        return Schemas.lokiSourceFile();
    }

    @Override
    public void check(Block arguments, Problems problems) {
        arguments
                .attribute("encoding")
                .filter(a -> !a.value().equals(new Value.Text("")))
                .ifPresent(a -> problems.add(a.valuePosition(), "encoding is not supported: files are read as UTF-8"));
        arguments
                .attribute("legacy_positions_file")
                .ifPresent(a -> problems.add(
                        a.valuePosition(), "legacy_positions_file is not supported: remove it, reading begins anew"));
        Unsupported.unless(
                "restart_from_beginning",
                arguments,
                "on_positions_file_error",
                "a file whose position is lost is read from its beginning",
                problems);
        for (Block watch : arguments.blocks("file_watch")) {
            String least = Arguments.of(watch).text("min_poll_frequency", "250ms");
            String interval = "files are looked at every min_poll_frequency, here " + least;
            Unsupported.unless(least, watch, "max_poll_frequency", interval, problems);
        }
        for (Block packed : arguments.blocks("decompression")) {
            Unsupported.unless("true", packed, "enabled", "a file that ends in .gz is always unpacked", problems);
            Unsupported.unless("0s", packed, "initial_delay", "files are read at once", problems);
            packed.attribute("format")
                    .filter(a -> !a.value().equals(new Value.Text("gz")))
                    .ifPresent(a -> problems.add(
                            a.valuePosition(), "of the compressions only gz is supported, by the file's name"));
        }
    }

    @Override
    public Component create(Block arguments, ComponentContext context) {
        return new FileSource(arguments, context);
    }
}
