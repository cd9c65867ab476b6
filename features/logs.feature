Feature: Logs are available from the log collector
  A line that a container writes is in Loki: once, in order, and under the labels people search by.

  Rule: Every line arrives once and in order

    @scenario-4
    Example: Logs available from the collector
      When these services write lines:
        | service  | stream | lines |
        | checkout | stdout | 40    |
        | payments | stderr | 25    |
        | devices  | stdout | 10    |
      Then all of these lines are in Loki within 10 seconds, each once and in order
      And each of these lines is found by the labels of its container:
        | label           | value                          |
        | job             | docker                         |
        | compose_service | workload                       |
        | compose_project | the project of this stack      |
        | container_name  | the name of the container      |
        | container_id    | the full id of the container   |
        | stream          | the stream it was written to   |
      And no further line of this scenario appears within 2 seconds

  Rule: The first line of a new container does not wait

    @scenario-4
    Example: A line is in Loki soon after it was written
      When checkout writes 1 line to stdout
      Then all of these lines are in Loki within 10 seconds, each once and in order
      And no further line of this scenario appears within 2 seconds

  Rule: Loki forgets old lines on purpose

    Example: Retention is configured
      Then Loki keeps lines for 168 hours and deletes older ones
