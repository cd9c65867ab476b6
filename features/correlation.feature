Feature: Traces, logs and metrics lead to each other
  Links are followed, not looked at: from a log line to its trace, from the trace to the metrics of its service, and
  back to the log lines.

  Rule: Every link names a data source that exists

    @scenario-7
    Example: No link leads nowhere
      Then every data source that a dashboard or a link names exists in Grafana
      And every data source that Grafana can check is healthy

  Rule: A log line leads to its trace, and from there to the metrics and back

    @scenario-7
    Example: Trace correlation works
      When the workload emits a trace
      Then a log line of that trace leads, by the link that Grafana shows, to the trace in Tempo within 15 seconds
      And each service of that trace has service graph metrics within 30 seconds
      And the exemplars of its request metric lead to traces in Tempo within 20 seconds
      And the service label of those metrics leads back to log lines of that service
