package dev.plumbline.collector.convert;

import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** What all sources of one scrape config share; each component is written when it is first needed. */
final class Pipeline {
    private final String label;
    private final List<Section> relabel;
    private final List<Node> stages;
    private final Limits limits;
    private final Stages writer;
    private final String writers;
    private final String targets;
    private Optional<String> receivers = Optional.empty();
    private boolean relabelWritten;
    private boolean entriesRelabelled;

    Pipeline(String label, Section scrape, Limits limits, Stages writer, String writers, String targets) {
        this.label = label;
        this.relabel = RelabelRules.read(scrape);
        this.stages = scrape.nodes("pipeline_stages");
        this.limits = limits;
        this.writer = writer;
        this.writers = writers;
        this.targets = targets;
    }

    String label() {
        return label;
    }

    /** Returns where a source sends its entries. */
    String receivers(AlloyText out) {
        if (receivers.isEmpty()) {
            receivers = Optional.of(process(out));
        }
        return receivers.get();
    }

    /** Returns where a source sends its entries that has no relabel rules of its own. */
    String relabelledReceivers(AlloyText out) {
        String behind = receivers(out);
        if (relabel.isEmpty()) {
            return behind;
        }
        if (!entriesRelabelled) {
            entriesRelabelled = true;
            out.open("loki.relabel", label).raw("forward_to", behind);
            RelabelRules.write(relabel, out);
            out.close();
        }
        return "[loki.relabel." + label + ".receiver]";
    }

    private String process(AlloyText out) {
        if (stages.isEmpty() && !limits.any()) {
            return writers;
        }
        out.open("loki.process", label).raw("forward_to", writers);
        limits.write(out);
        writer.write(stages, out);
        out.close();
        return "[loki.process." + label + ".receiver]";
    }

    /** Returns the relabel rules as an expression. */
    String rules(AlloyText out) {
        return relabel.isEmpty() ? "null" : relabelled(out) + ".rules";
    }

    /** Returns the targets behind the relabel rules as an expression. */
    String targets(AlloyText out) {
        return relabel.isEmpty() ? targets : relabelled(out) + ".output";
    }

    private String relabelled(AlloyText out) {
        if (!relabelWritten) {
            relabelWritten = true;
            out.open("discovery.relabel", label).raw("targets", targets);
            RelabelRules.write(relabel, out);
            out.close();
        }
        return "discovery.relabel." + label;
    }
}
