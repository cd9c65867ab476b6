@acts @long
Feature: Nothing is lost and nothing comes twice while something is down
  Services stop, are killed, and come back. Lines that were written meanwhile arrive late, and that is all.

  Rule: An outage delays lines, it neither loses nor repeats them

    Example: Loki is down for half a minute
      Given checkout keeps writing 20 lines a second to stdout
      When Loki is down for 30 seconds
      Then all of these lines are in Loki within 60 seconds, each once and in order

    Example: The log collector is killed again and again
      Given payments keeps writing 50 lines a second to stderr
      When the log collector is killed and started again 3 times
      Then all of these lines are in Loki within 60 seconds, each once and in order

    Example: A container is stopped and started
      Given checkout has written 200 lines to stdout
      When the workload is stopped and started again
      And checkout writes 100 lines to stdout
      Then all of these lines are in Loki within 60 seconds, each once and in order
      And no further line of this scenario appears within 5 seconds

  Rule: Much at once is not too much

    Example: A burst that rotates the log
      When devices writes 30000 lines to stdout
      Then all of these lines are in Loki within 60 seconds, each once and in order
