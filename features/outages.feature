@acts @long
Feature: Nothing is lost and nothing comes twice while something is down
  Services stop, are killed, freeze, and come back. Lines that were written meanwhile arrive late, and that is all.

  Rule: An outage delays lines, it neither loses nor repeats them

    Example: Loki is down for half a minute
      Given checkout keeps writing 20 lines a second to stdout
      When Loki is down for 30 seconds
      Then all of these lines are in Loki within 2 minutes, each once and in order
      And no further line of this scenario appears within 5 seconds

    Example: Loki freezes
      Given checkout keeps writing 20 lines a second to stdout
      When Loki is paused for 20 seconds
      Then all of these lines are in Loki within 2 minutes, each once and in order
      And no further line of this scenario appears within 5 seconds

    Example: Loki is cut off from the network
      Given payments keeps writing 20 lines a second to stdout
      When Loki is cut off from the network for 15 seconds
      Then all of these lines are in Loki within 2 minutes, each once and in order
      And no further line of this scenario appears within 5 seconds

    Example: The log collector is killed again and again
      Given payments keeps writing 50 lines a second to stderr
      When the log collector is killed and started again 3 times
      Then all of these lines are in Loki within 2 minutes, each once and in order
      And no further line of this scenario appears within 5 seconds

    Example: The log collector is taken down and brought up again
      Given checkout keeps writing 20 lines a second to stdout
      When the container of the log collector is removed and made again
      Then all of these lines are in Loki within 2 minutes, each once and in order
      And no further line of this scenario appears within 5 seconds

    Example: A container is stopped and started
      Given checkout has written 200 lines to stdout
      When the workload is stopped and started again
      And checkout writes 100 lines to stdout
      Then all of these lines are in Loki within 2 minutes, each once and in order
      And no further line of this scenario appears within 5 seconds

  Rule: A bad network delays lines, it neither loses nor repeats them

    Example: The way to Loki is slow
      Given devices keeps writing 100 lines a second to stdout
      When answers of Loki reach the log collector 2 seconds late and 20 kilobytes a second pass, for 20 seconds
      Then all of these lines are in Loki within 2 minutes, each once and in order
      And no further line of this scenario appears within 5 seconds

    Example: Connections to Loki break
      Given payments keeps writing 50 lines a second to stdout
      When the next 5 connections from the log collector to Loki are reset, within 60 seconds
      Then all of these lines are in Loki within 2 minutes, each once and in order
      And no further line of this scenario appears within 5 seconds

  Rule: Much at once is not too much

    Example: A burst
      When devices writes 20000 lines to stdout
      Then all of these lines are in Loki within 5 minutes, each once and in order

    Example: The log rotates while nobody reads it
      Given the log collector has been stopped
      And devices has written 20000 lines to stdout
      When the log collector is started again
      Then all of these lines are in Loki within 5 minutes, each once and in order

  Rule: A container is heard from its first line to its last

    Example: A container comes, writes and ends
      When a new container writes 50 lines and ends
      Then its first line is in Loki within 20 seconds
      And all of these lines are in Loki within 2 minutes, each once and in order
      And each of these lines is found by the labels of its container:
        | label           | value                        |
        | compose_service | visitor                      |
        | compose_project | the project of this stack    |
        | container_name  | the name of the container    |
        | container_id    | the full id of the container |

    Example: A container that is removed leaves its lines behind
      When a new container writes 20 lines and ends
      Then all of these lines are in Loki within 2 minutes, each once and in order
      When that container is removed
      Then all of these lines are in Loki within 2 minutes, each once and in order
      And no further line of this scenario appears within 5 seconds
