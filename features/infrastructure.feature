Feature: The stack is ready
  Nothing can be said about a pipeline whose services are not there. Each service is asked by its own means; that its
  process runs is not enough.

  Rule: Every service says by itself that it is ready

    @scenario-1
    Example: All services are ready
      Then these services say that they are ready, within 60 seconds:
        | Prometheus              |
        | Loki                    |
        | Tempo                   |
        | Grafana                 |
        | OpenTelemetry Collector |
        | Alertmanager            |
        | log collector           |
        | MQTT broker             |
        | workload                |
