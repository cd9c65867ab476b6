package dev.plumbline.collector.convert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** One kind of discovery: the settings it has under the same names on both sides, and what is written behind them. */
final class CloudDiscovery {
    private final String name;
    private final BiConsumer<Section, AlloyText> end;
    private final Set<String> keys = new HashSet<>();
    private final List<BiConsumer<Section, AlloyText>> settings = new ArrayList<>();
    private final List<Consumer<Section>> checks = new ArrayList<>();

    CloudDiscovery(String name, BiConsumer<Section, AlloyText> end) {
        this.name = name;
        this.end = end;
    }

    /** Returns the name of its section in Promtail. */
    String section() {
        return name + "_sd_configs";
    }

    /** Writes one component for each element of the section; returns the expressions of their targets. */
    List<String> write(Section scrape, String label, AlloyText out) {
        List<String> targets = new ArrayList<>();
        for (Section discovery : scrape.sections(section(), keys)) {
            checks.forEach(check -> check.accept(discovery));
            String own = Discoveries.numbered(label, targets.size());
            out.open("discovery." + name, own);
            settings.forEach(setting -> setting.accept(discovery, out));
            end.accept(discovery, out);
            out.close();
            targets.add("discovery." + name + "." + own + ".targets");
        }
        return targets;
    }

    private CloudDiscovery with(String key, BiConsumer<Section, AlloyText> setting) {
        keys.add(key);
        settings.add(setting);
        return this;
    }

    /** Lets the section hold keys that are read by the end, or not at all. */
    CloudDiscovery also(Set<String> others) {
        keys.addAll(others);
        return this;
    }

    /** Refuses a section that does not have this key, or has it without a value. */
    CloudDiscovery needs(String key) {
        checks.add(section -> {
            boolean list =
                    section.node(key).filter(SequenceNode.class::isInstance).isPresent();
            if (list ? section.nodes(key).isEmpty() : section.text(key, "").isEmpty()) {
                throw new ConversionException(section() + " requires " + key);
            }
        });
        return this;
    }

    /** Refuses any other value of a key that is there. */
    CloudDiscovery oneOf(String key, String... allowed) {
        checks.add(section -> section.text(key)
                .filter(value -> !List.of(allowed).contains(value))
                .ifPresent(value -> {
                    throw new ConversionException("unknown " + key + " \"" + value + "\" of " + section()
                            + "; expected one of " + List.of(allowed));
                }));
        return this;
    }

    CloudDiscovery check(Consumer<Section> check) {
        checks.add(check);
        return this;
    }

    CloudDiscovery text(String key, String absent) {
        return with(key, (section, out) -> out.text(key, section.text(key, absent), absent));
    }

    /** Adds a text that is written even where it is empty. */
    CloudDiscovery required(String key) {
        return with(key, (section, out) -> out.text(key, section.text(key, "")));
    }

    CloudDiscovery texts(String key) {
        return with(key, (section, out) -> out.texts(key, section.texts(key)));
    }

    /** Adds a list that is written even where it is empty. */
    CloudDiscovery requiredTexts(String key) {
        return with(key, (section, out) -> out.raw(key, AlloyText.list(section.texts(key))));
    }

    CloudDiscovery whole(String key, long absent) {
        return with(key, (section, out) -> out.whole(key, section.whole(key, absent), absent));
    }

    CloudDiscovery flag(String key, boolean absent) {
        return with(key, (section, out) -> out.flag(key, section.flag(key, absent), absent));
    }

    CloudDiscovery time(String key, Duration absent) {
        return with(key, (section, out) -> out.duration(key, section.prometheusDuration(key, absent), absent));
    }

    CloudDiscovery map(String key) {
        return with(key, (section, out) -> {
            if (section.has(key)) {
                out.map(key, section.map(key));
            }
        });
    }
}
