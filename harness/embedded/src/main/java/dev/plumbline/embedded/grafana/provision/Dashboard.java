package dev.plumbline.embedded.grafana.provision;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A dashboard as Grafana stores it.
 *
 * @param id number that the database gave it
 * @param uid name in paths
 * @param title name that people see
 * @param model the dashboard: v1 JSON, or the {@code spec} of a v2 resource
 * @param isV2 whether it is stored in the newer form, which the old API cannot show
 * @param folder folder it lies in; empty title for none
 * @param externalId path below the provider's folder
 * @param version counts its changes
 * @param updated when it was last imported
 */
public record Dashboard(
        int id,
        String uid,
        String title,
        JsonNode model,
        boolean isV2,
        Folder folder,
        String externalId,
        int version,
        Instant updated) {
    /** A folder; the general one has neither uid nor title. */
    public record Folder(String uid, String title) {
        /** The folder of dashboards that lie in none. */
        public static final Folder NONE = new Folder("", "");
    }

    /** Returns the title as it stands in paths. */
    public String slug() {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** Returns the tags. */
    public List<String> tags() {
        List<String> tags = new ArrayList<>();
        model.path("tags").forEach(t -> tags.add(t.asText()));
        return tags;
    }
}
