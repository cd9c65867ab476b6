package dev.plumbline.bench;

/** Configurations in Alloy's syntax, which this project's collector and Alloy both read. */
final class Configs {
    private static final String WRITE = """
            loki.write "sink" {
            	endpoint {
            		url = "%s"
            	}
            }
            """;

    private Configs() {}

    static String push(Contender.Place place) {
        return "http://127.0.0.1:" + place.sinkPort() + "/loki/api/v1/push";
    }

    /** Containers by an engine's API; where their logs are read is a matter of the collector's flags. */
    static String engine(Contender.Place place) {
        return """
                discovery.docker "all" {
                	host             = "unix://%s"
                	refresh_interval = "5s"
                %s}
                discovery.relabel "all" {
                	targets = discovery.docker.all.targets
                	rule {
                		source_labels = ["__meta_docker_container_name"]
                		regex         = "/(.*)"
                		target_label  = "container_name"
                	}
                	rule {
                		source_labels = ["__meta_docker_container_label_com_docker_compose_service"]
                		target_label  = "compose_service"
                	}
                }
                discovery.relabel "streams" {
                	targets = []
                	rule {
                		source_labels = ["__meta_docker_container_log_stream"]
                		target_label  = "stream"
                	}
                }
                loki.source.docker "all" {
                	host          = "unix://%s"
                	targets       = discovery.relabel.all.output
                	labels        = {job = "docker"}
                	relabel_rules = discovery.relabel.streams.rules
                	forward_to    = [loki.write.sink.receiver]
                }
                %s""".formatted(place.socket(), place.filter(), place.socket(), WRITE.formatted(push(place)));
    }

    /** The engine's files without the engine: how Alloy reads them. */
    static String file(Contender.Place place) {
        return """
                local.file_match "all" {
                	path_targets = [{__path__ = "%s/*/*-json.log", job = "docker"}]
                	sync_period  = "1s"
                }
                loki.source.file "all" {
                	targets    = local.file_match.all.targets
                	forward_to = [loki.process.all.receiver]
                }
                loki.process "all" {
                	forward_to = [loki.write.sink.receiver]
                	stage.docker { }
                }
                %s""".formatted(place.logs(), WRITE.formatted(push(place)));
    }
}
