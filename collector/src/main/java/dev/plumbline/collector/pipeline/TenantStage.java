package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Arguments;
import java.util.List;
import java.util.Optional;

/** {@code stage.tenant}: names the tenant that an entry is sent for, in the label that writers look at. */
final class TenantStage implements Change {
    static final String LABEL = "__tenant_id__";

    private final String source;
    private final String label;
    private final String value;

    private TenantStage(String source, String label, String value) {
        this.source = source;
        this.label = label;
        this.value = value;
    }

    static Optional<Stage> read(StageBlock block) {
        Arguments arguments = block.arguments();
        List<String> given = List.of("value", "source", "label").stream()
                .filter(name -> !arguments.text(name, "").isEmpty())
                .toList();
        boolean unknown = List.of("value", "source", "label").stream().anyMatch(arguments::isUnknown);
        if (given.isEmpty() && !unknown) {
            block.problem("source", "label, source or value config are required");
        } else if (given.size() > 1) {
            block.problem(
                    given.getLast(),
                    "label, source and value are mutually exclusive: you should set source, value or label but not all");
        }
        return block.sound()
                ? Optional.of(new TenantStage(
                        arguments.text("source", ""), arguments.text("label", ""), arguments.text("value", "")))
                : Optional.empty();
    }

    @Override
    public void change(Draft draft) {
        String tenant = value;
        if (!source.isEmpty()) {
            tenant = draft.extractedText(source).orElse("");
        } else if (!label.isEmpty()) {
            tenant = draft.labels().getOrDefault(label, "");
        }
        if (!tenant.isEmpty()) {
            draft.label(LABEL, tenant);
        }
    }
}
