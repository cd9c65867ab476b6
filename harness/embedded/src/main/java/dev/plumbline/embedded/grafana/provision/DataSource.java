package dev.plumbline.embedded.grafana.provision;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A data source as Grafana stores it.
 *
 * @param id number that the database gave it
 * @param uid name for use in dashboards and paths
 * @param orgId organization
 * @param name name that people see
 * @param type plugin
 * @param access {@code proxy} or {@code direct}
 * @param url where the system is
 * @param isDefault whether panels without a data source use it
 * @param jsonData settings of the plugin
 * @param secureKeys names of secret settings; their values are not kept
 * @param editable whether the user interface may change it
 */
public record DataSource(
        int id,
        String uid,
        int orgId,
        String name,
        String type,
        String access,
        String url,
        boolean isDefault,
        JsonNode jsonData,
        List<String> secureKeys,
        boolean editable) {
    public DataSource {
        secureKeys = List.copyOf(secureKeys);
    }

    /** Tells whether a plugin's back end answers for it. */
    public boolean hasBackend() {
        return !type.equals("alertmanager");
    }
}
